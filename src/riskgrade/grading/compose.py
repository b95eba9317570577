"""Grades made of other grades, for one subject: the first pack in whose scope it is, and a matrix of two grades."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.values import Truth
from ..pack.model import Grade, Matrix
from .levels import given
from .outcome import Outcome, no_level

OUT_OF_SCOPE = "out_of_scope"


def first_in_scope(grade: Grade, members: Sequence[tuple[Truth, Outcome]]) -> Outcome:
    """The outcome of the first pack in whose scope the subject is.

    Where it is not known which pack that is, the level is withheld, and possible is what any of them may give.

    Args:
        grade: the composed grade.
        members: for each pack in order, whether the subject is in its scope, and the outcome there.
    """
    candidates = [members[place][1] for place in graders([scope for scope, _ in members])]
    if not candidates:
        return no_level(OUT_OF_SCOPE)
    sure = next(scope for scope, _ in members if scope.may).must
    if sure:
        return _answered(grade, candidates[0])
    graded = [one for one in candidates if one.excluded is None]
    if not graded:
        return candidates[0]
    possible = _hull([one.possible for one in graded])
    level, permitted = given(grade, possible, (), True)
    return Outcome(None, True, None, _hull([one.base for one in graded]), possible, level, permitted)


def graders(scopes: Sequence[Truth]) -> tuple[int, ...]:
    """The places of the packs of a composed grade that grade the subject or may: the first in whose scope it is.

    Examples:
        >>> graders([Truth(False, False), Truth(False, True), Truth(True, True), Truth(True, True)])
        (1, 2)
    """
    found: list[int] = []
    for place, scope in enumerate(scopes):
        if scope.may:
            found.append(place)
        if scope.must:
            break
    return tuple(found)


def _hull(ends: Sequence[tuple[int, int] | None]) -> tuple[int, int]:
    known = [one for one in ends if one is not None]
    return min(low for low, _ in known), max(high for _, high in known)


def _answered(grade: Grade, inner: Outcome) -> Outcome:
    """The outcome of a pack, with the composed grade's own answer where the pack gives no level."""
    if inner.excluded is not None or inner.level is not None or grade.on_unknown is None:
        return inner
    assert inner.possible is not None
    level, permitted = given(grade, inner.possible, (), True)
    return Outcome(None, inner.doubtful, inner.score, inner.base, inner.possible, level, permitted, inner.finding)


def crossed(grade: Grade, matrix: Matrix, rows: Outcome, columns: Outcome) -> Outcome:
    """A level from the levels of two grades: every cell that their possible levels allow."""
    for axis, name in ((rows, matrix.rows), (columns, matrix.columns)):
        if axis.excluded is not None:
            return no_level(axis_excluded(name, axis.excluded))
    assert rows.possible and columns.possible
    cells = [
        matrix.cells[i][j]
        for i in range(rows.possible[0], rows.possible[1] + 1)
        for j in range(columns.possible[0], columns.possible[1] + 1)
    ]
    possible = min(cells), max(cells)
    reached = tuple(sorted({matrix.cells[i][j] for i in rows.permitted for j in columns.permitted}))
    doubtful = rows.doubtful or columns.doubtful
    if rows.level is not None and columns.level is not None:
        # An axis that is not certain may still give a level, by its own `on_unknown`.
        level: int | None = matrix.cells[rows.level][columns.level]
        permitted = reached
    else:
        level, permitted = given(grade, possible, (possible[0],), doubtful)
    return Outcome(None, doubtful, None, possible, possible, level, permitted)


def axis_excluded(grade: str, reason: str) -> str:
    """Why a matrix gives no level: one of its grades does not."""
    return f"{grade}: {reason}"
