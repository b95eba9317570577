"""A calibration as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..calibration.artefact import plain
from ..calibration.artefact_model import Artefact
from ..calibration.gate import GATES
from ..calibration.made import Calibration
from ..tuning.split import Fold
from .screen import Screen


def made_json(found: Calibration, out: Path) -> dict[str, Any]:
    """The document of `calibrate --json`: what came of it, which gates failed, and the artefact."""
    values = [
        {name: str(one[name]) for name in ("path", "declared", "tried", "given")}
        for one in found.values().data.to_dicts()
    ]
    return {
        "identity": found.identity,
        "failed": list(found.failed),
        "file": str(out),
        "values": values,
        "artefact": plain(found.artefact),
    }


def show_folds(screen: Screen, folds: Sequence[Fold], as_json: bool) -> None:
    """The days that would be looked at."""
    rows = [(str(one.origin), str(one.first), str(one.last)) for one in folds]
    if as_json:
        screen.json([dict(zip(("origin", "first", "last"), row, strict=True)) for row in rows])
        return
    headings = [screen.pick(*one) for one in (("graded as of", "评级日"), ("outcomes from", "结果自"), ("until", "至"))]
    screen.table(screen.pick(f"{len(rows)} folds", f"共 {len(rows)} 折"), headings, rows)
    screen.line("Nothing was fitted or written (--dry-run).", "未拟合、未写出文件（--dry-run）。")


def show_made(screen: Screen, found: Calibration, out: Path) -> None:
    """The gates, what moved, and what to do next."""
    artefact = found.artefact
    rows = []
    for one in artefact.gates:
        gate = GATES[one.name]
        verdict = screen.pick("passed", "通过") if one.passed else screen.pick("FAILED", "未通过")
        sign = "≥" if gate.least else "≤"
        figure = "—" if one.figure is None else _short(one.figure)
        rows.append((screen.pick(gate.en, gate.zh), figure, f"{sign} {_short(one.limit)}", verdict))
    headings = [screen.pick(*one) for one in (("gate", "关卡"), ("figure", "数值"), ("limit", "界限"), ("", ""))]
    screen.table(screen.pick("Gates", "关卡"), headings, rows, numbers=(1, 2))
    headings = [
        screen.pick(*one)
        for one in (("value", "取值"), ("declared", "原值"), ("fitted", "拟合值"), ("given", "采用值"))
    ]
    values = [(one["path"], one["declared"], one["tried"], one["given"]) for one in found.values().data.to_dicts()]
    screen.table(screen.pick("What may move", "可变动的取值"), headings, values, numbers=(1, 2, 3))
    if found.identity:
        names = ", ".join(found.failed)
        screen.line(f"The declared values stand; these gates failed: {names}.", f"维持原值；未通过的关卡：{names}。")
    show_state(screen, artefact, out)
    if not found.identity:
        screen.line(
            f"Next, another person: riskgrade calibrate validate {out} --by NAME --reason TEXT",
            f"下一步由他人复核：riskgrade calibrate validate {out} --by 姓名 --reason 理由",
        )


def show_state(screen: Screen, artefact: Artefact, out: Path | None) -> None:
    """How far it has come, its hash, and where it was written."""
    days = artefact.effective
    en, zh = f"{artefact.state}", f"{artefact.state}"
    if days is not None:
        en, zh = f"{en}, in effect {days.from_} to {days.to}", f"{zh}，{days.from_} 至 {days.to} 生效"
    screen.line(
        f"Calibration of {artefact.pack.id} / {artefact.grade}: {en}. sha256 {artefact.sha256}",
        f"校准 {artefact.pack.id} / {artefact.grade}：{zh}。sha256 {artefact.sha256}",
    )
    if out is not None:
        screen.line(f"Written: {out}", f"已写出：{out}")


def _short(figure: str) -> str:
    return f"{round(Decimal(figure), 4).normalize():f}"
