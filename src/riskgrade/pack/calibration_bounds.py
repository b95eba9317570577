"""What of a grade may move, compiled: the values with their bands, and what stands still whatever the data say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .calibration_model import Direction, Trend
from .source_model import Citation, Evidence


@dataclass(frozen=True, slots=True)
class Movable:
    """A value that may move; numbers in hundredths of a point.

    Args:
        path: where it stands, as a patch names it.
        declared: what the pack says.
        low, high: the band.
        unit: the step in which it moves.
        evidence: how the declared value is known.
        cites: what it rests on.
    """

    path: str
    declared: int
    low: int
    high: int
    unit: int
    evidence: Evidence
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What of one grade may move.

    Args:
        grade: whose.
        weights: points and cells, in the order of the pack.
        cutpoints: the limits of the bands that may move, the best first.
        orders: paths of cells whose values stay in this order, smallest first.
        limits: all limits of the bands in order: a path where it may move, its hundredths where it stands still.
        rising: whether more points are worse.
        min_gap: how far apart neighbouring limits stay, in hundredths.
        prior_strength: in hundredths of a case.
        max_notch: by how many levels a grade may differ from the declared one.
        frozen: rules whose points never move.
        vetoes: rules that hold the level down; no calibration betters what they say.
        steps: raising steps that no calibration undoes.
        monotone: fact -> how the level's badness goes with it.
        features: every name that a weight rests on.
        cites: who says that it may move.
    """

    grade: str
    weights: tuple[Movable, ...]
    cutpoints: tuple[Movable, ...]
    orders: tuple[tuple[str, ...], ...]
    limits: tuple[str | int, ...]
    rising: bool
    min_gap: int
    prior_strength: int
    max_notch: int
    direction: Direction
    frozen: tuple[str, ...]
    vetoes: tuple[str, ...]
    steps: tuple[str, ...]
    monotone: Mapping[str, Trend]
    features: frozenset[str]
    cites: tuple[Citation, ...]

    @property
    def movable(self) -> dict[str, Movable]:
        """Everything that may move, by its path."""
        return {one.path: one for one in (*self.weights, *self.cutpoints)}
