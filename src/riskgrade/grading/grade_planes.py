"""The outcome of one grade for every subject at once, as columns of integers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import narwhals as nw

from ..language.planes import lit

FINDINGS = ("", "gap", "hit_policy")
WITHHELD = -1


@dataclass(frozen=True, slots=True, eq=False)
class GradePlanes:
    """What `Outcome` says, as columns.

    Args:
        excluded: 0, or the number of the reason why there is no level; None where nobody is excluded.
        doubtful: whether it is not certain that the subject is graded; None where it always is.
        score_low, score_high: in hundredths; None without a score.
        base_best, base_worst: indices of levels.
        best, worst: indices of levels.
        level: the index of the level, -1 where withheld.
        permitted: a bit for every level permitted, 0 where withheld.
        finding: the number of the finding of `FINDINGS`; None where there is none.
    """

    excluded: nw.Expr | None
    doubtful: nw.Expr | None
    score_low: nw.Expr | None
    score_high: nw.Expr | None
    base_best: nw.Expr
    base_worst: nw.Expr
    best: nw.Expr
    worst: nw.Expr
    level: nw.Expr
    permitted: nw.Expr
    finding: nw.Expr | None


def kept(frame: nw.LazyFrame[Any], tag: str, **expressions: nw.Expr | None) -> tuple[nw.LazyFrame[Any], dict[str, Any]]:
    """Give expressions columns of their own, so that what uses them does not compute them again.

    Args:
        frame: the frame.
        tag: the prefix of the columns.
        expressions: by name; None stays None.

    Returns:
        The frame, and each name's column. Expressions that are one object share one column, and are one object again.
    """
    columns: dict[str, nw.Expr] = {}
    own: dict[int, nw.Expr] = {}
    for name, expression in expressions.items():
        if expression is not None and id(expression) not in own:
            columns[f"{tag}_{name}"] = expression
            own[id(expression)] = nw.col(f"{tag}_{name}")
    found = {name: None if one is None else own[id(one)] for name, one in expressions.items()}
    return (frame.with_columns(**columns) if columns else frame), found


def materialised(frame: nw.LazyFrame[Any], planes: GradePlanes, tag: str) -> tuple[nw.LazyFrame[Any], GradePlanes]:
    """Give each plane a column of its own."""
    frame, found = kept(frame, tag, **{one.name: getattr(planes, one.name) for one in fields(planes)})
    return frame, GradePlanes(**found)


def choose(cases: list[tuple[nw.Expr, nw.Expr]], otherwise: nw.Expr) -> nw.Expr:
    """The value of the first case that holds."""
    for truth, value in reversed(cases):
        otherwise = nw.when(truth).then(value).otherwise(otherwise)
    return otherwise


def bits(low: nw.Expr, high: nw.Expr, count: int) -> nw.Expr:
    """A bit for each level between two levels."""
    return nw.sum_horizontal(
        *(nw.when((low <= lit(one)) & (lit(one) <= high)).then(lit(2**one)).otherwise(lit(0)) for one in range(count))
    )
