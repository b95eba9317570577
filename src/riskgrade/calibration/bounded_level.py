"""The one formula by which a calibrated level comes about, for one firm and for all at once."""

from __future__ import annotations

import polars as pl


def bounded_level(floor: int, declared: int, moved: int, notch: int = 1) -> int:
    """``max(floor, median(declared - notch, moved, declared + notch))``, on indices of levels, 0 the best.

    Args:
        floor: the level that no calibration betters; never worse than `declared`.
        declared: the level by the pack as it is declared.
        moved: the level by the moved values.
        notch: by how many levels it may differ.

    Examples:
        >>> [bounded_level(0, 1, moved) for moved in range(4)], bounded_level(1, 1, 0), bounded_level(0, 2, 0, notch=0)
        ([0, 1, 2, 2], 1, 2)
    """
    return max(floor, sorted((declared - notch, moved, declared + notch))[1])


def bounded_column(floor: pl.Expr, declared: pl.Expr, moved: pl.Expr, notch: int = 1) -> pl.Expr:
    """The same for columns of indices.

    Examples:
        >>> frame = pl.DataFrame({"f": [0, 1], "d": [1, 1], "m": [3, 0]})
        >>> frame.select(bounded_column(pl.col("f"), pl.col("d"), pl.col("m"))).to_series().to_list()
        [2, 1]
    """
    median = pl.max_horizontal(declared - notch, pl.min_horizontal(moved, declared + notch))
    return pl.max_horizontal(floor, median)
