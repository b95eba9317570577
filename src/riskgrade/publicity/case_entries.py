"""Entries of a case register as entries of the list: those that are decided, and why the others do not go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from ..dishonesty.case_then import EntriesThen
from ..dishonesty.entry_state import EntryState, field_of
from ..dishonesty.states import Act, State
from .entries import Entry

Why = Literal["undecided", "given_up", "no_code"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """An entry that does not go out.

    Args:
        record_id: its case.
        why: which word of the layouts says why.
        log_entry: the number of the entry of the log that was written last about it.
    """

    record_id: str
    why: Why
    log_entry: int


@dataclass(frozen=True, slots=True)
class CaseEntries:
    """What a case register gives; it stands beside the register of the list.

    Args:
        register: the file, as people call it.
        log: its log, which rows are traced to.
        entries: what was decided, by case.
        withheld: what was not.
        then: what of the log was read.
    """

    register: str
    log: str
    entries: tuple[Entry, ...]
    withheld: tuple[Withheld, ...]
    then: EntriesThen


def case_entries(register: str, log: str, then: EntriesThen) -> CaseEntries:
    """Entries as they stood on a day.

    Args:
        register: the file, as people call it.
        log: its log, as people call it.
        then: how its entries stood.
    """
    entries, withheld = [], []
    for _, state in sorted(then.found.items()):
        if state.last(Act.DECIDE) is not None:
            entries.append(_entry(state))
        else:
            why: Why = "given_up" if state.state is State.WITHDRAWN else "undecided"
            withheld.append(Withheld(state.case, why, state.entries[-1].number))
    return CaseEntries(register, log, tuple(entries), tuple(withheld), then)


def _entry(state: EntryState) -> Entry:
    document = state.document
    restored_on = _day(state.said(Act.RESTORE, "on")) if state.is_restored else None
    listed_on = date.fromisoformat(state.said(Act.DECIDE, "on"))
    ban = _day(document["term"]["ban_until"]["value"])
    authority = str(field_of(document, "authority") or "")
    removed_on = None if restored_on is not None else _day(state.said(Act.REMOVE, "on"))
    removed = removed_on is not None
    return Entry(
        record_id=state.case,
        uscc=_unmasked(document["party"]["uscc"]),
        party_name=_unmasked(document["party"]["name"]),
        ground=str(state.said(Act.DECIDE, "reason") or _ground(document)),
        listed_on=listed_on,
        authority=authority,
        removed_on=removed_on,
        removal_reason=state.said(Act.REMOVE, "reason") if removed else None,
        # Who listed it removes it (article 18); the log names no other.
        removal_authority=(authority or None) if removed else None,
        # A ban that was over before the term began does not make it longer.
        ban_until=ban if ban is not None and ban >= (restored_on or listed_on) else None,
        decision_no=state.said(Act.DECIDE, "number"),
        party_type=str(document["party"]["party_type"]["value"] or ""),
        tells_publicity=True,
        publicity_started_on=_day(state.said(Act.PUBLISH, "on")),
        across_provinces=_across(document),
        term_from=restored_on,
        revoked_on=_day(state.said(Act.REVOKE, "on")),
        revocation=state.said(Act.REVOKE, "reason"),
        log_entry=_number(state, restored_on is not None),
    )


def _number(state: EntryState, restored: bool) -> int:
    """The entry of the log that made it what it is: the decision, the removal, its revocation, or that of the decision."""
    act = {State.REMOVED: Act.REMOVE, State.REVOKED: Act.REVOKE}.get(state.state)
    found = state.last(act or (Act.RESTORE if restored else Act.DECIDE))
    assert found is not None
    return found.number


def _ground(document: Mapping[str, Any]) -> str:
    """The reason as the draft has it: what the penalty says was done, in the draft's words, the first that is there."""
    facts = document["reason"]["facts"]
    return str(facts[0]["text"]["zh"])


def _across(document: Mapping[str, Any]) -> bool | None:
    """Whether it is across provinces, as the draft has it; None where it could not tell."""
    calendar = document["calendar"]
    within, push = (calendar[name]["value"] is not None for name in ("publish_by", "push_by"))
    return push if within != push else None


def _unmasked(value: Mapping[str, Any]) -> str:
    return "" if value["masked"] or value["value"] is None else str(value["value"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def with_parties(cases: CaseEntries, known: Mapping[str, Mapping[str, Any]]) -> CaseEntries:
    """Entries with the names and codes that their drafts mask, where a register tells them; those without a code are withheld.

    Args:
        cases: the entries.
        known: case -> the record of its penalty.
    """
    entries, withheld = [], list(cases.withheld)
    for entry in cases.entries:
        own = known.get(entry.record_id, {})
        uscc, name = entry.uscc or str(own.get("uscc") or ""), entry.party_name or str(own.get("party_name") or "")
        if uscc:
            entries.append(replace(entry, uscc=uscc, party_name=name))
        else:
            withheld.append(Withheld(entry.record_id, "no_code", entry.log_entry or 1))
    return replace(cases, entries=tuple(entries), withheld=tuple(sorted(withheld, key=lambda one: one.record_id)))


def keyed_apart(entries: Iterable[Entry], taken: frozenset[str]) -> tuple[Entry, ...]:
    """Entries of which none has the key of a record of another register.

    Args:
        entries: the entries.
        taken: the keys of that register.

    Examples:
        >>> entry = Entry("1", "", "", "", date(2024, 1, 22), "", decision_no="列1号")
        >>> [one.record_id for one in keyed_apart([entry], frozenset({"1"}))]
        ['1#列1号']
    """
    return tuple(
        replace(one, record_id=f"{one.record_id}#{one.decision_no}") if one.record_id in taken else one
        for one in entries
    )
