"""Reads a workbook in a process of its own, so that a hostile file can end only this process.

A 6 KB workbook with cells A1 and XFD1048576 makes the reader ask for 550 GB and abort, which no exception handler
survives. This file is run as a script and imports nothing of the package: it stays small and starts fast.
Formulas and macros are never run: the values that were saved are read.
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

NUMBER = "\x01"
LOST = "\x02"
# A spreadsheet keeps 15 digits.
_LOSSY = 1e15


def cell_text(value: object) -> str:
    r"""The text of a cell, marked where it was a number.

    Examples:
        >>> cell_text(12.0), cell_text(2.5), cell_text(1.1e17), cell_text("007"), cell_text(datetime(2023, 5, 1))
        ('\x0112', '\x012.5', '\x02110000000000000000', '007', '2023-05-01')
    """
    if isinstance(value, str):
        return value.lstrip(NUMBER + LOST)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        return (LOST if abs(value) >= _LOSSY else NUMBER) + number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else str(value)


def number_text(value: float) -> str:
    """A binary number as the decimal that it stands for: its first 15 digits, which is what a spreadsheet shows.

    Examples:
        >>> number_text(0.1 + 0.2), number_text(40.0), number_text(1e-7), number_text(1e22)
        ('0.3', '40', '0.0000001', '10000000000000000000000')
    """
    number = Decimal(format(value, ".15g"))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def limit_memory(size: int) -> None:
    """Let this process have no more address space than this; nothing happens where the system cannot."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # An abort is expected of a hostile file; it should leave no core file behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def chosen(sheets: Iterable[str], wanted: list[str], first: bool) -> list[str]:
    """The sheets to read: those wanted, or the first one if none is and `first` is set."""
    names = list(sheets)
    hits = [name for name in names if unicodedata.normalize("NFKC", name).strip().casefold() in wanted]
    return hits or (names[:1] if first else [])


def main() -> int:
    """Read `{path, folder, wanted, first, memory}` from stdin; write a CSV a sheet and `sheets.json` into the folder."""
    task = json.load(sys.stdin)
    limit_memory(task["memory"])
    from python_calamine import CalamineWorkbook

    folder = Path(task["folder"])
    book = CalamineWorkbook.from_path(task["path"])
    picked = chosen(book.sheet_names, task["wanted"], task["first"])
    for position, name in enumerate(picked):
        sheet = book.get_sheet_by_name(name)
        with (folder / f"{position}.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for number, row in enumerate(sheet.iter_rows(), 1):
                cells = [cell_text(value) for value in row]
                if any(cells):
                    writer.writerow([number, *cells])
    (folder / "sheets.json").write_text(json.dumps({"all": book.sheet_names, "picked": picked}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
