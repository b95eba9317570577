"""What `riskgrade list` shows on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .screen import Screen

if TYPE_CHECKING:
    from ..report.listing_calendar import ListCalendar
    from ..report.listing_removal import ListRemoval
    from ..report.listing_term import ListTerm


def cites_text(cites: Iterable[Mapping[str, Any]], screen: Screen) -> str:
    """Clauses in a line, each with the mark of its evidence; only what was read is shown without one."""
    return screen.pick("; ", "；").join(screen.pick(one["words"]["en"], one["words"]["zh"]) for one in cites)


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


_STATES = {"met": ("met", "符合"), "not_met": ("not met", "不符合"), "unknown": ("not known", "不清楚")}


def show_removal(screen: Screen, found: ListRemoval) -> None:
    """What follows for entries, condition by condition."""
    for one in found.document["entries"]:
        name = one["record_id"] or screen.pick("Entry", "条目")
        screen.table(
            screen.pick(
                f"{name}, listed on {one['listed_on']}, until {one['term_end']}: {one['what']['en']}",
                f"{name}：{one['listed_on']} 列入，{one['term_end']} 届满。{one['what']['zh']}",
            ),
            [screen.pick(*heading) for heading in (("Condition", "条件"), ("Met", "是否符合"), ("Why", "说明"), ("Rests on", "依据"))],
            [
                (
                    screen.pick(condition["text"]["en"], condition["text"]["zh"]), screen.pick(*_STATES[condition["state"]]),
                    screen.pick(condition["why"]["en"], condition["why"]["zh"]), cites_text(condition["cites"], screen),
                )
                for condition in one["conditions"]
            ],
        )  # fmt: skip
        if one["withdraw_by"]:
            screen.line(f"To be withdrawn by {one['withdraw_by']}.", f"最迟 {one['withdraw_by']} 撤回。")
        for finding in one["findings"]:
            screen.line(f"For a person: {finding['en']}.", f"须由人判断：{finding['zh']}。")
