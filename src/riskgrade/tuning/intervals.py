"""How sure a rate is: intervals and tests after Jeffreys, and what many tests at once are worth."""

from __future__ import annotations

from typing import Any

import numpy as np

from .metrics_input import MetricError, Numbers


def jeffreys_interval(events: int, rows: int, level: float = 0.95) -> tuple[float, float]:
    """The interval of a rate: quantiles of Beta(events + 1/2, rows - events + 1/2).

    Where nothing happened it begins at 0, where all did it ends at 1.

    Args:
        events: how often it happened.
        rows: of how many.
        level: 0 to 1.

    Raises:
        MetricError: there cannot be so many events, or the level is none.

    Examples:
        >>> low, high = jeffreys_interval(0, 10)
        >>> low, round(high, 4)
        (0.0, 0.2172)
    """
    from scipy.special import betaincinv

    _possible(events, rows)
    if not 0 < level < 1:
        raise MetricError(f"level {level} is not between 0 and 1", f"置信水平 {level} 不在 0 与 1 之间")
    a, b, tail = events + 0.5, rows - events + 0.5, (1 - level) / 2
    low = 0.0 if events == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if events == rows else float(betaincinv(a, b, 1 - tail))
    return low, high


def jeffreys_test(events: int, rows: int, predicted: float) -> float:
    """p of the hypothesis that the true rate is not above the predicted one.

    p = BetaCDF(predicted; events + 1/2, rows - events + 1/2): small where more happened than predicted.

    Examples:
        >>> round(jeffreys_test(5, 10, 0.5), 6)
        0.5
        >>> jeffreys_test(9, 10, 0.5) < 0.01
        True
    """
    from scipy.special import betainc

    _possible(events, rows)
    if not 0 <= predicted <= 1:
        raise MetricError(
            f"the predicted rate {predicted} is not between 0 and 1", f"预测比例 {predicted} 不在 0 与 1 之间"
        )
    return float(betainc(events + 0.5, rows - events + 0.5, predicted))


def holm(p: Any) -> Numbers:
    """The p of several tests, each made so large that one below 5 % among them is wrong in 5 % of all cases at most.

    After Holm: the k-th smallest of m is multiplied by m - k + 1, and is never below a smaller one. NaN stays NaN and is
    not counted.

    Examples:
        >>> holm([0.01, 0.04, 0.03]).round(6).tolist()
        [0.03, 0.06, 0.06]
    """
    given = np.asarray(p, dtype=np.float64)
    out = np.full(given.shape, np.nan)
    here = np.flatnonzero(~np.isnan(given))
    order = here[np.argsort(given[here], kind="stable")]
    factors = np.arange(order.size, 0, -1)
    out[order] = np.minimum(np.maximum.accumulate(given[order] * factors), 1.0)
    return out


def _possible(events: int, rows: int) -> None:
    if not 0 <= events <= rows or rows < 1:
        raise MetricError(f"{events} events of {rows} rows cannot be", f"{rows} 行中不可能有 {events} 个事件")
