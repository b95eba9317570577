"""Entries of the list as plain data: from the register, or from wherever else entries are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..dossier.plain_value import Plain
from ..pack.register_model import RegisterModel
from ..registers import load_registers
from .content import Source
from .errors import PublicityError
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


_BESIDE = ("party_name", "category", "removal_reason", "removal_authority")
"""What an entry holds beside the fields of the register."""


def entry_sources(
    entries: Iterable[Entry], model: RegisterModel, sources: Sources, kept_in: str
) -> Iterator[tuple[Source, Physical]]:
    """Entries as records of the register of the list.

    Args:
        entries: the entries.
        model: the register of the list.
        sources: the registers they are tied to, and the day.
        kept_in: where they are kept, for messages.

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
        beside: dict[str, Plain] = {name: getattr(by_key[source.key], name) for name in _BESIDE}
        yield (
            replace(
                source, file=kept_in, row=None, values=dict(source.values) | beside, raw=dict(source.raw) | beside,
                tied=sources.tied(source.raw),
            ),
            row,
        )  # fmt: skip


def _row(entry: Entry, model: RegisterModel) -> Mapping[str, Any]:
    texts = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name in model.fields}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in texts.items()}
