"""Values of the column evaluator: the same pairs as in `values`, as Narwhals expressions.

No null ever reaches an expression. A number or date has two columns of ends, a truth has must and may, a text is
`''` where unknown, a list is text `;a;b;` (`;` when empty, `''` where unknown) with its count of items beside it.
Where nothing can be unknown in this run both planes are the same object, and the second costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from .types import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """What is known of one value of every row.

    Args:
        kind: what it is.
        low: lower end, must, or the text.
        high: upper end, may, or (for a list) the count of its items; for a text the same object as `low`.
        certain: whether it is known in every row of this run.
        gap: rows where the world may hold more than the record does; None where there are none.
        texts: every text that a list has in this run, if they are few: what is asked of a list is then answered once
            for each.
    """

    kind: Kind
    low: nw.Expr
    high: nw.Expr
    certain: bool
    gap: nw.Expr | None = None
    texts: tuple[str, ...] | None = None


def lit(value: int | bool | str) -> nw.Expr:
    """A literal: integers are always 64 bits wide, whatever the engine would choose.

    Polars would make an integer literal 32 bits wide and wrap sums of it without a word.
    """
    if isinstance(value, bool | str):
        return nw.lit(value)
    return nw.lit(value, dtype=nw.Int64)
