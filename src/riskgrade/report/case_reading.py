"""A case register that is read: its rows, what is next for each, and what was written about one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ..dishonesty.case_due import Next, next_of
from ..dishonesty.case_file import to_read
from ..dishonesty.figures import Figures
from ..dishonesty.register import Register
from ..dishonesty.register_tables import ENTRIES, EVENTS
from ..pack.diagnostics import PackError
from ..pack.load import load_pack


@dataclass(frozen=True)
class CaseReading:
    """An open case register, read only.

    Args:
        register: it.
        log: its log.
        behind: how many entries of the log the file is behind; what is read here is not.
        pack: the pack whose law holds; None for that of each draft.
        unsaid: pack -> why what is next could not be said, in English and Chinese.
    """

    register: Register
    log: Path
    behind: int
    pack: str | Path | None
    unsaid: dict[str, tuple[str, str]] = field(default_factory=dict)
    _figures: dict[str, Figures] = field(default_factory=dict)

    def rows(self, state: str | None = None) -> list[dict[str, Any]]:
        """The entries, by record; only those in a state where one is given."""
        query = select(ENTRIES).order_by(ENTRIES.c.record_id)
        with self.register.transaction() as connection:
            found = connection.execute(query if state is None else query.where(ENTRIES.c.state == state))
            return [dict(row) for row in found.mappings()]

    def ids(self) -> list[tuple[str, str]]:
        """The record of each case's penalty, and the id of its draft."""
        with self.register.transaction() as connection:
            found = connection.execute(select(ENTRIES.c.record_id, ENTRIES.c.entry_id).order_by(ENTRIES.c.record_id))
            return [(row[0], row[1]) for row in found]

    def row(self, record_id: str) -> dict[str, Any]:
        """One entry."""
        with self.register.transaction() as connection:
            return dict(connection.execute(select(ENTRIES).where(ENTRIES.c.record_id == record_id)).mappings().one())

    def events(self, record_id: str | None = None) -> list[dict[str, Any]]:
        """What was written, oldest first; only about one entry where one is given. `data` is plain data."""
        query = select(EVENTS).order_by(EVENTS.c.number)
        with self.register.transaction() as connection:
            found = connection.execute(query if record_id is None else query.where(EVENTS.c.record_id == record_id))
            return [{**row, "data": json.loads(row["data"])} for row in found.mappings()]

    def figures_of(self, row: Mapping[str, Any]) -> Figures:
        """The law for an entry.

        Raises:
            PackError: the pack of its draft is not shipped; name it.
        """
        wanted = str(self.pack if self.pack is not None else row["pack"])
        if wanted not in self._figures:
            self._figures[wanted] = Figures(load_pack(wanted))
        return self._figures[wanted]

    def next_of(self, row: Mapping[str, Any]) -> tuple[Next, ...]:
        """What is next for an entry, soonest first; nothing where the pack cannot be used, which `unsaid` then tells."""
        try:
            return next_of(row, self.figures_of(row))
        except PackError as error:
            if self.pack is not None:
                raise
            en, zh = (error.diagnostics[0].text(language) for language in ("en", "zh"))
            self.unsaid[str(row["pack"])] = (
                f"what is next is not said: pack {row['pack']} of the drafts cannot be used ({en}); name one with --pack",
                f"下一步事项未列出：草稿所用的规则包 {row['pack']} 无法使用（{zh}）；请用 --pack 指明",
            )
            return ()


@contextmanager
def reading(path: Path, log: Path | None = None, pack: str | Path | None = None) -> Iterator[CaseReading]:
    """Read a case register without writing it.

    Args:
        path: its file.
        log: its log; None for the one it knows.
        pack: the pack whose law holds; None for that of each draft.

    Raises:
        CaseError, LogError: the register or its log cannot be used.
        OSError: a file cannot be read.
    """
    with to_read(path, log) as (register, own, behind):
        yield CaseReading(register, own, behind, pack)
