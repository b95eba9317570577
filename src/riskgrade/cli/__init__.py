"""The command line: one module a command. No rule of the domain lives here."""
