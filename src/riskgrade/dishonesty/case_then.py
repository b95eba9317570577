"""How the entries of a log stood on a day: what was written down later was not known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..log.append import intact, take_over
from ..log.entry import Entry
from .entries import ENTRIES as ROOM
from .entries import Entries
from .entry_state import EntryState
from .events import CaseEvent


@dataclass(frozen=True, slots=True)
class EntriesThen:
    """Entries as they stood.

    Args:
        found: case -> how it stood.
        later: how many events were written down after the day, and are left out.
        number: the last entry of the log that was read.
        hash: its hash, by which the log can be told; empty where the log is empty.
    """

    found: Mapping[str, EntryState]
    later: int
    number: int
    hash: str


def entries_then(log: Path, day: date) -> EntriesThen:
    """Read a log as it stood at the end of a day.

    An event is known from the day on which it was written down, by the clock of who wrote it; the day of the act itself is never
    later. Of a matter nothing is known after the first event that was not.

    Args:
        log: the log; one that is not there is empty.
        day: the day.

    Raises:
        LogError: the log is damaged.
        OSError: it cannot be read.
    """
    ledger, cut, later = Entries(), set[str](), 0
    last: Entry | None = None
    for entry in intact(log) if log.exists() else ():
        last = entry
        event = ROOM.event(entry)
        if not isinstance(event, CaseEvent):
            continue
        if event.case in cut or entry.at[:10] > day.isoformat():
            cut.add(event.case)
            later += 1
            continue
        take_over(log, ROOM, ledger, entry)
    return EntriesThen(ledger.found, later, 0 if last is None else last.number, "" if last is None else last.hash)
