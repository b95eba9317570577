"""Who moves from where to where between two packs: the matrix, its summary, and how far."""

from __future__ import annotations

import polars as pl

from .moves import EXCLUDED, WITHHELD, Side

FAR = 2
"""From so many levels on a move is called far."""


def standings(before: Side, after: Side) -> pl.DataFrame:
    """Every subject under both packs.

    Returns:
        `subject`, `from`, `to` (a level, withheld or excluded), `notches` (levels moved, worse above 0; null unless both are
        levels), then the scores and visits of both sides, each with `_before` or `_after`.
    """
    rank = {level: number for number, level in enumerate(before.model.levels)}
    left, right = before.standing().rename({"place": "from"}), after.standing().rename({"place": "to"})
    told = [name for name in left.columns if name not in ("subject", "from")]
    left = left.rename({name: f"{name}_before" for name in told})
    right = right.rename({name: f"{name}_after" for name in told})
    joined = left.join(right, on="subject", how="inner", maintain_order="left")

    def number(column: str) -> pl.Expr:
        return pl.col(column).replace_strict(list(rank), list(rank.values()), default=None, return_dtype=pl.Int64)

    notches = (number("to") - number("from")).alias("notches")
    first = ["subject", "from", "to", "notches"]
    return joined.with_columns(notches).select(*first, pl.exclude(first))


def migration(before: Side, after: Side, both: pl.DataFrame) -> pl.DataFrame:
    """How many subjects move from each place to each; every pair stands there, most of them with 0.

    Returns:
        `from`, `to`, `subjects`, `notches`, in the order of the levels, withheld and excluded last.
    """
    counted = {(one, other): count for one, other, count in both.group_by("from", "to").len().iter_rows()}
    levels = before.model.levels
    rows = [
        (one, other, counted.get((one, other), 0), _notches(levels, one, other))
        for one in before.places
        for other in after.places
    ]
    types = {"from": pl.String, "to": pl.String, "subjects": pl.Int64, "notches": pl.Int64}
    return pl.DataFrame(rows, schema=types, orient="row")


def _notches(levels: tuple[str, ...], one: str, other: str) -> int | None:
    return levels.index(other) - levels.index(one) if one in levels and other in levels else None


SUMMED = {
    "subjects": pl.len(),
    "stay": pl.col("from") == pl.col("to"),
    "worse_by_one": pl.col("notches") == 1,
    "worse_by_more": pl.col("notches") >= FAR,
    "better_by_one": pl.col("notches") == -1,
    "better_by_more": pl.col("notches") <= -FAR,
    "newly_withheld": (pl.col("to") == WITHHELD) & (pl.col("from") != WITHHELD),
    "no_longer_withheld": (pl.col("from") == WITHHELD) & (pl.col("to") != WITHHELD),
    "newly_excluded": (pl.col("to") == EXCLUDED) & (pl.col("from") != EXCLUDED),
    "no_longer_excluded": (pl.col("from") == EXCLUDED) & (pl.col("to") != EXCLUDED),
}
"""What a summary counts: every subject stays, moves between levels, or comes to or from withheld or excluded."""


def summary(both: pl.DataFrame) -> pl.DataFrame:
    """One row: how many subjects stay, move by one level or more, or are withheld or excluded on one side only."""
    return both.select(
        (pl.len() if name == "subjects" else one.fill_null(False).sum()).cast(pl.Int64).alias(name)
        for name, one in SUMMED.items()
    )
