"""Doing something to an entry: the event goes into the log, and the case register follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..log.append import append_each
from ..log.entry import Entry
from ..log.error import LogError
from ..log.event import Ledger
from .case_error import CaseError
from .case_file import beside, to_read, to_write
from .entries import ENTRIES, Entries
from .entry_state import EntryState
from .events import CaseEvent

Make = Callable[[Entries], CaseEvent]
"""Makes an event of how the entries stand, while no other process writes; what may not be is a `LogError`."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done.

    Args:
        entries: for each event its entry in the log, or why it was refused.
        found: how all entries stand after it.
        behind: why the case register could not follow, though the log has it; None where all is well.
    """

    entries: tuple[Entry | LogError, ...]
    found: dict[str, EntryState]
    behind: CaseError | None = None


def act(
    path: Path, log: Path | None, makes: Sequence[Make], at: str, by: str, begin: bool = False, dry_run: bool = False
) -> Done:
    """Do something to entries, each by itself: one that is refused leaves the others.

    Args:
        path: the case register.
        log: its log; None for the one it knows.
        makes: make the events.
        at: when, as ISO 8601 with the offset.
        by: who.
        begin: whether the register may be begun.
        dry_run: check everything and write nothing.

    Raises:
        CaseError: the register cannot be used; nothing was written.
        LogError: the log is damaged; nothing was written.
        OSError: a file cannot be read or written; nothing was written.
    """
    if dry_run:
        return _checked(path, log, makes, at, by, begin)
    with to_write(path, log, begin) as (register, own):
        found, ledger = append_each(own, ENTRIES, [_for(make) for make in makes], at, by)
        assert isinstance(ledger, Entries)
        written = [one for one in found if isinstance(one, Entry)]
        behind = None
        try:
            if len(written) == 1:
                register.add(written[0], ledger)
            register.follow(own)
        except CaseError as error:
            # The log has it, so it is done; the next command that writes brings the register up.
            behind = error if written else None
        return Done(tuple(found), ledger.found, behind)


def _checked(path: Path, log: Path | None, makes: Sequence[Make], at: str, by: str, begin: bool) -> Done:
    own = log or beside(path)
    if path.exists() or not begin:
        with to_read(path, log) as (_, known, _):
            own = known
    found, ledger = append_each(own, ENTRIES, [_for(make) for make in makes], at, by, dry_run=True)
    assert isinstance(ledger, Entries)
    return Done(tuple(found), ledger.found)


def _for(make: Make) -> Callable[[Ledger], CaseEvent]:
    def made(ledger: Ledger) -> CaseEvent:
        assert isinstance(ledger, Entries)
        return make(ledger)

    return made
