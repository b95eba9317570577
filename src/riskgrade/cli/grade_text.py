"""A run of `grade` as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..pack.model import Pack
from ..registers import Severity
from ..report.grading_run import Run
from ..report.manifest import manifest
from ..report.summary import summary
from .screen import Screen
from .visits_text import often, within

SHOWN = 10
"""Findings that are shown; all are in findings.csv."""


def grade_json(run: Run, files: Mapping[str, str]) -> dict[str, Any]:
    """The document of `grade --json`: the summary, the manifest and what was written."""
    return {
        "summary": summary(run),
        "manifest": manifest(run, files),
        "needs_attention": run.needs_attention,
    }


def show_run(screen: Screen, run: Run, out: Path | None) -> None:
    """Show the levels, what to look at, and where the results are."""
    told = summary(run)
    pack, moment = run.batch.pack, run.batch.moment
    title = screen.pick(pack.title.en, pack.title.zh)
    screen.line(
        f"{title} ({pack.id} {pack.version}), as of {moment.as_of}, period {moment.period}: {told['subjects']:,} subjects",
        f"{title}（{pack.id} {pack.version}），as_of {moment.as_of}，评定年度 {moment.period}：共 {told['subjects']:,} 个主体",
    )
    for name, found in told["grades"].items():
        _show_grade(screen, run, name, found)
    for name, one in told.get("ranks", {}).items():
        label = screen.pick(one["label"]["en"], one["label"]["zh"]) or name
        en, zh = f"{label} ({name}): {one['ranked']:,} ranked", f"{label}（{name}）：已排名 {one['ranked']:,} 个"
        if one["unknown"]:
            en += f"; {one['unknown']:,} not, for their number is not certain"
            zh += f"；因数值未知未排名 {one['unknown']:,} 个"
        screen.line(en, zh)
    if "calibration" in told:
        _show_calibration(screen, told["calibration"])
    _show_data(screen, run, told["data"])
    screen.warn(run.notices)
    if out is not None:
        screen.line(f"Results: {out}", f"结果：{out}")
    else:
        screen.line("Nothing was written (--dry-run).", "未写出文件（--dry-run）。")


def _reason(screen: Screen, pack: Pack, reason: str) -> str:
    """Why subjects are not graded, in words where a rule has them; a grade made of others names the axis first."""
    *axis, last = reason.split(": ")
    titles = [rule.title for one in (pack, *pack.composed) for rule in one.rules if rule.exclude == last]
    said = screen.pick(titles[0].en, titles[0].zh) if titles else ""
    return ": ".join((*axis, f"{said} ({last})" if said else last))


def _show_grade(screen: Screen, run: Run, name: str, found: dict[str, Any]) -> None:
    grade = run.batch.pack.grades[name]
    rows: list[tuple[str, str, str]] = []
    for level, count in found["levels"].items():
        label = grade.labels.get(level)
        rows.append((level, screen.pick(label.en, label.zh) if label else "", f"{count:,}"))
    if found["withheld"]:
        rows.append(
            (
                "—",
                screen.pick("withheld: something needed is not known", "暂不评定：所需信息未知"),
                f"{found['withheld']:,}",
            )
        )
    for reason, count in found["excluded"].items():
        why = _reason(screen, run.batch.pack, reason)
        rows.append(("—", screen.pick(f"not graded: {why}", f"不评级：{why}"), f"{count:,}"))
    title = screen.pick(grade.title.en, grade.title.zh) or name
    weakest = screen.pick(f"rests on evidence: {found['rests_on']}", f"所依据的证据：{found['rests_on']}")
    if set(found["evidence"]) - {found["rests_on"]}:
        spoke = ", ".join(f"{kind} {count:,}" for kind, count in found["evidence"].items())
        weakest += screen.pick(f"; what spoke: {spoke}", f"；实际引用：{spoke.replace(', ', '、')}")
    headings = (name, screen.pick("meaning", "含义"), screen.pick("subjects", "主体数"))
    screen.table(f"{title} ({weakest})", headings, rows, numbers=(2,))
    if "inspections" in found:
        _show_inspections(screen, found["inspections"])


def _show_inspections(screen: Screen, planned: dict[str, Any]) -> None:
    """What the levels call for: subjects by how often, and the sum of the least."""
    rows = []
    for one in planned["levels"]:
        within_en, within_zh = within(one["months"])
        least = "—" if one["planned"] is None else f"{one['planned']:,}"
        rows.append(
            (one["level"], screen.pick(*often(one)), f"{one['subjects']:,}", least, screen.pick(within_en, within_zh))
        )
    words = (("level", "级别"), ("how often", "频次"), ("subjects", "主体数"), ("at least", "至少"), ("within", "期间"))
    cites = ", ".join(f"{cite['text']} ({cite['evidence']})" for cite in planned["cite"])
    title = screen.pick(f"Inspections planned ({cites})", f"计划检查次数（{cites}）")
    screen.table(title, [screen.pick(*word) for word in words], rows, numbers=(2, 3))


def _show_calibration(screen: Screen, told: dict[str, Any]) -> None:
    """Which calibration was used, what it moved and whom."""
    named = told["sha256"][:12]
    marked = screen.pick("TRIAL of calibration", "试算校准") if told["trial"] else screen.pick("Calibration", "校准")
    moved = ", ".join(f"{one['path']} {one['declared']} → {one['value']}" for one in told["moved"])
    screen.line(f"{marked} {named}: {moved or 'nothing moves'}", f"{marked} {named}：{moved or '无变动'}")
    for name, one in told["changed"].items():
        screen.line(
            f"  {name}: {one['worse']:,} levels worse than declared, {one['better']:,} better",
            f"  {name}：{one['worse']:,} 个级别差于原级别，{one['better']:,} 个优于原级别",
        )


def _show_data(screen: Screen, run: Run, data: dict[str, Any]) -> None:
    aside = data["set_aside"]
    # What was set aside first, what counts as unknown next, warnings last.
    findings = sorted(run.registers.findings, key=lambda one: list(Severity).index(one.severity))
    found = sum(one.count for one in findings)
    screen.line(
        f"Rows set aside: {aside:,}. Findings about records: {found:,}; about decisions: {run.decisions_with_findings:,}.",
        f"搁置的行：{aside:,}。记录方面的问题：{found:,}；决定方面的问题：{run.decisions_with_findings:,}。",
    )
    for one in findings[:SHOWN]:
        screen.line(f"  {one.en}", f"  {one.zh}")
    more = sum(one.count for one in findings[SHOWN:])
    if more:
        screen.line(f"  … and {more:,} more", f"  ……另有 {more:,} 项")
