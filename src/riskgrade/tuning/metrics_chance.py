"""How good probabilities are: near to what happened, and as often right as they say."""

from __future__ import annotations

from typing import Any

import numpy as np

from .metrics import NOTHING, tied
from .metrics_input import MetricError, Numbers, Truths, chances, outcomes

LEAST = float(np.finfo(np.float64).eps)
"""Probabilities of 0 and 1 are taken as this far from them where a logarithm is needed, as scikit-learn does."""

_ROUNDS = 100


def brier(outcome: Any, probability: Any) -> float:
    """The mean square of probability less outcome; lower is better.

    Examples:
        >>> brier([1, 0], [0.5, 0.25])
        0.15625
    """
    happened = outcomes(outcome)
    chance = chances(probability, happened.size)
    return float(np.square(chance - happened).mean()) if happened.size else NOTHING


def log_loss(outcome: Any, probability: Any) -> float:
    """The mean of -log of the probability of what happened; lower is better.

    Examples:
        >>> round(log_loss([1, 0], [0.5, 0.5]), 6)
        0.693147
    """
    happened = outcomes(outcome)
    chance = np.clip(chances(probability, happened.size), LEAST, 1 - LEAST)
    return float(-np.log(np.where(happened, chance, 1 - chance)).mean()) if happened.size else NOTHING


def calibration_line(outcome: Any, probability: Any) -> tuple[float, float]:
    """Slope and intercept of the logistic regression of the outcome on logit(probability), by greatest likelihood.

    1 and 0 where probabilities mean what they say; a slope below 1 says that they are too extreme.

    Returns:
        (slope, intercept); NaN where one of the two outcomes does not occur, all probabilities are equal, or the
        probabilities part the outcomes so well that no greatest likelihood exists.

    Examples:
        >>> slope, intercept = calibration_line([0, 0, 0, 1, 0, 1, 1, 1], [0.25] * 4 + [0.75] * 4)
        >>> round(slope, 6), abs(round(intercept, 6))
        (1.0, 0.0)
    """
    happened = outcomes(outcome)
    line = _logit(chances(probability, happened.size))
    if not happened.any() or happened.all() or line.min() == line.max() or _parted(happened, line):
        return NOTHING, NOTHING
    around = line - line.mean()
    start = float(_logit(np.array([happened.mean()]))[0])
    found = _newton(happened, np.column_stack([around, np.ones_like(line)]), np.array([0.0, start]))
    return float(found[0]), float(found[1] - found[0] * line.mean())


def calibration_in_the_large(outcome: Any, probability: Any) -> float:
    """The intercept where the slope is held at 1: above 0, more happened than the probabilities said.

    Examples:
        >>> round(calibration_in_the_large([1, 0, 0, 0], [0.25] * 4), 6) + 0.0
        0.0
    """
    happened = outcomes(outcome)
    line = _logit(chances(probability, happened.size))
    if not happened.any() or happened.all():
        return NOTHING
    return float(_newton(happened, np.ones((line.size, 1)), np.zeros(1), line)[0])


def expected_calibration_error(outcome: Any, probability: Any, bins: int = 10) -> float:
    """The mean gap between probability and observed rate over bins with equally many rows.

    A row belongs to bin floor((r - 1/2) * bins / n), where r is its rank by probability and equal probabilities have
    their average rank, so that they stand in one bin.

    Args:
        outcome: 0 or 1 for each row.
        probability: 0 to 1 for each row.
        bins: how many; two at least.

    Examples:
        >>> expected_calibration_error([0, 1, 1, 1], [0.5, 0.5, 1, 1], bins=2)
        0.0
    """
    happened = outcomes(outcome)
    chance = chances(probability, happened.size)
    if not happened.size:
        return NOTHING
    place = equal_mass(chance, bins)
    count = np.bincount(place, minlength=bins)
    said = np.bincount(place, weights=chance, minlength=bins)
    seen = np.bincount(place, weights=happened.astype(np.float64), minlength=bins)
    return float(np.abs(said - seen)[count > 0].sum() / happened.size)


def equal_mass(values: Numbers, bins: int) -> Any:
    """The bin of each value: bins hold equally many, and equal values stand in one.

    Raises:
        MetricError: fewer than two bins are asked for.

    Examples:
        >>> equal_mass(np.array([5.0, 1.0, 5.0, 9.0]), 2).tolist()
        [1, 0, 1, 1]
    """
    if bins < 2:
        raise MetricError(f"{bins} bins cannot be compared; give two or more", f"{bins} 个分箱无法比较，至少应为两个")
    place, last = tied(values)
    count = np.diff(last, prepend=0)
    # Twice the average rank less one, in whole numbers: 2r - 1 = 2 * last - count.
    return ((2 * last - count) * bins // (2 * values.size))[place]


def _logit(chance: Numbers) -> Numbers:
    inside = np.clip(chance, LEAST, 1 - LEAST)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def _parted(happened: Truths, line: Numbers) -> bool:
    yes, no = line[happened], line[~happened]
    return bool(yes.min() >= no.max() or yes.max() <= no.min())


def _newton(happened: Truths, design: Numbers, start: Numbers, offset: Any = 0.0) -> Numbers:
    found = start
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ found + offset, -700, 700)))
        slope = design.T @ (happened - chance)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design
        step = np.linalg.solve(curve, slope)
        # A step is never longer than 5, so that a far start does not overshoot.
        found = found + step * min(1.0, 5 / max(float(np.abs(step).max()), 1e-300))
        if float(np.abs(step).max()) < 1e-12:
            break
    return found
