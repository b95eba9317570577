"""`rg.list_removal`: whether an entry must go, may be asked to go early, or stays, with every condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..dishonesty.content_value import Words
from ..dishonesty.listing_texts import ListingTexts, read_texts, words
from ..dishonesty.removal import Listed, Outcome, Removal, Said, Void, removal_of
from ..dishonesty.removal_records import ListedEntry, RemovalReader
from ..grading.reference import Grader
from ..pack.diagnostics import hint
from ..pack.model import Pack
from ..pack.register_model import Label
from .dates import day_of, moment_of
from .listing_words import cites_json, day_text, list_pack, words_json
from .refusal import RefusalError
from .source import Progress, load_registers
from .summary import pack_data

OUTCOMES = {
    Outcome.WITHDRAW: Words(zh="处罚已失效，应撤销列入决定", en="the penalty fell: the listing is to be revoked"),
    Outcome.REMOVED: Words(zh="已移出", en="removed already"),
    Outcome.EXPIRED: Words(zh="期限届满，应移出", en="the term is over: the entry is to be removed"),
    Outcome.ELIGIBLE: Words(zh="符合申请提前移出的条件", en="early removal may be applied for"),
    Outcome.NOT_ELIGIBLE: Words(zh="不符合申请提前移出的条件", en="early removal may not be applied for"),
    Outcome.UNKNOWN: Words(zh="尚有条件不清楚，请先查明", en="not every condition is known; find out first"),
}
"""What follows, in words."""

TO_ACT = (Outcome.WITHDRAW, Outcome.EXPIRED, Outcome.UNKNOWN)
"""Outcomes on which an authority has to act by itself, be it to find out what is not known."""


@dataclass(frozen=True)
class ListRemoval:
    """What follows for entries.

    Args:
        entries: oldest first; one without a record where only days were given.
        pack: the pack whose law was used.
        as_of: the day.
    """

    entries: tuple[ListedEntry, ...]
    pack: Pack
    as_of: date

    @property
    def document(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "as_of": day_text(self.as_of),
            "entries": [_entry_json(one) for one in self.entries],
            "pack": pack_data(self.pack),
        }

    @property
    def table(self) -> pl.DataFrame:
        """A row for each condition of each entry: `record_id`, `outcome`, `condition`, `state`, `why`, `why_zh`, `day`, `cite`."""
        rows = [
            {
                "record_id": one.record_id or None, "outcome": one.removal.outcome.value, "condition": condition.id,
                "state": condition.state.value, "why": condition.why.en, "why_zh": condition.why.zh, "day": condition.day,
                "cite": ";".join(cite.cite for cite in condition.cites),
            }
            for one in self.entries
            for condition in one.removal.conditions
        ]  # fmt: skip
        names = ("record_id", "outcome", "condition", "state", "why", "why_zh", "day", "cite")
        return pl.DataFrame(rows, schema={name: pl.Date if name == "day" else pl.String for name in names})

    @property
    def needs_attention(self) -> bool:
        """Whether an authority has to act, or a person to look."""
        return any(one.removal.outcome in TO_ACT or one.removal.findings or one.findings for one in self.entries)


def _entry_json(one: ListedEntry) -> dict[str, Any]:
    removal = one.removal
    due = removal.withdraw if removal.outcome is Outcome.WITHDRAW else None
    return {
        "record_id": one.record_id or None,
        "outcome": removal.outcome.value,
        "what": words_json(OUTCOMES[removal.outcome]),
        "listed_on": day_text(removal.term.listed_on),
        "term_end": day_text(removal.term.term_end),
        "early_removal_from": day_text(removal.term.early_removal_from),
        "term_certain": removal.term_certain,
        "withdraw_by": None if due is None else day_text(due.by),
        "penalties": list(one.basis),
        "conditions": [
            {
                "id": condition.id, "state": condition.state.value, "text": words_json(condition.text),
                "why": words_json(condition.why), "day": day_text(condition.day), "cites": cites_json(condition.cites),
                "from": [record.model_dump(by_alias=True) for record in condition.records],
            }
            for condition in removal.conditions
        ],
        "findings": [words_json(found) for found in (*removal.findings, *one.findings)],
        "cites": cites_json(removal.cites),
    }  # fmt: skip


def list_removal(
    subject: str | None = None,
    registers: object = None,
    as_of: date | str | None = None,
    listed_on: date | str | None = None,
    ban_until: date | str | None = None,
    no_ban: bool = False,
    performed_on: date | str | None = None,
    harm_removed_on: date | str | None = None,
    heavier_penalty_on: date | str | None = None,
    no_heavier_penalty: bool = False,
    removed_on: date | str | None = None,
    void_reason: str | None = None,
    voided_on: date | str | None = None,
    pack: Pack | str | Path | None = None,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> ListRemoval:
    """Whether an entry must go, may be asked to go early, or stays. What is not given is not known, and never met.

    Args:
        subject: the party's code, or the record of an entry, in `registers`; without it the days are given here.
        registers: as `load_registers` takes them; the entries and the penalties among them.
        as_of: the day.
        listed_on: the day of listing.
        ban_until, no_ban: the last day of a restriction, or that there is none.
        performed_on, harm_removed_on: when the penalty was performed and the harm removed.
        heavier_penalty_on, no_heavier_penalty: the day of a heavier penalty after the listing, or that there was none.
        removed_on: when the entry was removed already.
        void_reason, voided_on: why and since when the penalty it rests on ended, as the register of penalties has it.
        pack: the pack of the list; the shipped one if not given.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.

    Returns:
        What follows: `document` (plain data), `table` (a frame, a row for each condition), `needs_attention`.

    Raises:
        PackError, RegisterError, RefusalError, ListingError, DatingError: with what is wrong and what to do.

    Examples:
        >>> found = list_removal(as_of="2024-06-01", listed_on="2023-06-01", no_ban=True, performed_on="2023-07-01",
        ...                      harm_removed_on="2023-07-01", no_heavier_penalty=True)
        >>> found.document["entries"][0]["outcome"]
        'eligible'
    """
    if as_of is None:
        raise RefusalError("give the day: as_of, such as 2024-06-01", "请给出日期 as_of，如 2024-06-01")
    known = list_pack(pack)
    texts = read_texts(known)
    moment = moment_of(as_of)
    given = {
        "listed_on": listed_on, "ban_until": ban_until, "performed_on": performed_on, "harm_removed_on": harm_removed_on,
        "heavier_penalty_on": heavier_penalty_on, "removed_on": removed_on, "voided_on": voided_on,
    }  # fmt: skip
    days = {name: None if one is None else day_of(one, name) for name, one in given.items()}
    if subject is not None or registers is not None:
        if subject is None or registers is None:
            raise RefusalError(
                "give a party and the registers it is looked up in, or the days themselves: --listed-on …",
                "请同时给出当事人与名册；或直接给出日期：--listed-on ……",
            )
        if any(one is not None for one in (*days.values(), void_reason)) or no_ban or no_heavier_penalty:
            raise RefusalError(
                "the registers say when and what; leave the days out, or give them without registers",
                "日期由名册给出；请去掉日期选项，或不用名册而只给日期",
            )
        read = load_registers(registers, known, coverage, progress)
        entries = RemovalReader(Grader(known, read, moment), texts).read(subject.strip())
        return ListRemoval(entries, known, moment.as_of)
    day = days["listed_on"]
    if day is None:
        raise RefusalError(
            "give the day of listing: --listed-on 2023-06-01, or a party with --registers",
            "请给出列入日期：--listed-on 2023-06-01；或给出当事人与 --registers",
        )
    listed = Listed(
        day, _said("ban_until", days["ban_until"], no_ban), _said("performed_on", days["performed_on"], False),
        _said("harm_removed_on", days["harm_removed_on"], False),
        _said("heavier_penalty_on", days["heavier_penalty_on"], no_heavier_penalty), days["removed_on"],
        _voids(texts, void_reason, days["voided_on"]),
    )  # fmt: skip
    removal: Removal = removal_of(texts, listed, moment.as_of)
    return ListRemoval((ListedEntry("", (), removal, ()),), known, moment.as_of)


def _said(name: str, day: date | None, none: bool) -> Said:
    if day is not None and none:
        raise RefusalError(
            f"{name} is given, and that there is none; give one of the two", f"{name} 与“没有”不能同时给出，请二选一"
        )
    return Said(day is not None or none, day)


def _voids(texts: ListingTexts, reason: str | None, on: date | None) -> tuple[Void, ...]:
    if reason is None:
        if on is not None:
            raise RefusalError(
                "voided_on needs its reason: void_reason", "给出失效日期时请同时给出失效原因 void_reason"
            )
        return ()
    model = texts.pack.registers[texts.pack.subject or ""]
    if model.void is None:
        return ()
    values = model.fields[model.void.reason].values or {}
    codes = {label.zh: code for code, label in values.items()} | {code: code for code in values}
    if reason not in codes:
        en, zh = hint(reason, codes)
        listed = ", ".join(values)
        raise RefusalError(
            f"void_reason '{reason}' is none of: {listed}{en}", f"失效原因 {reason} 不是下列之一：{listed}{zh}"
        )
    code = codes[reason]
    if code not in model.void.ends and code not in texts.model.names.altered:
        return ()
    return (Void(code, words(values.get(code, Label()), code), on, code in model.void.ends),)
