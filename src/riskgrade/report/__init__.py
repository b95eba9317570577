"""Faces as data: what a run found, as files and as data frames. No rule of the domain lives here."""
