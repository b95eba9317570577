"""From draft to approved: each step by another person, each giving a new artefact that names the hash of the former."""

from __future__ import annotations

from datetime import date, datetime

from ..log.error import LogError
from ..log.event import check_instant, check_person, same_person_key
from ..pack.model import Pack
from .artefact import plain, sealed
from .artefact_model import Artefact, Outcome, State, last_possible
from .error import CalibrationError
from .held_against_pack import hold_against, target_of


def validated(artefact: Artefact, pack: Pack, by: str, at: str, reason: str) -> Artefact:
    """A draft that another person has looked through.

    Args:
        artefact: the draft.
        pack: the pack it is for, to hold it against.
        by: who validates it; not its author.
        at: when, as ISO 8601 with the offset.
        reason: what was looked at.

    Raises:
        CalibrationError: it is no draft, is not as the pack declares it, or the person may not.
    """
    return _changed(artefact, pack, State.DRAFT, State.VALIDATED, by, at, reason, None)


def approved(
    artefact: Artefact, pack: Pack, by: str, at: str, reason: str, first: date, last: date | None = None
) -> Artefact:
    """A validated calibration that a third person lets take effect.

    Args:
        artefact: the validated calibration.
        pack: the pack it is for.
        by: who approves it; neither its author nor who validated it.
        at: when.
        reason: why.
        first: the first day it is in effect.
        last: the last; twelve months later if not given, and never after that.

    Raises:
        CalibrationError: it was not validated, is not as the pack declares it, or the person may not.
    """
    end = last_possible(first)
    last = last or end
    if not first <= last <= end:
        raise CalibrationError(
            f"a calibration is in effect for twelve months at most: from {first} to {end} or an earlier day",
            f"校准的有效期最长十二个月：自 {first} 至不晚于 {end}",
        )
    signed = _instant(at)
    if first < signed.date():
        raise CalibrationError(
            f"it cannot take effect on {first}, before the day it is approved ({signed.date()}); nothing is graded anew by it",
            f"生效日 {first} 不能早于批准日 {signed.date()}；校准不溯及既往",
        )
    days = {"from": first.isoformat(), "to": last.isoformat()}
    return _changed(artefact, pack, State.VALIDATED, State.APPROVED, by, at, reason, days)


def _changed(
    artefact: Artefact, pack: Pack, before: State, after: State, by: str, at: str, reason: str,
    effective: dict[str, str] | None,
) -> Artefact:  # fmt: skip
    hold_against(artefact, target_of(artefact, pack))
    if artefact.outcome is Outcome.DECLARED:
        failed = ", ".join(one.name for one in artefact.gates if not one.passed)
        raise CalibrationError(
            f"there is nothing to sign: the declared values stand, for these gates failed: {failed}",
            f"无需签署：以下关卡未通过，维持原值：{failed}",
        )
    if artefact.state is not before:
        raise CalibrationError(
            f"it is {artefact.state}; only one that is {before} becomes {after}",
            f"当前状态为 {artefact.state}；只有 {before} 才能变为 {after}",
        )
    last = artefact.history[-1].at if artefact.history else artefact.made_at
    if _instant(at) < _instant(last):
        raise CalibrationError(
            f"{at} lies before the step that came before it ({last})", f"{at} 早于前一环节的时间（{last}）"
        )
    try:
        check_person(by, "signs", "签署")
    except LogError as error:
        raise CalibrationError(error.en, error.zh) from None
    if not reason.strip():
        raise CalibrationError("say why (--reason)", "请写明理由（--reason）")
    for other in (artefact.author, *(one.by for one in artefact.history)):
        if same_person_key(other) == same_person_key(by):
            raise CalibrationError(
                f"{by} had a hand in it already; another person has to sign", f"{by} 已参与此前环节，须由他人签署"
            )
    whole = plain(artefact)
    change = {"state": str(after), "by": by, "at": at, "reason": reason.strip(), "former": artefact.sha256}
    history = [*whole["history"], change]
    return sealed(whole | {"state": str(after), "effective": effective, "history": history})


def _instant(at: str) -> datetime:
    try:
        return datetime.fromisoformat(check_instant(at))
    except LogError as error:
        raise CalibrationError(error.en, error.zh) from None
