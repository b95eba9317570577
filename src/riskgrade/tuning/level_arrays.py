"""From points to levels for every subject at once in whole numbers: the arithmetic of `grading.levels` and `grading.compose`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..grading.compose_columns import NO_SCORE
from ..grading.grade_planes import WITHHELD
from ..grading.version_doubt import widest
from ..pack.model import Grade, Score
from ..pack.part_models import Steps
from .formula import Array


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of one grade.

    Args:
        level: the index of the level, -1 where withheld; of a subject that is not graded it says nothing.
        best, worst: the best and worst level possible.
        score_low, score_high: in hundredths, `NO_SCORE` where a subject has none; None for a grade without.
    """

    level: Array
    best: Array
    worst: Array
    score_low: Array | None = None
    score_high: Array | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a score in hundredths, None where there is none.

    Args:
        initial: where it starts.
        low, high: of the score.
        groups: group -> of its points.
        bands: the limits of the bands.
    """

    initial: int
    low: int | None
    high: int | None
    groups: dict[str, tuple[int | None, int | None]]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """How far rules move each subject at best and at worst, and what it cannot be better than."""

    best_step: Array
    best_floor: Array
    worst_step: Array
    worst_floor: Array


def contribution(must: Array, may: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """The points a rule gives: none if it is false, between none and all if that is not known."""
    return (
        np.where(must, low, np.where(may, np.minimum(low, 0), 0)),
        np.where(must, high, np.where(may, np.maximum(high, 0), 0)),
    )


def total(limits: Limits, points: dict[str, list[tuple[Array, Array]]], count: int) -> tuple[Array, Array]:
    """The score: where it starts, and each group of points within its limits."""
    found = []
    for end in (0, 1):
        score = np.full(count, limits.initial, dtype=np.int64)
        for group, ends in limits.groups.items():
            score = score + clamped(sum(one[end] for one in points.get(group, ())), *ends)
        found.append(clamped(score, limits.low, limits.high))
    return found[0], found[1]


def clamped(value: Array, low: int | None, high: int | None) -> Array:
    """Values within limits."""
    value = value if low is None else np.maximum(value, low)
    return value if high is None else np.minimum(value, high)


def banded(grade: Grade, bands: tuple[int, ...], score: tuple[Array, Array]) -> tuple[Array, Array]:
    """The best and worst level of a score between two ends."""
    assert grade.bands is not None
    levels, rising = np.array(grade.bands.levels), grade.bands.rising
    ends = []
    for one in score:
        place = np.zeros(len(one), dtype=np.int64)
        for limit in bands:
            place += (one > limit) if rising else (one < limit)
        ends.append(levels[place])
    return (ends[0], ends[1]) if rising else (ends[1], ends[0])


def moves(
    raising: Sequence[tuple[int, Array, Array]],
    lowering: Sequence[tuple[int, Array, Array]],
    floors: Sequence[tuple[int, Array, Array]],
    steps: Steps,
    count: int,
) -> Moves:
    """What steps and vetoes come to; each rule is (step or level, must, may)."""
    nothing = np.zeros(count, dtype=bool)
    adds = steps is Steps.SUM

    def side(up_end: int, down_end: int) -> tuple[Array, Array]:
        floor = np.zeros(count, dtype=np.int64)
        held = nothing
        for level, *truth in floors:
            floor = np.maximum(floor, np.where(truth[up_end], level, 0))
            held = held | truth[up_end]
        rises, any_up = _together(raising, up_end, np.add if adds else np.maximum, count)
        falls, _ = _together(lowering, down_end, np.add if adds else np.minimum, count)
        return np.where(any_up, rises, np.where(held, 0, falls)), floor

    best_step, best_floor = side(0, 1)
    worst_step, worst_floor = side(1, 0)
    return Moves(best_step, best_floor, worst_step, worst_floor)


def _together(
    rules: Sequence[tuple[int, Array, Array]], end: int, join: Callable[[Array, Array], Array], count: int
) -> tuple[Array, Array]:
    """The step that several come to, and whether there is any; a step of 0 is one too, and takes nothing from the others."""
    found = np.zeros(count, dtype=np.int64)
    any_ = np.zeros(count, dtype=bool)
    for step, *truth in rules:
        holds = truth[end]
        found = join(found, np.where(holds, step, 0))
        any_ = any_ | holds
    return found, any_


def settled(grade: Grade, base: tuple[Array, Array], moved: Moves, uncertain: Array) -> Levels:
    """Levels after steps and vetoes, withheld where more than one is possible."""
    last = len(grade.levels) - 1
    best = np.maximum(np.clip(base[0] + moved.best_step, 0, last), moved.best_floor)
    worst = np.maximum(np.clip(base[1] + moved.worst_step, 0, last), moved.worst_floor)
    return Levels(given(grade, best, worst, best, (best != worst) | uncertain), best, worst)


def given(grade: Grade, best: Array, worst: Array, level: Array, uncertain: Array) -> Array:
    """The level that is given where it may be withheld."""
    if grade.on_unknown is None:
        instead: Array = WITHHELD
    else:
        instead = worst if grade.on_unknown == "worst" else int(grade.on_unknown)
    return np.where(uncertain, instead, level)


def any_level(grade: Grade, found: Levels, mark: Array, limits: Limits | None) -> Levels:
    """The levels where it cannot be told which version of some subjects is valid; the limits are those of an own grade."""
    best, worst = np.where(mark, 0, found.best), np.where(mark, len(grade.levels) - 1, found.worst)
    level = given(grade, best, worst, found.level, mark)
    if found.score_low is None or found.score_high is None:
        return Levels(level, best, worst)
    ends = None if limits is None else widest(Score(limits.initial, limits.low, limits.high, limits.groups))
    low, high = (NO_SCORE, NO_SCORE) if ends is None else ends
    return Levels(level, best, worst, np.where(mark, low, found.score_low), np.where(mark, high, found.score_high))


def first_in_scope(
    grade: Grade, scopes: Sequence[tuple[Array, Array]], graded: Sequence[Array], inner: Sequence[Levels]
) -> Levels:
    """The levels of the first pack in whose scope a subject is.

    Args:
        grade: the composed grade.
        scopes: of each pack whether the subject must and may be in its scope.
        graded: of each pack whether it does not exclude the subject.
        inner: what each pack says.
    """
    count = len(grade.levels)
    best = np.full(len(scopes[0][0]), count, dtype=np.int64)
    worst = np.full_like(best, -1)
    level = np.full_like(best, WITHHELD)
    before_must = np.zeros(len(best), dtype=bool)
    before_may = before_must
    chosen = before_must
    score = [np.full_like(best, NO_SCORE), np.full_like(best, NO_SCORE)]
    for (must, may), held, one in zip(scopes, graded, inner, strict=True):
        candidate = may & ~before_must & held
        best = np.where(candidate & ~chosen, np.minimum(best, one.best), best)
        worst = np.where(candidate & ~chosen, np.maximum(worst, one.worst), worst)
        sure = must & ~before_may
        best, worst, level = (
            np.where(sure, new, old) for new, old in ((one.best, best), (one.worst, worst), (one.level, level))
        )
        if one.score_low is not None:
            score = [np.where(sure, new, old) for new, old in zip((one.score_low, one.score_high), score, strict=True)]
        chosen = chosen | sure
        before_must, before_may = before_must | must, before_may | may
    return Levels(given(grade, best, worst, level, level == WITHHELD), best, worst, score[0], score[1])


def crossed(grade: Grade, cells: Array, rows: Levels, columns: Levels, doubtful: Array) -> Levels:
    """A level from the levels of two grades: every cell that their possible levels allow.

    Args:
        grade: the grade made of both.
        cells: the index of the level of each pair.
        rows, columns: what the two say.
        doubtful: whether it is not certain that the subject is graded.
    """
    high, wide = cells.shape
    best = np.full(len(rows.level), len(grade.levels), dtype=np.int64)
    worst = np.full_like(best, -1)
    for i in range(high):
        for j in range(wide):
            here = (rows.best <= i) & (i <= rows.worst) & (columns.best <= j) & (j <= columns.worst)
            best = np.where(here, np.minimum(best, cells[i, j]), best)
            worst = np.where(here, np.maximum(worst, cells[i, j]), worst)
    both = (rows.level > WITHHELD) & (columns.level > WITHHELD)
    cell = cells[np.where(both, rows.level, 0), np.where(both, columns.level, 0)]
    other = given(grade, best, worst, best, (best != worst) | doubtful)
    return Levels(np.where(both, cell, other), best, worst)
