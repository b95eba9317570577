"""The databases of case registers: a file that is written, a file that is only read, a copy in memory."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

BUSY = 30.0
"""Seconds to wait for another process that holds the file."""


def file_engine(path: Path, writable: bool) -> Engine:
    """The database of a file; it is not made here, and not written unless asked for."""
    uri = f"{path.absolute().as_uri()}?mode={'rw' if writable else 'ro'}"
    return _engine(lambda: sqlite3.connect(uri, uri=True, timeout=BUSY, check_same_thread=False))


def memory_engine(source: Path | None = None) -> Engine:
    """A database in memory; a copy of a file where one is given.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    held = sqlite3.connect(":memory:", check_same_thread=False)
    if source is not None:
        try:
            _copy(source, held, "ro")
        except sqlite3.OperationalError:
            # A process that was ended in its transaction left a journal; it is rolled back in a copy, for this one may be read only.
            with TemporaryDirectory() as folder:
                for name in (source.name, f"{source.name}-journal"):
                    if source.with_name(name).exists():
                        shutil.copyfile(source.with_name(name), Path(folder, name))
                _copy(Path(folder, source.name), held, "rw")
    return _engine(lambda: held)


def _copy(path: Path, held: sqlite3.Connection, mode: str) -> None:
    other = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY)
    try:
        other.backup(held)
    finally:
        other.close()


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def settings(held: sqlite3.Connection, _: object) -> None:
        # The driver would begin transactions by itself, and late; they are begun below.
        held.isolation_level = None
        held.execute("PRAGMA synchronous=EXTRA")
        held.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if not _read_only(connection) else "BEGIN")

    return engine


def _read_only(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("riskgrade_read_only"))
