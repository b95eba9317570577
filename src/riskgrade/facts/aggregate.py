"""The aggregations of a fact over the records of one subject: plain Python, the meaning.

Each record comes with whether it must or may count, and with what is known of the aggregated value. A gap says
that there may be more records than these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..language.types import INFINITY
from ..language.values import Code, Interval, Truth, Value, unknown
from ..pack.model import Fact
from .fact_value import physical_value


@dataclass(frozen=True, slots=True)
class Member:
    """A record that may count.

    Args:
        must: whether it certainly counts.
        value: the aggregated value; None for count and any.
        order: what `latest` goes by: event date, date of record, key.
    """

    must: bool
    value: Value | None
    order: tuple[int, int, str] = (0, 0, "")


def aggregate(fact: Fact, members: Sequence[Member], gap: bool) -> Value:
    """The value of a fact over its records.

    Args:
        fact: the fact; its `type` gives the ends of what is unknown.
        members: the records that may count.
        gap: whether there may be more.

    Examples:
        >>> from riskgrade.language.types import Kind, Type
        >>> count = Fact("n", Type(Kind.NUMBER, low=0), None, "count")
        >>> aggregate(count, [Member(True, None), Member(False, None)], gap=False)
        Interval(low=1, high=2, gap=False)
    """
    match fact.aggregate:
        case "count":
            return _counted(sum(one.must for one in members), len(members), fact, gap)
        case "distinct":
            return _distinct(fact, members, gap)
        case "any":
            must = any(one.must for one in members)
            return Truth(must, gap or bool(members), gap)
        case "sum":
            return _sum(fact, members, gap)
        case "max" | "min":
            return _extreme(fact, members, gap)
        case "latest":
            return _latest(fact, members, gap)
        case _:
            return _mean(fact, members, gap)


def _counted(low: int, high: int, fact: Fact, gap: bool) -> Value:
    return Interval(low, INFINITY if gap else high, gap)


def _distinct(fact: Fact, members: Sequence[Member], gap: bool) -> Value:
    certain = {_identity(one.value) for one in members if one.must} - {None}
    possible = {_identity(one.value) for one in members} - {None}
    nameless = sum(_identity(one.value) is None for one in members)
    low = max(len(certain), int(any(one.must for one in members)))
    return _counted(low, len(possible) + nameless, fact, gap)


def _identity(value: Value | None) -> int | str | bool | None:
    """What makes a value distinct; None where it is unknown."""
    match value:
        case Code(text):
            return text
        case Interval(low, high):
            return low if low == high else None
        case Truth(must, may):
            return must if must == may else None
        case _:
            return None


def _intervals(members: Sequence[Member]) -> list[tuple[bool, int, int]]:
    return [(one.must, one.value.low, one.value.high) for one in members if isinstance(one.value, Interval)]


def _sum(fact: Fact, members: Sequence[Member], gap: bool) -> Value:
    assert fact.value is not None
    low = sum(low if must else min(0, low) for must, low, _ in _intervals(members))
    high = sum(high if must else max(0, high) for must, _, high in _intervals(members))
    if gap:
        # What is not seen can only add what one record can add.
        low = -INFINITY if fact.value.type.low < 0 else low
        high = INFINITY if fact.value.type.high > 0 else high
    return Interval(low, high, gap)


def _absent(fact: Fact, gap: bool) -> Value:
    if gap or fact.absent is None:
        return unknown(fact.type, gap)
    return physical_value(fact.type, fact.absent)


def _extreme(fact: Fact, members: Sequence[Member], gap: bool) -> Value:
    """max or min; min is max with the signs turned."""
    if not members:
        return _absent(fact, gap)
    sign = 1 if fact.aggregate == "max" else -1
    ends = [(must, low, high) if sign == 1 else (must, -high, -low) for must, low, high in _intervals(members)]
    floor, ceiling = (fact.type.low, fact.type.high) if sign == 1 else (-fact.type.high, -fact.type.low)
    certain = [low for must, low, _ in ends if must]
    if certain:
        low, high = max(certain), max(high for _, _, high in ends)
    elif isinstance(fact.absent, int) and not gap:
        low = min(sign * fact.absent, *(low for _, low, _ in ends))
        high = max(sign * fact.absent, *(high for _, _, high in ends))
    else:
        low, high = floor, ceiling
    if gap:
        high = ceiling
    return Interval(low, high, gap) if sign == 1 else Interval(-high, -low, gap)


def _latest(fact: Fact, members: Sequence[Member], gap: bool) -> Value:
    if not members or gap:
        return _absent(fact, gap)
    newest = max(members, key=lambda one: one.order)
    if not newest.must or newest.value is None:
        return unknown(fact.type, gap)
    return newest.value


def _mean(fact: Fact, members: Sequence[Member], gap: bool) -> Value:
    ends = _intervals(members)
    if not ends or gap:
        return _absent(fact, gap)
    if all(must for must, _, _ in ends):
        return Interval(
            half_up(sum(low for _, low, _ in ends), len(ends)), half_up(sum(high for _, _, high in ends), len(ends))
        )
    low, high = min(low for _, low, _ in ends), max(high for _, _, high in ends)
    if any(must for must, _, _ in ends):
        return Interval(low, high)
    if isinstance(fact.absent, int):
        return Interval(min(low, fact.absent), max(high, fact.absent))
    return unknown(fact.type)


def half_up(total: int, count: int) -> int:
    """A mean rounded half up, for totals that are not negative.

    Examples:
        >>> half_up(5, 2), half_up(4, 3)
        (3, 1)
    """
    return (2 * total + count) // (2 * count)
