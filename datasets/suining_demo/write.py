"""The district as files: a csv file a register, one workbook, and the README beside them. Same sheets, same bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from .sheets import MARK, Sheet

OLD_ENCODING = {"complaints"}
"""Registers written in GB18030, as older systems do; the others are UTF-8 with a mark."""

_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def csv_bytes(sheet: Sheet) -> bytes:
    """A sheet as a csv file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.headings)
    writer.writerows(sheet.rows)
    return out.getvalue().encode("gb18030" if sheet.register in OLD_ENCODING else "utf-8-sig")


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """All sheets as a workbook: codes and dates are texts, only numbers are numbers."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        # A fixed day, so that the same sheets give the same bytes.
        day = datetime(2024, 1, 31)  # noqa: DTZ001
        book.set_properties({"title": f"{MARK} (synthetic data)", "created": day})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 0)
            page.set_column(0, len(sheet.headings) - 1, 18)
            page.write_row(0, 0, sheet.headings, bold)
            for number, row in enumerate(sheet.rows, 1):
                for place, (text, numeric) in enumerate(zip(row, sheet.numeric, strict=True)):
                    if numeric and _PLAIN_NUMBER.fullmatch(text):
                        page.write_number(number, place, Decimal(text))
                    elif text:
                        page.write_string(number, place, text)
    return out.getvalue()


def write_all(folder: Path, name: str, sheets: Iterable[Sheet], readme: str) -> None:
    """Write `<name>/*.csv`, `<name>/README.md` and `<name>.xlsx` into a folder.

    Args:
        folder: where.
        name: of the data set.
        sheets: one a register.
        readme: the text of the README.
    """
    inside = folder / name
    inside.mkdir(parents=True, exist_ok=True)
    sheets = list(sheets)
    for sheet in sheets:
        (inside / f"{sheet.register}.csv").write_bytes(csv_bytes(sheet))
    (inside / "README.md").write_text(readme, encoding="utf-8", newline="")
    (folder / f"{name}.xlsx").write_bytes(workbook_bytes(sheets))
