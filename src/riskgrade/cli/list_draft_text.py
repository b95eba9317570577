"""What `riskgrade list draft` shows: how many of each level, the drafts, what could not be drafted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..report.summary import pack_data
from .screen import Screen

if TYPE_CHECKING:
    from ..report.case_register import Opening
    from ..report.listing_draft import ListDrafts
    from ..report.listing_folder import Written

MOST_SHOWN = 40
"""Drafts that are listed on a terminal; all are in the index."""


def draft_json(found: ListDrafts, done: Written, entered: Sequence[Opening], whole: bool) -> dict[str, Any]:
    """Drafts as one document.

    Args:
        found: the drafts.
        done: what was written, with sha256.
        entered: what became of them in the case register.
        whole: whether each draft stands in it whole.
    """
    batch = found.run.batch
    return {
        "pack": pack_data(batch.pack),
        "as_of": batch.moment.as_of.isoformat(),
        "counts": found.counts,
        "drafts": [
            {name: value if not hasattr(value, "isoformat") else value.isoformat() for name, value in row.items()}
            for row in found.frame.iter_rows(named=True)
        ],
        "refused": [
            {"record_id": one.record_id, "level": one.level, "missing": list(one.missing), "message": {"zh": one.zh, "en": one.en}}
            for one in found.refused
        ],
        **({"entries": found.documents} if whole else {}),
        **({"case_register": [{"record_id": one.record_id, "outcome": one.outcome} for one in entered]} if entered else {}),
        "parts": {name: dict(one.document) for name, one in done.parts.items()},
        "files": dict(done.files),
    }  # fmt: skip


def show_drafts(screen: Screen, found: ListDrafts, out: Path | None, done: Written, entered: Sequence[Opening]) -> None:
    """Drafts on a terminal."""
    grade = next(iter(found.run.batch.pack.grades.values()))
    labels = {level: screen.pick(label.en, label.zh) for level, label in grade.labels.items()}
    labels["excluded"] = screen.pick("excluded (void, or before the law)", "排除（已失效，或早于规定施行）")
    screen.table(
        screen.pick("Penalties", "处罚记录"),
        [screen.pick("Level", "级别"), screen.pick("Number", "数量")],
        [(labels.get(level, level), number) for level, number in found.counts.items()],
        numbers=(1,),
    )
    short = {level: label.zh.partition("（")[0] for level, label in grade.labels.items()}
    frame = found.frame
    headings = (("Record", "记录编号"), ("Level", "级别"), ("Party", "当事人"), ("Decided on", "处罚决定日期"),
                ("Published by", "最迟公示"), ("Consent", "报上一级同意"))  # fmt: skip
    consent = {
        "yes": ("needed", "须"),
        "no": ("not needed", "不须"),
        "unknown": ("needed until known", "未知，按须办理"),
    }
    rows = [
        (
            row["record_id"], screen.pick(row["level"], short.get(row["level"], "")), row["party"], row["decided_on"],
            row["publish_by"] or "—", screen.pick(*consent[row["consent_needed"]]),
        )
        for row in frame.head(MOST_SHOWN).iter_rows(named=True)
    ]  # fmt: skip
    if rows:
        screen.table(screen.pick("Drafts", "草稿"), [screen.pick(*one) for one in headings], rows)
    if frame.height > MOST_SHOWN:
        screen.line(
            f"… and {frame.height - MOST_SHOWN} more; all are in index.csv.",
            f"……另有 {frame.height - MOST_SHOWN} 份，见 index.csv。",
        )
    for one in found.refused:
        screen.line(f"Not drafted: {one.en}.", f"未起草：{one.zh}。")
    if entered:
        number = sum(one.outcome in ("entered", "replaced") for one in entered)
        screen.line(f"Entered into the case register: {number}.", f"已录入案件登记簿：{number} 份。")
        for entry in entered:
            if entry.why is not None:
                screen.line(f"{entry.record_id}: {entry.why.en}", f"{entry.record_id}：{entry.why.zh}")
    for part in done.parts.values():
        screen.line(f"{part.en}.", f"{part.zh}。")
    if out is not None:
        screen.line(f"Drafts: {out}", f"草稿文件夹：{out}")
    screen.line(
        "A draft lists nobody: people conclude, approve and decide.",
        "草稿不产生列入效力：须由有权人员认定、批准并作出决定。",
    )
