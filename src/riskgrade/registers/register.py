"""Registers that were read: normalised rows, and what a person should know about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

import polars as pl

from ..pack.register_model import RegisterModel
from .finding import Finding
from .in_place import InPlace

Coverage = tuple[date | None, date | None]
"""The first and last day for which a register is complete; an open end is None."""


REFUSED = "#x"
"""What is added to a field's name for the column that marks its refused cells."""

FEW_LISTS = 1000
"""How many different lists of a field are few: a question about them is then answered once for each."""


@dataclass(frozen=True)
class Register:
    """One register.

    Args:
        model: what the pack says of it.
        frame: the accepted rows in physical form: every field of the model, and `<field>#n` for a list. An unknown
            number, date or yes/no is null; an unknown text or list is ''. May still be lazy over a file.
        rows: the accepted rows.
        nullable: the fields that hold an unknown in this run.
        set_aside: join values of rows that were set aside; what is known of these subjects from here is incomplete.
        unattributed: rows set aside whose join value could not be read.
        coverage: the days for which it is complete; None where nothing was declared.
        refused: fields with a cell that held something else than can be taken; `<field>#x` marks its rows. Such a value
            is unknown and no blank: what reads a blank must not read it.
        lists: for list fields of which few different lists occur, all of them, in physical form.
        void_in_doubt: whether a record has a void date without its reason, or a reason without its date.
        aside: the rows set aside as far as they could be read (see `aside.aside_rows`); None where there are none.
        in_place: the cells behind `frame`, where these still lie in a file or frame of the caller.
        numbers: the number of each of the rows as a person sees it in the file; where they follow each other without a gap,
            that of the first.
    """

    model: RegisterModel
    frame: pl.LazyFrame
    rows: int
    nullable: frozenset[str] = frozenset()
    set_aside: frozenset[str] = frozenset()
    unattributed: int = 0
    coverage: Coverage | None = None
    void_in_doubt: bool = False
    refused: frozenset[str] = frozenset()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    aside: pl.DataFrame | None = None
    in_place: InPlace | None = None
    numbers: pl.Series | int = field(default=1, compare=False)
    _places: dict[str, Mapping[str, Sequence[int]]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def held(self) -> pl.DataFrame:
        """The rows in memory."""
        return self.frame.collect()

    def places(self, field: str) -> Mapping[str, Sequence[int]]:
        """Where the rows with each value of a text field stand; found out once."""
        if field not in self._places:
            grouped = self.held.select(pl.col(field).cast(pl.String)).with_row_index("place")
            pairs = grouped.group_by(field, maintain_order=True).agg("place")
            self._places[field] = dict(pairs.iter_rows())
        return self._places[field]


@dataclass(frozen=True, slots=True)
class Input:
    """Where a register came from: the file and its bytes' sha256 (empty for a frame), and its records."""

    name: str
    register: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Registers:
    """All registers that were supplied; one that is not here was not.

    Args:
        registers: by name.
        findings: what a person should see, register by register.
        rejected: the rows set aside: their cells as they stood, with `row`, `reason` and `reason_zh`.
        inputs: where each came from.
        notices: columns and files that were not used, in English and Chinese.
        check_seconds: the time spent on checking, by register.
    """

    registers: Mapping[str, Register]
    findings: tuple[Finding, ...] = ()
    rejected: Mapping[str, pl.DataFrame] = field(default_factory=lambda: MappingProxyType({}))
    inputs: tuple[Input, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()
    check_seconds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}), compare=False)
