"""A case as it is written in `cases/*.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from ..pack.diagnostics import Diagnostic, DiagnosticCode
from ..pack.document import Document
from ..pack.register_model import Model

Cell = str | None | list[str]
"""A cell of a record; a list is a field with several codes."""

Expected = str | None | list[str]
"""What a case expects of one thing."""


class CaseModel(Model):
    """One case.

    Args:
        name: what it shows.
        as_of: what is known by this day counts.
        period: the rating year; that of `as_of` if not given.
        registers: register -> records; `[]` was supplied and is empty, one left out was not supplied.
        subject: the key of the subject.
        expect: what must come out; any subset.
    """

    name: str = Field(min_length=1)
    as_of: date
    period: int | None = None
    registers: dict[str, list[dict[str, Cell]]]
    subject: str
    expect: dict[str, Expected] = Field(min_length=1)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case and where it stands.

    Args:
        model: the case.
        document: the file.
        number: its place in the file, from 0.
    """

    model: CaseModel
    document: Document
    number: int

    @property
    def line(self) -> int:
        """The line it starts at."""
        return self.document.line((self.number,))

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.document.file}:{self.line}"

    def diagnostic(self, at: tuple[str | int, ...], en: str, zh: str) -> Diagnostic:
        """Something wrong with the case, at a part of it."""
        return self.document.diagnostic(DiagnosticCode.CASE, (self.number, *at), en, zh)
