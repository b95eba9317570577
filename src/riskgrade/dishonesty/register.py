"""The case register: one file of SQLite that follows the log, event by event, and is read and searched in its place.

The log is the truth. The register holds the number and the hash of the entry up to which it is built; each further event is one
transaction that holds the event, the entry as it then stands, and the new head. So a process that ends between the two, however it
ends, leaves a register that is behind, never one that is half, and the next command that writes brings it up.

No WAL: it needs memory that processes share, which network drives do not have; a rollback journal and `synchronous=EXTRA` stand
in its place, and a reader finds one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DatabaseError

from ..log.append import intact, take_over
from ..log.entry import START, Entry
from ..log.file import last_entry
from .case_error import CaseError, ForeignFileError
from .entries import ENTRIES as ROOM
from .entries import Entries
from .events import CaseEvent
from .register_tables import ENTRIES, EVENTS, FORM, HEAD, MARK, TABLES, entry_row, event_row
from .register_trouble import ahead, another, trouble


class Register:
    """An open case register.

    Args:
        engine: its database.
        path: the file, for messages.
        read_only: whether nothing may be written.
    """

    def __init__(self, engine: Engine, path: Path, read_only: bool = False) -> None:
        self.path = path
        self.engine = engine.execution_options(riskgrade_read_only=read_only)

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction: all of it, or nothing.

        Raises:
            CaseError: the file is no database, is held too long, or cannot be written.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise trouble(self.path, error) from None

    def create(self, log_file: str) -> None:
        """Make the tables of a new file.

        Args:
            log_file: where the log is, as seen from the register's folder.
        """
        with self.transaction() as connection:
            TABLES.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={MARK}")
            connection.exec_driver_sql(f"PRAGMA user_version={FORM}")
            connection.execute(insert(HEAD).values(id=1, log_number=0, log_hash=START, log_file=log_file))

    def blank(self) -> bool:
        """Whether nothing was ever written into it."""
        with self.transaction() as connection:
            return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()

    def check(self) -> None:
        """Hold the file against its form.

        Raises:
            CaseError: it is no case register, or one of another form.
        """
        with self.transaction() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
            form = connection.exec_driver_sql("PRAGMA user_version").scalar()
        if mark != MARK:
            raise ForeignFileError(
                f"{self.path} is a database, but no case register; name another file",
                f"{self.path} 是数据库，但不是案件登记簿；请另选文件",
            )
        if form != FORM:
            raise CaseError(
                f"{self.path} has form {form} of the case register, this version reads form {FORM}; "
                f"`riskgrade list rebuild {self.path}` makes it anew from its log and keeps the old file beside it",
                f"{self.path} 为登记簿第 {form} 版格式，本版本读取第 {FORM} 版；"
                f"可用 `riskgrade list rebuild {self.path}` 依日志重建，原文件另行保留",
            )

    def head(self) -> tuple[int, str, str]:
        """Number and hash of the log's entry up to which it is built, and where the log is."""
        with self.transaction() as connection:
            found = connection.execute(select(HEAD.c.log_number, HEAD.c.log_hash, HEAD.c.log_file)).one_or_none()
        if found is None:
            raise CaseError(
                f"{self.path} does not say up to where it is built; `riskgrade list rebuild {self.path} --log …` makes it anew",
                f"{self.path} 未记载其依据日志的位置；可用 `riskgrade list rebuild {self.path} --log …` 重建",
            )
        return found[0], found[1], found[2]

    def follow(self, log: Path) -> int:
        """Bring it up to its log.

        Args:
            log: the log.

        Returns:
            How many entries of the log it was behind.

        Raises:
            CaseError: it is ahead of the log, or of another one.
            LogError: the log is damaged.
            OSError: the log cannot be read.
        """
        number, found, _ = self.head()
        last, last_hash, _ = last_entry(log)
        if (last, last_hash) == (number, found):
            return 0
        if last < number:
            raise ahead(self.path, log, number, last)
        ledger = Entries()
        for entry in intact(log):
            if entry.number == number and entry.hash != found:
                break
            take_over(log, ROOM, ledger, entry)
            if entry.number > number:
                self.add(entry, ledger)
        else:
            return last - number
        raise another(self.path, log, number)

    def add(self, entry: Entry, ledger: Entries) -> None:
        """Take over one entry of the log, in one transaction.

        Args:
            entry: the one after the head.
            ledger: how all entries stand after it.
        """
        with self.transaction() as connection:
            done = connection.execute(
                update(HEAD)
                .where(HEAD.c.log_number == entry.number - 1, HEAD.c.log_hash == entry.previous)
                .values(log_number=entry.number, log_hash=entry.hash)
            )
            if done.rowcount == 1:  # else another process has taken it over already
                _put(connection, entry, ledger)

    def put(self, connection: Connection, entry: Entry, ledger: Entries) -> None:
        """Take over one entry of the log within a transaction, whatever the head was.

        Args:
            connection: of `transaction`.
            entry: any entry; those of other rooms move the head only.
            ledger: how all entries stand after it.
        """
        connection.execute(update(HEAD).values(log_number=entry.number, log_hash=entry.hash))
        _put(connection, entry, ledger)

    def remember(self, log_file: str) -> None:
        """Keep where the log is.

        Args:
            log_file: as seen from the register's folder.
        """
        with self.transaction() as connection:
            connection.execute(update(HEAD).values(log_file=log_file))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Everything that it holds of its log, table by table."""
        with self.transaction() as connection:
            return {
                table.name: [dict(row) for row in connection.execute(query).mappings()]
                for table, query in (
                    (HEAD, select(HEAD.c.log_number, HEAD.c.log_hash)),
                    (ENTRIES, select(ENTRIES).order_by(ENTRIES.c.record_id)),
                    (EVENTS, select(EVENTS).order_by(EVENTS.c.number)),
                )
            }


def _put(connection: Connection, entry: Entry, ledger: Entries) -> None:
    """Write an event and the entry as it stands after it; those of other rooms are passed over."""
    event_ = ROOM.event(entry)
    if not isinstance(event_, CaseEvent):
        return
    state = ledger.found[event_.case]
    row = entry_row(state)
    changed = connection.execute(update(ENTRIES).where(ENTRIES.c.record_id == state.case).values(row))
    if changed.rowcount == 0:
        connection.execute(insert(ENTRIES).values(row))
    connection.execute(insert(EVENTS).values(event_row(entry, event_.act, state)))
