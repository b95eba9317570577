"""`within`: the time a fact looks at, as a condition on the record's date."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_SPAN = re.compile(r"(?P<number>[1-9][0-9]{0,3}) (?P<unit>day|month|year)s?( before (?P<before>\w+))?")


@dataclass(frozen=True, slots=True)
class Window:
    """A window of time.

    Args:
        text: as it was written.
        kind: ``period``, ``previous_period``, ``all`` or ``span``.
        number: how many units, for a span.
        unit: ``days``, ``months`` or ``years``.
        before: the subject's date the span ends at; as_of where None.
    """

    text: str
    kind: str
    number: int = 0
    unit: str = ""
    before: str | None = None

    def condition(self, field: str) -> str | None:
        """The condition on the record's date, in the condition language; None for all time.

        Examples:
            >>> parse_window("12 months").condition("sampled_on")
            'sampled_on > as_of - months(12) and sampled_on <= as_of'
        """
        match self.kind:
            case "period":
                return f"{field} >= period_start and {field} <= period_end"
            case "previous_period":
                return f"{field} >= previous_period_start and {field} <= previous_period_end"
            case "span":
                end = f"subject.{self.before}" if self.before else "as_of"
                return f"{field} > {end} - {self.unit}({self.number}) and {field} <= {end}"
            case _:
                return None

    def outside(self, first: date | None, last: date | None) -> str | None:
        """When a window that ends at the subject's own date leaves a declared coverage, as a condition on the subject."""
        parts = []
        if first is not None:
            parts.append(f"{self.before} - {self.unit}({self.number}) + days(1) < '{first.isoformat()}'")
        if last is not None:
            parts.append(f"{self.before} > '{last.isoformat()}'")
        return " or ".join(parts) or None

    def days(self, as_of: date, period: int) -> tuple[date | None, date]:
        """The first (None for ever) and last day looked at, for a window that does not hang on the subject's date.

        Examples:
            >>> parse_window("12 months").days(date(2024, 2, 29), 2024)
            (datetime.date(2023, 3, 1), datetime.date(2024, 2, 29))
        """
        match self.kind:
            case "period":
                return date(period, 1, 1), min(date(period, 12, 31), as_of)
            case "previous_period":
                return date(period - 1, 1, 1), min(date(period - 1, 12, 31), as_of)
            case "span":
                return earlier(as_of, self.number, self.unit) + timedelta(days=1), as_of
            case _:
                return None, as_of


def earlier(day: date, number: int, unit: str) -> date:
    """The day that many units before: the same day of the month, else the month's end.

    Examples:
        >>> earlier(date(2024, 3, 31), 1, "months")
        datetime.date(2024, 2, 29)
    """
    if unit == "days":
        return day - timedelta(days=number)
    months = day.year * 12 + day.month - 1 - number * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def parse_window(text: str) -> Window | None:
    """Read a window; None if it is none.

    Examples:
        >>> parse_window("12 months before decided_on").before
        'decided_on'
        >>> parse_window("a while") is None
        True
    """
    text = " ".join(text.split())
    if text in ("period", "previous_period", "all"):
        return Window(text, text)
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    return Window(text, "span", int(found["number"]), found["unit"] + "s", found["before"])
