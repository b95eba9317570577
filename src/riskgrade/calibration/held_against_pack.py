"""Whether a calibration is one of this pack: every value in its declared band, every floor as the pack has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NoReturn

from ..pack.calibration_bounds import Bounds, Movable
from ..pack.diagnostics import hint
from ..pack.model import Pack
from .artefact_model import Artefact, MovedValue, Outcome, State, figure_text, hundredths_of, points_text
from .error import CalibrationError
from .gate import GATES, limit_of, passes


def target_of(artefact: Artefact, pack: Pack) -> Pack:
    """The pack whose values a calibration moves: the pack itself, or one that it is composed of.

    Raises:
        CalibrationError: it is for another pack, or for what this pack was before it was changed.
    """
    asked = artefact.pack
    found = next((one for one in (pack, *pack.composed) if one.id == asked.id), None)
    if found is None:
        refuse(f"it is for pack {asked.id}, and this is {pack.id}", f"针对规则包 {asked.id}，而当前为 {pack.id}")
    if found.sha256 != asked.sha256:
        refuse(
            f"it was made for {asked.id} {asked.version} as it was then, and the pack has changed since; "
            "calibrate anew, or grade with the pack it was made for",
            f"系针对当时的规则包 {asked.id} {asked.version}，该规则包此后已有改动；请重新校准，或使用原规则包",
        )
    if found.version != asked.version:
        refuse(
            f"it names {asked.id} {asked.version}, and the pack with that content is {found.version}",
            f"写明 {asked.id} {asked.version}，而该内容的规则包版本为 {found.version}",
        )
    return found


def hold_against(artefact: Artefact, pack: Pack) -> Bounds:
    """Hold a calibration against what its pack declares.

    Args:
        artefact: the calibration.
        pack: the pack that it is for (`target_of`).

    Returns:
        What the pack declares.

    Raises:
        CalibrationError: with the first thing that is not as it must be.
    """
    bounds = pack.calibration.get(artefact.grade)
    if bounds is None:
        near = hint(artefact.grade, pack.calibration)
        refuse(
            f"pack {pack.id} declares no calibration of '{artefact.grade}'{near[0]}",
            f"规则包 {pack.id} 未声明 {artefact.grade} 可校准{near[1]}",
        )
    values: dict[str, int] = {}
    for key, given, declared in (
        ("weights", artefact.weights, bounds.weights),
        ("cutpoints", artefact.cutpoints, bounds.cutpoints),
    ):
        values |= _values(key, given, declared, bounds)
    _hold_order(values, bounds)
    stands = {
        "max_notch": (artefact.max_notch, bounds.max_notch),
        "direction": (artefact.direction, bounds.direction),
        "frozen": (artefact.frozen, list(bounds.frozen)),
        "vetoes": (artefact.vetoes, list(bounds.vetoes)),
        "steps": (artefact.steps, list(bounds.steps)),
        "prior_strength": (artefact.prior_strength, points_text(bounds.prior_strength)),
    }
    for key, (says, wanted) in stands.items():
        if says != wanted:
            refuse(f"`{key}` is not as the pack declares it", f"{key} 与规则包的声明不一致")
    _hold_gates(artefact)
    return bounds


def _values(key: str, given: Sequence[MovedValue], declared: Sequence[Movable], bounds: Bounds) -> dict[str, int]:
    paths = [one.path for one in declared]
    for one in given:
        if one.path not in paths:
            frozen = [rule for rule in bounds.frozen if one.path.startswith(f"rules.{rule}.")]
            if frozen:
                refuse(f"it touches rule '{frozen[0]}', which is frozen", f"触及已冻结的规则 {frozen[0]}")
            near = hint(one.path, paths)
            refuse(f"{key}: '{one.path}' may not move{near[0]}", f"{key}：{one.path} 不得变动{near[1]}")
    if [one.path for one in given] != paths:
        refuse(
            f"{key} must list every value that may move, once and in the order of the pack: {', '.join(paths) or 'none'}",
            f"{key} 须按规则包的次序逐一列出可变动的取值：{'、'.join(paths) or '无'}",
        )
    found = {}
    for one, movable in zip(given, declared, strict=True):
        wanted = (movable.declared, movable.low, movable.high, movable.unit)
        says = tuple(hundredths_of(text) for text in (one.declared, one.low, one.high, one.unit))
        if says != wanted:
            refuse(
                f"{one.path}: declared value, band or step is not as the pack has it",
                f"{one.path}：原值、区间或步长与规则包不一致",
            )
        value = hundredths_of(one.value)
        if not movable.low <= value <= movable.high:
            refuse(
                f"{one.path}: {one.value} lies outside its band, {one.low} to {one.high}",
                f"{one.path}：{one.value} 超出区间 {one.low} 至 {one.high}",
            )
        if value % movable.unit:
            refuse(
                f"{one.path}: {one.value} is no whole number of steps of {one.unit}",
                f"{one.path}：{one.value} 不是步长 {one.unit} 的整数倍",
            )
        found[one.path] = value
    return found


def _hold_order(values: Mapping[str, int], bounds: Bounds) -> None:
    for one, after in bounds.orders:
        if values[one] > values[after]:
            refuse(f"{one} comes to lie above {after}; their order stays", f"{one} 高于 {after}；次序须保持")
    limits = [one if isinstance(one, int) else values[one] for one in bounds.limits]
    for better, worse in pairwise(limits):
        gap = worse - better if bounds.rising else better - worse
        if bounds.cutpoints and gap < bounds.min_gap:
            refuse(
                f"cut-points must follow one another at least {points_text(bounds.min_gap)} apart",
                f"分档界限须依次排列且间距不小于 {points_text(bounds.min_gap)}",
            )


def _hold_gates(artefact: Artefact) -> None:
    if [one.name for one in artefact.gates] != list(GATES):
        refuse("it does not tell every gate, once and in order", "未按次序逐一列出全部关卡")
    for one in artefact.gates:
        limit = figure_text(limit_of(one.name, len(artefact.folds)))
        if one.limit != limit or one.passed != passes(one.name, one.figure, limit):
            refuse(
                f"gate {one.name}: the verdict does not follow from figure and limit",
                f"关卡 {one.name} 的结论与数值不符",
            )
    failed = [one.name for one in artefact.gates if not one.passed]
    if failed and (artefact.moved or artefact.outcome is Outcome.CALIBRATED):
        refuse(f"it moves values although gate {failed[0]} failed", f"关卡 {failed[0]} 未通过却仍变动取值")
    if artefact.outcome is Outcome.DECLARED and (artefact.moved or artefact.state is not State.DRAFT):
        refuse("it says that the declared values stand, yet moves some or was signed", "声明维持原值却有变动或已签署")


def refuse(en: str, zh: str) -> NoReturn:
    """Refuse a calibration.

    Raises:
        CalibrationError: always.
    """
    raise CalibrationError(f"this calibration cannot be used: {en}", f"该校准不能使用：{zh}")
