"""Tables as files: csv that a spreadsheet opens without running anything, Parquet, and workbooks of plain cells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from .safe_text import safe_frame, seen_frame

MOST_ROWS = 1_048_576 - 1
"""Rows of a sheet under its heading."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a csv file: UTF-8 with its mark, so that a spreadsheet shows Chinese; no cell can be taken for a formula or hides anything."""
    with path.open("wb") as stream:
        stream.write(b"\xef\xbb\xbf")
        safe_frame(frame).write_csv(stream)


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet file."""
    frame.write_parquet(path, compression="zstd", statistics=True)


def write_workbook(frame: pl.DataFrame, path: Path, sheet: str) -> None:
    """Write a workbook with one sheet; texts stay text, and nothing in it is a formula or a link.

    Args:
        frame: at most `MOST_ROWS` rows.
        path: where.
        sheet: the name of the sheet.
    """
    with plain_workbook(path, constant_memory=True) as book:
        _fill(book.add_worksheet(sheet), seen_frame(frame), book.add_format({"bold": True}))


@contextmanager
def plain_workbook(path: Path, *, about: str = "", constant_memory: bool = False) -> Iterator[Any]:
    """A workbook to fill: texts stay text, nothing in it becomes a formula or a link, the same cells give the same bytes.

    Args:
        path: where.
        about: what it is, kept among its properties.
        constant_memory: whether rows are written one after the other, for tables of any length.

    Raises:
        OSError: it cannot be written.
    """
    options = {
        "constant_memory": constant_memory,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            # A fixed day, so that the same content gives the same bytes.
            book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None), "category": about})
            yield book
    except XlsxWriterException as error:
        raise OSError(f"{path.name}: {error}") from error


def _fill(page: Any, frame: pl.DataFrame, head: Any) -> None:
    page.freeze_panes(1, 1)
    for place, name in enumerate(frame.columns):
        page.write_string(0, place, name, head)
    for number, row in enumerate(frame.iter_rows(), 1):
        for place, value in enumerate(row):
            if isinstance(value, bool):
                page.write_boolean(number, place, value)
            elif isinstance(value, int | Decimal):
                page.write_number(number, place, value)
            elif value is not None and value != "":
                page.write_string(number, place, str(value)[:LONGEST_CELL])
