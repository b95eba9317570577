"""`riskgrade replay`: derive a stored decision again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from .options import coverage_option, output_options
from .usage_text import ToldUsageError


@click.command()
@click.argument("decision", metavar="DECISION")
@click.option(
    "--log", type=click.Path(path_type=Path), metavar="FILE", help="DECISION is an id in this log. / 日志文件。"
)
@click.option(
    "--pack", metavar="ID",
    help="The pack as it was when it decided; the shipped one of that name if left out. / 作出决定时的规则包。",
)  # fmt: skip
@click.option(
    "--registers", metavar="REGISTERS",
    help="Derive the facts anew from these; else those of the decision are taken. / 由名册重新推导事实。",
)  # fmt: skip
@coverage_option
@output_options
def replay(
    decision: str,
    log: Path | None,
    pack: str | None,
    registers: str | None,
    coverage: dict[str, object] | None,
    language: str,
    as_json: bool,
) -> int:
    """Derive DECISION again and say whether it comes out the same.

    重新推导决定 DECISION，并说明结果是否一致。

    DECISION is a JSON file with a decision, or with --log an id (or its first characters) in a log. Exit status: 0 the same,
    1 it differs, 2 it cannot be read or the pack has changed.

    \b
    riskgrade replay 8dcdc02c --log decisions.log --registers datasets/suining-demo
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.replay import replay as replayed
    from .screen import Screen, progress

    if coverage is not None and registers is None:
        raise ToldUsageError(
            "--coverage says how far registers are complete; give --registers with it",
            "--coverage 说明名册的完整期间，请同时给出 --registers",
        )
    screen = Screen(language)
    with progress() as say:
        found = replayed(decision, pack, registers, log, coverage, say)
    if as_json:
        screen.json({
            "decision_id": found.claimed, "derived_id": found.derived.decision_id, "same": found.same,
            "from": "record" if registers is None else "registers",
            "differences": [
                {"place": one.place, "stored": one.stored, "derived": one.derived} for one in found.differences
            ],
        })  # fmt: skip
        return 0 if found.same else 1
    if found.same:
        screen.line(f"The same decision: {found.claimed}", f"结果一致：{found.claimed}")
        return 0
    count = len(found.differences)
    screen.line(f"The decision differs in {count} {'place' if count == 1 else 'places'}.", f"结果有 {count} 处不一致。")
    headings = [screen.pick(*one) for one in (("where", "位置"), ("stored", "存档"), ("derived", "重新推导"))]
    rows = [[one.place, _short(one.stored), _short(one.derived)] for one in found.differences]
    screen.table(screen.pick("Differences", "差异"), headings, rows)
    return 1


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:159]}…"
