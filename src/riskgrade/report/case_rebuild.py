"""`rg.list_rebuild`: the case register made anew from its log, and whether it was the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..dishonesty.case_error import CaseError, ForeignFileError
from ..dishonesty.case_file import as_seen_from, beside, check_file, fill, in_memory
from ..dishonesty.register import Register
from ..dishonesty.register_engine import file_engine, memory_engine
from ..log.file import locked
from .out_file import whole_file
from .refusal import RefusalError

KEYS = {"head": None, "entries": "record_id", "events": "number"}
MOST = 20
"""How many differences are told one by one."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it.

    Args:
        entries, events: how many the log has.
        was: `same`, `different`, `unreadable` or `missing`.
        differences: where the old one differed, as `table key: column`, the first of them.
        count: how many rows differed.
        kept_in: where the old file is kept; None where it was the same, there was none, or nothing was written.
        written: whether the file was written.
    """

    entries: int
    events: int
    was: str
    differences: tuple[str, ...]
    count: int
    kept_in: Path | None
    written: bool


def list_rebuild(register: str | Path, log: str | Path | None = None, dry_run: bool = False) -> Rebuilt:
    """Make a case register anew from its log, if it is not the same already; the old file is kept beside it.

    Args:
        register: its file.
        log: its log; the one that the register knows, or the one beside it.
        dry_run: only say whether it is the same.

    Raises:
        LogError: the log is damaged; nothing was written.
        RefusalError: there is no log.
        ForeignFileError: the file is something else altogether; it is not replaced.
        OSError: a file cannot be read or written; nothing was written.
    """
    path = Path(register)
    own = Path(log) if log is not None else _log_of(path)
    if not own.exists():
        raise RefusalError(
            f"there is no log {own} to build from; name it with --log", f"没有可据以重建的日志 {own}；请用 --log 指明"
        )
    with locked(path) if not dry_run else nullcontext():
        with Register(memory_engine(), path) as register_:
            fill(register_, own, as_seen_from(path, own))
            anew = register_.rows()
        was, differences = _compare(path, anew)
        kept = None
        if was != "same" and not dry_run:
            kept = _keep(path)
            with whole_file(path) as draft, Register(file_engine(draft, writable=True), path) as register_:
                fill(register_, own, as_seen_from(path, own))
        written = was != "same" and not dry_run
    entries, events = len(anew["entries"]), len(anew["events"])
    return Rebuilt(entries, events, was, tuple(differences[:MOST]), len(differences), kept, written)


def _log_of(path: Path) -> Path:
    if not path.exists():
        return beside(path)
    try:
        check_file(path)
        with in_memory(path) as register:
            return path.parent / register.head()[2]
    except CaseError:
        return beside(path)


def _compare(path: Path, anew: Mapping[str, list[dict[str, Any]]]) -> tuple[str, list[str]]:
    """What the file was, and where it differs."""
    if not path.exists() or path.stat().st_size == 0:
        return "missing", []
    try:
        check_file(path)
        with in_memory(path) as register:
            register.check()
            held = register.rows()
    except ForeignFileError:
        raise
    except CaseError:
        return "unreadable", []
    found = [text for table, key in KEYS.items() for text in _differences(table, key, held[table], anew[table])]
    return ("different" if found else "same"), found


def _differences(table: str, key: str | None, held: list[dict[str, Any]], anew: list[dict[str, Any]]) -> Iterator[str]:
    """Rows that are not the same, with the columns in which they differ."""
    old, new = ({one[key] if key else 0: one for one in rows} for rows in (held, anew))
    for name in sorted(old.keys() | new.keys()):
        place = f"{table} {name}" if key else table
        if name not in old or name not in new:
            yield f"{place}: {'not in the log' if name in old else 'missing'}"
        elif old[name] != new[name]:
            columns = [column for column in new[name] if old[name].get(column) != new[name][column]]
            yield f"{place}: {', '.join(columns)}"


def _keep(path: Path) -> Path | None:
    """Copy the old file aside, with what a process that was ended left of its transaction.

    That piece must not lie beside the new file: it would be taken for a part of it.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    number = 1
    while path.with_name(f"{path.name}.kept-{number}").exists():
        number += 1
    kept = path.with_name(f"{path.name}.kept-{number}")
    shutil.copy2(path, kept)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.replace(kept.with_name(f"{kept.name}-journal"))
    return kept
