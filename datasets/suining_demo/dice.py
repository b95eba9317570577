"""Draws of whole numbers only, so that every platform draws the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of draws.

    Args:
        seed: of the whole district.
        name: of the stream; each register has its own, so that one can change without the others.

    Examples:
        >>> Dice(1, "a").between(1, 6) == Dice(1, "a").between(1, 6)
        True
    """

    def __init__(self, seed: int, name: str) -> None:
        self._random = Random(f"{seed}/{name}")

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + self._random.randrange(high - low + 1)

    def chance(self, per_mille: int) -> bool:
        """True so many times in a thousand."""
        return self._random.randrange(1000) < per_mille

    def pick(self, options: Sequence[T]) -> T:
        """One of them, each as likely as the next."""
        return options[self._random.randrange(len(options))]

    def weighted(self, options: Mapping[T, int]) -> T:
        """One of them, by weight."""
        left = self._random.randrange(sum(options.values()))
        for option, weight in options.items():
            left -= weight
            if left < 0:
                return option
        raise AssertionError("weights changed while they were drawn from")

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """So many different ones, in the order in which they stand."""
        chosen = sorted(self._random.sample(range(len(options)), count))
        return [options[position] for position in chosen]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """All of them, in any order."""
        out = list(items)
        self._random.shuffle(out)
        return out

    def halves(self, low: int, high: int) -> Decimal:
        """A number in steps of a half, both ends included: points are given so."""
        return Decimal(self.between(2 * low, 2 * high)) / 2

    def day(self, first: date, last: date) -> date:
        """A working day (Monday to Friday) between two days; public holidays are not known here."""
        drawn = first + timedelta(days=self.between(0, (last - first).days))
        return working_day(drawn, first)


def working_day(day: date, first: date = date.min) -> date:
    """The day itself, or the Friday before; the Monday after where that Friday lies before `first`.

    Examples:
        >>> working_day(date(2023, 12, 31)).isoformat(), working_day(date(2022, 1, 1), date(2022, 1, 1)).isoformat()
        ('2023-12-29', '2022-01-03')
    """
    late = max(0, day.weekday() - 4)
    friday = day - timedelta(days=late)
    return friday if friday >= first else day + timedelta(days=7 - day.weekday())
