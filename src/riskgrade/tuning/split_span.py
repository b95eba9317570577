"""A length of time: `12m`, `180d`, `1y`, `4w`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..pack.window import earlier
from .error import TuningError

_UNITS = {"d": ("days", 1), "w": ("days", 7), "m": ("months", 1), "y": ("years", 1)}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT = re.compile(r"(?P<number>[0-9]{1,4})\s*(?P<unit>d|w|m|y)[a-z]*")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; months and years go to the same day, else the month's end.

    Args:
        number: how many.
        unit: ``days``, ``months`` or ``years``.

    Examples:
        >>> from datetime import date
        >>> Span.of("6m").after(date(2023, 8, 31))
        datetime.date(2024, 2, 29)
        >>> str(Span.of("2 weeks"))
        '14d'
    """

    number: int
    unit: str

    @classmethod
    def of(cls, text: str | Span, what: str = "span") -> Span:
        """Read a length such as ``12m``, ``180d``, ``1y``, ``26w`` or ``6 months``.

        Raises:
            TuningError: it is none.
        """
        if isinstance(text, Span):
            return text
        found = _TEXT.fullmatch(str(text).strip().lower())
        if found is None:
            raise TuningError(
                f"{what} '{text}' is no length of time; write one such as 12m, 180d or 1y",
                f"{what} 的“{text}”不是时间长度；请写成 12m、180d 或 1y 这样",
            )
        unit, times = _UNITS[found["unit"]]
        return cls(int(found["number"]) * times, unit)

    def after(self, day: date, times: int = 1) -> date:
        """The day that many spans after a day.

        Raises:
            TuningError: there is no such day in the calendar.
        """
        try:
            return earlier(day, -self.number * times, self.unit)
        except (OverflowError, ValueError) as error:
            raise TuningError(
                f"{times} times {self} after {day} is beyond the calendar", f"{day} 之后 {times} 个 {self} 超出历法范围"
            ) from error

    def __str__(self) -> str:
        return f"{self.number}{self.unit[0]}"


def day_of(value: date | str, what: str) -> date:
    """A day from a text such as ``2023-12-31``.

    Raises:
        TuningError: it is none.

    Examples:
        >>> day_of("2023-12-31", "start")
        datetime.date(2023, 12, 31)
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    raise TuningError(
        f"{what} '{value}' is no day; write one such as 2023-12-31",
        f"{what} 的“{value}”不是日期；请写成 2023-12-31 这样",
    )
