"""The ledger of entries: what may be done to one after what was done before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ..log.entry import Entry
from ..log.error import LogError
from ..log.event import Event, Room, bad_form, same_person_key
from .content import KIND, ListingDraft, entry_id_of
from .entry_checks import (
    check_consent,
    check_days,
    check_hearing,
    check_notice,
    check_order,
    check_ready,
    check_superior,
    check_version,
)
from .entry_persons import check_persons, check_undo, named
from .entry_state import Conclusion, EntryState, field_of
from .events import EVENTS, Approved, CaseEvent, Concluded, Consented, Decided, Declined, Noticed, Opened, Undone
from .states import STATE_WORDS, STEPS, Act, State


class AlreadyThereError(LogError):
    """The very draft is entered already; nothing is wrong, and nothing is to be done."""


class UnderWayError(LogError):
    """The matter has gone further than a draft, or officers have concluded on it; another draft does not take its place."""


class Entries:
    """Every entry of a log, and how it stands, by its case."""

    def __init__(self) -> None:
        self.found: dict[str, EntryState] = {}

    def take(self, entry: Entry, event: Event, trusted: bool = False) -> None:
        """Add an event.

        Args:
            entry: who and when.
            event: what happened.
            trusted: whether a draft need not be held against its form and its id again, which takes most of the time.

        Raises:
            LogError: it is not lawful after what came before.
        """
        assert isinstance(event, CaseEvent)
        by = named(entry, event.act)
        taken = self._opened(entry, event, trusted) if isinstance(event, Opened) else self._next(entry, event, by)
        self.found[event.case] = taken

    def _opened(self, entry: Entry, event: Opened, trusted: bool) -> EntryState:
        if not trusted:
            check_draft(event)
        before = self.found.get(event.case)
        version = 1
        if before is not None:
            _same_matter(before, event.draft)
            if before.state is not State.WITHDRAWN and before.entry_id == event.entry_id:
                raise AlreadyThereError(
                    f"{event.case}: this very draft is there already", f"{event.case}：同一份草稿已在登记簿中"
                )
            if before.state not in STEPS[Act.OPEN]:
                raise under_way(before)
            version = before.version + 1
        if event.version != version:
            raise LogError(
                f"{event.case} was changed meanwhile: version {version} is next, not {event.version}. Nothing was changed; "
                "look again with `riskgrade list show`",
                f"{event.case} 其间已有变动：应为第 {version} 版，而不是第 {event.version} 版。"
                "未作任何改动，请用 `riskgrade list show` 重新查看",
            )
        check_days(entry, event, before, str(event.draft["as_of"]))
        written = () if before is None else before.entries
        first = (Act.OPEN, entry)
        return EntryState(
            event.case, event.draft, State.DRAFT, version, event.on, (first,), first, {}, (*written, entry), before
        )

    def _next(self, entry: Entry, event: CaseEvent, by: str) -> EntryState:
        state = self.found.get(event.case)
        if state is None:
            raise LogError(
                f"there is no entry about {event.case}; open its draft first",
                f"没有关于 {event.case} 的条目，请先录入草稿",
            )
        if isinstance(event, Undone):
            check_version(state, event)
            check_days(entry, event, state, str(state.document["as_of"]))
            before = check_undo(state, event, by)
            return replace(before, version=event.version, entries=(*state.entries, entry))
        # Where it stands is said before the version: it tells the second of two officers what the first did.
        after = check_order(state, event)
        check_version(state, event)
        check_days(entry, event, state, str(state.document["as_of"]))
        check_persons(state, event.act, by)
        self._check(state, event)
        acts, conclusions = (*state.acts, (event.act, entry)), state.conclusions
        if isinstance(event, Concluded):
            conclusions = {**conclusions, event.point: Conclusion(event.finding, by, event.reason)}
        if event.act in (Act.REFUSE, Act.DECLINE):
            # Who made it stays its maker; what was concluded and told does not stand.
            acts, conclusions = tuple(one for one in acts if one[0] in (Act.OPEN, Act.CONCLUDE)), {}
        return EntryState(
            state.case,
            state.document,
            after,
            event.version,
            event.on,
            acts,
            (event.act, entry),
            conclusions,
            (*state.entries, entry),
            state,
        )

    def _check(self, state: EntryState, event: CaseEvent) -> None:
        """What one kind of act asks for besides."""
        match event:
            case Concluded() if event.point not in state.points:
                raise LogError(
                    f"{state.case}: the rules left no point open, so there is nothing to conclude on '{event.point}'",
                    f"{state.case}：规则没有未确定之处，无需就 {event.point} 作出认定",
                )
            case Noticed():
                check_ready(state)
                check_notice(event)
            case Approved():
                check_hearing(state, event)
            case Consented() if state.last(Act.CONSENT) is not None:
                raise LogError(
                    f"{state.case}: the superior authority has consented already", f"{state.case}：上一级机关已经同意"
                )
            case Consented() | Declined():
                check_superior(state, event)
            case Decided():
                check_consent(state, event)
                self._check_number(state, event)

    def _check_number(self, state: EntryState, event: Decided) -> None:
        """A number stands for one decision; parties of one penalty may share it."""
        wanted, penalty = same_person_key(event.number), field_of(state.document, "decision_no")
        if not wanted:
            raise LogError("a decision needs a number (--number)", "列入决定须有文号（--number）")
        for other in self.found.values():
            number = other.said(Act.DECIDE, "number")
            if other.case == state.case or number is None or same_person_key(number) != wanted:
                continue
            if penalty is None or field_of(other.document, "decision_no") != penalty:
                raise LogError(
                    f"{state.case}: number {event.number} is that of the decision about {other.case}; give this one its own",
                    f"{state.case}：文号 {event.number} 已用于 {other.case} 的列入决定，请给出本决定自己的文号",
                )


def under_way(state: EntryState) -> UnderWayError:
    """What to say of another draft of a matter that has gone on."""
    en, zh = STATE_WORDS[state.state]
    if state.state is State.DRAFT:
        return UnderWayError(
            f"{state.case}: officers have concluded on the draft that is there (version {state.version}), and it stays; to put "
            "this one in its place and conclude anew give --replace",
            f"{state.case}：现有草稿（第 {state.version} 版）已有执法人员认定，予以保留；如须以新草稿替换并重新认定，请用 --replace",
        )
    return UnderWayError(
        f"{state.case} is {en} (version {state.version}) and stays as it is; another draft takes its place only once it is withdrawn",
        f"{state.case} 现为“{zh}”（第 {state.version} 版），保持不变；撤回之后才能录入新的草稿",
    )


def check_draft(event: Opened) -> ListingDraft:
    """Hold a draft against its form, its id and its case.

    Raises:
        LogError: it is no draft, or was changed after it was made.
    """
    try:
        draft = ListingDraft.model_validate(event.draft)
    except ValidationError as error:
        found = bad_form(KIND, error)
        raise LogError(f"this is no draft of the form {found.en}", f"不是 {KIND} 格式的草稿：{found.zh}") from None
    if entry_id_of(event.draft) != draft.entry_id or draft.entry_id != event.entry_id:
        raise LogError(
            f"the draft about {draft.case.record_id} was changed after it was made: its content has another id; draft it anew",
            f"关于 {draft.case.record_id} 的草稿在生成之后被改动：内容与编号不符；请重新生成",
        )
    if draft.case.record_id != event.case:
        raise LogError(
            f"the draft is about {draft.case.record_id}, not {event.case}",
            f"草稿关于 {draft.case.record_id}，不是 {event.case}",
        )
    return draft


def _same_matter(before: EntryState, draft: Mapping[str, Any]) -> None:
    """Refuse a record of the same number that is about another party, as when two districts share one register."""
    old, new = before.document["party"]["uscc"], draft["party"]["uscc"]
    if not old["masked"] and not new["masked"] and old["value"] != new["value"]:
        raise LogError(
            f"{before.case} stands here for another party ({old['value']}, not {new['value']}); keep the entries of "
            "registers that number alike in registers of their own",
            f"{before.case} 在此登记簿中属于另一当事人（{old['value']}，而非 {new['value']}）；编号重复的名册请分别建簿",
        )


ENTRIES = Room(EVENTS, Entries)
"""What is written about entries of the list."""
