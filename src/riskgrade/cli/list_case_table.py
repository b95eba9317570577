"""How entries of the list, what is next for them, and their history are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..dishonesty.case_due import Next, brief_words, next_words
from ..dishonesty.case_find import find_case
from ..dishonesty.states import ACT_WORDS, GROUND_WORDS, LEVEL_WORDS, STATE_WORDS, Act, State
from ..report.listing_words import cited_json
from .screen import Screen

if TYPE_CHECKING:
    from ..report.case_reading import CaseReading


def row_json(row: Mapping[str, Any], steps: Sequence[Next], cases: CaseReading) -> dict[str, Any]:
    """An entry as plain data, without its draft."""
    told = {name: value for name, value in row.items() if name != "draft"}
    return told | {
        "next": [
            {
                "act": str(one.act), "by": None if one.by is None else one.by.isoformat(),
                "not_before": None if one.not_before is None else one.not_before.isoformat(),
                "en": one.en, "zh": one.zh, "cites": cited_json(one.cites, cases.figures_of(row).pack),
            }
            for one in steps
        ]
    }  # fmt: skip


def show_cases(
    screen: Screen, cases: CaseReading, found: Sequence[tuple[Mapping[str, Any], Sequence[Next]]], as_json: bool
) -> None:
    """All entries, a row each."""
    if as_json:
        screen.json([row_json(row, steps, cases) for row, steps in found])
        return
    headings = [("record", "处罚记录"), ("party", "当事人"), ("level", "级别"), ("state", "状态"), ("version", "版本"),
                ("since", "自"), ("next", "下一步")]  # fmt: skip
    rows = [
        [
            row["record_id"], row["party"], screen.pick(*LEVEL_WORDS[row["level"]]), screen.pick(*STATE_WORDS[State(row["state"])]),
            row["version"], row["since"], "\n".join(dict.fromkeys(screen.pick(*brief_words(one)) for one in steps)),
        ]
        for row, steps in found
    ]  # fmt: skip
    title = screen.pick(f"{len(rows)} entries", f"共 {len(rows)} 个条目")
    screen.table(title, [screen.pick(*one) for one in headings], rows, numbers=(4,))
    _notes(screen, cases)


def show_one(screen: Screen, cases: CaseReading, asked: str, as_json: bool) -> None:
    """One entry with its draft's id, what is next, and its history."""
    from json import loads

    row = cases.row(find_case(cases.ids(), asked))
    steps, events = cases.next_of(row), cases.events(row["record_id"])
    if as_json:
        screen.json(row_json(row, steps, cases) | {"events": events, "draft": loads(row["draft"])})
        return
    en, zh = STATE_WORDS[State(row["state"])]
    screen.line(
        f"{row['record_id']}: {en}, version {row['version']}", f"{row['record_id']}：{zh}，第 {row['version']} 版"
    )
    screen.line(
        f"{row['party']} ({row['uscc']}), {row['level']}, draft {row['entry_id'][:12]} as of {row['as_of']}",
        f"{row['party']}（{row['uscc']}），{LEVEL_WORDS[row['level']][1]}，草稿 {row['entry_id'][:12]}，截至 {row['as_of']}",
    )
    for one in steps:
        said, said_zh = next_words(one)
        cites = _marked(cited_json(one.cites, cases.figures_of(row).pack), screen)
        screen.line(f"  next: {said}{cites}", f"  下一步：{said_zh}{cites}")
    _events(screen, events)
    _notes(screen, cases)


def _marked(cites: Sequence[Mapping[str, Any]], screen: Screen) -> str:
    from .list_text import cites_text

    return screen.pick(f" ({cites_text(cites, screen)})", f"（{cites_text(cites, screen)}）") if cites else ""


def show_history(screen: Screen, cases: CaseReading, asked: str | None, as_json: bool) -> None:
    """What was written, about one entry or all."""
    events = cases.events(None if asked is None else find_case(cases.ids(), asked))
    if as_json:
        screen.json(events)
        return
    _events(screen, events, named=asked is None)
    _notes(screen, cases)


def _events(screen: Screen, events: Sequence[Mapping[str, Any]], named: bool = False) -> None:
    """The history; with the record of each where they are of several."""
    headings = [
        ("entry", "条目"),
        ("on", "日期"),
        ("by", "人员"),
        ("what", "事项"),
        ("state", "状态"),
        ("said", "内容"),
    ]
    rows = [
        [
            one["number"], one["on"], one["by"], screen.pick(*ACT_WORDS[Act(one["act"])]),
            screen.pick(*STATE_WORDS[State(one["state"])]), _said(screen, one["data"]),
            *([one["record_id"]] if named else []),
        ]
        for one in events
    ]  # fmt: skip
    headings = [*headings, *([("record", "处罚记录")] if named else [])]
    screen.table(screen.pick("History", "办理记录"), [screen.pick(*one) for one in headings], rows, numbers=(0,))


_SAID = {
    "hearing_until": ("hearing until", "申请听证截止"), "authority": ("authority", "机关"), "number": ("number", "文号"),
    "seriousness": ("serious", "性质恶劣、情节严重、社会危害较大"), "uncertain": ("open point", "规则未能确定之处"),
    "held": ("heard", "经听证"), "not_asked": ("no hearing asked for", "逾期未申请听证"), "waived": ("hearing waived", "放弃听证"),
    **GROUND_WORDS, "undoes": ("undoes", "退回"),
}  # fmt: skip


def _said(screen: Screen, data: Mapping[str, Any]) -> str:
    """What an event says besides who and when."""
    found = []
    if "point" in data:
        found.append(
            f"{screen.pick(*_SAID[data['point']])}: {screen.pick(*(('yes', '是') if data['finding'] else ('no', '否')))}"
        )
    found += [screen.pick(*_SAID[data[name]]) for name in ("hearing", "ground") if data.get(name) is not None]
    named = ("hearing_until", "authority", "number", "undoes")
    found += [f"{screen.pick(*_SAID[name])}: {data[name]}" for name in named if data.get(name) is not None]
    return "\n".join([*found, *([data["reason"]] if data.get("reason") else [])])


def _notes(screen: Screen, cases: CaseReading) -> None:
    screen.warn(cases.unsaid.values())
    if cases.behind:
        count = cases.behind
        screen.warn(
            [
                (
                    f"the file is {count} entries of the log behind; what is shown is not. The next command that writes brings it up",
                    f"登记簿文件比日志少 {count} 条；以上内容已按日志补全，下一次办理时会写入文件",
                )
            ]
        )
