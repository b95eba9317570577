"""Points and cut-points from cases of the past, and only from those whose outcome was known by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .calibrator import Calibrator
from .cases import Cases
from .logistic import Line, Truths, Whole, line_of
from .whole_points import LEAST_GAIN, Lattice, between

SHARES = tuple(round(1 - step / 10, 1) for step in range(11))
"""How much of the way to the fitted points is kept, where all of it would change too many levels."""

MOST_CHANGED = 0.1
"""The largest share of subjects whose level may change."""

DOUBLED = float(np.log(2)) ** 2
"""A cut-point moved as far as it may counts as points that are doubled."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted.

    Args:
        points: of the weights, in hundredths.
        cuts: the cut-points, in hundredths.
    """

    points: Whole
    cuts: Whole


def fit_points(cases: Cases, where: Truths) -> Whole:
    """The points that fit best, in hundredths; the declared ones where there is nothing to learn from.

    Args:
        cases: all cases.
        where: the rows that may be learnt from.
    """
    happened = cases.happened[where]
    if not cases.points.size or not happened.any() or happened.all():
        return cases.points
    bounds = cases.bounds
    path = [one.path for one in bounds.weights]
    counts = cases.counts[where]
    score = cases.score(cases.points)[where]
    fitted = Calibrator(
        declared=cases.points / 100,
        low=[one.low / 100 for one in bounds.weights],
        high=[one.high / 100 for one in bounds.weights],
        unit=[one.unit / 100 for one in bounds.weights],
        orders=[(path.index(one), path.index(other)) for one, other in bounds.orders],
        prior_strength=bounds.prior_strength / 100,
        rising=bounds.rising,
    ).fit(
        counts,
        happened,
        offset=(score - counts @ cases.points) / 100,
        rescore=lambda points: cases.score(points)[where],
    )
    return fitted.whole_weights_


def fit(cases: Cases, where: Truths) -> Fitted:
    """Points and cut-points, drawn back until they change no more levels than may change.

    Args:
        cases: all cases.
        where: the rows that may be learnt from; changed levels are counted on the last day among them.
    """
    last = where & (cases.day == cases.day[where].max())
    lattice = lattice_of(cases)
    points = fit_points(cases, where)
    for tried in between(cases.points, points, lattice, SHARES):
        if share((cases.level(tried, cases.cuts) != cases.declared)[last]) <= MOST_CHANGED:
            points = tried
            break
    else:
        points = cases.points
    return Fitted(points, _cuts(cases, points, where, last))


def lattice_of(cases: Cases) -> Lattice:
    """Where the points of the weights may lie."""
    weights = cases.bounds.weights
    path = [one.path for one in weights]
    orders = tuple((path.index(one), path.index(other)) for one, other in cases.bounds.orders)
    low, high, unit = (
        np.array([getattr(one, name) for one in weights], dtype=np.int64) for name in ("low", "high", "unit")
    )
    return Lattice(low, high, unit, orders)


def line_at(cases: Cases, points: Whole, where: Truths) -> Line:
    """The line from risk to log-odds under points."""
    risk = cases.sign * cases.score(points)[where]
    return line_of(risk, cases.happened[where], np.ones(int(where.sum())))


def _cuts(cases: Cases, points: Whole, where: Truths, last: Truths) -> Whole:
    """Cut-points by which the levels tell most of what happened, one after the other until none gets better."""
    best, worth = cases.cuts, _worth(cases, cases.level(points, cases.cuts), cases.cuts, where)
    movable = cases.bounds.cutpoints
    while True:
        before = worth
        for place, one in enumerate(movable):
            for value in range(-(-one.low // one.unit) * one.unit, one.high + 1, one.unit):
                tried = best.copy()
                tried[place] = value
                if not in_order(cases, tried):
                    continue
                level = cases.level(points, tried)
                found = _worth(cases, level, tried, where)
                if found < worth - LEAST_GAIN and share((level != cases.declared)[last]) <= MOST_CHANGED:
                    best, worth = tried, found
        if worth == before:
            return best


def in_order(cases: Cases, cuts: Whole) -> bool:
    """Whether cut-points, with those that stand still between them, keep their gap."""
    bounds = cases.bounds
    value = {one.path: int(cut) for one, cut in zip(bounds.cutpoints, cuts, strict=True)}
    limits = [one if isinstance(one, int) else value[one] for one in bounds.limits]
    gaps = np.diff(limits) * (1 if bounds.rising else -1)
    return bool((gaps >= bounds.min_gap).all())


def _worth(cases: Cases, level: Whole, cuts: Whole, where: Truths) -> float:
    """How little the levels tell: the log-loss of the rates by level, and the price of moved cut-points."""
    level, happened = level[where], cases.happened[where]
    loss = 0.0
    rates = []
    for number in range(len(cases.names)):
        here = level == number
        rows, events = int(here.sum()), int((here & happened).sum())
        rate = (events + 0.5) / (rows + 1)
        if rows:
            rates.append(rate)
            loss -= events * float(np.log(rate)) + (rows - events) * float(np.log1p(-rate))
    # Levels whose rates stand in the wrong order tell the inspector the wrong thing, however well they part the cases.
    turned = sum(one > other for one, other in pairwise(rates))
    shifts = [
        ((int(cut) - one.declared) / (one.high - one.declared)) ** 2
        for one, cut in zip(cases.bounds.cutpoints, cuts, strict=True)
    ]
    return loss + turned * 1e6 + cases.bounds.prior_strength / 100 * DOUBLED * float(sum(shifts))


def share(truths: Truths | Sequence[bool]) -> float:
    """The share of what is true; 0 of nothing."""
    held = np.asarray(truths)
    return float(held.mean()) if held.size else 0.0
