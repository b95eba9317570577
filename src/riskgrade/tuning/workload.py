"""The inspections that levels call for, before and after."""

from __future__ import annotations

import polars as pl

from .moves import Side

YEAR = 12

WORKLOAD = {
    "level": pl.String,
    **{f"{what}_{side}": pl.Int64 for what in ("subjects", "unsaid") for side in ("before", "after")},
    **{f"{what}_{side}": pl.Float64 for what in ("least", "most") for side in ("before", "after")},
}
"""The columns of a workload."""


def workload(before: Side, after: Side, both: pl.DataFrame) -> pl.DataFrame:
    """For each level the subjects and the inspections that a pack asks for them in a year.

    Args:
        before, after: the sides.
        both: every subject under both.

    Returns:
        `level`; and with `_before` and `_after`: `subjects`; `unsaid`, those among them of whom the pack that grades them does not
        say how often; `least`, the least inspections over the others in twelve months (no least is none); `most`, the most,
        null where there is no upper end. A stretch other than a year is taken to a year, to two decimals, half up.
    """
    found = pl.DataFrame({"level": list(before.model.levels)})
    for place, side in (("from", "before"), ("to", "after")):
        found = found.join(_by_level(both, place, side), on="level", how="left", maintain_order="left")
    return found.with_columns(pl.exclude("level", r"^most_.*$").fill_null(0)).select(
        pl.when(pl.col(f"subjects_{name.partition('_')[2]}") == 0).then(0).otherwise(pl.col(name)).cast(of).alias(name)
        if name.startswith("most")
        else pl.col(name).cast(of)
        for name, of in WORKLOAD.items()
    )


def _by_level(both: pl.DataFrame, place: str, side: str) -> pl.DataFrame:
    least, most, months = (pl.col(f"inspections_{end}_{side}") for end in ("min", "max", "months"))
    # Hundredths of a visit a year, half up, of all subjects of one frequency together.
    groups = both.group_by(
        pl.col(place).alias("level"), months.alias("months"), least.alias("least"), most.alias("most")
    )
    counted = groups.agg(pl.len().cast(pl.Int64).alias("subjects"))
    yearly = [
        ((2 * pl.col(end) * pl.col("subjects") * YEAR * 100 + pl.col("months")) // (2 * pl.col("months"))).alias(end)
        for end in ("least", "most")
    ]
    known = pl.col("months").is_not_null()
    open_ = (known & pl.col("most").is_null()).any()
    return (
        counted.with_columns(yearly)
        .group_by("level")
        .agg(
            pl.col("subjects").sum().alias(f"subjects_{side}"),
            pl.col("subjects").filter(~known).sum().alias(f"unsaid_{side}"),
            (pl.col("least").sum() / 100).alias(f"least_{side}"),
            pl.when(open_).then(None).otherwise(pl.col("most").sum() / 100).alias(f"most_{side}"),
        )
    )
