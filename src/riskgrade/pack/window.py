"""`within`: the time a fact looks at, as a condition on the record's date."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from .dating_error import DatingError
from .working_days import WorkingDays

_SPAN = re.compile(r"(?P<number>[1-9][0-9]{0,3}) (?P<unit>working day|day|month|year)s?( before (?P<before>\w+))?")
_CONSTANT = re.compile(r"as_of_less_[0-9]+_working_days")


@dataclass(frozen=True, slots=True)
class Window:
    """A window of time.

    Args:
        text: as it was written.
        kind: ``period``, ``previous_period``, ``all`` or ``span``.
        number: how many units, for a span.
        unit: ``days``, ``months``, ``years`` or ``working days``.
        before: the subject's date the span ends at; as_of where None.
    """

    text: str
    kind: str
    number: int = 0
    unit: str = ""
    before: str | None = None

    @property
    def constant(self) -> str | None:
        """The name under which conditions know the first day of a window of working days; None for other windows.

        Examples:
            >>> parse_window("7 working days").constant
            'as_of_less_7_working_days'
        """
        return f"as_of_less_{self.number}_working_days" if self.unit == "working days" else None

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
            case "span" if self.constant is not None:
                return f"{field} >= {self.constant} and {field} <= as_of"
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

    def working_start(self, as_of: date, calendar: WorkingDays | None) -> tuple[date, bool]:
        """The first day of a window of working days, and whether the calendar knows it.

        A time limit of seven working days that began on a day runs until the seventh working day after it. It runs on
        `as_of` if that is not later: if the day is not before the seventh working day before `as_of`. Where the calendar
        does not reach so far, seven days of the calendar are certainly inside.

        Args:
            as_of: the last day of the window, worked or not.
            calendar: the working days; None knows none.
        """
        if calendar is not None:
            try:
                return calendar.before(as_of, self.number), True
            except DatingError:
                pass
        return as_of - timedelta(days=self.number), False

    def days(self, as_of: date, period: int, calendar: WorkingDays | None = None) -> tuple[date | None, date]:
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
            case "span" if self.constant is not None:
                return self.working_start(as_of, calendar)[0], as_of
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


def is_constant(name: str) -> bool:
    """Whether conditions know a name as the first day of a window of working days.

    Examples:
        >>> is_constant("as_of_less_7_working_days"), is_constant("as_of")
        (True, False)
    """
    return _CONSTANT.fullmatch(name) is not None


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
