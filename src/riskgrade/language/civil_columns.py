"""Calendar months on columns of day numbers, without date types and without division.

Engines differ in every date function, and Narwhals writes `//` on DuckDB with its operand seven times. But with a leap
day every four years the calendar repeats after 1,461 days, and what a month adds to a day is then a step function of
its place in those. So a day is first counted as if the century years had a leap day too, and back at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise

import narwhals as nw

from .civil import FIRST_YEAR, LAST_YEAR, add_months
from .planes import lit
from .types import day_number

Keep = Callable[[nw.Expr], nw.Expr]
"""Puts aside an expression that is used several times (see `ColumnScope.keep`)."""

CYCLE = 1461
ORIGIN = day_number(date(FIRST_YEAR - 1, 3, 1))
"""The first day of a cycle: four years from 1 March, the leap day last."""

CENTURIES = [day_number(date(year, 3, 1)) for year in range(1700, LAST_YEAR, 100) if year % 400]
"""From these days on one more leap day has been left out."""

LENGTHS = [*[31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28] * 3, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]
STARTS = [0, *accumulate(LENGTHS)]

WIDE = 32
"""More than the days of any month: `month * WIDE + day` orders days and keeps months apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """A column of day numbers.

    Args:
        expr: the days.
        low: none is earlier.
        high: none is later.
    """

    expr: nw.Expr
    low: int
    high: int


def add_months_column(days: Days, months: int, keep: Keep) -> nw.Expr:
    """`civil.add_months` for a column.

    Args:
        days: the days.
        months: how many; negative for earlier.
        keep: puts aside what is used several times.

    Returns:
        The day numbers.
    """
    even, place = _even(days, keep)
    later = keep(even + _stepped(place, _moves(months)))
    # A leap day that there was none of is the day before, as the month's end should be.
    leaps = [_even_number(century) - 1 for century in CENTURIES]
    ends = [_even_number(add_months(end, months)) for end in (days.low, days.high)]
    return later + lit(ORIGIN) - _passed(later, leaps, ends[0], ends[1] + 1)


def months_between_column(first: Days, second: Days, keep: Keep) -> nw.Expr:
    """`civil.months_between` for two columns."""
    # Two days of a month differ by less than WIDE, so whole units of WIDE are completed months, towards 0. All is
    # CYCLE times as large, which spares dividing by it; `far` makes the dividend positive.
    unit, far = WIDE * CYCLE, 12 * (LAST_YEAR - FIRST_YEAR + 2)
    distance = keep(_key(second, keep) - _key(first, keep))
    upwards = nw.when(distance < lit(0)).then(lit(unit - 1)).otherwise(lit(0))
    return keep(distance + upwards + lit(far * unit)) // lit(unit) - lit(far)


def _key(days: Days, keep: Keep) -> nw.Expr:
    if days.low == days.high:
        return lit(_key_number(days.low))
    even, place = _even(days, keep)
    # The four years of a cycle have their months at the same places; only the last has the leap day, at its end.
    year = keep(_stepped(place, (0, [(365 * number, 1) for number in range(1, 4)])))
    day = keep(place - year * lit(365))
    key = (even - place) * lit(WIDE * len(LENGTHS))
    return key + (year * lit(WIDE * 12) + day + _stepped(day, (0, _GAPS))) * lit(CYCLE)


_GAPS = [(start, WIDE - length) for start, length in zip(STARTS[1:12], LENGTHS[:11], strict=True)]
"""What each month of a year lacks of WIDE, from the day on which the next begins."""


def _key_number(day: int) -> int:
    """`_key` of one day."""
    cycles, place = divmod(_even_number(day), CYCLE)
    year = min(place // 365, 3)
    rest = place - year * 365
    within = year * WIDE * 12 + rest + sum(gap for start, gap in _GAPS if rest >= start)
    return CYCLE * (cycles * WIDE * len(LENGTHS) + within)


def _even(days: Days, keep: Keep) -> tuple[nw.Expr, nw.Expr]:
    """The days since the origin as if every fourth year had a leap day, and their place in the cycle."""
    even = keep(days.expr - lit(ORIGIN) + _passed(days.expr, CENTURIES, days.low, days.high))
    return even, keep(even % lit(CYCLE))


def _even_number(day: int) -> int:
    return day - ORIGIN + sum(day >= century for century in CENTURIES)


def _passed(days: nw.Expr, marks: Sequence[int], low: int, high: int) -> nw.Expr:
    """How many of the marks each day has reached, all days being from `low` to `high`."""
    reached = lit(sum(mark <= low for mark in marks))
    for mark in marks:
        if low < mark <= high:
            reached = reached + nw.when(days >= lit(mark)).then(lit(1)).otherwise(lit(0))
    return reached


def _stepped(place: nw.Expr, steps: tuple[int, Sequence[tuple[int, int]]]) -> nw.Expr:
    """A step function: a start, and what is added from each place on."""
    start, rises = steps
    value = lit(start)
    for mark, rise in rises:
        value = value + nw.when(place >= lit(mark)).then(lit(rise)).otherwise(lit(0))
    return value


@lru_cache(maxsize=256)
def _moves(months: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """How far each place of the cycle moves when months are added, as a step function."""
    moves = []
    for month, (start, end) in enumerate(pairwise(STARTS)):
        cycles, target = divmod(month + months, len(LENGTHS))
        for day in range(end - start):
            place = cycles * CYCLE + STARTS[target] + min(day, LENGTHS[target] - 1)
            moves.append(place - start - day)
    rises = ((place, now - before) for place, (before, now) in enumerate(pairwise(moves), start=1))
    return moves[0], tuple((place, rise) for place, rise in rises if rise)
