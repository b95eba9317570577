"""What rate a level led to expect on an origin: that of the same level in earlier folds whose outcomes were known by then."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from .split import Fold
from .split_span import Span


def with_chances(observations: pl.DataFrame, folds: Sequence[Fold], lag: Span) -> pl.DataFrame:
    """The observations with `chance`: (events + 1/2) / (rows + 1) of the same grade and level in earlier folds.

    A fold is earlier if its window, and the time in which records may still come, ended by the origin; and an event of it that
    was recorded later still counts as none. So nothing that happened or became known after an origin is in what is expected on
    it. Null where there is no such fold, or where the level is withheld.

    Args:
        observations: of all folds, with `told_on`, the day from which an event was known.
        folds: when each was.
        lag: how long records may come late.
    """
    known = observations.filter(pl.col("outcome").is_not_null() & pl.col("level").is_not_null())
    parts = []
    for fold in folds:
        before = [one.origin for one in folds if lag.after(one.last) <= fold.origin]
        then = pl.col("outcome") & (pl.col("told_on") <= fold.origin).fill_null(False)
        rate = (then.sum() + 0.5) / (pl.len() + 1)
        told = known.filter(pl.col("date").is_in(before)).group_by("grade", "level").agg(rate.alias("chance"))
        parts.append(told.with_columns(pl.lit(fold.origin).alias("date")))
    return observations.join(pl.concat(parts), on=["grade", "date", "level"], how="left", maintain_order="left")
