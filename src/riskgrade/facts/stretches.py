"""A fact over stretches of the calendar: records are taken together by month, quarter or year first. The meaning.

A stretch without a record is no stretch: it is neither zero nor unknown, and a mean leaves it out. Where the world may
hold more records than the register, any stretch may be another than it looks, so the fact is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.civil import months_between
from ..language.types import FIRST_DAY
from ..language.values import Value, unknown
from ..pack.model import Fact
from .aggregate import Member, aggregate


@dataclass(frozen=True, slots=True)
class Placed:
    """A record that may count, in its month.

    Args:
        month: months since January 1900.
        must: whether it certainly counts.
        values: what each inner aggregation is of; None for a count.
    """

    month: int
    must: bool
    values: tuple[Value | None, ...]


def month_of(day: int) -> int:
    """The months from January 1900 to a day's own; a quarter is three of them, a year twelve.

    Args:
        day: a day number.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.language.types import day_number
        >>> month_of(day_number(date(1900, 1, 31))), month_of(day_number(date(2023, 12, 31)))
        (0, 1487)
    """
    return months_between(FIRST_DAY, day)


def over_stretches(
    fact: Fact, records: Sequence[Placed], gap: bool, each: Callable[[Mapping[str, Value]], Value]
) -> Value:
    """The value of a fact over stretches.

    Args:
        fact: the fact, with its `stretches`.
        records: the records that may count.
        gap: whether there may be more.
        each: the value of a stretch from its inner aggregations, by their names.
    """
    stretches = fact.stretches
    assert stretches is not None
    if gap and fact.aggregate != "count":
        return unknown(fact.type, True)
    months = {month: [one for one in records if one.month == month] for month in {one.month for one in records}}
    found: list[tuple[int, Member]] = []
    length = stretches.months[0]
    for number in sorted({month // length for month in months}):
        here = [one for month, held in months.items() if month // length == number for one in held]
        inner = {
            one.name: aggregate(one, [Member(record.must, record.values[place]) for record in here], gap=False)
            for place, one in enumerate(stretches.inner)
        }
        value = None if stretches.each is None else each(inner)
        found.append((number, Member(any(one.must for one in here), value)))
    for (shorter, longer), over in zip(pairwise(stretches.months), stretches.between, strict=True):
        found = _longer(found, longer // shorter, over)
    return aggregate(fact, [member for _, member in found], gap)


def _longer(found: Sequence[tuple[int, Member]], times: int, over: Fact) -> list[tuple[int, Member]]:
    """Longer stretches, each from the shorter ones in it."""
    numbers = sorted({number // times for number, _ in found})
    taken = {
        number: [
            Member(one.must, one.value if over.aggregate != "count" else None)
            for at, one in found
            if at // times == number
        ]
        for number in numbers
    }
    return [
        (number, Member(any(one.must for one in held), aggregate(over, held, gap=False)))
        for number, held in taken.items()
    ]
