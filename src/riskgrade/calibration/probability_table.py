"""From score to probability, for people to read: rates that never fall with the risk, over blocks with enough in them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..tuning.intervals import jeffreys_interval
from .artefact_model import Block, LevelRate, TablePart, figure_text, points_text
from .logistic import Numbers, Truths, Whole

LEAST_CASES, LEAST_EVENTS = 50, 5
"""What a block must hold, so that its rate says something."""


@dataclass(slots=True)
class _Held:
    """A run of scores: the sum of scores (hundredths), cases, events."""

    total: int
    cases: int
    events: int

    @property
    def rate(self) -> Fraction:
        """The rate, drawn towards a half by Beta(1/2, 1/2)."""
        return Fraction(2 * self.events + 1, 2 * self.cases + 2)

    def joined(self, other: _Held) -> _Held:
        """Both together."""
        return _Held(self.total + other.total, self.cases + other.cases, self.events + other.events)


def blocks_of(score: Whole, happened: Truths, rising: bool) -> list[Block]:
    """Scores pooled until the rate rises from block to block (falls, where fewer points are worse) and each holds enough.

    Pooling is exact: it goes by whole numbers and fractions.

    Args:
        score: in hundredths.
        happened: whether the event came.
        rising: whether more points are worse.

    Returns:
        The blocks by rising score, each at the mean of its scores; one block where there is too little for two.

    Examples:
        >>> score = np.repeat([1000, 2000, 3000], 60); seen = np.arange(180) % 60 < np.repeat([6, 12, 30], 60)
        >>> [(one.score, one.probability, one.events) for one in blocks_of(score, seen, True)]
        [('10', '0.106557377', 6), ('20', '0.204918033', 12), ('30', '0.500000000', 30)]
    """
    steps, place = np.unique(score, return_inverse=True)
    cases = np.bincount(place, minlength=steps.size)
    events = np.bincount(place[happened], minlength=steps.size)
    held = [
        _Held(int(one) * int(many), int(many), int(seen)) for one, many, seen in zip(steps, cases, events, strict=True)
    ]
    if not rising:
        held.reverse()
    pooled: list[_Held] = []
    for one in held:
        pooled.append(one)
        while len(pooled) > 1 and (not _enough(pooled[-2]) or pooled[-2].rate >= pooled[-1].rate):
            last = pooled.pop()
            pooled[-1] = pooled[-1].joined(last)
    while len(pooled) > 1 and not _enough(pooled[-1]):
        last = pooled.pop()
        pooled[-1] = pooled[-1].joined(last)
        while len(pooled) > 1 and pooled[-2].rate >= pooled[-1].rate:
            last = pooled.pop()
            pooled[-1] = pooled[-1].joined(last)
    if not rising:
        pooled.reverse()
    return [
        Block(
            score=points_text(round(Fraction(one.total, one.cases))),
            probability=figure_text(float(one.rate)),
            cases=one.cases,
            events=one.events,
        )
        for one in pooled
    ]


def _enough(one: _Held) -> bool:
    return one.cases >= LEAST_CASES and one.events >= LEAST_EVENTS


def chance_at(table: TablePart, score: Whole) -> Numbers:
    """The probability at scores: along straight lines between the blocks, level beyond the first and the last.

    Args:
        table: the table.
        score: in hundredths.
    """
    at = [float(one.score) * 100 for one in table.blocks]
    return np.interp(np.asarray(score, dtype=np.float64), at, [float(one.probability) for one in table.blocks])


def levels_of(level: Whole, happened: Truths, names: tuple[str, ...]) -> list[LevelRate]:
    """What was seen at each level, with its Jeffreys interval; a level with no case has the interval of none.

    Args:
        level: the place of each case's level.
        happened: whether the event came.
        names: of the levels, best first.
    """
    found = []
    for number, name in enumerate(names):
        here = level == number
        cases, events = int(here.sum()), int((here & happened).sum())
        low, high = jeffreys_interval(events, cases) if cases else (0.0, 1.0)
        rate = events / cases if cases else 0.0
        found.append(
            LevelRate(
                level=name,
                cases=cases,
                events=events,
                rate=figure_text(rate),
                low=figure_text(low),
                high=figure_text(high),
            )
        )
    return found
