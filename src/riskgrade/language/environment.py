"""The names a condition may use, and what they are: given to the checker by whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .types import Type


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one number by code or by bin, as it is in force on one day.

    Args:
        name: its name in the pack.
        entries: code -> number, in integers of `scale`; empty for bins.
        bins: (upper bound included, number) in rising order, the last bound None for "above"; empty for codes.
        bin_scale: the decimal digits of the upper bounds.
        scale: the decimal digits of the numbers.
        unit: the unit of the numbers.
        otherwise: the number of a code that is not in the table.
        range: the ends of what a code not in the table can be, when `otherwise` is not given.

    A code that is not in the table and has neither is unknown and unbounded.

    Examples:
        >>> Table("deduction", entries={"fine": 100}, scale=2, range=(0, 1000)).ends
        (0, 1000)
    """

    name: str
    entries: Mapping[str, int] = field(default_factory=dict)
    bins: tuple[tuple[int | None, int], ...] = ()
    bin_scale: int = 0
    scale: int = 0
    unit: str | None = None
    otherwise: int | None = None
    range: tuple[int, int] | None = None

    @property
    def ends(self) -> tuple[int, int] | None:
        """The smallest and largest number a look-up can give; None if it can be anything."""
        numbers = [*self.entries.values(), *(number for _, number in self.bins)]
        if self.otherwise is not None:
            numbers.append(self.otherwise)
        elif self.range is not None:
            numbers.extend(self.range)
        elif not self.bins:
            return None
        return min(numbers), max(numbers)


@dataclass(frozen=True, slots=True)
class TableType:
    """What the checker must know of a table, for all the days it is in force.

    Args:
        bins: whether it is looked up by a number (else by a code).
        result: the type of a look-up; `maybe` is False only where no look-up of a known key can be unknown.
        bin_scale: the decimal digits of the upper bounds.
    """

    bins: bool
    result: Type
    bin_scale: int = 0


@dataclass(frozen=True, slots=True)
class Environment:
    """The names a condition may use.

    Args:
        names: facts, fields, conclusions, scalar parameters, `as_of`, `period_start`, `period_end`.
        subject: fields of the subject, written `subject.<field>`.
        tables: tables and bins, for `lookup` and `highest`.
        lists: parameters that are lists of codes, for the right side of `in` and for `has_any`, `has_only`.
    """

    names: Mapping[str, Type] = field(default_factory=dict)
    subject: Mapping[str, Type] = field(default_factory=dict)
    tables: Mapping[str, TableType] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
