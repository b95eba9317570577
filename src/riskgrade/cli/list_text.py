"""What `riskgrade list` shows on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .screen import Screen

if TYPE_CHECKING:
    from ..report.listing_calendar import ListCalendar
    from ..report.listing_term import ListTerm


def cites_text(cites: Iterable[Mapping[str, Any]], screen: Screen) -> str:
    """Clauses in a line, each with the mark of its evidence; only what was read is shown without one."""
    found = []
    for one in cites:
        title, mark = (
            screen.pick(one["title"]["en"], one["title"]["zh"]),
            screen.pick(one["mark"]["en"], one["mark"]["zh"]),
        )
        clause = screen.pick(
            f" {one['clause']}" if one["clause"] else "", f"第{one['clause']}条" if one["clause"] else ""
        )
        named = screen.pick(title, f"《{title}》" if one["evidence"] != "design" else title)
        found.append(named + clause + (screen.pick(f" [{mark}]", f"〔{mark}〕") if mark else ""))
    return screen.pick("; ", "；").join(found)


def show_calendar(screen: Screen, found: ListCalendar) -> None:
    """The days that are due."""
    document = found.document
    screen.table(
        screen.pick("What is due", "期限"),
        [
            screen.pick(*one)
            for one in (("By", "最迟"), ("What", "事项"), ("Working days", "工作日"), ("Rests on", "依据"))
        ],
        [
            (
                one["by"],
                screen.pick(one["what"]["en"], one["what"]["zh"]),
                one["working_days"],
                cites_text(one["cites"], screen),
            )
            for one in document["due"]
        ],
        numbers=(2,),
    )
    if document["across_provinces"] and document["received_on"] is None:
        screen.line(
            "Publication is counted from the day on which the other province receives it: --received-on.",
            "公示期限自登记地收到之日起算：请用 --received-on 给出。",
        )


def show_term(screen: Screen, found: ListTerm) -> None:
    """The term."""
    document, why = found.document, found.why
    never = screen.pick("never", "不能")
    screen.line(
        f"Ends on:            {document['term_end']}  ({why['term_end'].en})",
        f"期限届满：{document['term_end']}（{why['term_end'].zh}）",
    )
    early = document["early_removal_from"] or never
    screen.line(
        f"Early removal from: {early}  ({why['early_removal_from'].en})",
        f"可申请提前移出：{early}（{why['early_removal_from'].zh}）",
    )
    screen.line(f"Rests on: {cites_text(document['cites'], screen)}", f"依据：{cites_text(document['cites'], screen)}")
