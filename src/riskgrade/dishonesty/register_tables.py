"""The tables of the case register: one row an entry, one row an event, and up to where in which log it is built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

from ..log.entry import Entry
from .entry_state import EntryState, field_of
from .states import Act

FORM = 1
"""The form of the tables (`PRAGMA user_version`); another form is made anew from the log."""

MARK = 0x72674C63
"""What tells the file from other databases (`PRAGMA application_id`): the letters rgLc."""

TABLES = MetaData()

HEAD = Table(
    "head",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("log_number", Integer, nullable=False, comment="the entry of the log up to which all is in here"),
    Column("log_hash", Text, nullable=False, comment="its hash"),
    Column("log_file", Text, nullable=False, comment="where the log is, as seen from the folder of this file"),
)

ENTRIES = Table(
    "entries",
    TABLES,
    Column("record_id", Text, primary_key=True, comment="the record of the penalty that the matter is about"),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("since", Text, nullable=False, comment="the day of the last act that stands"),
    Column("level", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("uscc", Text),
    Column("penalty_no", Text),
    Column("penalty_decided_on", Text),
    Column("authority_level", Text),
    Column("as_of", Text, nullable=False),
    Column("entry_id", Text, nullable=False, comment="the draft"),
    Column("pack", Text, nullable=False),
    Column("opened_by", Text),
    Column("seriousness", Text),
    Column("seriousness_by", Text),
    Column("uncertain", Text),
    Column("uncertain_by", Text),
    Column("noticed_on", Text),
    Column("hearing_until", Text),
    Column("heard_on", Text),
    Column("hearing", Text),
    Column("approved_on", Text),
    Column("approved_by", Text),
    Column("consented_on", Text),
    Column("consented_by", Text),
    Column("consent_authority", Text),
    Column("decided_on", Text),
    Column("number", Text),
    Column("published_on", Text),
    Column("restored_on", Text, comment="where a removal was revoked: the term counts anew from here"),
    Column("removed_on", Text),
    Column("removal_ground", Text),
    Column("revoked_on", Text),
    Column("withdrawn_on", Text),
    Column("last_entry", Integer, nullable=False, comment="the entry of the log that was written last about it"),
    Column("draft", Text, nullable=False, comment="riskgrade.listing/1"),
)

EVENTS = Table(
    "events",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="of the entry of the log"),
    Column("hash", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text),
    Column("act", Text, nullable=False),
    Column("record_id", Text, ForeignKey("entries.record_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("on", Text, nullable=False),
    Column("state", Text, nullable=False, comment="after it"),
    Column("data", Text, nullable=False, comment="what else it says, as JSON; a draft only by its id"),
)

Index("entries_by_state", ENTRIES.c.state, ENTRIES.c.since)
Index("entries_by_uscc", ENTRIES.c.uscc)
Index("events_by_record", EVENTS.c.record_id, EVENTS.c.number)

_OWN = ("case", "entry_id", "version", "on", "draft")


def entry_row(state: EntryState) -> dict[str, Any]:
    """The row of an entry as it stands."""
    document = state.document
    party = document["party"]
    restored = state.is_restored
    row: dict[str, Any] = {
        "record_id": state.case,
        "state": str(state.state),
        "version": state.version,
        "since": state.since,
        "level": state.level,
        "party": party["name"]["value"],
        "uscc": party["uscc"]["value"],
        "penalty_no": field_of(document, "decision_no"),
        "penalty_decided_on": field_of(document, "decided_on"),
        "authority_level": state.authority_level,
        "as_of": document["as_of"],
        "entry_id": state.entry_id,
        "pack": document["pack"]["id"],
        "opened_by": _by(state, Act.OPEN),
        "noticed_on": state.said(Act.NOTICE, "on"),
        "hearing_until": state.said(Act.NOTICE, "hearing_until"),
        "heard_on": state.said(Act.HEAR, "on"),
        "hearing": state.said(Act.APPROVE, "hearing"),
        "approved_on": state.said(Act.APPROVE, "on"),
        "approved_by": _by(state, Act.APPROVE),
        "consented_on": state.said(Act.CONSENT, "on"),
        "consented_by": _by(state, Act.CONSENT),
        "consent_authority": state.said(Act.CONSENT, "authority"),
        "decided_on": state.said(Act.DECIDE, "on"),
        "number": state.said(Act.DECIDE, "number"),
        "published_on": state.said(Act.PUBLISH, "on"),
        "restored_on": state.said(Act.RESTORE, "on"),
        "removed_on": None if restored else state.said(Act.REMOVE, "on"),
        "removal_ground": None if restored else state.said(Act.REMOVE, "ground"),
        "revoked_on": state.said(Act.REVOKE, "on"),
        "withdrawn_on": state.said(Act.WITHDRAW, "on"),
        "last_entry": state.entries[-1].number,
        "draft": json_line(document),
    }
    for point in ("seriousness", "uncertain"):
        found = state.conclusions.get(point)
        row[point] = None if found is None else "yes" if found.finding else "no"
        row[f"{point}_by"] = None if found is None else found.by
    return row


def _by(state: EntryState, act: Act) -> str | None:
    entry = state.last(act)
    return None if entry is None else entry.by


def event_row(entry: Entry, act: Act, state: EntryState) -> dict[str, Any]:
    """The row of an event.

    Args:
        entry: its entry in the log.
        act: what was done.
        state: how the entry stands after it.
    """
    rest: Mapping[str, Any] = {name: value for name, value in entry.data.items() if name not in _OWN}
    data = entry.data
    return {
        "number": entry.number, "hash": entry.hash, "at": entry.at, "by": entry.by, "act": str(act),
        "record_id": data["case"], "version": data["version"], "on": data["on"], "state": str(state.state),
        "data": json_line({"entry_id": data["entry_id"], **rest}),
    }  # fmt: skip


def json_line(document: Any) -> str:
    """A document in one line, keys sorted: the same bytes every time."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
