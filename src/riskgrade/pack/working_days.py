"""Working days: which days of a country are worked, and counting by them.

The day that is counted from never counts itself, as in 行政处罚法 and the rules on time limits: the first working day is the
first one after it. Days that nobody verified are refused, never guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from ..language.types import EPOCH, day_number
from .dating_error import DatingError
from .source_model import Citation

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a country, from the first to the last day that was verified.

    Args:
        country: its two letters.
        first: the first day verified.
        last: the last day verified.
        numbers: the working days among them as day numbers, rising; Saturdays and Sundays that are worked in exchange
            for a holiday (调休上班) are among them.
        cites: what the days rest on.

    Examples:
        >>> from .holiday_library import working_numbers
        >>> first, last = date(2023, 1, 1), date(2023, 12, 31)
        >>> days = WorkingDays("CN", first, last, working_numbers("CN", first, last))
        >>> days.is_working(date(2023, 10, 7)), days.is_working(date(2023, 10, 6))
        (True, False)
        >>> days.after(date(2023, 9, 20), 20)
        datetime.date(2023, 10, 24)
        >>> days.after(date(2023, 12, 20), 20)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        riskgrade.pack.dating_error.DatingError: working days of CN are known from 2023-01-01 to 2023-12-31 only; ...
    """

    country: str
    first: date
    last: date
    numbers: tuple[int, ...]
    cites: tuple[Citation, ...] = ()

    def is_working(self, day: date) -> bool:
        """Whether a day is worked.

        Raises:
            DatingError: the day was not verified.
        """
        if not self.first <= day <= self.last:
            raise self._unknown(day)
        here = bisect_left(self.numbers, day_number(day))
        return self.numbers[here : here + 1] == (day_number(day),)

    def after(self, day: date, number: int) -> date:
        """The last day of a time limit: the so-many-th working day after a day, which does not count itself.

        Args:
            day: what is counted from; any day, worked or not.
            number: how many, from 1.

        Raises:
            DatingError: a day in between was not verified.
            ValueError: the number is less than 1.
        """
        _from_one(number)
        place = bisect_right(self.numbers, day_number(day)) + number - 1
        if day < self.first - _DAY:
            raise self._unknown(day)
        if place >= len(self.numbers):
            raise self._unknown(max(day, self.last + _DAY))
        return EPOCH + timedelta(days=self.numbers[place])

    def before(self, day: date, number: int) -> date:
        """The so-many-th working day before a day, which does not count itself.

        Raises:
            DatingError: a day in between was not verified.
            ValueError: the number is less than 1.
        """
        _from_one(number)
        place = bisect_left(self.numbers, day_number(day)) - number
        if day > self.last + _DAY:
            raise self._unknown(day)
        if place < 0:
            raise self._unknown(min(day, self.first - _DAY))
        return EPOCH + timedelta(days=self.numbers[place])

    def between(self, after: date, until: date) -> int:
        """How many working days lie after a day, up to and including another; negative where that lies before.

        Raises:
            DatingError: a day in between was not verified.
        """
        low, high = sorted((after, until))
        if low < self.first - _DAY or high > self.last:
            raise self._unknown(high if high > self.last else low)
        return self._up_to(until) - self._up_to(after)

    def _up_to(self, day: date) -> int:
        return bisect_right(self.numbers, day_number(day))

    def _unknown(self, day: date) -> DatingError:
        known = f"{self.first} to {self.last}"
        return DatingError(
            f"working days of {self.country} are known from {known} only; {day} lies outside. Check the days that were "
            "announced and move `from` or `to` of `calendar:` in pack.yaml",
            f"{self.country} 的工作日仅核实至 {self.first} – {self.last}，{day} 不在其内；"
            "请核对已公布的放假安排，并调整 pack.yaml 中 calendar 的 from 或 to",
        )


def _from_one(number: int) -> None:
    if number < 1:
        raise ValueError(f"working days are counted from 1, not {number}")
