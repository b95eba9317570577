"""Whether two groups are spread over levels alike: the index of population stability, and how large chance makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .metrics_input import MetricError


@dataclass(frozen=True, slots=True)
class Stability:
    """How far two spreads lie apart.

    Args:
        psi: the index; 0 where they are alike.
        critical: what chance exceeds in one of twenty cases where nothing changed, at these sizes.
        moved: whether `psi` is above it.
    """

    psi: float
    critical: float

    @property
    def moved(self) -> bool:
        """Whether they lie further apart than chance explains."""
        return self.psi > self.critical


def psi(before: Any, after: Any, alpha: float = 0.5) -> Stability:
    """The index of population stability of two spreads over the same levels.

    psi = sum (q - p) * ln(q / p), with shares p = (count + alpha) / (n + alpha * levels), so that an empty level has a share.
    Where both come from one population it is about (1/n + 1/m) times a chi-square with levels - 1 degrees of freedom
    (Yurdakul and Naranjo), so what is large hangs on the sizes: `critical` is its 95 % quantile, not 0.1 or 0.25 for all.

    Args:
        before: a count for each level.
        after: a count for each of the same levels.
        alpha: what is added to each count.

    Raises:
        MetricError: there are not two levels at least, or one side is empty.

    Examples:
        >>> found = psi([700, 200, 80, 20], [700, 200, 80, 20])
        >>> found.psi, round(found.critical, 4), found.moved
        (0.0, 0.0156, False)
    """
    from scipy.special import chdtri

    old, new = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if old.ndim != 1 or old.shape != new.shape or old.size < 2 or alpha <= 0:
        raise MetricError(
            "psi needs a count for each of two or more levels on both sides, and alpha above 0",
            "psi 需要两侧各等级（至少两个）的数量，且 alpha 大于 0",
        )
    counts = np.concatenate([old, new])
    if not ((counts >= 0) & (counts < np.inf)).all() or not old.sum() or not new.sum():
        raise MetricError("psi needs counts on both sides, none below 0", "psi 两侧均需有数量，且不得为负")
    p = (old + alpha) / (old.sum() + alpha * old.size)
    q = (new + alpha) / (new.sum() + alpha * new.size)
    index = float(((q - p) * np.log(q / p)).sum())
    return Stability(index, float(chdtri(old.size - 1, 0.05) * (1 / old.sum() + 1 / new.sum())))
