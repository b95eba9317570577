"""What `riskgrade compare` shows and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from ..report.summary import pack_data
from ..report.tables_out import write_tables
from ..tuning.compare import Comparison
from ..tuning.patch import PatchedPack
from ..tuning.plots_compare import SUMMARY_WORDS, place_words
from .screen import Screen


def about(found: Comparison) -> dict[str, Any]:
    """Which packs were compared, and as of when."""
    return {
        "what": "compare",
        "before": pack_data(found.before.pack),
        "after": pack_data(found.after.pack),
        "on": found.before.moment.as_of.isoformat(),
        "period": found.before.moment.period,
        "engine": found.before.engine,
        "diff": diff_of(found),
    }


def diff_of(found: Comparison) -> str | None:
    """The patch as a diff; None where two packs were named."""
    return found.after.pack.diff() if isinstance(found.after.pack, PatchedPack) else None


def compare_json(found: Comparison, files: dict[str, str]) -> dict[str, Any]:
    """All of it as plain data; pairs of levels between which nobody moves are left out."""
    tables = {
        "summary": found.summary().data,
        "migration": found.migration().data.filter(pl.col("subjects") > 0),
        "workload": found.workload().data,
        "changed": found.changed().data,
    }
    return about(found) | {name: one.to_dicts() for name, one in tables.items()} | ({"files": files} if files else {})


def written(found: Comparison, out: Path, language: str) -> dict[str, str]:
    """Write the tables, their drawings and the patch."""
    tables = {
        "summary": found.summary(),
        "migration": found.migration(),
        "changed": found.changed(),
        "workload": found.workload(),
    }
    diff = diff_of(found)
    return write_tables(out, tables, about(found), {} if diff is None else {"patch.diff": diff}, language)


def show_comparison(screen: Screen, found: Comparison, out: Path | None, most: int) -> None:
    """Show it in a terminal."""
    one, other = found.before.pack, found.after.pack
    screen.line(
        f"{one.id} {one.version} -> {other.id} {other.version}, on {found.before.moment.as_of}",
        f"{one.id} {one.version} → {other.id} {other.version}，基准日 {found.before.moment.as_of}",
    )
    diff = diff_of(found)
    if diff:
        screen.line(diff.rstrip("\n"), diff.rstrip("\n"))
    summary = found.summary().data
    names = ["subjects", *SUMMARY_WORDS, "newly_excluded", "no_longer_excluded"]
    said = {"subjects": ("主体", "subjects"), **SUMMARY_WORDS}
    said |= {
        "newly_excluded": ("转为不评级", "newly excluded"),
        "no_longer_excluded": ("不再排除", "no longer excluded"),
    }
    rows = [
        (screen.pick(said[name][1], said[name][0]), *(f"{count:,}" for count in summary[name].to_list()))
        for name in names
    ]
    screen.table(screen.pick("Summary", "汇总"), ("", *summary["grade"].to_list()), rows, range(1, summary.height + 1))
    for grade in found.grades:
        _migration(screen, found.migration().data.filter(pl.col("grade") == grade), grade)
        _workload(screen, found.workload().data.filter(pl.col("grade") == grade), grade)
        _changed(screen, found.changed().data.filter(pl.col("grade") == grade), grade, most)
    if out is not None:
        screen.line(f"written to {out}", f"已写入 {out}")


def _migration(screen: Screen, frame: pl.DataFrame, grade: str) -> None:
    rows, columns = (frame[name].unique(maintain_order=True).to_list() for name in ("from", "to"))
    counts = {(one, other): count for one, other, count in frame.select("from", "to", "subjects").iter_rows()}
    shown = [
        (
            place_words([one], screen.language)[0],
            *(f"{counts[one, other]:,}" if counts[one, other] else "" for other in columns),
        )
        for one in rows
    ]
    title = screen.pick(f"{grade}: from (rows) to (columns)", f"{grade}：由（行）至（列）")
    screen.table(title, ("", *place_words(columns, screen.language)), shown, range(1, len(columns) + 1))


def _workload(screen: Screen, frame: pl.DataFrame, grade: str) -> None:
    if not frame.height:
        return

    def visits(value: float | None) -> str:
        return "…" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")

    rows = [
        (row["level"], *(f"{row[f'subjects_{side}']:,}" for side in ("before", "after")),
         *(f"{visits(row[f'least_{side}'])} – {visits(row[f'most_{side}'])}" for side in ("before", "after")))
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    heads = (
        ("level", "级别"),
        ("subjects before", "之前户数"),
        ("after", "之后户数"),
        ("inspections a year", "之前每年检查"),
        ("after", "之后每年检查"),
    )
    screen.table(
        screen.pick(f"{grade}: workload", f"{grade}：检查工作量"),
        [screen.pick(*one) for one in heads],
        rows,
        range(1, 5),
    )
    unsaid = int(frame.select(pl.max_horizontal(pl.col("unsaid_before").sum(), pl.col("unsaid_after").sum())).item())
    if unsaid:
        screen.line(
            f"of {unsaid:,} subjects the pack that grades them does not say how often; they are not in the inspections",
            f"其中 {unsaid:,} 户所适用的规则包未写明检查频次，未计入检查次数",
        )


def _changed(screen: Screen, frame: pl.DataFrame, grade: str, most: int) -> None:
    if not frame.height:
        return
    heads = (
        ("subject", "主体"),
        ("from", "原级别"),
        ("to", "新级别"),
        ("why", "原因"),
        ("rules", "规则"),
        ("points", "分值"),
    )
    rows = [
        (
            row["subject"],
            *place_words([row["from"], row["to"]], screen.language),
            row["why"],
            _rules(row),
            row["points"],
        )
        for row in frame.head(most).iter_rows(named=True)
    ]
    more = frame.height - len(rows)
    title = screen.pick(f"{grade}: who moves", f"{grade}：级别变动的主体")
    title += (
        screen.pick(f" ({more:,} more with --json or --out)", f"（另有 {more:,} 户，见 --json 或 --out）")
        if more
        else ""
    )
    screen.table(title, [screen.pick(*one) for one in heads], rows)


def _rules(row: dict[str, str]) -> str:
    sides = (("-", row["rules_gone"]), ("+", row["rules_new"]))
    return " ".join(f"{sign}{one}" for sign, rules in sides for one in rules.split(";") if one)
