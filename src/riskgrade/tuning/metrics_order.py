"""What it would have brought to inspect by score: who would have come sooner, on the same days with as many visits a day."""

from __future__ import annotations

from typing import Any

import numpy as np

from .metrics_input import MetricError, Numbers, Whole, numbers, outcomes, same_length
from .metrics_ranked import NOTHING


def found_before(outcome: Any, day: Any, before: Any = None, score: Any = None) -> float:
    """Of all rows with the outcome, the share whose day lies before a day: as it was, or in the order of a score.

    In the order of a score the days stay as they are and the rows are dealt to them, highest score first: each day has as
    many visits as it had. Rows with equal scores share their places evenly (the mean over all orders among them).

    Args:
        outcome: 0 or 1 for each row: what the visit found.
        day: the day of each visit, as dates or numbers of days.
        before: the first day of the second half; the median day if not given, which is so not in the first half.
        score: a number for each row; the order as it was if not given.

    Examples:
        >>> days = [1, 1, 2, 2]
        >>> found_before([0, 0, 1, 1], days, 2), found_before([0, 0, 1, 1], days, 2, score=[1, 2, 3, 4])
        (0.0, 1.0)
    """
    happened = outcomes(outcome)
    when = days(day, happened.size)
    if not happened.any():
        return NOTHING
    limit = middle_day(when) if before is None else int(days([before], 1)[0])
    early = (when < limit).astype(np.float64)
    if score is None:
        return float(early[happened].mean())
    order = np.sort(when)
    return float(_dealt((order < limit).astype(np.float64), numbers(score, happened.size))[happened].mean())


def days_sooner(outcome: Any, day: Any, score: Any) -> float:
    """By how many days rows with the outcome would on average have been visited sooner in the order of a score.

    Days are dealt as in `found_before`.

    Examples:
        >>> days_sooner([0, 0, 1, 1], [1, 1, 2, 4], [1, 2, 3, 4])
        2.0
    """
    happened = outcomes(outcome)
    when = days(day, happened.size)
    if not happened.any():
        return NOTHING
    dealt = _dealt(np.sort(when).astype(np.float64), numbers(score, happened.size))
    return float((when - dealt)[happened].mean())


def middle_day(when: Whole) -> int:
    """The median day; of two in the middle the later.

    Examples:
        >>> middle_day(np.array([1, 2, 3, 9]))
        3
    """
    return int(np.sort(when)[when.size // 2])


def days(values: Any, rows: int) -> Whole:
    """Days as numbers since 1970-01-01; numbers are taken as they are.

    Raises:
        MetricError: one of them is no day.

    Examples:
        >>> days(["1970-01-03", "1970-01-01"], 2).tolist()
        [2, 0]
    """
    array = np.asarray(values)
    same_length(array, rows, "day", "日期")
    if array.dtype.kind in "iu":
        return array.astype(np.int64)
    try:
        plain = array.astype("datetime64[D]")
    except (TypeError, ValueError):
        plain = np.full(rows, np.datetime64("NaT"))
    wrong = np.flatnonzero(np.isnat(plain))
    if wrong.size:
        place = int(wrong[0])
        raise MetricError(
            f"day in row {place + 1} is {array.tolist()[place]!r}; give dates such as 2023-12-31",
            f"第 {place + 1} 行的日期为 {array.tolist()[place]!r}；应形如 2023-12-31",
        )
    return plain.astype(np.int64)


def _dealt(places: Numbers, risk: Numbers) -> Numbers:
    """What stands at the place of each row when they are ordered by falling score; equal ones share evenly."""
    _, place, count = np.unique(-risk, return_inverse=True, return_counts=True)
    last = count.cumsum()
    total = np.concatenate([[0.0], places.cumsum()])
    return np.asarray(((total[last] - total[last - count]) / count)[place])
