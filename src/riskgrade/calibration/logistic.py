"""How likely an event is at a score: one line through the log-odds, never falling with the risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]

_ROUNDS = 60
_RIDGE = 1e-6
"""Against a line that would become vertical where a score parts the outcomes entirely."""


@dataclass(frozen=True, slots=True)
class Line:
    """``log-odds = intercept + slope * risk``, the risk in points.

    Args:
        loss: the weighted log-loss, in all (not per case).
    """

    intercept: float
    slope: float
    loss: float

    def chance(self, risk: Numbers) -> Numbers:
        """The probability at each risk."""
        return 1 / (1 + np.exp(-np.clip(self.intercept + self.slope * risk, -500, 500)))


def line_of(risk: Whole, happened: Truths, weight: Numbers) -> Line:
    """The line of greatest likelihood whose slope is not negative.

    Args:
        risk: in hundredths of a point, more is worse.
        happened: whether the event came.
        weight: of each case.

    Examples:
        >>> risk = np.array([0, 0, 100, 100]); seen = np.array([False, True, True, True])
        >>> line = line_of(risk, seen, np.ones(4)); line.slope > 0
        True
        >>> line_of(-risk, seen, np.ones(4)).slope
        0.0
    """
    steps, place = np.unique(risk, return_inverse=True)
    every: Numbers = np.bincount(place, weights=weight, minlength=steps.size).astype(np.float64)
    events: Numbers = np.bincount(place, weights=weight * happened, minlength=steps.size).astype(np.float64)
    points = steps / 100.0
    rate = float(np.clip(events.sum() / max(every.sum(), 1e-300), 1e-9, 1 - 1e-9))
    middle = float((points * every).sum() / max(every.sum(), 1e-300))
    spread = float(np.sqrt(((points - middle) ** 2 * every).sum() / max(every.sum(), 1e-300)))
    flat = float(np.log(rate) - np.log1p(-rate))
    found = np.array([flat, 0.0])
    if spread > 0:
        found = _newton((points - middle) / spread, every, events, found)
    if spread == 0 or found[1] <= 0:
        return Line(flat, 0.0, _loss(np.full(steps.size, flat), every, events))
    slope = float(found[1]) / spread
    intercept = float(found[0]) - slope * middle
    return Line(intercept, slope, _loss(intercept + slope * points, every, events))


def _newton(at: Numbers, every: Numbers, events: Numbers, start: Numbers) -> Numbers:
    design = np.column_stack([np.ones_like(at), at])
    found = start
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -500, 500)))
        slope = design.T @ (events - every * chance) - np.array([0.0, _RIDGE * found[1]])
        curve = (design * (every * chance * (1 - chance))[:, None]).T @ design + np.diag([1e-12, _RIDGE])
        step = np.linalg.solve(curve, slope)
        step = step * min(1.0, 3 / max(float(np.abs(step).max()), 1e-300))
        found = found + step
        if float(np.abs(step).max()) < 1e-11:
            break
    return found


def _loss(odds: Numbers, every: Numbers, events: Numbers) -> float:
    return float((every * np.logaddexp(0, odds) - events * odds).sum())
