"""How entries of the list, acts on them and their history are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..dishonesty.states import STATE_WORDS, State
from .screen import Screen

if TYPE_CHECKING:
    from ..report.case_rebuild import Rebuilt
    from ..report.case_register import Acted, Opening


def show_act(screen: Screen, acted: Acted, as_json: bool) -> int:
    """What an act came to, and the exit status."""
    row, entry, behind = acted.row, acted.entry, acted.behind
    if as_json:
        told = {"entry": entry.number, "kind": entry.kind, "hash": entry.hash, "written": acted.written}
        notice = None if behind is None else {"en": behind.en, "zh": behind.zh}
        screen.json(told | {"register_behind": notice} | dict(row))
        return 0 if behind is None else 1
    en, zh = STATE_WORDS[State(row["state"])]
    screen.line(
        f"{row['record_id']} is {en}, version {row['version']}.",
        f"{row['record_id']} 现为“{zh}”，第 {row['version']} 版。",
    )
    if not acted.written:
        screen.line("Nothing was written.", "未写入任何内容。")
    else:
        screen.line(f"Entry {entry.number}. Head: {entry.hash}", f"第 {entry.number} 条。末行校验值：{entry.hash}")
    if behind is None:
        return 0
    screen.warn(
        [
            (
                f"it is done and stands in the log, but the case register could not follow: {behind.en}. The next command "
                "that writes brings it up",
                f"已办理并记入日志，但登记簿未能同步：{behind.zh}。下一次办理时会自动补上",
            )
        ]
    )
    return 1


_OUTCOMES = {
    "entered": ("entered", "已录入"),
    "replaced": ("entered in the place of an earlier draft", "已录入，替换原草稿"),
    "there": ("there already", "已在登记簿中"),
    "under_way": (
        "about a matter that is under way or done, which stays as it is",
        "所涉事项正在办理或已办结，保持不变",
    ),
    "refused": ("refused", "未录入"),
}


def show_openings(screen: Screen, found: Sequence[Opening], dry_run: bool, as_json: bool) -> int:
    """What became of drafts, and the exit status."""
    refused = [one for one in found if one.outcome == "refused"]
    if as_json:
        screen.json({
            "written": not dry_run,
            "drafts": [
                {
                    "source": one.source, "record_id": one.record_id, "outcome": one.outcome,
                    "entry": None if one.entry is None else one.entry.number,
                    "why": None if one.why is None or one.outcome == "there" else {"en": one.why.en, "zh": one.why.zh},
                }
                for one in found
            ],
        })  # fmt: skip
        return 1 if refused else 0
    for one in refused:
        if one.why is not None:
            # What is wrong with a file names it by itself.
            named = one.why.en.startswith(one.source)
            screen.line(
                *(one.why.en, one.why.zh) if named else (f"{one.source}: {one.why.en}", f"{one.source}：{one.why.zh}")
            )
    for outcome, (en, zh) in _OUTCOMES.items():
        count = sum(one.outcome == outcome for one in found)
        if count:
            screen.line(f"{count} {en}", f"{count} 份{zh}")
    if dry_run:
        screen.line("Nothing was written.", "未写入任何内容。")
    return 1 if refused else 0


_WAS = {
    "same": ("The register is what its log says.", "登记簿与日志一致。"),
    "different": ("The register was not what its log says.", "登记簿与日志不一致。"),
    "unreadable": ("The register could not be read.", "登记簿无法读取。"),
    "missing": ("There was no register.", "原无登记簿。"),
}


def show_rebuilt(screen: Screen, found: Rebuilt, as_json: bool) -> int:
    """What came of making a register anew, and the exit status."""
    if as_json:
        screen.json({
            "was": found.was, "same": found.was == "same", "entries": found.entries, "events": found.events,
            "differences": list(found.differences), "count": found.count,
            "kept_in": None if found.kept_in is None else str(found.kept_in), "written": found.written,
        })  # fmt: skip
        return 0 if found.was in ("same", "missing") else 1
    screen.line(*_WAS[found.was])
    for one in found.differences:
        screen.line(f"  {one}", f"  {one}")
    if found.count > len(found.differences):
        more = found.count - len(found.differences)
        screen.line(f"  … and {more} more", f"  ……另有 {more} 处")
    if found.written:
        screen.line(
            f"It was made anew: {found.entries} entries, {found.events} events.",
            f"已重建：{found.entries} 个条目，{found.events} 条记录。",
        )
    if found.kept_in is not None:
        screen.line(f"The old file is kept in {found.kept_in}", f"原文件保留于 {found.kept_in}")
    return 0 if found.was in ("same", "missing") else 1
