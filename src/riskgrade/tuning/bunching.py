"""Whether scores crowd on the good side of a cut between two levels, as where who scores knows where the cut lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .metrics_input import MetricError, Numbers, Truths, Whole, numbers

_FEWEST = 10
"""Rows beside a cut under which nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Rows beside one cut.

    Args:
        cut: the worst score of the better level.
        better: rows in (cut - width, cut].
        worse: rows in (cut, cut + width].
        expected: the share of better among these two that a straight line through the two neighbours outside gives.
        z: (better - worse) less what the line gives, over its standard error; above 0 more stand on the good side than
            expected.
        p: of so large a z or a larger one by chance.
        elsewhere: of all other places on the scale with rows enough, the share where z is as large; scores that only take some
            values (fives, say) crowd everywhere, and this tells it.
    """

    cut: float
    better: int
    worse: int
    expected: float
    z: float
    p: float
    elsewhere: float

    @property
    def share(self) -> float:
        """The share of better among the rows beside the cut."""
        beside = self.better + self.worse
        return self.better / beside if beside else float("nan")


def bunching(score: Any, cuts: Any, width: float = 2.0) -> tuple[Crowd, ...]:
    """Rows within a width of each cut, against what the scores further out lead to expect.

    With counts a in (c - 2w, c - w], b in (c - w, c], d in (c, c + w] and e in (c + w, c + 2w], and as many rows a point
    on a straight line, b - d is expected to be (a - e) / 3. Its variance, counts being of Poisson, is b + d + (a + e) / 9.
    Other places are every score that occurs and lies further than 2w from each cut and from both ends of the scale.

    Args:
        score: a number for each row; higher is worse.
        cuts: the worst score of each better level.
        width: in points.

    Returns:
        One for each cut; NaN where fewer than ten rows stand beside it, or where the scale ends within 2w of it, so that there is
        nothing further out to expect from.

    Raises:
        MetricError: the width is not above 0, or a score is no number.

    Examples:
        >>> even = bunching([n / 10 for n in range(1000)], [50.0])[0]
        >>> even.better, even.worse, even.expected, even.z
        (20, 20, 0.5, 0.0)
        >>> crowd = bunching([n / 10 for n in range(1000)] + [49.5] * 40, [50.0])[0]
        >>> crowd.better, round(crowd.z, 2), crowd.p < 0.0001
        (60, 4.35, True)
    """
    rows = np.asarray(score)
    held = np.sort(numbers(rows, rows.size))
    limits = [float(cut) for cut in cuts]
    if not width > 0:
        raise MetricError(f"the width {width} must be above 0", f"宽度 {width} 必须大于 0")
    others = _elsewhere(held, limits, width)
    return tuple(_beside(held, cut, width, others) for cut in limits)


def _beside(held: Numbers, cut: float, width: float, others: Numbers) -> Crowd:
    from scipy.special import ndtr

    (a, b, d, e), (inside,) = _counts(held, np.array([cut]), width)[:, 0], _inside(held, np.array([cut]), width)
    nothing = float("nan")
    if b + d < _FEWEST or not inside:
        return Crowd(cut, int(b), int(d), nothing, nothing, nothing, nothing)
    expected = float((2 * a + e) / (3 * (a + e))) if a + e else 0.5
    z = float(_z(a, b, d, e))
    place = float((others >= z).mean()) if others.size else nothing
    return Crowd(cut, int(b), int(d), expected, z, float(ndtr(-z)), place)


def _inside(held: Numbers, places: Numbers, width: float) -> Truths:
    """Whether the scale reaches to 2w on either side of each place."""
    if not held.size:
        return np.zeros(places.shape, dtype=np.bool_)
    return np.asarray((held[0] + 2 * width <= places) & (places <= held[-1] - 2 * width))


def _counts(held: Numbers, places: Numbers, width: float) -> Whole:
    """For each place the rows in the four windows, from the best to the worst."""
    edges = places + width * np.arange(-2, 3)[:, None]
    return np.diff(np.searchsorted(held, edges, side="right"), axis=0).astype(np.int64)


def _z(a: Any, b: Any, d: Any, e: Any) -> Any:
    return (b - d - (a - e) / 3) / np.sqrt(b + d + (a + e) / 9)


def _elsewhere(held: Numbers, cuts: list[float], width: float) -> Numbers:
    places = np.unique(held)
    apart = np.all([np.abs(places - cut) > 2 * width for cut in cuts], axis=0)
    a, b, d, e = _counts(held, places[_inside(held, places, width) & apart], width)
    enough = b + d >= _FEWEST
    return np.asarray(_z(a[enough], b[enough], d[enough], e[enough]), dtype=np.float64)
