"""What a search measures of levels: names with a level in them, exact where they are shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import log

import numpy as np

from ..grading.grade_planes import WITHHELD
from ..pack.diagnostics import hint
from .error import TuningError
from .formula import Array

Number = Fraction | float

SMALLER = ("log_loss", "withheld", "moved", "moved_far")
"""Measures of which less is better."""

UNBOUNDED = ("log_loss",)
"""Measures without an upper end; every other is a share of something."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each level was given, and how often the outcome came.

    Args:
        given: by level, the last is withheld.
        events: of these, those with the outcome.
        moved: subjects at another place than the pack as it is declared gives them.
        moved_far: of these, those that moved by two levels or more.
    """

    given: tuple[int, ...]
    events: tuple[int, ...]
    moved: int
    moved_far: int

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.given)


def counted(level: Array, happened: Array, before: Array, levels: int) -> Counts:
    """Count a part.

    Args:
        level: indices, -1 where withheld; nobody who is not graded is among them.
        happened: whether the outcome came.
        before: the levels of the pack as it is declared.
        levels: how many there are.
    """
    place = np.where(level == WITHHELD, levels, level)
    given = np.bincount(place, minlength=levels + 1)
    events = np.bincount(place[happened], minlength=levels + 1)
    both = (level != WITHHELD) & (before != WITHHELD)
    far = int((both & (np.abs(level - before) >= 2)).sum())
    return Counts(tuple(given.tolist()), tuple(events.tolist()), int((level != before).sum()), far)


Measure = Callable[[Counts], Number]


def measures(levels: Sequence[str]) -> dict[str, Measure]:
    """Every measure of a grade, by name.

    Args:
        levels: best first.

    Returns:
        `recall_X`: of all events the share at level X or worse; `precision_X`: of the subjects at X or worse the share with an
        event; `rate_X`: of those at X; `share_X`: of all subjects the share at X; `withheld`, `moved`, `moved_far`: shares of all
        subjects; `auc`: of pairs of one with and one without the outcome the share that the levels put right, ties half;
        `log_loss`: of the rates by level, each with half an event more and half a non-event. Withheld is no level.
    """
    found: dict[str, Measure] = {}
    for number, level in enumerate(levels):
        found[f"recall_{level}"] = partial(_recall, number)
        found[f"precision_{level}"] = partial(_precision, number)
        found[f"rate_{level}"] = partial(_rate, number)
        found[f"share_{level}"] = partial(_share_of, number)
    found |= {
        "auc": _auc,
        "log_loss": _log_loss,
        "withheld": lambda one: _share(one.given[-1], one.rows),
        "moved": lambda one: _share(one.moved, one.rows),
        "moved_far": lambda one: _share(one.moved_far, one.rows),
    }
    return found


def named(name: str, known: dict[str, Measure], what_en: str, what_zh: str) -> Measure:
    """A measure by its name.

    Raises:
        TuningError: there is none, with the nearest.
    """
    if name not in known:
        near, nearer = hint(name, known)
        shown = ", ".join(known)
        raise TuningError(
            f"{what_en}: there is no measure '{name}'{near or f'; there is: {shown}'}",
            f"{what_zh}：没有指标 {name}{nearer or f'；现有：{shown}'}",
        )
    return known[name]


def _recall(level: int, one: Counts) -> Fraction:
    return _share(sum(one.events[level:-1]), sum(one.events))


def _precision(level: int, one: Counts) -> Fraction:
    return _share(sum(one.events[level:-1]), sum(one.given[level:-1]))


def _rate(level: int, one: Counts) -> Fraction:
    return _share(one.events[level], one.given[level])


def _share_of(level: int, one: Counts) -> Fraction:
    return _share(one.given[level], one.rows)


def _share(some: int, every: int) -> Fraction:
    return Fraction(some, every) if every else Fraction(0)


def _auc(one: Counts) -> Fraction:
    won = below = 0
    for given, events in zip(one.given[:-1], one.events[:-1], strict=True):
        others = given - events
        won += events * (2 * below + others)
        below += others
    pairs = sum(one.events[:-1]) * below
    return Fraction(won, 2 * pairs) if pairs else Fraction(1, 2)


def _log_loss(one: Counts) -> float:
    total = 0.0
    rows = sum(one.given[:-1])
    for given, events in zip(one.given[:-1], one.events[:-1], strict=True):
        if given:
            rate = (events + 0.5) / (given + 1)
            total -= events * log(rate) + (given - events) * log(1 - rate)
    return round(total / rows, 9) if rows else 0.0
