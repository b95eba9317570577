"""`riskgrade.calibration/1`: the form of a calibration as a file: texts and whole numbers, no float, no code."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ..pack.calibration_model import Direction

KIND: Literal["riskgrade.calibration/1"] = "riskgrade.calibration/1"
"""What the document says it is; the number changes with its form."""


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


SHA256 = "^[0-9a-f]{64}$"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
POINTS = r"^-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,2})?$"
FIGURE = r"^-?(0|[1-9][0-9]{0,12})\.[0-9]{9}$"

Sha256 = Annotated[str, Field(pattern=SHA256)]
Day = Annotated[str, Field(pattern=DAY), AfterValidator(_day)]
Points = Annotated[str, Field(pattern=POINTS)]
"""Points as an exact decimal, such as `13.5`."""
Figure = Annotated[str, Field(pattern=FIGURE)]
"""A measured number, to nine decimals."""
Short = Annotated[str, Field(min_length=1, max_length=400)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Part(BaseModel):
    """A part of the document; nothing is converted on reading, and nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class State(StrEnum):
    """How far a calibration has come; whether it is in effect on a day follows from its dates."""

    DRAFT = "draft"
    VALIDATED = "validated"
    APPROVED = "approved"


class Outcome(StrEnum):
    """What came of it: moved values, or the declared ones because a gate failed."""

    CALIBRATED = "calibrated"
    DECLARED = "declared"


class PackPart(Part):
    """The pack whose values it moves, by its content."""

    id: Short
    version: Short
    sha256: Sha256


class MovedValue(Part):
    """A value that may move: what it was, its band and step, and what it becomes."""

    path: Short
    declared: Points
    low: Points
    high: Points
    unit: Points
    value: Points


class Block(Part):
    """A step of the table from score to probability: at this score, of so many cases so many events."""

    score: Points
    probability: Figure
    cases: Count
    events: Count


class LevelRate(Part):
    """What was seen at a level: cases, events, the rate and its Jeffreys interval (95 %)."""

    level: Short
    cases: Count
    events: Count
    rate: Figure
    low: Figure
    high: Figure


class TablePart(Part):
    """From score to probability, for people to read; no grade reads it."""

    blocks: list[Block]
    levels: list[LevelRate]


class DataPart(Part):
    """What it was fitted on: the fingerprint of the observations and how they came about.

    Args:
        sha256: of the observations, in their order, with their scores and outcomes.
        first, last: the first and the last grading day.
        known_to: the day by which outcomes are known.
        strata: within which the stratified measures are taken; none asked for where empty.
    """

    sha256: Sha256
    observations: Count
    subjects: Count
    events: Count
    outcome: Short
    horizon: Short
    embargo: Short
    first: Day
    last: Day
    known_to: Day
    strata: list[Short]


class FoldPart(Part):
    """One step forward in time: fitted on what was known before, looked at on a later day."""

    day: Day
    train_to: Day
    train_cases: Count
    train_events: Count
    cases: Count
    events: Count
    log_loss_declared: Figure
    log_loss: Figure
    auc_declared: Figure | None
    auc: Figure | None
    signed_off: bool


class GatePart(Part):
    """One gate: what was measured, what it is held against, and whether it holds; no figure where nothing was asked."""

    name: Short
    figure: Figure | None
    limit: Figure
    passed: bool


class EffectivePart(Part):
    """The days on which it may be used, both included."""

    from_: Day = Field(alias="from")
    to: Day


class ChangePart(Part):
    """A change of state: to which, by whom, when, why, and the hash of what was changed."""

    state: State = Field(strict=False)
    by: Short
    at: Short
    reason: Short
    former: Sha256


class Artefact(Part):
    """A calibration.

    Args:
        sha256: of the canonical JSON (RFC 8785) of everything else.
        weights, cutpoints: everything that may move, also what did not.
        made_with: version of what computed it.
        author: who made it; neither of those who validated and approved it.
        supersedes: the hash of the calibration whose place it takes.
        history: how it came to its state; the first entry names the draft.
    """

    kind: Literal["riskgrade.calibration/1"] = KIND
    sha256: Sha256
    state: State = Field(strict=False)
    outcome: Outcome = Field(strict=False)
    pack: PackPart
    grade: Short
    max_notch: Annotated[int, Field(ge=0, le=1)]
    direction: Direction = Field(strict=False)
    weights: list[MovedValue]
    cutpoints: list[MovedValue]
    frozen: list[Short]
    vetoes: list[Short]
    steps: list[Short]
    prior_strength: Points
    table: TablePart
    data: DataPart
    folds: list[FoldPart]
    gates: list[GatePart]
    made_with: dict[Short, Short]
    author: Short
    made_at: Short
    supersedes: Sha256 | None
    effective: EffectivePart | None
    history: Annotated[list[ChangePart], Field(max_length=2)]

    @property
    def moved(self) -> list[MovedValue]:
        """The values that are not as declared."""
        return [
            one for one in (*self.weights, *self.cutpoints) if hundredths_of(one.value) != hundredths_of(one.declared)
        ]

    def state_on(self, day: date) -> str:
        """`draft`, `validated`, `approved` (not yet in effect), `effective` or `expired`."""
        if self.state is not State.APPROVED or self.effective is None:
            return str(self.state)
        if day < date.fromisoformat(self.effective.from_):
            return "approved"
        return "effective" if day <= date.fromisoformat(self.effective.to) else "expired"


def last_possible(first: date) -> date:
    """The last day on which a calibration that takes effect on a day can be in effect: twelve months.

    Examples:
        >>> str(last_possible(date(2024, 2, 29))), str(last_possible(date(2024, 2, 1)))
        ('2025-02-28', '2025-01-31')
    """
    if first.year == date.max.year:
        return date.max
    try:
        return first.replace(year=first.year + 1) - timedelta(days=1)
    except ValueError:
        return date(first.year + 1, 2, 28)  # from 29 February


def hundredths_of(points: str) -> int:
    """Points in hundredths.

    Examples:
        >>> hundredths_of("13.5"), hundredths_of("-2")
        (1350, -200)
    """
    return int(Decimal(points).scaleb(2))


def points_text(hundredths: int) -> str:
    """Hundredths as points, in the one way in which they are written.

    Examples:
        >>> points_text(1350), points_text(-200), points_text(5)
        ('13.5', '-2', '0.05')
    """
    return f"{Decimal(hundredths).scaleb(-2).normalize():f}"


def figure_text(value: float) -> str:
    """A measured number to nine decimals; minus nought is nought.

    Examples:
        >>> figure_text(-1e-12), figure_text(0.25)
        ('0.000000000', '0.250000000')
    """
    text = f"{value:.9f}"
    return text.removeprefix("-") if float(text) == 0 else text
