"""How decisions of a log are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..log.decision_state import Basis, DecisionState, GradeState
from ..log.entry import Entry
from .screen import Screen

SHORT = 12
_BASES = {
    Basis.COMPUTED: ("computed", "计算"),
    Basis.CALIBRATION: ("calibrated", "校准"),
    Basis.CHOICE: ("chosen", "选择"),
    Basis.OVERRIDE: ("overridden", "改定"),
    Basis.FOLLOWS: ("follows", "随动"),
}
_KINDS = {
    "decision": ("decision", "决定"), "calibration": ("calibration", "校准"),
    "choice": ("choice", "选择"), "override": ("override", "提出改定"),
    "approval": ("approval", "批准"), "refusal": ("refusal", "驳回"),
}  # fmt: skip


def grade_json(grade: GradeState) -> dict[str, Any]:
    """How a grade stands, as plain data."""
    pending = grade.pending
    return {
        "grade": grade.grade,
        "level": grade.level,
        "basis": str(grade.basis),
        "computed": grade.computed,
        "permitted": list(grade.permitted),
        "pending": None
        if pending is None
        else {"entry": pending.number, "level": pending.data["level"], "by": pending.by},
    }


def decision_json(state: DecisionState, whole: bool = False) -> dict[str, Any]:
    """How a decision stands, as plain data.

    Args:
        state: the decision.
        whole: with its record and everything that was written about it.
    """
    document = state.document
    told = {
        "decision_id": state.decision_id,
        "subject": document["subject"]["key"],
        "pack": document["pack"]["id"],
        "as_of": document["as_of"],
        "grades": [grade_json(one) for one in state.grades.values()],
    }
    if not whole:
        return told
    events = [
        {"entry": one.number, "at": one.at, "by": one.by, "kind": one.kind, "hash": one.hash}
        | {key: value for key, value in one.data.items() if key not in ("decision", "decision_id")}
        for one in state.entries
    ]
    return told | {"events": events, "decision": dict(document)}


def stands(grade: GradeState) -> tuple[str, str]:
    """One grade in a line, in English and Chinese."""
    en, zh = _BASES[grade.basis]
    line = f"{grade.grade}: {grade.level or 'no level'} ({en})"
    line_zh = f"{grade.grade}：{grade.level or '无级别'}（{zh}）"
    if grade.basis is not Basis.COMPUTED:
        line, line_zh = f"{line}; computed {grade.computed or 'none'}", f"{line_zh}；计算结果 {grade.computed or '无'}"
    if grade.pending is not None:
        level, by, number = grade.pending.data["level"], grade.pending.by, grade.pending.number
        line = f"{line}; entry {number}: override to {level} by {by} waits for another person's approval"
        line_zh = f"{line_zh}；第 {number} 条：{by} 提出改定为 {level}，待他人批准"
    return line, line_zh


def show_decisions(screen: Screen, found: Sequence[DecisionState]) -> None:
    """All decisions of a log, a row each."""
    headings = [
        screen.pick(*one)
        for one in (
            ("decision", "决定"),
            ("subject", "主体"),
            ("as of", "截止日"),
            ("stands", "现状"),
            ("waits", "待批"),
        )
    ]
    rows = [
        [
            one.decision_id[:SHORT],
            one.document["subject"]["key"],
            one.document["as_of"],
            "\n".join(_briefly(screen, grade) for grade in one.grades.values()),
            "\n".join(grade.grade for grade in one.grades.values() if grade.pending is not None),
        ]
        for one in found
    ]
    count = "1 decision" if len(found) == 1 else f"{len(found)} decisions"
    screen.table(screen.pick(count, f"共 {len(found)} 个决定"), headings, rows)


def _briefly(screen: Screen, grade: GradeState) -> str:
    level = f"{grade.grade} {grade.level or '–'}"
    return level if grade.basis is Basis.COMPUTED else f"{level} ({screen.pick(*_BASES[grade.basis])})"


def show_decision(screen: Screen, state: DecisionState) -> None:
    """Everything that was written about one decision."""
    document = state.document
    pack, subject = document["pack"], document["subject"]["key"]
    screen.line(f"Decision {state.decision_id}", f"决定 {state.decision_id}")
    screen.line(
        f"{subject}, pack {pack['id']} {pack['version']}, as of {document['as_of']}, period {document['period']}",
        f"{subject}，规则包 {pack['id']} {pack['version']}，截至 {document['as_of']}，评定年度 {document['period']}",
    )
    for grade in state.grades.values():
        en, zh = stands(grade)
        may = " ".join(grade.permitted) or "–"
        screen.line(f"  {en}; permitted: {may}", f"  {zh}；可选：{may}")
    headings = [
        screen.pick(*one)
        for one in (("entry", "条目"), ("at", "时间"), ("by", "人员"), ("what", "事件"), ("reason", "理由"))
    ]
    rows = [[one.number, one.at, one.by or "", _what(screen, one), one.data.get("reason", "")] for one in state.entries]
    screen.table(screen.pick("What was written about it", "相关事件"), headings, rows, numbers=(0,))


def _what(screen: Screen, entry: Entry) -> str:
    name = screen.pick(*_KINDS.get(entry.kind, (entry.kind, entry.kind)))
    data = entry.data
    if entry.kind == "calibration":
        moved = ", ".join(f"{grade} {one['before']} → {one['after']}" for grade, one in data["levels"].items())
        return f"{name} {data['calibration'][:SHORT]}: {moved}"
    if "level" in data:
        return f"{name}: {data['grade']} {data['level']}"
    return f"{name} ({data['override']})" if "override" in data else name
