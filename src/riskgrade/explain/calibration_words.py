"""What is said of a calibrated level: what it was, what it became, and why not further."""

from __future__ import annotations

from ..pack.register_model import Label
from .content import CalibratedGrade, CalibrationShown

SHORT = 12
"""How much of a hash is shown."""


def calibration_words(shown: CalibrationShown | None, grade: str) -> tuple[Label, ...]:
    """The sentences of one grade; none where no calibration was used, or none for it.

    Args:
        shown: the calibration.
        grade: the grade's name.
    """
    if shown is None or grade not in shown.grades:
        return ()
    return _words(shown, shown.grades[grade])


def _words(shown: CalibrationShown, one: CalibratedGrade) -> tuple[Label, ...]:
    name = shown.sha256[:SHORT]
    which = Label(zh=f"已批准的校准 {name}", en=f"the approved calibration {name}")
    if shown.trial:
        which = Label(
            zh=f"试算的校准 {name}（{shown.state}，未生效）", en=f"calibration {name} ON TRIAL ({shown.state})"
        )
    if one.moved is None:
        return (
            Label(
                zh=f"{which.zh}不适用：原定级别尚不确定或不评级。",
                en=f"{which.en} is not applied: the declared level is not certain, or there is none.",
            ),
        )
    if one.before == one.after:
        said = Label(
            zh=f"按原定取值与{which.zh}均为 {one.after}。", en=f"{one.after} as declared and by {which.en} alike."
        )
    else:
        said = Label(
            zh=f"按原定取值为 {one.before}，按{which.zh}为 {one.after}；以下说明原定级别的由来。",
            en=f"{one.before} as declared; {one.after} by {which.en}. What follows explains the declared level.",
        )
    if one.moved == one.after:
        return (said,)
    return (
        said,
        Label(
            zh=f"变动后的分值本身得出 {one.moved}，但不得优于底线 {one.floor}，且与原定级别相差不超过一级。",
            en=f"The moved points alone give {one.moved}; but no level is better than its floor, {one.floor}, or more than one "
            "from the declared one.",
        ),
    )
