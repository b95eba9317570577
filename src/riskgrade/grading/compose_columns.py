"""Grades made of other grades, for every subject at once: the same meaning as in `compose`, as columns of integers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

import narwhals as nw

from ..language.planes import Planes, lit
from ..pack.model import Grade, Matrix
from .compose import OUT_OF_SCOPE, axis_excluded
from .grade_planes import WITHHELD, GradePlanes, bits, choose
from .level_columns import given
from .pack_columns import Reasons

Members = Sequence[tuple[Planes | None, GradePlanes]]


def first_in_scope(grade: Grade, members: Members, reasons: Reasons) -> GradePlanes:
    """The outcome of the first pack in whose scope the subject is.

    Args:
        grade: the composed grade.
        members: for each pack in order, whether the subject is in its scope (None: always), and the outcome there.
        reasons: the numbers of reasons.
    """
    sure, candidate, earlier_may = _in_line([within for within, _ in members])
    certain = all(within is None or within.certain for within, _ in members)
    out = lit(reasons.number(OUT_OF_SCOPE))
    inner = [planes for _, planes in members]

    def picked(of: Callable[[GradePlanes], nw.Expr], otherwise: nw.Expr) -> nw.Expr:
        return choose([(one, of(planes)) for one, planes in zip(sure, inner, strict=True)], otherwise)

    def excluded_of(planes: GradePlanes) -> nw.Expr:
        return _or(planes.excluded, 0)

    def doubtful_of(planes: GradePlanes) -> nw.Expr:
        return lit(False) if planes.doubtful is None else planes.doubtful

    graded = [one & (excluded_of(planes) == lit(0)) for one, planes in zip(candidate, inner, strict=True)]
    count = len(grade.levels)

    def hull(of: Callable[[GradePlanes], nw.Expr], pick: Callable[..., nw.Expr], none: int) -> nw.Expr:
        return pick(
            *(nw.when(one).then(of(planes)).otherwise(lit(none)) for one, planes in zip(graded, inner, strict=True))
        )

    def ends(low: Callable[[GradePlanes], nw.Expr], high: Callable[[GradePlanes], nw.Expr]) -> tuple[nw.Expr, nw.Expr]:
        if certain:
            return picked(low, lit(0)), picked(high, lit(0))
        return (
            picked(low, hull(low, nw.min_horizontal, count)),
            picked(high, hull(high, nw.max_horizontal, -1)),
        )

    nobody = reduce(or_, graded)
    first_reason = choose([(one, excluded_of(planes)) for one, planes in zip(candidate, inner, strict=True)], out)
    in_doubt = nw.when(~earlier_may).then(out).otherwise(nw.when(nobody).then(lit(0)).otherwise(first_reason))
    excluded = picked(excluded_of, in_doubt)
    doubtful = picked(doubtful_of, nobody)
    best, worst = ends(lambda one: one.best, lambda one: one.worst)
    base_best, base_worst = ends(lambda one: one.base_best, lambda one: one.base_worst)
    level = picked(lambda one: one.level, lit(WITHHELD))
    permitted = picked(lambda one: one.permitted, lit(0))
    if grade.on_unknown is not None:
        instead = worst if grade.on_unknown == "worst" else lit(int(grade.on_unknown))
        open_ = level == lit(WITHHELD)
        permitted = nw.when(open_).then(bits(instead, instead, count)).otherwise(permitted)
        level = nw.when(open_).then(instead).otherwise(level)
    finding = None
    if any(planes.finding is not None for planes in inner):
        finding = picked(lambda one: _or(one.finding, 0), lit(0))
    low_score = picked(lambda one: _or(one.score_low, NO_SCORE), lit(NO_SCORE))
    high_score = picked(lambda one: _or(one.score_high, NO_SCORE), lit(NO_SCORE))
    return GradePlanes(
        excluded, doubtful, low_score, high_score, base_best, base_worst, best, worst, level, permitted, finding
    )


def _in_line(scopes: Sequence[Planes | None]) -> tuple[list[nw.Expr], list[nw.Expr], nw.Expr]:
    """Of each pack whether it surely grades the subject, and whether it may; and whether any may."""
    sure: list[nw.Expr] = []
    candidate: list[nw.Expr] = []
    earlier_must: nw.Expr | None = None
    earlier_may: nw.Expr | None = None
    for within in scopes:
        must = lit(True) if within is None else within.low
        may = lit(True) if within is None else within.high
        sure.append(must if earlier_may is None else must & ~earlier_may)
        candidate.append(may if earlier_must is None else may & ~earlier_must)
        earlier_must = must if earlier_must is None else earlier_must | must
        earlier_may = may if earlier_may is None else earlier_may | may
    assert earlier_may is not None
    return sure, candidate, earlier_may


def graders(scopes: Sequence[Planes | None]) -> nw.Expr:
    """A bit for each pack of a composed grade that grades the subject or may."""
    _, candidate, _ = _in_line(scopes)
    return nw.sum_horizontal(
        *(nw.when(one).then(lit(2**place)).otherwise(lit(0)) for place, one in enumerate(candidate))
    )


NO_SCORE = -(2**62)
"""What a score column holds where the pack that grades has no score."""


def _or(plane: nw.Expr | None, value: int) -> nw.Expr:
    return lit(value) if plane is None else plane


def overlaid(grade: Grade, planes: GradePlanes, excluded: nw.Expr | None, doubtful: nw.Expr | None) -> GradePlanes:
    """A composed grade under its own pack's scope and exclusions, which `excluded` and `doubtful` already hold."""
    if excluded is None and doubtful is None:
        return planes
    inner = _or(planes.excluded, 0)
    reason = inner if excluded is None else nw.when(excluded > lit(0)).then(excluded).otherwise(inner)
    if doubtful is None:
        return _replaced(planes, reason, planes.doubtful, planes.level, planes.permitted)
    level, permitted = given(grade, planes.best, planes.worst, planes.permitted, [lit(True)])
    return _replaced(
        planes,
        reason,
        doubtful if planes.doubtful is None else planes.doubtful | doubtful,
        nw.when(doubtful).then(level).otherwise(planes.level),
        nw.when(doubtful).then(permitted).otherwise(planes.permitted),
    )


