"""Who may do what to an entry: who made it does not approve it, who approved it does not consent."""

from __future__ import annotations

from ..log.entry import Entry
from ..log.error import LogError
from ..log.event import check_person, same_person_key
from .entry_state import EntryState
from .events import Undone
from .states import ACT_WORDS, Act

OUTWARD = frozenset({Act.DECIDE, Act.PUBLISH, Act.REMOVE, Act.RESTORE, Act.REVOKE})
"""Acts that the party or the public has seen; who wrote one down does not take it back alone."""


def named(entry: Entry, act: Act) -> str:
    """Who did an act.

    Raises:
        LogError: nobody is named.
    """
    return check_person(entry.by, f"did it ({act})", f"办理“{ACT_WORDS[act][1]}”")


def check_another(by: str, others: frozenset[str], doing: tuple[str, str], who: tuple[str, str]) -> None:
    """Refuse a person who may not be the one.

    Args:
        by: who.
        others: who may not, as persons are told apart.
        doing: what, in English and Chinese.
        who: what the others did.

    Raises:
        LogError: it is one of them.
    """
    if same_person_key(by) in others:
        raise LogError(
            f"{by} {who[0]} and cannot be the one who {doing[0]}; another person has to",
            f"{by} 是{who[1]}，不能自行{doing[1]}，须由他人办理",
        )


MAKER = ("entered the draft or concluded on it", "草稿的录入人或认定人")
APPROVER = ("approved it for this authority", "本机关的批准人")


def check_persons(state: EntryState, act: Act, by: str) -> None:
    """Hold the person of an act against those who made and approved the entry.

    Raises:
        LogError: it has to be another.
    """
    approver = state.last(Act.APPROVE)
    approvers = frozenset() if approver is None else frozenset({same_person_key(approver.by or "")})
    match act:
        case Act.APPROVE:
            check_another(by, state.makers, ("approves it", "批准"), MAKER)
        case Act.REFUSE:
            check_another(by, state.makers, ("refuses it", "不予批准"), MAKER)
        case Act.CONSENT | Act.DECLINE:
            doing = ("speaks for the superior authority", "代上级表态")
            check_another(by, state.makers, doing, MAKER)
            check_another(by, approvers, doing, APPROVER)


def check_undo(state: EntryState, event: Undone, by: str) -> EntryState:
    """How the entry stood before the last act.

    Raises:
        LogError: there is nothing to undo, something else was meant, or another person has to.
    """
    before = state.before
    if before is None:
        raise LogError(
            f"{state.case}: its draft was just entered and there is nothing before it; give it up with `riskgrade list withdraw`",
            f"{state.case} 刚刚录入，之前没有可退回的状态；如不再办理请用 `riskgrade list withdraw` 撤回",
        )
    act, entry = state.latest
    if event.undoes != entry.kind:
        raise LogError(
            f"{state.case}: the last act is {entry.kind} (entry {entry.number}), not {event.undoes}",
            f"{state.case} 的上一步是 {entry.kind}（第 {entry.number} 条），不是 {event.undoes}",
        )
    if act in OUTWARD:
        en, zh = ACT_WORDS[act]
        who = (f"wrote down that it was {en}", f"“{zh}”的记录人")
        check_another(by, frozenset({same_person_key(entry.by or "")}), ("takes that back", "更正"), who)
    else:
        check_persons(before, act, by)
    return before
