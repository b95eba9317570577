"""The rule pack: the law as data. Models, loader, dating, citations and diagnostics; nothing is evaluated here."""
