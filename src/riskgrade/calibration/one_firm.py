"""The calibrated levels of one firm: what they were, what they became, and the floor that held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..grading.decision import Decision
from ..grading.outcome import Outcome
from ..pack.model import Grade, Matrix
from .bounded_level import bounded_level
from .in_use import InUse


@dataclass(frozen=True, slots=True)
class CalibratedLevel:
    """One grade of one firm; levels are indices, 0 the best.

    Args:
        before: the declared level; None where there is none.
        moved: the level by the moved values alone; None where it was not asked for.
        floor: the level that could not be bettered.
        after: the level that is given.
        calibrated: whether the formula was applied at all; not where the level is withheld, provisional or excluded.
    """

    before: int | None
    moved: int | None
    floor: int
    after: int | None
    calibrated: bool


def calibrated_levels(use: InUse, declared: Decision, moved: Decision) -> dict[str, CalibratedLevel]:
    """The calibrated levels of one firm.

    Args:
        use: the calibration.
        declared: the decision by the declared pack.
        moved: the decision about the same firm by `use.candidate`.

    Returns:
        Grade -> level, for each grade that the calibration moves.
    """
    found: dict[str, CalibratedLevel] = {}
    for name in use.grades:
        grade, before = use.pack.grades[name], declared.outcomes[name]
        if not certain(before):
            found[name] = CalibratedLevel(before.level, None, 0, before.level, False)
            continue
        assert before.level is not None
        if grade.matrix is None:
            floor, level = _floor(use, declared, before.level), moved.outcomes[name].level
            target = level if certain(moved.outcomes[name]) else None
        else:
            floor, target = _of_matrix(use, grade.matrix, found, declared, before.level)
        after = before.level if target is None else bounded_level(floor, before.level, target, use.notch)
        found[name] = CalibratedLevel(before.level, target, floor, after, target is not None)
    return found


def certain(outcome: Outcome) -> bool:
    """Whether there is a level and nothing unknown could change it."""
    return outcome.level is not None and outcome.excluded is None and not outcome.provisional


def _floor(use: InUse, declared: Decision, level: int) -> int:
    """The level that no calibration betters; a rule that may hold counts as one that does."""
    if use.raise_only:
        return level
    truths, prefix = declared.truths, use.prefix
    if any(truths[prefix + name].may for name in use.bounds.steps):
        return level
    rules = {rule.id: rule for rule in use.target.rules}
    held = [rules[name].floor or 0 for name in use.bounds.vetoes if truths[prefix + name].may]
    return max(held, default=0)


def _of_matrix(
    use: InUse, matrix: Matrix, found: Mapping[str, CalibratedLevel], declared: Decision, level: int
) -> tuple[int, int | None]:
    """Floor and target of a grade that is made of two: the cells of their floors and of their calibrated levels."""
    axes = []
    for axis in (matrix.rows, matrix.columns):
        if axis in found:
            mine = found[axis]
            if mine.after is None:
                return 0, None
            axes.append((mine.floor if mine.calibrated else mine.after, mine.after))
        else:
            stays = declared.outcomes[axis].level
            if stays is None:
                return 0, None
            axes.append((stays, stays))
    (row_floor, row), (column_floor, column) = axes
    # The best that can come of axes that are at their floors or worse: also where the cells do not fall with them.
    floor = min(min(cells[column_floor:]) for cells in matrix.cells[row_floor:])
    return (level if use.raise_only else min(floor, level)), matrix.cells[row][column]


def with_levels(decision: Decision, levels: Mapping[str, CalibratedLevel], grades: Mapping[str, Grade]) -> Decision:
    """The decision with calibrated levels in the place of the declared ones.

    Args:
        decision: the declared decision.
        levels: `calibrated_levels`.
        grades: the pack's grades.
    """
    outcomes = dict(decision.outcomes)
    for name, one in levels.items():
        if one.after is not None and one.after != one.before:
            permitted = tuple(sorted({*outcomes[name].permitted, one.after}))
            outcomes[name] = replace(
                outcomes[name], level=one.after, possible=(one.after, one.after), permitted=permitted
            )
    return replace(decision, outcomes=outcomes)
