"""A subject of which it cannot be told which version is valid: any level is possible, for the newer one may say anything.

First for one subject, which is the meaning, then for every subject at once.
"""

from __future__ import annotations

import narwhals as nw

from ..language.planes import lit
from ..pack.model import Grade, Score
from . import level_columns, levels
from .compose_columns import NO_SCORE
from .grade_planes import GradePlanes
from .outcome import Outcome


def widest(score: Score) -> tuple[int, int] | None:
    """The least and most that a score can be by its groups and limits alone; None if an end is open.

    Args:
        score: the limits, in hundredths.

    Examples:
        >>> widest(Score(1000, 0, None, {"": (0, 4000), "bonus": (None, 500)}))
        (0, 5500)
        >>> widest(Score(0, 0, None, {"": (None, None)})) is None
        True
    """
    found: list[int] = []
    for end, limit in enumerate((score.low, score.high)):
        given = [limits[end] for limits in score.groups.values()]
        closed = [one for one in given if one is not None]
        if len(closed) == len(given):
            found.append(levels.clamp(score.initial + sum(closed), score.low, score.high))
        elif limit is not None:
            found.append(limit)
    return (found[0], found[1]) if len(found) == 2 else None


def any_level(grade: Grade, outcome: Outcome) -> Outcome:
    """The outcome of a grade if the version that was graded is perhaps not the valid one.

    The score is the widest that the grade's limits allow; there is none where they leave an end open, nor for a composed
    grade, since which pack grades a subject is for its version to say. An exclusion stands.

    Args:
        grade: an own or composed grade; one made of two others follows from them.
        outcome: what the version that was graded gives.
    """
    if outcome.excluded is not None:
        return outcome
    ends = 0, len(grade.levels) - 1
    score = None if grade.score is None else widest(grade.score)
    level, permitted = levels.given(grade, ends, (), True)
    return Outcome(None, True, score, ends, ends, level, permitted, outcome.finding)


def any_level_columns(grade: Grade, planes: GradePlanes, mark: nw.Expr) -> GradePlanes:
    """The same as columns.

    Args:
        grade: an own or composed grade.
        planes: what the versions that were graded give; exclusion and doubt are in them.
        mark: whether the version of a subject is in doubt.
    """

    def instead(known: nw.Expr, unknown: nw.Expr) -> nw.Expr:
        return nw.when(mark).then(unknown).otherwise(known)

    best, worst = lit(0), lit(len(grade.levels) - 1)
    low, high = planes.score_low, planes.score_high
    if low is not None and high is not None:
        score = None if grade.score is None else widest(grade.score)
        ends = (NO_SCORE, NO_SCORE) if score is None else score
        low, high = instead(low, lit(ends[0])), instead(high, lit(ends[1]))
    level, permitted = level_columns.given(grade, best, worst, lit(0), [lit(True)])
    return GradePlanes(
        planes.excluded, planes.doubtful, low, high, instead(planes.base_best, best), instead(planes.base_worst, worst),
        instead(planes.best, best), instead(planes.worst, worst), instead(planes.level, level),
        instead(planes.permitted, permitted), planes.finding,
    )  # fmt: skip
