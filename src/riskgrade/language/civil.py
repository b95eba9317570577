"""Calendar months on day numbers, in plain Python: what they mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from .types import EPOCH, day_number

FIRST_YEAR, LAST_YEAR = 1601, 2599
"""No date that is computed may leave these years; `civil_columns` covers them and no others."""


def add_months(day: int, months: int) -> int:
    """The same day of the month so many months later, else the month's last.

    Args:
        day: a day number.
        months: how many; negative for earlier.

    Returns:
        A day number.

    Raises:
        ValueError: if the year is not one of the calendar.

    Examples:
        >>> add_months(day_number(date(2023, 1, 31)), 1) == day_number(date(2023, 2, 28))
        True
    """
    start = EPOCH + timedelta(days=day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return day_number(date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))


def days_between(first: int, second: int) -> int:
    """The days from one day to another; negative if the second is earlier.

    Examples:
        >>> days_between(3, 1)
        -2
    """
    return second - first


def months_between(first: int, second: int) -> int:
    """How many months are completed from one day to another; negative if the second is earlier.

    Examples:
        >>> a, b = day_number(date(2023, 1, 31)), day_number(date(2023, 3, 30))
        >>> months_between(a, b), months_between(b, a)
        (1, -1)
    """
    if second < first:
        return -months_between(second, first)
    a, b = EPOCH + timedelta(days=first), EPOCH + timedelta(days=second)
    return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)
