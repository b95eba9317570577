"""Rows with equal probabilities taken together, so that measures of probabilities can be taken again and again."""

from __future__ import annotations

import numpy as np

from .metrics_input import MetricError, Numbers, Truths, Whole
from .metrics_ranked import NOTHING

LEAST = float(np.finfo(np.float64).eps)
"""Probabilities of 0 and 1 are taken as this far from them where a logarithm is needed, as scikit-learn does."""

_ROUNDS = 100


class Chances:
    """Outcomes by probability.

    Args:
        happened: whether each row has the outcome.
        chance: a probability for each row.

    Examples:
        >>> held = Chances(np.array([True, False]), np.array([0.5, 0.25]))
        >>> held.brier(), held.brier(np.array([0, 4]))
        (0.15625, 0.0625)
    """

    def __init__(self, happened: Truths, chance: Numbers) -> None:
        self.happened = happened
        self.chance, self.place = np.unique(chance, return_inverse=True)
        inside = np.clip(self.chance, LEAST, 1 - LEAST)
        self.yes_log, self.no_log = np.log(inside), np.log1p(-inside)

    def counts(self, weight: Numbers | Whole | None = None) -> tuple[Numbers, Numbers]:
        """For each different probability the rows with the outcome and those without."""
        each = np.ones(self.place.size) if weight is None else weight.astype(np.float64)
        yes = np.asarray(np.bincount(self.place, each * self.happened, self.chance.size), dtype=np.float64)
        return yes, np.bincount(self.place, each, self.chance.size) - yes

    def brier(self, weight: Numbers | Whole | None = None) -> float:
        """The mean square of probability less outcome."""
        yes, no = self.counts(weight)
        return _mean((yes * (1 - self.chance) ** 2 + no * self.chance**2), yes, no)

    def log_loss(self, weight: Numbers | Whole | None = None) -> float:
        """The mean of -log of the probability of what happened."""
        yes, no = self.counts(weight)
        return _mean(-(yes * self.yes_log + no * self.no_log), yes, no)

    def line(self, weight: Numbers | Whole | None = None) -> tuple[float, float]:
        """Slope and intercept of the logistic regression on logit(probability); NaN where there is no best one."""
        yes, no = self.counts(weight)
        x = self.yes_log - self.no_log
        some, none = x[yes > 0], x[no > 0]
        if not some.size or not none.size or np.ptp(x[yes + no > 0]) == 0:
            return NOTHING, NOTHING
        if some.min() >= none.max() or some.max() <= none.min():
            return NOTHING, NOTHING
        middle = float((x * (yes + no)).sum() / (yes + no).sum())
        start = np.array([0.0, np.log(yes.sum() / no.sum())])
        slope, level = _newton(yes, no, np.column_stack([x - middle, np.ones_like(x)]), start)
        return float(slope), float(level - slope * middle)

    def large(self, weight: Numbers | Whole | None = None) -> float:
        """The intercept where the slope is held at 1."""
        yes, no = self.counts(weight)
        if not yes.any() or not no.any():
            return NOTHING
        x = self.yes_log - self.no_log
        return float(_newton(yes, no, np.ones((x.size, 1)), np.zeros(1), x)[0])

    def bins(self, number: int) -> Whole:
        """The bin of each different probability: bins hold equally many rows, and equal probabilities stand in one.

        Raises:
            MetricError: fewer than two bins are asked for.
        """
        if number < 2:
            raise MetricError(
                f"{number} bins cannot be compared; give two or more", f"{number} 个分箱无法比较，至少应为两个"
            )
        count = np.bincount(self.place, minlength=self.chance.size)
        # Twice the average rank less one, in whole numbers: 2r - 1 = 2 * (rows up to here) - (rows here).
        return np.asarray((2 * count.cumsum() - count) * number // (2 * self.place.size), dtype=np.int64)

    def error(self, bins: Whole, weight: Numbers | Whole | None = None) -> float:
        """The mean gap between probability and observed rate over bins.

        Args:
            bins: the bin of each different probability.
            weight: how often each row counts.
        """
        yes, no = self.counts(weight)
        gap = np.bincount(bins, (yes + no) * self.chance - yes)
        return _mean(np.abs(gap), yes, no)


def _mean(values: Numbers, yes: Numbers, no: Numbers) -> float:
    rows = float(yes.sum() + no.sum())
    return float(values.sum() / rows) if rows else NOTHING


def _newton(yes: Numbers, no: Numbers, design: Numbers, start: Numbers, offset: Numbers | float = 0.0) -> Numbers:
    found = start
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ found + offset, -700, 700)))
        slope = design.T @ (yes - (yes + no) * chance)
        curve = (design * ((yes + no) * chance * (1 - chance))[:, None]).T @ design
        try:
            step = np.linalg.solve(curve, slope)
        except np.linalg.LinAlgError:
            return np.full(start.shape, NOTHING)
        # A step is never longer than 5, so that a far start does not overshoot.
        found = found + step * min(1.0, 5 / max(float(np.abs(step).max()), 1e-300))
        if float(np.abs(step).max()) < 1e-12:
            break
    return found
