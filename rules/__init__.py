"""The shipped rule packs, one folder each; read them with `importlib.resources.files("riskgrade.rules")`."""
