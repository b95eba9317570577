"""The states of an entry, and which act leads from one to another: the one table that commands, ledger and documents read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an entry stands."""

    DRAFT = "draft"
    NOTICED = "noticed"
    HEARD = "heard"
    APPROVED = "approved"
    DECIDED = "decided"
    PUBLISHED = "published"
    REMOVED = "removed"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    """Given up before it was decided; a new draft of the same penalty may be opened."""


class Act(StrEnum):
    """What is done to an entry; each is one event of the log."""

    OPEN = "open"
    CONCLUDE = "conclude"
    NOTICE = "notice"
    HEAR = "hear"
    APPROVE = "approve"
    REFUSE = "refuse"
    CONSENT = "consent"
    DECLINE = "decline"
    DECIDE = "decide"
    PUBLISH = "publish"
    REMOVE = "remove"
    RESTORE = "restore"
    REVOKE = "revoke"
    WITHDRAW = "withdraw"
    UNDO = "undo"


_S = State
STEPS: Mapping[Act, Mapping[State, State]] = {
    Act.OPEN: {_S.DRAFT: _S.DRAFT, _S.WITHDRAWN: _S.DRAFT},
    Act.CONCLUDE: {_S.DRAFT: _S.DRAFT},
    Act.NOTICE: {_S.DRAFT: _S.NOTICED},
    Act.HEAR: {_S.NOTICED: _S.HEARD},
    Act.APPROVE: {_S.NOTICED: _S.APPROVED, _S.HEARD: _S.APPROVED},
    Act.REFUSE: {_S.NOTICED: _S.DRAFT, _S.HEARD: _S.DRAFT},
    Act.CONSENT: {_S.APPROVED: _S.APPROVED},
    Act.DECLINE: {_S.APPROVED: _S.DRAFT},
    Act.DECIDE: {_S.APPROVED: _S.DECIDED},
    Act.PUBLISH: {_S.DECIDED: _S.PUBLISHED},
    Act.REMOVE: {_S.PUBLISHED: _S.REMOVED},
    Act.RESTORE: {_S.REMOVED: _S.PUBLISHED},
    Act.REVOKE: {_S.DECIDED: _S.REVOKED, _S.PUBLISHED: _S.REVOKED, _S.REMOVED: _S.REVOKED},
    Act.WITHDRAW: dict.fromkeys((_S.DRAFT, _S.NOTICED, _S.HEARD, _S.APPROVED), _S.WITHDRAWN),
}
"""Act -> state before -> state after. `undo` is not in it: it leads back to where the entry was before the last act.

Examples:
    >>> STEPS[Act.HEAR]
    {<State.NOTICED: 'noticed'>: <State.HEARD: 'heard'>}
"""

STATE_WORDS: Mapping[State, tuple[str, str]] = {
    _S.DRAFT: ("draft", "草稿"),
    _S.NOTICED: ("noticed", "已告知"),
    _S.HEARD: ("heard", "已听证"),
    _S.APPROVED: ("approved", "已批准"),
    _S.DECIDED: ("decided", "已决定"),
    _S.PUBLISHED: ("published", "已公示"),
    _S.REMOVED: ("removed", "已移出"),
    _S.REVOKED: ("revoked", "已撤销"),
    _S.WITHDRAWN: ("withdrawn", "已撤回"),
}
"""State -> its name in English and Chinese."""

LEVEL_WORDS: Mapping[str, tuple[str, str]] = {"candidate": ("candidate", "拟列入"), "manual": ("manual", "由人判断")}
"""How far the rules carried -> the same in English and Chinese."""

GROUND_WORDS: Mapping[str, tuple[str, str]] = {"term": ("term ended", "期限届满"), "early": ("early", "提前移出")}
"""The ground of a removal -> the same in English and Chinese."""

ACT_WORDS: Mapping[Act, tuple[str, str]] = {
    Act.OPEN: ("opened", "录入草稿"),
    Act.CONCLUDE: ("concluded", "认定"),
    Act.NOTICE: ("noticed", "告知"),
    Act.HEAR: ("heard", "听证"),
    Act.APPROVE: ("approved", "批准"),
    Act.REFUSE: ("refused", "不予批准"),
    Act.CONSENT: ("consented", "上级同意"),
    Act.DECLINE: ("consent declined", "上级不予同意"),
    Act.DECIDE: ("decided", "决定列入"),
    Act.PUBLISH: ("published", "公示"),
    Act.REMOVE: ("removed", "移出"),
    Act.RESTORE: ("restored", "恢复列入"),
    Act.REVOKE: ("revoked", "撤销列入"),
    Act.WITHDRAW: ("withdrawn", "撤回草稿"),
    Act.UNDO: ("undone", "更正（退回上一步）"),
}
"""Act -> what was done, in English and Chinese."""


def states_zh(states: Iterable[str]) -> str:
    """States in Chinese, each with the word that is typed for it.

    Examples:
        >>> states_zh(["draft", "noticed"])
        '草稿（draft）、已告知（noticed）'
    """
    return "、".join(f"{STATE_WORDS[State(one)][1]}（{one}）" for one in states)


def may_follow(state: State) -> tuple[Act, ...]:
    """The acts that are lawful from a state, in the order of the table; `undo` apart.

    Examples:
        >>> may_follow(State.PUBLISHED)
        (<Act.REMOVE: 'remove'>, <Act.REVOKE: 'revoke'>)
    """
    return tuple(act for act, steps in STEPS.items() if state in steps)
