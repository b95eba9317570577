"""Opening a case register with its log: to write, or to read without writing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..log.append import intact, take_over
from ..log.file import last_entry, locked
from .case_error import CaseError, ForeignFileError
from .entries import ENTRIES as ROOM
from .entries import Entries
from .register import Register
from .register_engine import file_engine, memory_engine
from .register_trouble import InterruptedWriteError

MAGIC = b"SQLite format 3\x00"


@contextmanager
def to_write(path: Path, log: Path | None, begin: bool = False) -> Iterator[tuple[Register, Path]]:
    """A case register that is brought up to its log, and its log; no other command writes meanwhile.

    Args:
        path: the file.
        log: its log; None for the one it knows, or the one beside a new register.
        begin: whether it may be begun where it is not there.

    Raises:
        CaseError: it is none, cannot be used, is ahead of the log or of another one.
        LogError: the log is damaged.
        OSError: a file cannot be read or written.
    """
    if not path.exists() and not begin:
        raise missing(path)
    with locked(path):
        if not path.exists():
            path.touch()
        check_file(path)
        with Register(file_engine(path, writable=True), path) as register:
            # What a process that was ended while it began a register left behind is blank.
            if register.blank():
                if not begin:
                    raise missing(path)
                register.create(as_seen_from(path, log or beside(path)))
            register.check()
            own = log_of(register, log)
            register.follow(own)
            # Written even where it is the same: a file that cannot be written is found before anything is in the log.
            register.remember(as_seen_from(path, own))
            yield register, own


def check_file(path: Path) -> None:
    """Refuse a file that is no database; SQLite itself takes a very short one for an empty one, and would write it.

    Raises:
        CaseError: it is none.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        first = stream.read(len(MAGIC))
    if first and first != MAGIC and not path.with_name(f"{path.name}-journal").exists():
        raise ForeignFileError(
            f"{path} is no case register, nor any database; name another file. If it was one, move it away and make it anew with "
            f"`riskgrade list rebuild {path} --log …`",
            f"{path} 不是案件登记簿，也不是数据库；请另选文件。若原为登记簿，请先移走，再用 `riskgrade list rebuild {path} --log …` 重建",
        )


@contextmanager
def to_read(path: Path, log: Path | None) -> Iterator[tuple[Register, Path, int]]:
    """A case register to read, its log, and how many entries of the log the file was behind.

    The file is not written. Where it is behind, a copy in memory is brought up, so that what is read is what the log says.

    Args:
        path: the file.
        log: its log; None for the one it knows.

    Raises:
        CaseError: it is none, is ahead of the log or of another one.
        LogError: the log is damaged.
        OSError: a file cannot be read.
    """
    if not path.exists():
        raise missing(path)
    check_file(path)
    try:
        with Register(file_engine(path, writable=False), path, read_only=True) as register:
            own, behind = _standing(register, log)
            if not behind:
                yield register, own, 0
                return
    except InterruptedWriteError:
        pass
    with in_memory(path) as register:
        own, _ = _standing(register, log)
        yield register, own, register.follow(own)


def _standing(register: Register, log: Path | None) -> tuple[Path, bool]:
    """The log of a register, and whether it says more than the register."""
    if register.blank():
        raise missing(register.path)
    register.check()
    own = log_of(register, log)
    number, found, _ = register.head()
    return own, last_entry(own)[:2] != (number, found)


@contextmanager
def in_memory(path: Path) -> Iterator[Register]:
    """A copy of a case register in memory.

    Raises:
        CaseError: the file cannot be read.
    """
    try:
        engine = memory_engine(path)
    except sqlite3.Error as error:
        raise CaseError(f"{path} cannot be read ({error})", f"{path} 无法读取（{error}）") from None
    with Register(engine, path) as register:
        yield register


def fill(register: Register, log: Path, log_file: str) -> None:
    """Make an empty case register what its log says, in one transaction.

    Args:
        register: it.
        log: the log.
        log_file: where the log is, as seen from the register's folder.

    Raises:
        LogError: the log is damaged.
        CaseError, OSError: the file cannot be written.
    """
    register.create(log_file)
    ledger = Entries()
    with register.transaction() as connection:
        for entry in intact(log):
            take_over(log, ROOM, ledger, entry)
            register.put(connection, entry, ledger)


def log_of(register: Register, log: Path | None) -> Path:
    """The log of a register: the one given, or the one it knows.

    Raises:
        CaseError: it is not there, or another one stands beside the register.
    """
    found = log if log is not None else register.path.parent / register.head()[2]
    own = beside(register.path)
    # A register that was copied with its log still knows the first one: an act on the copy must not land there unseen.
    if log is None and own.exists() and own.resolve() != found.resolve():
        raise CaseError(
            f"{register.path} knows {found} as its log, but {own} stands beside it, as after a copy; say with --log which one is meant",
            f"{register.path} 所记的日志为 {found}，但旁边另有 {own}（可能是复制所致）；请用 --log 指明以哪一个为准",
        )
    if not found.exists() and register.head()[0] > 0:
        raise CaseError(
            f"{register.path}: its log {found} is not there, and nothing is done without it; name it with --log",
            f"{register.path}：找不到其日志 {found}，没有日志不予办理；请用 --log 指明",
        )
    return found


def beside(path: Path) -> Path:
    """The log of a register for which none was named.

    Examples:
        >>> beside(Path("cases.db")).name
        'cases.db.log'
    """
    return path.with_name(f"{path.name}.log")


def as_seen_from(path: Path, log: Path) -> str:
    """Where a log is, as seen from the folder of a register, so that both can move together."""
    try:
        return Path(os.path.relpath(log.resolve(), path.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return log.resolve().as_posix()


def missing(path: Path) -> CaseError:
    """What to say where there is no register."""
    return CaseError(
        f"there is no case register {path}; `riskgrade list open {path} DRAFT.json …` begins one, "
        f"`riskgrade list rebuild {path} --log …` makes it anew from its log",
        f"没有案件登记簿 {path}；可用 `riskgrade list open {path} 草稿.json …` 新建，"
        f"或用 `riskgrade list rebuild {path} --log …` 依日志重建",
    )
