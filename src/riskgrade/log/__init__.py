"""The decision log: what was decided, chosen and overridden, by whom and why, in a chain that shows every change."""
