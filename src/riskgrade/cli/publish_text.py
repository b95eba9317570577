"""A publication as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..report.publicity import Published
    from .screen import Screen

MOST_LINES = 10

_DUE = {
    "in_time": ("in time", "按时"),
    "late": ("late", "迟延"),
    "open": ("still open", "未到期"),
    "overdue": ("overdue", "逾期"),
    "passed": ("deadline passed, not known whether sent", "已过期限，是否已报送不详"),
    "unknown": ("deadline unknown", "期限不详"),
}

_GOES = {
    "never": ("not published", "不公示"),
    "not_yet": ("not yet", "暂不公示"),
    "held": ("for a person", "由人员处理"),
}

_MARKS = {
    "text": ("", ""),
    "secondary": (" (at second hand)", "（转引）"),
    "recalled": (" (recalled, not read)", "（凭记忆，未核对原文）"),
    "inferred": (" (inferred)", "（推论）"),
    "design": (" (design, not law)", "（设计，非法定）"),
}


def show_publication(screen: Screen, made: Published, out: Path | None) -> None:
    """What went out, what did not and why, what to look at.

    Args:
        screen: where.
        made: the publication.
        out: the folder; None where nothing was written.
    """
    summary = made.summary
    pack = summary["pack"]
    screen.line(
        f"Feeds as of {summary['as_of']} by {pack['id']} {pack['version']}",
        f"截至 {summary['as_of']} 的公示信息（{pack['id']} {pack['version']}）",
    )
    _counts(screen, summary["feeds"])
    for feed in summary["feeds"].values():
        _reasons(screen, feed)
    _look(screen, made)
    screen.warn(made.notices)
    if out is None:
        screen.line("Nothing was written (--dry-run).", "未写出任何文件（--dry-run）。")
    else:
        screen.line(f"Feeds: {out}", f"输出：{out}")


def _counts(screen: Screen, feeds: Mapping[str, Any]) -> None:
    headings = screen.pick(
        "feed;out;not;not yet;for a person;left out;taken back;ends soon",
        "输出;公示;不公示;暂不;由人员处理;缺项;撤回;将届满",
    ).split(";")
    rows = [
        [
            name, feed["published"], feed["not_published"], feed["not_yet"], feed["held"], feed["left_out"],
            sum(feed["withdrawals"].values()), len(feed["ends_soon"]),
        ]
        for name, feed in feeds.items()
    ]  # fmt: skip
    screen.table(screen.pick("Feeds", "输出"), headings, rows, numbers=tuple(range(1, 8)))
    for name, feed in feeds.items():
        if feed["deadlines"]:
            due = [
                (f"{_DUE[state][0]} {count:,}", f"{_DUE[state][1]} {count:,}")
                for state, count in feed["deadlines"].items()
            ]
            en, zh = (", ".join(one[0] for one in due), "，".join(one[1] for one in due))
            screen.line(f"  {name}: deadlines: {en}", f"  {name}：期限：{zh}")


def _reasons(screen: Screen, feed: Mapping[str, Any]) -> None:
    if not feed["reasons"]:
        return
    rows = []
    for one in feed["reasons"]:
        cites = "; ".join(f"{cite['cite']}{screen.pick(*_MARKS[cite['evidence']])}" for cite in one["cites"])
        title = screen.pick(one["title"]["en"], one["title"]["zh"])
        if not one["certain"]:
            title = f"{screen.pick('not certain: ', '不确定：')}{title}"
        rows.append([screen.pick(*_GOES[one["goes"]]), one["records"], title, cites])
    screen.table(
        screen.pick(feed["title"]["en"], feed["title"]["zh"]),
        screen.pick("what;records;why;rests on", "去向;记录;原因;依据").split(";"),
        rows,
        numbers=(1,),
    )


def _look(screen: Screen, made: Published) -> None:
    """What a person must look at, the first few of each feed."""
    lines = [(one.en, one.zh) for feed in made.run.feeds for one in feed.lacks]
    lines += [(one.en, one.zh) for feed in made.run.feeds for one in feed.remarks]
    lines += [
        (f"{feed.name}: {row.item.key} should have been out by {row.item.deadline.by}",
         f"{feed.name}：{row.item.key} 应于 {row.item.deadline.by} 前公示")
        for feed in made.run.feeds for row in feed.rows
        if row.item.deadline is not None and row.item.deadline.state == "overdue"
    ]  # fmt: skip
    lines += [
        (f"{count:,} rows of {name} could not be read and are in no feed; see remarks.csv",
         f"{name} 有 {count:,} 行无法读取，未输出；见 remarks.csv")
        for name, count in made.run.set_aside.items() if count
    ]  # fmt: skip
    for en, zh in lines[:MOST_LINES]:
        screen.line(f"  {en}", f"  {zh}")
    if len(lines) > MOST_LINES:
        more = len(lines) - MOST_LINES
        screen.line(
            f"  … and {more:,} more, in left_out.csv, remarks.csv and trace.csv",
            f"  …… 另有 {more:,} 项，见 left_out.csv、remarks.csv、trace.csv",
        )
