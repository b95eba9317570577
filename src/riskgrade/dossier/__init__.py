"""The credit file: every record of one subject, as known on a day. It reads registers and the pack, no fact and no grade."""

from __future__ import annotations

from .build import read_dossier
from .content import AsideRow, Dossier, Record, Section
from .errors import UnknownSubjectError

__all__ = ["AsideRow", "Dossier", "Record", "Section", "UnknownSubjectError", "read_dossier"]
