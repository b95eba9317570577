"""A register as it came: its cells not yet read."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from polars.exceptions import PolarsError

from .errors import RegisterError

ROW = "#row"
"""The column with the row number as a person sees it."""

TOO_WIDE = "#too_wide"
"""A column that says of each row whether it had more cells than the heading; there only if one had."""

NUMBER = "\x01"
"""Stands before the text of a spreadsheet cell that was a number: leading zeros of a code may be gone."""

KEY = "#key"
"""The column with a row's key as text, as far as it was read."""

LOST = "\x02"
"""Stands before one with 16 digits or more: a spreadsheet keeps 15, so the last ones are wrong."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of one register.

    Args:
        register: its name.
        file: the file (and sheet) for messages.
        sha256: of the file's bytes; empty for a frame.
        headings: the headings as they stand.
        columns: the frame's column for each heading.
        cells: the cells; texts, or typed as the source has them.
        first_row: the row number of the first record where `cells` has no `#row`.
        demand: whether the columns of required fields must be there.
        typed: whether cells may have types of their own.
    """

    register: str
    file: str
    sha256: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    cells: pl.LazyFrame
    first_row: int = 1
    demand: bool = True
    typed: bool = False

    def collect(self, rows: pl.LazyFrame, streaming: bool = False) -> pl.DataFrame:
        """Compute something over the cells; here a damaged file shows, of which only the end was read before.

        Raises:
            RegisterError: the cells cannot be read.
        """
        try:
            return rows.collect(engine="streaming" if streaming else "in-memory")
        except (PolarsError, OSError) as error:
            raise unreadable(self.file) from error


def unreadable(file: str) -> RegisterError:
    """The refusal of a damaged Parquet file."""
    return RegisterError(
        f"{file} cannot be read as Parquet: it is damaged, cut off or of another kind. Please write it again.",
        f"{file} 无法按 Parquet 读取：文件已损坏、不完整或并非该格式，请重新生成。",
    )
