"""Entries of the list as plain data: from the register, or from wherever else entries are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..dossier.masking import masked, masks
from ..dossier.plain_value import Plain
from ..dossier.standing import Standing
from ..pack.register_model import Label, RegisterModel
from ..registers import load_registers
from .content import Source
from .errors import PublicityError
from .layout_model import CasesModel
from .layouts import Layouts
from .sources import Physical, Sources

REGISTER = "listings"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list that was decided, as a case register or a list of them gives it.

    Args:
        record_id: what it is called where it is kept.
        uscc: the code of the party.
        party_name: its name.
        ground: the reason.
        listed_on: the day of the decision.
        authority: who decided.
        category: the category on the platform; what the layout says where not given.
        removed_on, removal_reason, removal_authority: the removal, where there was one.
        ban_until: until when a ban lasts.
        voided_on, void_reason: where the entry was revoked, as the register of the list has it.
        decision_no: the number of the decision, as a person gave it; by it the platform knows the entry.
        party_type: of which kind the party is, as the register of penalties has it; empty: not known, and it may be a person, whose
            name is masked. None: nothing is said of it, and the name comes out.
        tells_publicity: whether where it is kept the day of publicity is written down, so that none means "not public".
        publicity_started_on: that day.
        across_provinces: whether the authority sits in another province than the party; None: not known.
        term_from: from when the term counts, where that is not the day of the decision: a removal that was revoked.
        revoked_on, revocation: where the decision was revoked, and why, in the words of who did it.
        log_entry: the number of the entry of the log that it comes from.
    """

    record_id: str
    uscc: str
    party_name: str
    ground: str
    listed_on: date
    authority: str
    category: str | None = None
    removed_on: date | None = None
    removal_reason: str | None = None
    removal_authority: str | None = None
    ban_until: date | None = None
    voided_on: date | None = None
    void_reason: str | None = None
    decision_no: str | None = None
    party_type: str | None = None
    tells_publicity: bool = False
    publicity_started_on: date | None = None
    across_provinces: bool | None = None
    term_from: date | None = None
    revoked_on: date | None = None
    revocation: str | None = None
    log_entry: int | None = None


_BESIDE = ("party_name", "category", "removal_reason", "removal_authority", "decision_no", "term_from")
"""What an entry holds beside the fields of the register."""

_TOLD = ("publicity_started_on", "across_provinces")
"""What only an entry holds whose publicity is written down: without them nothing is said of it."""


def entry_sources(
    entries: Iterable[Entry], model: RegisterModel, sources: Sources, kept_in: str, layouts: Layouts
) -> Iterator[tuple[Source, Physical]]:
    """Entries as records of the register of the list.

    Args:
        entries: the entries.
        model: the register of the list.
        sources: the registers they are tied to, and the day.
        kept_in: where they are kept, for messages.
        layouts: the layouts, with the word for a decision that was revoked.

    Raises:
        PublicityError: an entry cannot be read as such a record; its key and what is wrong are told.
    """
    held = tuple(entries)
    rows = [_row(one, model) for one in held]
    if not rows:
        return
    read = load_registers({REGISTER: rows}, {REGISTER: model})
    if read.rejected:
        fault = next(one for one in read.findings if one.severity == "error")
        raise PublicityError(f"{kept_in}: {fault.en}", f"{kept_in}：{fault.zh}")
    own = Sources(read, sources.as_of, sources.show_persons)
    by_key = {one.record_id: one for one in held}
    for source, row in own.of(REGISTER):
        entry = by_key[source.key]
        names = (*_BESIDE, *_TOLD) if entry.tells_publicity else _BESIDE
        raw: dict[str, Plain] = dict(source.raw) | {name: getattr(entry, name) for name in names}
        shown = replace(
            source, file=kept_in, row=entry.log_entry, raw=raw, tied=sources.tied(source.raw),
            values=dict(source.values) | {name: raw[name] for name in names} | _masked(entry, sources, layouts),
        )  # fmt: skip
        yield _revoked(shown, entry, layouts), row


def _masked(entry: Entry, sources: Sources, layouts: Layouts) -> dict[str, Plain]:
    """Name and code of a party that is a person, or may be one, as the register of penalties has them masked."""
    if entry.party_type is None:
        return {}
    model = layouts.pack.registers[layouts.pack.subject or ""]
    hidden = masks(model, dict.fromkeys(model.fields) | {"party_type": entry.party_type}, sources.show_persons)
    return {name: masked(model.fields[name], getattr(entry, name)) for name in ("party_name", "uscc") if name in hidden}


def _revoked(source: Source, entry: Entry, layouts: Layouts) -> Source:
    if entry.revoked_on is None:
        return source
    said = cases_said(layouts)
    title, why = said.revoked.title, entry.revocation
    told = Label(zh=f"{title.zh}：{why}", en=f"{title.en}: {why}") if why else title
    return replace(source, standing=Standing.VOID, since=entry.revoked_on, reason=said.revoked.reason, why=told)


def cases_said(layouts: Layouts) -> CasesModel:
    """What layouts say of entries of a case register.

    Raises:
        PublicityError: nothing.
    """
    said = layouts.model.cases
    if said is None:
        pack = layouts.pack.id
        raise PublicityError(
            f"the layouts of {pack} say nothing of case registers; leave --case-register out, or add `cases:` to publicity.yaml",
            f"规则包 {pack} 的版式未涉及案件登记簿；请去掉 --case-register，或在 publicity.yaml 中补充 cases:",
        )
    return said


def _row(entry: Entry, model: RegisterModel) -> Mapping[str, Any]:
    texts = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name in model.fields}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in texts.items()}
