"""What a command shows: tables and lines on stdout, progress and warnings on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Table

from ..report.json_text import json_text
from ..report.visible_text import visible, visible_json


class _Console(Console):
    """A console that does not end the process by itself where nobody reads."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Screen:
    """Shows things in one language.

    Args:
        language: ``en`` or ``zh``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.console = _Console(file=sys.stdout, markup=False, emoji=False, highlight=False)

    def pick(self, en: str, zh: str) -> str:
        """The text of this language, or of the other where there is none."""
        return (zh or en) if self.language == "zh" else (en or zh)

    def line(self, en: str, zh: str) -> None:
        """A line on stdout."""
        self.console.print(visible(self.pick(en, zh)), soft_wrap=True)

    def warn(self, notices: Iterable[tuple[str, str]]) -> None:
        """Lines on stderr."""
        for en, zh in notices:
            print(visible(self.pick(f"note: {en}", f"提示：{zh}")), file=sys.stderr)

    def table(
        self, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()
    ) -> None:
        """A table on stdout.

        Args:
            title: what stands above it.
            headings: of the columns.
            rows: its cells.
            numbers: the columns that are set to the right.
        """
        self.console.print(visible(title), style="bold", soft_wrap=True)
        table = Table()
        for place, heading in enumerate(headings):
            table.add_column(visible(heading), justify="right" if place in numbers else "left", overflow="fold")
        for row in rows:
            table.add_row(*("" if cell is None else visible(str(cell)) for cell in row))
        self.console.print(table)

    @staticmethod
    def json(document: Any) -> None:
        """One JSON document on stdout."""
        encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
        text = json_text(document, ascii_only=encoding not in ("utf8", "utf8sig", "gb18030"))
        sys.stdout.write(visible_json(text))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Say what is being done on stderr, where it is a terminal; else say nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    console = Console(file=sys.stderr, markup=False, emoji=False, highlight=False)
    with console.status("…") as status:
        yield lambda doing: status.update(visible(doing))