def _replaced(
    planes: GradePlanes, excluded: nw.Expr, doubtful: nw.Expr | None, level: nw.Expr, permitted: nw.Expr
) -> GradePlanes:
    return GradePlanes(
        excluded, doubtful, planes.score_low, planes.score_high, planes.base_best, planes.base_worst,
        planes.best, planes.worst, level, permitted, planes.finding,
    )  # fmt: skip


def crossed(grade: Grade, matrix: Matrix, rows: GradePlanes, columns: GradePlanes, reasons: Reasons) -> GradePlanes:
    """A level from the levels of two grades: every cell that their possible levels allow."""
    count = len(grade.levels)
    cells = [(i, j, level) for i, row in enumerate(matrix.cells) for j, level in enumerate(row)]

    def inside(axis: GradePlanes, one: int) -> nw.Expr:
        if axis.best is axis.worst:
            return axis.best == lit(one)
        return (axis.best <= lit(one)) & (lit(one) <= axis.worst)

    row_in = [inside(rows, i) for i in range(len(matrix.cells))]
    column_in = [inside(columns, j) for j in range(len(matrix.cells[0]))]
    best = nw.min_horizontal(
        *(nw.when(row_in[i] & column_in[j]).then(lit(one)).otherwise(lit(count)) for i, j, one in cells)
    )
    worst = nw.max_horizontal(
        *(nw.when(row_in[i] & column_in[j]).then(lit(one)).otherwise(lit(-1)) for i, j, one in cells)
    )
    row_may = [_bit(rows.permitted, i) for i in range(len(matrix.cells))]
    column_may = [_bit(columns.permitted, j) for j in range(len(matrix.cells[0]))]
    parts = []
    for number in range(count):
        reached = [row_may[i] & column_may[j] for i, j, one in cells if one == number]
        if reached:
            parts.append(nw.when(reduce(or_, reached)).then(lit(2**number)).otherwise(lit(0)))
    permitted = nw.sum_horizontal(*parts)
    excluded: nw.Expr | None = None
    doubts = [axis.doubtful for axis in (rows, columns) if axis.doubtful is not None]
    doubtful = reduce(or_, doubts) if doubts else None
    for axis, name in ((columns, matrix.columns), (rows, matrix.rows)):
        if axis.excluded is not None:
            cases = [
                (axis.excluded == lit(number), lit(reasons.number(axis_excluded(name, text))))
                for number, text in list(enumerate(reasons.texts, start=1))
            ]
            excluded = choose(cases, _or(excluded, 0))
    # An axis that is not certain may still give a level, by its own `on_unknown`.
    both = (rows.level > lit(WITHHELD)) & (columns.level > lit(WITHHELD))
    here = [(rows.level == lit(i)) & (columns.level == lit(j)) for i, j, _ in cells]
    cell = choose([(one, lit(level)) for one, (_, _, level) in zip(here, cells, strict=True)], lit(WITHHELD))
    open_ = [best != worst, *([doubtful] if doubtful is not None else [])]
    level_else, permitted_else = given(grade, best, worst, bits(best, best, count), open_)
    level = nw.when(both).then(cell).otherwise(level_else)
    permitted = nw.when(both).then(permitted).otherwise(permitted_else)
    return GradePlanes(excluded, doubtful, None, None, best, worst, best, worst, level, permitted, None)


def _bit(mask: nw.Expr, number: int) -> nw.Expr:
    """Whether a bit is set, without the operators that differ between engines."""
    return (mask // lit(2**number)) - (mask // lit(2 ** (number + 1))) * lit(2) == lit(1)
