"""A look-up whose table is left open: which cells are possible for each subject, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .formula import FINE, Array, Ends, Given


@dataclass(frozen=True, slots=True)
class CodeLookup:
    """`lookup(table, code)`.

    Args:
        question: the code of each subject; empty where it is not known.
        part: the table, with its pack.
        codes: its codes.
        beside: the places of what a code that is not in it gives: `otherwise`, or both ends of `range`.
    """

    question: str
    part: str
    codes: tuple[str, ...]
    beside: tuple[tuple[object, ...], ...]

    def ends(self, given: Given) -> Ends:
        """The cell of the code; of an unknown one the least and most of the whole table."""
        places = [*(("table", code) for code in self.codes), *self.beside]
        cells = np.array([given.value(self.part, at) for at in places], dtype=np.int64)
        key = id(self), ()
        if key not in given.possible:
            given.possible[key] = self._possible(given, len(places))
        return _hull(cells, *given.possible[key])

    def _possible(self, given: Given, count: int) -> tuple[Array, Array]:
        texts, numbers = np.unique(given.answers[self.question][0].astype(str), return_inverse=True)
        patterns = np.zeros((len(texts), count), dtype=bool)
        for row, text in enumerate(texts.tolist()):
            if text == "":
                patterns[row] = True
            elif text in self.codes:
                patterns[row, self.codes.index(text)] = True
            else:
                patterns[row, len(self.codes) :] = True
        return patterns, numbers


@dataclass(frozen=True, slots=True)
class BinLookup:
    """`lookup(table, number)` where the table has bins.

    Args:
        question: the number of each subject.
        scale: its decimal digits.
        part: the table, with its pack.
        count: how many bins there are; the last is open above.
    """

    question: str
    scale: int
    part: str
    count: int

    def ends(self, given: Given) -> Ends:
        """The least and most of the bins that the number touches; an upper bound belongs to its bin."""
        cells = np.array([given.value(self.part, ("bins", one, 1)) for one in range(self.count)], dtype=np.int64)
        bounds = tuple(given.value(self.part, ("bins", one, 0)) for one in range(self.count - 1))
        key = id(self), bounds
        if key not in given.possible:
            given.possible[key] = self._possible(given, bounds)
        return _hull(cells, *given.possible[key])

    def _possible(self, given: Given, bounds: tuple[int, ...]) -> tuple[Array, Array]:
        low, high = given.answers[self.question]
        # A number in finer digits than the bounds are is compared in its own.
        digits = FINE - self.scale
        whole = [bound // 10**digits if digits >= 0 else bound * 10**-digits for bound in bounds]
        up = np.array(whole, dtype=np.int64)
        # `low <= bound` in whole units of the number is `low <= floor(bound)`, and `high > bound` is `high > floor(bound)`.
        first, last = np.searchsorted(up, low, side="left"), np.searchsorted(up, high, side="left")
        pairs, numbers = np.unique(np.stack([first, last], axis=1), axis=0, return_inverse=True)
        places = np.arange(self.count)
        return (pairs[:, :1] <= places) & (places <= pairs[:, 1:]), numbers.reshape(-1)


def _hull(cells: Array, patterns: Array, numbers: Array) -> Ends:
    """The least and most of the cells that are possible."""
    ends = np.iinfo(np.int64)
    low = np.where(patterns, cells, ends.max).min(axis=1)
    high = np.where(patterns, cells, ends.min).max(axis=1)
    if np.array_equal(low, high):
        found = low[numbers]
        return found, found, FINE
    return low[numbers], high[numbers], FINE
