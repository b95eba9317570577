"""How far a measure would have been another with other enterprises: intervals from drawing enterprises anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .metrics_input import MetricError, Whole, groups


def bootstrap(
    measures: Callable[[Whole], Mapping[str, float]],
    cluster: Any,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, tuple[float, float]]:
    """Intervals of measures, by drawing whole clusters with replacement and taking the quantiles (percentile intervals).

    Rows of one enterprise are alike, so an enterprise is drawn with all its rows or not at all. The draws come from
    the raw numbers of PCG64, which are the same on every machine and version: the same call gives the same bytes.

    Args:
        measures: given the numbers of the rows drawn (a row may occur several times), the measures by name; a NaN is left
            out of the quantiles.
        cluster: for each row, the enterprise it is of.
        draws: how many times to draw.
        level: 0 to 1.
        seed: which draws.

    Returns:
        Name -> (low, high); NaN where no draw gave a number.

    Raises:
        MetricError: there is no row, or no draw is asked for.

    Examples:
        >>> data = np.array([0, 0, 1, 1, 1, 1])
        >>> mean = lambda rows: {"mean": float(data[rows].mean())}
        >>> bootstrap(mean, ["a", "a", "b", "b", "c", "c"], draws=200, seed=7)
        {'mean': (0.0, 1.0)}
    """
    names = list(cluster)
    if not names or draws < 1 or not 0 < level < 1:
        raise MetricError(
            "intervals need rows, one draw at least and a level between 0 and 1",
            "区间需要有数据行、至少一次抽取和 0 至 1 之间的置信水平",
        )
    place, found = groups(names, len(names), "cluster", "聚类")
    order = np.argsort(place, kind="stable")
    count = np.bincount(place, minlength=len(found))
    first = count.cumsum() - count
    stream = np.random.PCG64(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(draws):
        these = _below(len(found), len(found), stream)
        for name, value in measures(order[_spans(first[these], count[these])]).items():
            drawn.setdefault(name, []).append(value)
    tail = (1 - level) / 2
    return {name: _ends(np.asarray(values, dtype=np.float64), tail) for name, values in drawn.items()}


def _below(limit: int, size: int, stream: np.random.PCG64) -> Whole:
    """Whole numbers from 0 to below a limit: the upper 32 bits of raw numbers, scaled (uneven by less than limit / 2^32)."""
    raw = stream.random_raw(size)
    return ((raw >> np.uint64(32)) * np.uint64(limit) >> np.uint64(32)).astype(np.int64)


def _spans(first: Whole, count: Whole) -> Whole:
    """The numbers first, first + 1, … of each span, one after the other."""
    ends = count.cumsum()
    return np.arange(int(ends[-1]), dtype=np.int64) + np.repeat(first - (ends - count), count)


def _ends(values: Any, tail: float) -> tuple[float, float]:
    held = values[~np.isnan(values)]
    if not held.size:
        return float("nan"), float("nan")
    low, high = np.quantile(held, [tail, 1 - tail])
    return float(low), float(high)
