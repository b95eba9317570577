"""What an expression can be: its kind, the unit and digits of a number, and its domain.

Everything is an integer, a truth value, a code or a list of codes. A number carries its decimal digits in
the type (`scale`): 13.5 with scale 2 is the integer 1350. A date is the number of days since 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

INFINITY = 2**62
"""An end that is not bounded. It may be compared and passed on, never added to or multiplied."""

EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(1900, 1, 1) - EPOCH).days
LAST_DAY = (date(2199, 12, 31) - EPOCH).days
"""Dates outside 1900-01-01..2199-12-31 are no dates of a register; so an unknown date has finite ends."""

LARGEST = 10**13
"""The largest magnitude, in its own smallest unit, of a number that a register may hold (100 billion yuan in fen)."""


class Kind(StrEnum):
    """The kinds of value; `SPAN` is a length of calendar time such as `months(12)`."""

    BOOL = "bool"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression, a field or a fact.

    Args:
        kind: what it is.
        scale: decimal digits held in the integer of a number (0 for the rest).
        unit: the unit of a number, such as ``yuan``; None fits any unit.
        low: the smallest value it can have, in the same integers; ``-INFINITY`` if not bounded.
        high: the largest.
        values: the codes a text or list may hold; None if open.
        maybe: whether it can be unknown.

    Examples:
        >>> Type(Kind.NUMBER, scale=2, unit="yuan", low=0).bounded
        False
        >>> Type(Kind.BOOL).bounded
        True
    """

    kind: Kind
    scale: int = 0
    unit: str | None = None
    low: int = -INFINITY
    high: int = INFINITY
    values: frozenset[str] | None = None
    maybe: bool = True

    @property
    def bounded(self) -> bool:
        """Whether both ends are finite (always so for what is not a number)."""
        return self.kind is not Kind.NUMBER or (self.low > -INFINITY and self.high < INFINITY)

    @property
    def ends(self) -> tuple[int, int]:
        """The smallest and largest value."""
        return self.low, self.high

    def known(self) -> Type:
        """The same type, never unknown."""
        return replace(self, maybe=False)


def date_type(maybe: bool = True) -> Type:
    """The type of a date of a register.

    Examples:
        >>> date_type().bounded
        True
    """
    return Type(Kind.DATE, low=FIRST_DAY, high=LAST_DAY, maybe=maybe)


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    Examples:
        >>> day_number(date(2024, 2, 29))
        19782
    """
    return (day - EPOCH).days


def rescale(value: int, digits: int) -> int:
    """Give `value` that many more decimal digits; an unbounded end stays unbounded.

    Examples:
        >>> rescale(135, 1), rescale(INFINITY, 2) == INFINITY
        (1350, True)
    """
    return value if abs(value) >= INFINITY else value * 10**digits
