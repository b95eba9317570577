"""`calibration.yaml` as a model: which values of a grade data may move, and within which bounds."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from .register_model import Model, Names
from .scalars import BadValueError, Number, Whole, rising


class Direction(StrEnum):
    """Which way a calibration may move a level."""

    ANY = "any"
    RAISE_ONLY = "raise_only"


class Trend(StrEnum):
    """How the level's badness goes with a fact."""

    INCREASING = "increasing"
    DECREASING = "decreasing"


def _positive(number: Decimal) -> Decimal:
    if number <= 0:
        raise BadValueError("write a number above 0", "请写大于 0 的数")
    return number


Positive = Annotated[Number, AfterValidator(_positive)]
"""A number above 0."""


class CutpointsModel(Model):
    """How far the limits of the bands may move, in points.

    Args:
        max_shift: how far each may move from where it is declared.
        min_gap: how far apart two neighbours stay.
        levels: whose limits may move; all if left out.
    """

    max_shift: Positive
    min_gap: Positive = Decimal(1)
    levels: Names = ()


Band = tuple[Number, Number]
"""The least and the most that a value may become."""


class CalibrationModel(Model):
    """`calibration.yaml`: what of one grade may move.

    Args:
        points: rule -> the band of its points.
        tables: parameter -> code, or upper bound of a bin -> the band of that cell.
        cutpoints: how far the limits of the bands may move; not at all if left out.
        prior_strength: how many cases' worth of belief stands behind the declared points.
        max_notch: by how many levels a grade may differ from the declared one: 0 or 1.
        direction: whether a grade may become better too.
        frozen_rules: rules whose points never move.
        forbidden_features: words that no weight may rest on, besides those of `rules/forbidden_features.yaml`.
        monotone: fact -> how the level's badness goes with it, whatever the calibration.
        floors: steps that no calibration may undo, besides those of the law.
    """

    points: dict[str, Band] = {}
    tables: dict[str, dict[str, Band]] = {}
    cutpoints: CutpointsModel | None = None
    prior_strength: Positive = Decimal(20)
    max_notch: Whole = Field(default=1, ge=0, le=1)
    direction: Direction = Direction.ANY
    frozen_rules: Names = ()
    forbidden_features: Names = ()
    monotone: dict[str, Trend] = {}
    floors: Names = ()
    cite: Names = ()
    note: str | None = None

    @field_validator("points")
    @classmethod
    def _rising(cls, bands: dict[str, Band]) -> dict[str, Band]:
        for name, ends in bands.items():
            rising(name, ends)
        return bands

    @field_validator("tables")
    @classmethod
    def _each_rising(cls, tables: dict[str, dict[str, Band]]) -> dict[str, dict[str, Band]]:
        for bands in tables.values():
            cls._rising(bands)
        return tables
