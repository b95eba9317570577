"""What the registers know of an entry of the list: its penalties, whether they fell, were performed, were followed by another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..facts.known import known_by
from ..facts.voids import alive
from ..grading.reference import Grader
from ..language.types import day_number
from ..pack.register_model import Label, RegisterModel
from ..registers import rows_of
from .content_value import FromRecord, Words
from .draft_days import ban_of
from .draft_values import RecordValues
from .error import ListingError
from .listing_texts import ListingTexts, words
from .removal import Listed, Removal, Said, Void, removal_of


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry of the register of entries, and what follows for it.

    Args:
        record_id: its record.
        basis: the penalties it rests on: those of the same party decided on the day of listing.
        removal: what follows.
        findings: what could not be read from the registers.
    """

    record_id: str
    basis: tuple[str, ...]
    removal: Removal
    findings: tuple[Words, ...]


class RemovalReader:
    """Reads entries of the list from registers.

    Args:
        grader: judges penalties by the pack of the list, over its registers.
        texts: the texts of that pack.
    """

    def __init__(self, grader: Grader, texts: ListingTexts) -> None:
        self.grader, self.texts, self.pack = grader, texts, grader.pack
        self.registers, self.as_of = grader.registers, grader.moment.as_of
        self.day = day_number(self.as_of)
        self.entries = texts.model.earlier.register_
        self.penalties = self.pack.subject or ""

    def read(self, asked: str) -> tuple[ListedEntry, ...]:
        """What follows for the entries of a party, or for one entry, oldest first.

        Args:
            asked: the party's code, or the key of an entry.

        Raises:
            ListingError: the register of entries was not supplied, or names nobody of this code.
            DatingError: a day has no law or no verified calendar.
        """
        if self.entries not in self.registers.registers:
            raise ListingError(
                f"the register '{self.entries}' was not supplied, so that no entry can be looked at; add it, or give the days "
                "themselves: --listed-on …",
                f"没有提供名册 {self.entries}，无法查看列入记录；请补充该名册，或直接用 --listed-on 等选项给出日期",
            )
        model = self.pack.registers[self.entries]
        rows = self._rows(self.entries, model.join_field, asked) or self._rows(self.entries, model.key, asked)
        found = [self._values(self.entries, row) for row in rows if alive(model, row, self.day).may]
        found = [one for one in found if one.known(model.date or "")]
        if not found:
            raise ListingError(
                f"no entry in {self.entries} was known of '{asked}' on {self.as_of}; give the code of a party, or the record of an entry",
                f"{self.entries} 中在 {self.as_of} 没有 {asked} 的列入记录；请给出当事人代码或列入记录编号",
            )
        return tuple(self._entry(one) for one in sorted(found, key=lambda one: (one.plain(model.date or ""), one.key)))

    def _rows(self, register: str, field: str, value: str) -> list[Mapping[str, Any]]:
        if register not in self.registers.registers:
            return []
        model = self.pack.registers[register]
        rows = rows_of(self.registers, register, [value], field)[value]
        return [row for row in rows if known_by(model, row, self.day)]

    def _values(self, register: str, row: Mapping[str, Any]) -> RecordValues:
        return RecordValues(register, self.pack.registers[register], row, self.day, show_persons=False)

    def _entry(self, entry: RecordValues) -> ListedEntry:
        earlier, model = self.texts.model.earlier, self.pack.registers[self.penalties]
        listed_on: date = entry.plain(entry.model.date or "")
        party = str(entry.plain(entry.model.join_field))
        own = [self._values(self.penalties, row) for row in self._rows(self.penalties, model.join_field, party)]
        basis = [one for one in own if one.plain(model.date or "") == listed_on]
        later = [one for one in own if one.known(model.date or "") and one.plain(model.date or "") > listed_on]
        names = self.texts.model.names
        ban = self._ban(entry, basis)
        if ban.day is not None and ban.day < listed_on:
            ban = Said(True, None, ban.records)
        listed = Listed(
            listed_on,
            ban,
            _all(basis, names.performed_on),
            _all(basis, names.harm_removed_on),
            self._heavier(party, listed_on, later),
            entry.plain(earlier.removed_on),
            tuple(_voids(basis, model, names.altered)),
        )
        return ListedEntry(
            entry.key, tuple(one.key for one in basis), removal_of(self.texts, listed, self.as_of), _missing(basis)
        )

    def _ban(self, entry: RecordValues, basis: Sequence[RecordValues]) -> Said:
        """How long a restriction runs: as the entry says, else as its penalties or the law have it."""
        field = self.texts.model.earlier.ban_until
        if entry.known(field):
            return Said(True, entry.plain(field), (entry.origin(field),))
        bans = [ban_of(self.texts, one).said for one in basis]
        records = (entry.origin(field), *(record for one in bans for record in one.records))
        if not bans or not all(one.known for one in bans):
            return Said(False, None, records)
        return Said(True, max((one.day for one in bans if one.day is not None), default=None), records)

    def _heavier(self, party: str, listed_on: date, later: Sequence[RecordValues]) -> Said:
        """The first heavier penalty after the listing; not known where one may be, or where the register has a gap."""
        register = self.registers.registers.get(self.penalties)
        if register is None:
            return Said()
        keys = {one.key: one for one in later}
        sure: list[RecordValues] = []
        unsure = party in register.set_aside or bool(register.unattributed)
        if register.coverage is not None:
            first, last = register.coverage
            unsure = unsure or (first is not None and first > listed_on) or (last is not None and last < self.as_of)
        names = self.texts.model.names
        for decision in self.grader.decide(list(keys)):
            one = keys[decision.subject]
            if not alive(one.model, one.row, self.day).may:
                continue
            truths = {
                name: [decision.truths[rule.id] for rule in self.pack.rules if rule.conclude == name]
                for name in (names.heavier, *names.heavier_unsure)
            }
            if any(truth.must for truth in truths[names.heavier]) and alive(one.model, one.row, self.day).must:
                sure.append(one)
            elif any(truth.may for found in truths.values() for truth in found):
                unsure = True
        if sure:
            field = sure[0].model.date or ""
            first_one = min(sure, key=lambda one: (one.plain(field), one.key))
            return Said(True, first_one.plain(field), (first_one.origin(field), first_one.origin(names.kinds)))
        records = tuple(one.origin(names.kinds) for one in later)
        return Said(not unsure, None, records)


