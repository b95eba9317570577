"""What has to hold before an act is taken: the order of states, days that do not run back, what was concluded and consented."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from ..explain.sentences import EVIDENCE
from ..log.entry import Entry
from ..log.error import LogError
from ..log.event import instant, same_person_key
from .entry_state import EntryState, field_of, text_of
from .events import Approved, CaseEvent, Consented, Decided, Declined, Noticed
from .states import ACT_WORDS, STATE_WORDS, STEPS, Act, State

_WIDEST = timedelta(hours=14)
"""No place on earth is further ahead of UTC; a day that has begun nowhere has not come."""


def check_order(state: EntryState, event: CaseEvent) -> State:
    """The state that an act leads to.

    Raises:
        LogError: the act is not lawful from where the entry stands.
    """
    after = STEPS[event.act].get(state.state)
    if after is not None:
        return after
    lawful = list(STEPS[event.act])
    en, zh = STATE_WORDS[state.state]
    last = state.entries[-1]
    may = ", ".join(STATE_WORDS[one][0] for one in lawful)
    may_zh = "、".join(STATE_WORDS[one][1] for one in lawful)
    raise LogError(
        f"{state.case} is {en} (version {state.version}, entry {last.number} by {last.by} at {last.at}); "
        f"'{event.act}' is for one that is: {may}. Nothing was changed; look again with `riskgrade list show`",
        f"{state.case} 现为“{zh}”（第 {state.version} 版，第 {last.number} 条，{last.by}，{last.at}）；"
        f"“{ACT_WORDS[event.act][1]}”只适用于：{may_zh}。未作任何改动，请用 `riskgrade list show` 重新查看",
    )


def check_version(state: EntryState, event: CaseEvent) -> None:
    """Hold an event against what the person saw.

    Raises:
        LogError: another event came first, or the draft is another.
    """
    if event.version != state.version + 1 or event.entry_id != state.entry_id:
        last = state.entries[-1]
        raise LogError(
            f"{state.case} was changed meanwhile: it is at version {state.version} since entry {last.number} by {last.by} "
            f"at {last.at}, and this act was meant for version {event.version - 1}. Nothing was changed; look again with "
            "`riskgrade list show`",
            f"{state.case} 其间已有变动：自第 {last.number} 条（{last.by}，{last.at}）起为第 {state.version} 版，"
            f"而本次操作针对第 {event.version - 1} 版。未作任何改动，请用 `riskgrade list show` 重新查看",
        )


def check_days(entry: Entry, event: CaseEvent, before: EntryState | None, as_of: str) -> None:
    """Hold the day of an act against the acts before it and against the day on which it is written down.

    Args:
        entry: who and when.
        event: the act.
        before: how the entry stood; None where this is its first act.
        as_of: the day of the draft.

    Raises:
        LogError: a day runs backwards, or has not come yet.
    """
    since = as_of if before is None else before.since
    if before is not None:
        last = before.entries[-1]
        if instant(entry.at) < instant(last.at):
            raise LogError(
                f"at: {entry.at} is earlier than {last.at}, the time of entry {last.number} about {event.case}; give the time at "
                "which it happened, or leave --at out",
                f"时间 {entry.at} 早于 {event.case} 第 {last.number} 条的时间 {last.at}；请给出实际时间，或省略 --at",
            )
    if event.on < max(since, as_of):
        raise LogError(
            f"on {event.on}: days do not run backwards; the draft is as of {as_of} and the act before it was on {since}. "
            "Give the day with --on",
            f"日期 {event.on} 早于前一步：草稿截至 {as_of}，上一步为 {since}。请用 --on 给出正确日期",
        )
    written = instant(entry.at).astimezone(UTC)
    if date.fromisoformat(event.on) > (written + _WIDEST).date():
        raise LogError(
            f"on {event.on}: that day had not come when it was written down ({entry.at}); record an act once it is done",
            f"日期 {event.on} 晚于记录时间（{entry.at}）；请在办理之后再记录",
        )


def check_ready(state: EntryState) -> None:
    """Hold a draft against what an officer has to have concluded before the party is told.

    Raises:
        LogError: a conclusion is missing, or is against listing.
    """
    for point in state.points:
        found = state.conclusions.get(point)
        en, zh = POINT_WORDS[point]
        if found is None:
            raise LogError(
                f"{state.case}: an officer has to conclude first {en}: "
                f"`riskgrade list conclude … {point} yes|no --reason …`",
                f"{state.case}：须先由执法人员就“{zh}”作出认定：`riskgrade list conclude … {point} yes|no --reason …`",
            )
        if not found.finding:
            raise LogError(
                f"{state.case}: {found.by} concluded against listing ({en}: no); withdraw it, or conclude anew",
                f"{state.case}：{found.by} 已作出不予列入的认定（{zh}：否）；请撤回，或重新认定",
            )


POINT_WORDS = {
    "seriousness": ("whether it is serious in nature, circumstances and harm", "性质恶劣、情节严重、社会危害较大"),
    "uncertain": ("whether the point that the rules left open is met", "规则未能确定之处是否成立"),
}


def check_notice(event: Noticed) -> None:
    """Hold a notice against itself.

    Raises:
        LogError: a hearing could be asked for only before the notice, or the day has no cite.
    """
    until = event.hearing_until
    if until is not None and (until < event.on or not event.cites):
        raise LogError(
            f"hearing_until {until}: it lies before the notice of {event.on}, or rests on nothing",
            f"申请听证截止日 {until} 早于告知日 {event.on}，或没有依据",
        )


def check_hearing(state: EntryState, event: Approved) -> None:
    """Hold what an approval says of the hearing against what was done.

    Raises:
        LogError: a hearing is said that was not held, or the time to ask for one still runs.
    """
    if (state.state is State.HEARD) != (event.hearing == "held"):
        if state.state is State.HEARD:
            raise LogError(
                f"{state.case}: a hearing was held, so it cannot be said that none was asked for",
                f"{state.case} 已经听证，不能写为未申请听证",
            )
        raise LogError(
            f"{state.case}: no hearing was held; say with --no-hearing not_asked or waived that none was asked for, or that "
            "the party wants none, or record the hearing first (`riskgrade list hear`)",
            f"{state.case} 尚未听证；请用 --no-hearing not_asked（逾期未申请）或 waived（书面放弃）说明，"
            "或先用 `riskgrade list hear` 记录听证",
        )
    until = state.said(Act.NOTICE, "hearing_until")
    if event.hearing == "not_asked" and until is not None and event.on <= until:
        raise LogError(
            f"{state.case}: a hearing may still be asked for until {until}; approve it after that day, or say "
            "--no-hearing waived if the party wants none",
            f"{state.case}：当事人在 {until} 前仍可申请听证；请在该日之后批准，或在当事人书面放弃时用 --no-hearing waived",
        )


def check_superior(state: EntryState, event: Consented | Declined) -> None:
    """Hold who is said to be the superior authority against the one that decides.

    Raises:
        LogError: it is the same one.
    """
    said = same_person_key(event.authority)
    for name in ("authority", "authority_uscc"):
        own = field_of(state.document, name)
        if isinstance(own, str) and said and same_person_key(own) == said:
            raise LogError(
                f"{state.case}: {event.authority} is the authority that decided the penalty, not the one above it; name that "
                "one with --authority",
                f"{state.case}：{event.authority} 就是作出处罚的机关，不是其上一级机关；请用 --authority 写明上一级机关",
            )


def check_consent(state: EntryState, event: Decided) -> None:
    """Hold a decision against the consent that it needs.

    Raises:
        LogError: the superior authority has not consented.
    """
    level, levels = state.authority_level, event.consent.levels
    if state.last(Act.CONSENT) is not None or not levels or (level is not None and level not in levels):
        return
    cites = ", ".join(f"{one.cite}, {one.evidence}" for one in event.consent.cites)
    cites_zh = "、".join(one.cite + _mark(one.evidence) for one in event.consent.cites)
    asked = ", ".join(levels)
    if level is None:
        raise LogError(
            f"{state.case}: the level of the authority is not known, so the consent of the superior authority is needed "
            f"before it is decided ({cites}: {asked}); record it with `riskgrade list consent`",
            f"{state.case}：作出机关的层级不明，决定前须有上一级机关同意（依据 {cites_zh}）；请用 `riskgrade list consent` 记录",
        )
    level_zh = text_of(state.document, "authority_level").zh
    raise LogError(
        f"{state.case}: the authority is of {level} level, and the superior authority has not consented ({cites}); record "
        "it with `riskgrade list consent`",
        f"{state.case}：作出机关为{level_zh}，尚无上一级机关同意（依据 {cites_zh}）；"
        f"请用 `riskgrade list consent` 记录",
    )


def _mark(evidence: str) -> str:
    """How a clause is known, where it was not read."""
    mark = EVIDENCE.get(evidence)
    return f"〔{mark.zh}〕" if mark is not None else ""
