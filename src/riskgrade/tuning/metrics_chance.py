"""How good probabilities are: near to what happened, and as often right as they say."""

from __future__ import annotations

from typing import Any

from .metrics_input import chances, outcomes
from .metrics_likelihood import Chances


def brier(outcome: Any, probability: Any) -> float:
    """The mean square of probability less outcome; lower is better.

    Examples:
        >>> brier([1, 0], [0.5, 0.25])
        0.15625
    """
    return _of(outcome, probability).brier()


def log_loss(outcome: Any, probability: Any) -> float:
    """The mean of -log of the probability of what happened; lower is better.

    Examples:
        >>> round(log_loss([1, 0], [0.5, 0.5]), 6)
        0.693147
    """
    return _of(outcome, probability).log_loss()


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
    return _of(outcome, probability).line()


def calibration_in_the_large(outcome: Any, probability: Any) -> float:
    """The intercept where the slope is held at 1: above 0, more happened than the probabilities said.

    Examples:
        >>> abs(round(calibration_in_the_large([1, 0, 0, 0], [0.25] * 4), 6))
        0.0
    """
    return _of(outcome, probability).large()


def expected_calibration_error(outcome: Any, probability: Any, bins: int = 10) -> float:
    """The mean gap between probability and observed rate over bins with equally many rows.

    A row belongs to bin floor((r - 1/2) * bins / n), where r is its rank by probability and equal probabilities have
    their average rank, so that they stand in one bin.

    Args:
        outcome: 0 or 1 for each row.
        probability: 0 to 1 for each row.
        bins: how many; two at least.

    Raises:
        MetricError: fewer than two bins are asked for.

    Examples:
        >>> expected_calibration_error([0, 1, 1, 1], [0.5, 0.5, 1, 1], bins=2)
        0.0
    """
    held = _of(outcome, probability)
    return held.error(held.bins(bins)) if held.place.size else held.brier()


def _of(outcome: Any, probability: Any) -> Chances:
    happened = outcomes(outcome)
    return Chances(happened, chances(probability, happened.size))
