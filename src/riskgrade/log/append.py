"""Adding an event to a log, if it is lawful after what came before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from .entry import START, Entry, read_line
from .error import LogError
from .event import Event, Ledger, Room, check_instant
from .file import WAIT, add_line, last_entry, locked, torn
from .verify import lines_of


def append(
    path: Path, room: Room, event: Event, at: str, by: str | None, dry_run: bool = False, wait: float = WAIT
) -> tuple[Entry, Ledger]:
    """Add an event.

    Args:
        path: the log; it is begun if it is not there.
        room: whose event it is.
        event: what happened.
        at: when, as ISO 8601 with the offset; nothing here reads a clock.
        by: who.
        dry_run: check everything and write nothing.
        wait: seconds to wait for another process that writes.

    Returns:
        The entry as it was (or would be) written, and the ledger after it; that of an event that is lawful by itself knows
        of nothing before.

    Raises:
        LogError: it is not lawful, or the log is damaged.
        OSError: the log cannot be written.
    """
    (found,), ledger = append_each(path, room, (event,), at, by, dry_run, wait)
    if isinstance(found, LogError):
        raise found
    return found, ledger


def append_each(
    path: Path, room: Room, events: Sequence[Event | Callable[[Ledger], Event]], at: str, by: str | None,
    dry_run: bool = False, wait: float = WAIT,
) -> tuple[list[Entry | LogError], Ledger]:  # fmt: skip
    """Add those of several events that are lawful, one after the other; the log is read and locked once.

    Args:
        path: the log; it is begun if it is not there.
        room: whose events they are.
        events: what happened, in order; a function makes an event of the ledger as it then is, while no other process writes,
            or refuses with a `LogError`.
        at: when, of all.
        by: who, of all.
        dry_run: check everything and write nothing.
        wait: seconds to wait for another process that writes.

    Returns:
        For each event its entry, or why it was refused; and the ledger after them.

    Raises:
        LogError: the log is damaged, or the time is none; nothing was added.
        OSError: the log cannot be written; nothing was added.
    """
    check_instant(at)
    # A log that is not there is not begun to be looked at, nor is its lock.
    with nullcontext() if dry_run and not path.exists() else locked(path, wait):
        number, previous, size = last_entry(path)
        ledger = room.ledger()
        if size and not all(isinstance(one, Event) and one.alone for one in events):
            for before in intact(path):
                take_over(path, room, ledger, before)
        found: list[Entry | LogError] = []
        lines: list[bytes] = []
        for one in events:
            try:
                event = one if isinstance(one, Event) else one(ledger)
                entry = Entry(number + 1, previous, at, by, event.kind, event.model_dump(mode="json"))
                line, sealed = _sealed(entry)
                ledger.take(entry, event)
            except LogError as error:
                found.append(error)
                continue
            found.append(entry)
            lines.append(line)
            number, previous = entry.number, sealed
        if lines and not dry_run:
            add_line(path, b"".join(lines), size)
        return found, ledger


def _sealed(entry: Entry) -> tuple[bytes, str]:
    try:
        return entry.sealed()
    except ValueError:
        raise LogError(
            "the event holds text that is no UTF-8, or a number that is not exact everywhere; write it otherwise",
            "事件中有非 UTF-8 文字或超出精确范围的数字，请改写",
        ) from None


def intact(path: Path) -> Iterator[Entry]:
    """The entries of a log that is whole.

    Raises:
        LogError: it is not; the first line that shows it is named.
        OSError: it cannot be read.
    """
    previous = START
    for number, line, ended in lines_of(path):
        if not ended:
            raise torn(path)
        try:
            entry, found = read_line(line)
        except ValueError:
            entry, found = None, ""
        if entry is None or entry.number != number or entry.previous != previous:
            raise LogError(
                f"{path}: line {number} does not fit the chain, so nothing is built on it; see all that is wrong with "
                f"`riskgrade log verify {path}`",
                f"{path}：第 {number} 行与链不符，因此不再据此处理；请用 `riskgrade log verify {path}` 查看全部问题",
            )
        previous = found
        yield entry


def read_ledger(path: Path, room: Room) -> Ledger:
    """What a log comes to.

    Raises:
        LogError: the log is damaged, or holds an event that is not lawful.
        OSError: it cannot be read.
    """
    ledger = room.ledger()
    for entry in intact(path):
        take_over(path, room, ledger, entry)
    return ledger


def take_over(path: Path, room: Room, ledger: Ledger, entry: Entry) -> Event | None:
    """Add to a ledger what a log holds already.

    Args:
        path: the log, for the message.
        room: whose ledger it is.
        ledger: how all stands before the entry.
        entry: an entry of a log that is whole.

    Returns:
        Its event; None if it is another room's.

    Raises:
        LogError: it is not lawful, though the chain is whole: it was written by other means.
    """
    try:
        event = room.event(entry)
        if event is not None:
            ledger.take(entry, event, trusted=True)
    except LogError as error:
        raise LogError(
            f"{path}: entry {entry.number} is not lawful ({error.en}), so nothing is built on it; see all that is wrong with "
            f"`riskgrade log verify {path}`",
            f"{path}：第 {entry.number} 条不合规则（{error.zh}），因此不再据此处理；请用 `riskgrade log verify {path}` 查看全部问题",
        ) from None
    return event
