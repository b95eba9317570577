"""Values of the reference evaluator: what is known of a thing, as a pair.

A number or date is its two possible ends, a truth is (must, may), a code or a list is itself or unknown.
`gap` says that the world may hold more than the record does (a register that was not supplied, a row that could
not be read): `coalesce` then may not fall back.
"""

from __future__ import annotations

from dataclasses import dataclass

from .types import Kind, Type


@dataclass(frozen=True, slots=True)
class Interval:
    """A number or a date between two ends, both included.

    Examples:
        >>> Interval(3, 3).known, Interval(0, 5).known
        (True, False)
    """

    low: int
    high: int
    gap: bool = False

    @property
    def known(self) -> bool:
        """Whether only one value is possible."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether something must be true and whether it may be.

    Examples:
        >>> Truth(False, True).known
        False
    """

    must: bool
    may: bool
    gap: bool = False

    @property
    def known(self) -> bool:
        """Whether it is certain either way."""
        return self.must == self.may


@dataclass(frozen=True, slots=True)
class Code:
    """A text, or None where it is unknown."""

    value: str | None
    gap: bool = False

    @property
    def known(self) -> bool:
        """Whether the text is known."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of codes (order and repeats do not matter), or None where it is unknown."""

    values: frozenset[str] | None
    gap: bool = False

    @property
    def known(self) -> bool:
        """Whether the list is known."""
        return self.values is not None


Value = Interval | Truth | Code | Codes


def codes_of(text: str) -> Codes:
    """The list behind its physical text.

    Examples:
        >>> codes_of(";a;b;") == Codes(frozenset({"a", "b"})), codes_of(";").values, codes_of("").known
        (True, frozenset(), False)
    """
    return Codes(frozenset(text.strip(";").split(";")) - {""}) if text else Codes(None)


def unknown(kind_of: Type, gap: bool = False) -> Value:
    """The value of which nothing is known but its type.

    Examples:
        >>> unknown(Type(Kind.NUMBER, low=0, high=40))
        Interval(low=0, high=40, gap=False)
        >>> unknown(Type(Kind.BOOL))
        Truth(must=False, may=True, gap=False)
    """
    match kind_of.kind:
        case Kind.BOOL:
            return Truth(False, True, gap)
        case Kind.TEXT:
            return Code(None, gap)
        case Kind.LIST:
            return Codes(None, gap)
        case _:
            return Interval(kind_of.low, kind_of.high, gap)


def hull(a: Value, b: Value) -> Value:
    """What is known of a thing that is one of two.

    Args:
        a: the one.
        b: the other, of the same kind.

    Returns:
        For ends the widest, for a truth what both say, for a code or list the same if they agree.

    Examples:
        >>> hull(Interval(0, 1), Interval(5, 6)), hull(Code("fine"), Code("warning"))
        (Interval(low=0, high=6, gap=False), Code(value=None, gap=False))
    """
    gap = a.gap or b.gap
    match a, b:
        case Interval(), Interval():
            return Interval(min(a.low, b.low), max(a.high, b.high), gap)
        case Truth(), Truth():
            return Truth(a.must and b.must, a.may or b.may, gap)
        case Code(), Code():
            return Code(a.value if a.value == b.value else None, gap)
        case Codes(), Codes():
            return Codes(a.values if a.values == b.values else None, gap)
        case _:
            raise TypeError(f"{a} and {b} are of different kinds")