def _all(basis: Sequence[RecordValues], field: str) -> Said:
    """The day on which all penalties had it; not known where one of them does not say."""
    records = tuple(one.origin(field) for one in basis)
    days = [one.plain(field) for one in basis]
    if not days or any(day is None for day in days):
        return Said(False, None, records)
    return Said(True, max(days), records)


def _voids(basis: Sequence[RecordValues], model: RegisterModel, altered: Iterable[str]) -> Iterator[Void]:
    """How penalties ended. The entry falls with them where all have; where only some have, a person looks."""
    if model.void is None:
        return
    on, reason = model.void.on, model.void.reason
    ended = {one.key for one in basis if one.plain(reason) in model.void.ends}
    for one in basis:
        code = one.plain(reason)
        if code is None or (code not in model.void.ends and code not in altered):
            continue
        label = words((model.fields[reason].values or {}).get(str(code), Label()), str(code))
        records: tuple[FromRecord, ...] = (one.origin(reason), one.origin(on))
        yield Void(str(code), label, one.plain(on), code in model.void.ends and len(ended) == len(basis), records)


def _missing(basis: Sequence[RecordValues]) -> tuple[Words, ...]:
    if basis:
        return ()
    return (
        Words(
            zh="名册中没有当事人在列入当日的处罚决定，无法核实履行、消除和限制情况",
            en="no penalty of the party decided on the day of listing is on record, so performance, harm and restrictions are not known",
        ),
    )
