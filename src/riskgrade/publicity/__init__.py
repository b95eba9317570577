"""What is made public: feeds for the national platforms, made from registers by layouts that are data."""

from __future__ import annotations

from .case_entries import CaseEntries, case_entries
from .entries import Entry
from .errors import PublicityError
from .layouts import DEFAULT_PACK, Layouts, load_layouts
from .publication import Publication, publication

__all__ = [
    "DEFAULT_PACK", "CaseEntries", "Entry", "Layouts", "Publication", "PublicityError", "case_entries", "load_layouts",
    "publication",
]  # fmt: skip
