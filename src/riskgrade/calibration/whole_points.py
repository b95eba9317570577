"""From points of any fraction to whole steps: a search over scales, then one value at a time; no chance in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .logistic import Numbers, Whole

SCALES = tuple(round(0.7 + 0.02 * step, 2) for step in range(31))
"""By how much all points are multiplied before they are rounded: 0.70 to 1.30."""

LEAST_GAIN = 1e-7
"""A step that makes the objective smaller by less is none."""

_ROUNDS = 60

Value = Callable[[Whole], float]
"""What whole points, in hundredths, are worth; smaller is better."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Where points may lie; all in hundredths.

    Args:
        low, high: the bands.
        unit: the steps.
        orders: pairs of places, the first never above the second.
    """

    low: Whole
    high: Whole
    unit: Whole
    orders: tuple[tuple[int, int], ...]

    def nearest(self, points: Numbers) -> Whole:
        """The lawful whole points near to some points.

        Args:
            points: in hundredths, any fraction.
        """
        least, most = -(-self.low // self.unit), self.high // self.unit
        found = np.clip(np.floor(points / self.unit + 0.5).astype(np.int64), least, most) * self.unit
        # Each is lifted to a step of its own above the one before it, and where the band ends those below come down with it.
        for one, other in self.orders:
            found[other] = max(found[other], -(-found[one] // self.unit[other]) * self.unit[other])
        for one, other in reversed(self.orders):
            found[other] = min(found[other], most[other] * self.unit[other])
            found[one] = min(found[one], found[other] // self.unit[one] * self.unit[one])
        return found

    def holds(self, points: Whole) -> bool:
        """Whether whole points are lawful."""
        inside = bool(((self.low <= points) & (points <= self.high) & (points % self.unit == 0)).all())
        return inside and all(points[one] <= points[other] for one, other in self.orders)


def whole_points(smooth: Numbers, declared: Whole, lattice: Lattice, value: Value) -> Whole:
    """The best whole points that the search comes upon; the declared ones where none is better.

    Args:
        smooth: the best points of any fraction, in hundredths.
        declared: the declared points.
        lattice: where points may lie.
        value: what whole points are worth.

    Examples:
        >>> lattice = Lattice(np.array([100]), np.array([900]), np.array([100]), ())
        >>> whole_points(np.array([333.0]), np.array([500]), lattice, lambda points: abs(float(points[0]) - 340)).tolist()
        [300]
    """
    best, worth = declared, value(declared)
    seen = {tuple(declared.tolist())}
    for scale in sorted(SCALES, key=lambda one: (abs(one - 1), one)):
        tried = lattice.nearest(smooth * scale)
        key = tuple(tried.tolist())
        if key not in seen and lattice.holds(tried):
            seen.add(key)
            found = value(tried)
            if found < worth - LEAST_GAIN:
                best, worth = tried, found
    return _one_by_one(best, worth, lattice, value)


def _one_by_one(best: Whole, worth: float, lattice: Lattice, value: Value) -> Whole:
    for _ in range(_ROUNDS):
        before = worth
        for place in range(best.size):
            for step in (-1, 1, -2, 2):
                tried = best.copy()
                tried[place] += step * lattice.unit[place]
                if lattice.holds(tried):
                    found = value(tried)
                    if found < worth - LEAST_GAIN:
                        best, worth = tried, found
        if worth == before:
            break
    return best


def between(declared: Whole, moved: Whole, lattice: Lattice, shares: Sequence[float]) -> list[Whole]:
    """Lawful whole points on the way from the moved ones back to the declared ones.

    Args:
        declared: the declared points.
        moved: the moved ones.
        lattice: where points may lie.
        shares: how much of the way out is kept, largest first.
    """
    found = [lattice.nearest(declared + share * (moved - declared)) for share in shares]
    return [one for one in found if lattice.holds(one)]
