"""A calibration that is used on a day: held against the pack, in effect or on trial, with the pack that has its values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pack.calibration_bounds import Bounds
from ..pack.calibration_model import Direction
from ..pack.model import Grade, Pack
from ..tuning.patch import PatchedPack, patch
from .artefact_model import Artefact, hundredths_of, points_text
from .error import CalibrationError
from .held_against_pack import hold_against, target_of

TRIAL = "trial:"
"""What stands before the hash of a calibration that is not in effect, wherever it is named."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A calibration in use.

    Args:
        artefact: the calibration.
        trial: whether it is only tried, being no calibration in effect on the day.
        pack: the pack that grades.
        target: the pack whose values move: the same, or one that it is composed of.
        bounds: what that pack declares.
        candidate: the pack that grades with the moved values in it.
    """

    artefact: Artefact
    trial: bool
    pack: Pack
    target: Pack
    bounds: Bounds
    candidate: PatchedPack

    @property
    def name(self) -> str:
        """The hash of the calibration, marked where it is only tried."""
        return f"{TRIAL}{self.artefact.sha256}" if self.trial else self.artefact.sha256

    @property
    def prefix(self) -> str:
        """What stands before the names of the target's rules and values in the pack that grades."""
        return "" if self.target is self.pack else f"{self.target.id}/"

    @property
    def notch(self) -> int:
        """By how many levels a grade may differ."""
        return self.bounds.max_notch

    @property
    def raise_only(self) -> bool:
        """Whether no level may become better."""
        return self.bounds.direction is Direction.RAISE_ONLY

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades that it moves, in an order in which each comes after those it is made of."""
        found: list[str] = []
        for late in (False, True):
            for name, grade in self.pack.grades.items():
                matrix = grade.matrix
                if matrix is None and not late and self.is_direct(grade):
                    found.append(name)
                if matrix is not None and late and {matrix.rows, matrix.columns} & set(found):
                    found.append(name)
        return tuple(found)

    def is_direct(self, grade: Grade) -> bool:
        """Whether a grade is the calibrated one, or taken from the pack that has it."""
        if self.target is self.pack:
            return grade.name == self.artefact.grade
        return grade.source == self.artefact.grade and any(one.id == self.target.id for one in grade.packs)


def put_in_use(artefact: Artefact, pack: Pack, as_of: date, trial: bool = False) -> InUse:
    """Take a calibration into use.

    Args:
        artefact: the calibration.
        pack: the pack that grades.
        as_of: the day that is graded; the calibration must be in effect on it.
        trial: try it whatever its state; everything that comes of it is marked.

    Raises:
        CalibrationError: it is not in effect, or is not as the pack declares it.
        PackError, TuningError: the pack cannot be patched.
    """
    if isinstance(pack, PatchedPack):
        raise CalibrationError(
            "a patched pack is graded by its own values; give the calibration to the pack as it is declared",
            "打过补丁的规则包按其自身取值评级；请对原规则包使用校准",
        )
    target = target_of(artefact, pack)
    bounds = hold_against(artefact, target)
    if not trial:
        _need_effect(artefact, as_of)
    prefix = "" if target is pack else f"{target.id}/"
    changes = {f"{prefix}{one.path}": points_text(hundredths_of(one.value)) for one in artefact.moved}
    return InUse(artefact, trial, pack, target, bounds, patch(pack, changes))


def _need_effect(artefact: Artefact, as_of: date) -> None:
    state = artefact.state_on(as_of)
    days = artefact.effective
    match state:
        case "effective":
            return
        case "draft" | "validated":
            needed = ("validated and approved", "复核和批准") if state == "draft" else ("approved", "批准")
            en = f"it is {state}; it must be {needed[0]} first (`riskgrade calibrate validate` and `approve`)"
            zh = f"状态为 {state}；须先经{needed[1]}（riskgrade calibrate validate、approve）"
        case "approved":
            assert days is not None
            en = f"it takes effect on {days.from_}, after {as_of}"
            zh = f"自 {days.from_} 起生效，晚于 {as_of}"
        case _:
            assert days is not None
            en = f"it expired on {days.to}, before {as_of}; calibrate anew"
            zh = f"已于 {days.to} 到期，早于 {as_of}；请重新校准"
    raise CalibrationError(
        f"this calibration is not in effect on {as_of}: {en}. To try it without effect, use --calibration-draft",
        f"该校准在 {as_of} 未生效：{zh}。如只试算，请用 --calibration-draft",
    )
