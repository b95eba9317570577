"""What is made public: feeds for the national platforms, made from registers by layouts that are data."""

from __future__ import annotations

from .entries import Entry
from .errors import PublicityError
from .layouts import DEFAULT_PACK, Layouts, load_layouts
from .publication import Publication, publication

__all__ = ["DEFAULT_PACK", "Entry", "Layouts", "Publication", "PublicityError", "load_layouts", "publication"]
