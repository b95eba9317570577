"""The level as a function of one whole number: runs of numbers with the same level, found exactly and nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Level = int | None
Look = Callable[[int, int], tuple[bool, Level]]
"""Asked of all numbers between two ends: whether it is proven that all have the same level, and that level. Between two
equal ends it is always proven."""

FIRST, GROWTH = 1, 4
"""The first stretch that is looked at, and how much longer each next one is: what is near is found soon."""


class TooManyError(Exception):
    """More looks would be needed than are allowed; what was found so far holds."""


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers from `low` to `high`, both included, that all have the same level; None where it is withheld."""

    low: int
    high: int
    level: Level


def runs(look: Look, low: int, high: int, rising: bool, most: int) -> Iterator[Run]:
    """The runs between two ends, nearest first; neighbours of one level are joined.

    Args:
        look: what is known of the level between two ends.
        low: the least number.
        high: the most.
        rising: whether to begin at `low`; else at `high`.
        most: the most looks.

    Raises:
        TooManyError: it would take more looks.

    Examples:
        >>> def look(low, high):
        ...     return (low > 18) == (high > 18), int(low > 18)
        >>> [(one.low, one.high, one.level) for one in runs(look, 0, 6000, True, 100)]
        [(0, 18, 0), (19, 6000, 1)]
        >>> next(runs(look, 0, 6000, False, 100))
        Run(low=19, high=6000, level=1)
    """
    now: Run | None = None
    for piece in _pieces(look, low, high, rising, most):
        if now is None:
            now = piece
        elif now.level == piece.level:
            now = Run(min(now.low, piece.low), max(now.high, piece.high), now.level)
        else:
            yield now
            now = piece
    if now is not None:
        yield now


def _pieces(look: Look, low: int, high: int, rising: bool, most: int) -> Iterator[Run]:
    left = most
    for first, last in _stretches(low, high, rising):
        stack = [(first, last)]
        while stack:
            start, end = stack.pop()
            if not left:
                raise TooManyError
            left -= 1
            same, level = look(start, end)
            if same:
                yield Run(start, end, level)
                continue
            middle = (start + end) // 2
            halves = [(start, middle), (middle + 1, end)]
            stack.extend(reversed(halves) if rising else halves)


def _stretches(low: int, high: int, rising: bool) -> Iterator[tuple[int, int]]:
    """Growing stretches away from where the search begins."""
    length = FIRST
    while low <= high:
        if rising:
            end = min(high, low + length - 1)
            yield low, end
            low = end + 1
        else:
            start = max(low, high - length + 1)
            yield start, high
            high = start - 1
        length *= GROWTH
