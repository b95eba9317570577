"""What is next for an entry, and by when: shown to people; nothing is decided by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..pack.dating_error import DatingError
from ..pack.source_model import Citation
from .calendar import Due, calendar_of
from .case_law import consent_levels
from .error import ListingError
from .figures import Figures
from .states import ACT_WORDS, Act, State
from .term import term_of


@dataclass(frozen=True, slots=True)
class Next:
    """Something to do.

    Args:
        act: what.
        en: in English.
        zh: in Chinese.
        by: the last day; None where there is none, or it cannot be said.
        not_before: the first day; None where there is none.
        cites: what it rests on.
    """

    act: Act
    en: str
    zh: str
    by: date | None = None
    not_before: date | None = None
    cites: tuple[Citation, ...] = ()


def next_of(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    """What is next for an entry, soonest first.

    Args:
        row: its row of the case register.
        figures: the figures of the pack.
    """
    return tuple(sorted(_STEPS[State(row["state"])](row, figures), key=lambda one: one.by or date.max))


def _draft(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    del figures
    points = {"seriousness": ("seriousness", "性质恶劣、情节严重、社会危害较大")}
    if row["level"] != "candidate":
        points["uncertain"] = ("the point that the rules left open", "规则未能确定之处")
    if any(row[point] == "no" for point in points):
        return (_plain(Act.WITHDRAW, "an officer concluded against listing", "执法人员认定不予列入"),)
    open_ = [words for point, words in points.items() if row[point] is None]
    if open_:
        return tuple(_plain(Act.CONCLUDE, en, zh) for en, zh in open_)
    return (_plain(Act.NOTICE, "tell the party what is intended, why, and its rights", "告知事由、依据和权利"),)


def _noticed(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    del figures
    until = _day(row["hearing_until"])
    hear = _plain(Act.HEAR, "if the party asks for a hearing in time", "当事人按期申请听证的")
    approve = _plain(Act.APPROVE, "by another person; where no hearing is asked for", "由他人批准；未申请听证的")
    if until is None:
        return (approve, hear)
    after = date.fromordinal(until.toordinal() + 1)
    return (replace(hear, by=until), replace(approve, not_before=after))


def _heard(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    del row, figures
    return (_plain(Act.APPROVE, "by another person", "由他人批准"),)


def _approved(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    decide = _plain(Act.DECIDE, "give the decision its number", "作出列入决定并编文号")
    if row["consented_on"] is not None:
        return (decide,)
    try:
        levels, cites = consent_levels(figures, date.fromisoformat(row["since"]))
    except (ListingError, DatingError) as error:
        return (Next(Act.CONSENT, error.en, error.zh),)
    level = row["authority_level"]
    if not levels or (level is not None and level not in levels):
        return (decide,)
    unknown = ("; the level of the authority is not known", "；作出机关层级不明") if level is None else ("", "")
    en, zh = f"of the superior authority{unknown[0]}", f"报上一级机关同意{unknown[1]}"
    return (replace(_plain(Act.CONSENT, en, zh), cites=cites),)


def _decided(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    calendar = json.loads(row["draft"])["calendar"]
    across = calendar["publish_by"]["value"] is None and calendar["push_by"]["value"] is not None
    name = "push_by" if across else "publish_by"

    def due() -> Due | None:
        return calendar_of(figures, {"decided_on": date.fromisoformat(row["decided_on"])}, across).due(name)

    return (_due(Act.PUBLISH, "publication", "公示列入信息", due),)


def _published(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    # A removal that was revoked lets the term count anew; else it counts from the decision.
    listed = date.fromisoformat(row["restored_on"] or row["decided_on"])
    ban = _day(json.loads(row["draft"])["term"]["ban_until"]["value"])
    try:
        term = term_of(figures, listed, ban if ban is not None and ban >= listed else None)
    except (ListingError, DatingError) as error:
        return (Next(Act.REMOVE, error.en, error.zh),)
    found = [Next(Act.REMOVE, "the term ends", "列入期限届满", term.term_end, term.term_end, term.cites)]
    if term.early_removal_from is not None:
        en, zh = "early, if the party applies and its conditions are met", "当事人申请且符合条件的，提前移出"
        found.append(Next(Act.REMOVE, en, zh, None, term.early_removal_from, term.cites))
    return tuple(found)


def _over(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    """What remains after a removal or a revocation of what was public."""
    revoked = row["revoked_on"] is not None
    if revoked and (row["published_on"] is None or row["removed_on"] is not None):
        return ()
    start, name = ("voided_on", "withdraw_by") if revoked else ("removal_decided_on", "stop_by")
    day = date.fromisoformat(row["revoked_on"] if revoked else row["removed_on"])

    def due() -> Due | None:
        return calendar_of(figures, {start: day}).due(name)

    act = Act.REVOKE if revoked else Act.REMOVE
    return (_due(act, "publication stops, the measures are lifted", "停止公示并解除管理措施", due),)


def _nothing(row: Mapping[str, Any], figures: Figures) -> tuple[Next, ...]:
    del row, figures
    return ()


def _plain(act: Act, en: str, zh: str) -> Next:
    return Next(act, en, zh)


def _due(act: Act, en: str, zh: str, find: Callable[[], Due | None]) -> Next:
    """A step with its last day; where the calendar cannot say it, that is said."""
    try:
        found = find()
    except (ListingError, DatingError) as error:
        return Next(act, f"{en}; {error.en}", f"{zh}；{error.zh}")
    if found is None:
        return Next(act, en, zh)
    return Next(act, en, zh, found.by, None, found.cites)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_STEPS: Mapping[State, Callable[[Mapping[str, Any], Figures], tuple[Next, ...]]] = {
    State.DRAFT: _draft, State.NOTICED: _noticed, State.HEARD: _heard, State.APPROVED: _approved,
    State.DECIDED: _decided, State.PUBLISHED: _published, State.REMOVED: _over, State.REVOKED: _over,
    State.WITHDRAWN: _nothing,
}  # fmt: skip


def next_words(one: Next) -> tuple[str, str]:
    """A step in a line, in English and Chinese.

    Examples:
        >>> next_words(Next(Act.PUBLISH, "publication", "公示列入信息", date(2023, 10, 24)))[0]
        'publish by 2023-10-24: publication'
    """
    en, zh = brief_words(one)
    return f"{en}: {one.en}", f"{zh}：{one.zh}"


def brief_words(one: Next) -> tuple[str, str]:
    """A step and its days, in English and Chinese.

    Examples:
        >>> brief_words(Next(Act.PUBLISH, "publication", "公示列入信息", date(2023, 10, 24)))
        ('publish by 2023-10-24', '公示（2023-10-24 前）')
    """
    en, zh = str(one.act), ACT_WORDS[one.act][1]
    if one.not_before is not None and one.not_before != one.by:
        en, zh = f"{en} from {one.not_before}", f"{zh}（{one.not_before} 起）"
    if one.by is not None:
        en, zh = f"{en} by {one.by}", f"{zh}（{one.by} 前）"
    return en, zh
