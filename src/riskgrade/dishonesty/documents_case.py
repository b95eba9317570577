"""How an entry of the case register stands, as its documents say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .documents_text import day_words

_POINTS = ("seriousness", "uncertain")
_HEARING = {"held": "已举行听证", "not_asked": "当事人在期限内未要求听证", "waived": "当事人明确表示不要求听证"}


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """How an entry stands.

    Args:
        state: where it stands.
        concluded: `seriousness` or `uncertain` -> what an officer concluded, with who and why.
        stopped: whether an officer concluded that it is not so; the party is not told and nothing is decided.
        number, day: of the decision to list, as a person gave them; None before.
        ground: on which ground it was removed; None where it was not.
        removed_on: when it was removed.
        hearing: notice and hearing, in words.
        approval: who approved and when, in words; empty before.
        consented: who consented and when, in words; empty before.
    """

    state: str
    concluded: Mapping[str, str] = field(default_factory=dict)
    stopped: bool = False
    number: str | None = None
    day: str | None = None
    ground: str | None = None
    removed_on: str | None = None
    hearing: str = ""
    approval: str = ""
    consented: str = ""


def standing(row: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> CaseStanding:
    """How an entry stands, by its row in the case register and what was written about it.

    Args:
        row: its row.
        events: its events, oldest first, `data` as plain data.

    Examples:
        >>> row = {"state": "draft", "seriousness": "yes", "seriousness_by": "甲"}
        >>> event = {"act": "conclude", "by": "甲", "data": {"point": "seriousness", "finding": True, "reason": "故意且持续"}}
        >>> standing(row, [event]).concluded["seriousness"]
        '符合。故意且持续（认定人：甲）'
    """
    written = [(one["by"], one["data"]) for one in events if one["act"] == "conclude"]
    concluded, stopped = {}, False
    for point in _POINTS:
        by = row.get(f"{point}_by")
        # What was concluded on an earlier draft, or taken back, has no name in the row.
        said = [data for who, data in written if by is not None and who == by and data.get("point") == point]
        if said:
            stopped = stopped or not said[-1]["finding"]
            concluded[point] = f"{'符合' if said[-1]['finding'] else '不符合'}。{said[-1]['reason']}（认定人：{by}）"
    told = [
        f"{day_words(row['noticed_on'])}告知" if row.get("noticed_on") else "",
        f"听证申请截止{day_words(row['hearing_until'])}" if row.get("hearing_until") else "",
        _HEARING.get(row.get("hearing") or "", ""),
    ]
    return CaseStanding(
        state=row["state"], concluded=concluded, stopped=stopped, number=row.get("number"), day=row.get("decided_on"),
        ground=row.get("removal_ground"), removed_on=row.get("removed_on"), hearing="；".join(one for one in told if one),
        approval=f"{row['approved_by']}，{day_words(row['approved_on'])}批准" if row.get("approved_on") else "",
        consented=f"{row.get('consent_authority') or ''}，{day_words(row['consented_on'])}同意" if row.get("consented_on") else "",
    )  # fmt: skip
