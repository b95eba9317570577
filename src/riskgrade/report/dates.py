"""Days as they are given from outside: an `as_of`, and the days for which a register is complete."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ..pack.dating import Moment
from ..registers import Coverage
from .refusal import RefusalError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(given: date | str, name: str) -> date:
    """A day.

    Args:
        given: a date, or a text such as ``2023-12-31``.
        name: what it is, for the message.

    Raises:
        RefusalError: it is no day of the calendar.

    Examples:
        >>> day_of("2024-02-29", "as_of")
        datetime.date(2024, 2, 29)
        >>> day_of(20240229, "as_of")
        Traceback (most recent call last):
        ...
        riskgrade.report.refusal.RefusalError: as_of: '20240229' is not a day of the calendar; write it as 2023-12-31
    """
    if isinstance(given, date):
        return date(given.year, given.month, given.day)
    try:
        if _DAY.fullmatch(str(given)):
            return date.fromisoformat(str(given))
    except ValueError:
        pass
    raise RefusalError(
        f"{name}: '{given}' is not a day of the calendar; write it as 2023-12-31",
        f"{name}：{given} 不是有效日期；请写成 2023-12-31 的形式",
    )


def moment_of(as_of: date | str, period: int | str | None = None) -> Moment:
    """When a grade is asked for; the period is the year of `as_of` unless it is given.

    Raises:
        RefusalError: `as_of` is no day, or the period no year.
        DatingError: the period starts after `as_of`, or lies outside 1901..2199.

    Examples:
        >>> moment_of("2024-03-31", 2023)
        Moment(as_of=datetime.date(2024, 3, 31), period=2023)
    """
    if isinstance(period, str):
        if not re.fullmatch(r"[0-9]{4}", period):
            raise RefusalError(
                f"period: '{period}' is not a year such as 2023", f"period：{period} 不是 2023 这样的年份"
            )
        period = int(period)
    return Moment.of(day_of(as_of, "as_of"), period)


def coverage_of(given: Mapping[str, object] | None) -> dict[str, Coverage] | None:
    """For which days registers are complete.

    Args:
        given: register -> ``"2021-01-01..2023-12-31"``, or a pair of days; an open end is left out, or None.

    Raises:
        RefusalError: it is written otherwise.

    Examples:
        >>> coverage_of({"samplings": "2021-01-01.."})
        {'samplings': (datetime.date(2021, 1, 1), None)}
    """
    return None if given is None else {name: _span(name, ends) for name, ends in given.items()}


def _span(name: str, ends: object) -> Coverage:
    if isinstance(ends, str) and ends.count("..") == 1:
        ends = tuple(end.strip() or None for end in ends.split(".."))
    if isinstance(ends, tuple | list) and len(ends) == 2 and any(ends):
        first, last = (None if end is None else day_of(end, f"coverage of {name}") for end in ends)
        return first, last
    raise RefusalError(
        f"coverage of {name}: write FROM..TO, such as 2021-01-01..2023-12-31; either day may be left out",
        f"{name} 的覆盖期间：请写成“起..止”，如 2021-01-01..2023-12-31，起止可省略其一",
    )
