"""The events of a decision: that it was made, what an officer chose, what was overridden, and who agreed."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from .event import Event

Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Decided(Event):
    """A decision was made.

    Args:
        decision: its record, in the form `riskgrade.decision/1`.
    """

    kind: ClassVar[str] = "decision"
    alone: ClassVar[bool] = True
    decision: dict[str, Any]


class CalibratedLevel(BaseModel):
    """One grade of a decision: the declared level, and the one that the calibration gives."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    before: str
    after: str


class Calibrated(Event):
    """An approved calibration gave levels of a decision.

    Args:
        decision_id: of which decision.
        calibration: the sha256 of the calibration.
        calibrated_id: of the record `riskgrade.calibrated/1`.
        levels: grade -> levels, for each grade that it was applied to.
    """

    kind: ClassVar[str] = "calibration"
    decision_id: Sha
    calibration: Sha
    calibrated_id: Sha
    levels: dict[str, CalibratedLevel]


class Chosen(Event):
    """An officer chose a level among those that the law permits.

    Args:
        decision_id: of which decision.
        grade: of which grade.
        level: the level.
        reason: why.
    """

    kind: ClassVar[str] = "choice"
    decision_id: Sha
    grade: str
    level: str
    reason: Reason


class Overridden(Event):
    """Somebody asks that a level be given that may lie outside what the law's rules permit; it takes effect once approved.

    Args:
        decision_id: of which decision.
        grade: of which grade.
        level: any level of the grade.
        reason: why.
    """

    kind: ClassVar[str] = "override"
    decision_id: Sha
    grade: str
    level: str
    reason: Reason


class Approved(Event):
    """Another person agrees to an override.

    Args:
        decision_id: of which decision.
        override: the number of the override's entry.
        reason: why.
    """

    kind: ClassVar[str] = "approval"
    decision_id: Sha
    override: int
    reason: Reason


class Refused(Event):
    """Another person does not agree to an override.

    Args:
        decision_id: of which decision.
        override: the number of the override's entry.
        reason: why.
    """

    kind: ClassVar[str] = "refusal"
    decision_id: Sha
    override: int
    reason: Reason
