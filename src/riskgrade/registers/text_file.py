"""CSV files, in UTF-8 or GB18030, packed or not: every cell is read as text."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from .archive import gunzip
from .encoding import decode
from .errors import RegisterError
from .table import ROW, TOO_WIDE, Table

_MOST_COLUMNS = 4096


def read_csv(path: Path, register: str, file: str) -> Table:
    """Read a CSV file; the first row that is not blank is its heading.

    Args:
        path: the file; `.gz` is unpacked.
        register: the register it holds.
        file: its name, for messages.

    Raises:
        RegisterError: it is empty, is neither UTF-8 nor GB18030, or a quotation mark is not closed.
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".gz" and data:
        data = gunzip(data, file)
    headings, cells = parse_csv(decode(data, file), file)
    return Table(register, file, digest, headings, tuple(f"c{i}" for i in range(len(headings))), cells.lazy())


def parse_csv(text: str, file: str) -> tuple[tuple[str, ...], pl.DataFrame]:
    r"""The headings and the cells `c0`, `c1` … with their row numbers; wholly blank rows are left out.

    Where a row has more cells than the heading, `#too_wide` says of each row whether it has.

    Raises:
        RegisterError: it is empty, or a quotation mark is not closed.

    Examples:
        >>> parse_csv('uscc,name\n007,"a\nb"\n', "a.csv")[1].rows()
        [(2, '007', 'a\nb')]
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    stream = io.StringIO(text, newline="")
    skipped = 0
    try:
        for record in csv.reader(stream, strict=True):
            if any(cell.strip() for cell in record):
                headings = tuple(record)
                break
            skipped += 1
        else:
            raise _broken(file, skipped + 1)
    except csv.Error as error:
        raise _broken(file, skipped + 1) from error
    if len(headings) > _MOST_COLUMNS:
        raise _broken(file, skipped + 1)
    columns = [f"c{i}" for i in range(len(headings))]
    schema = dict.fromkeys(columns, pl.String)
    # Under a heading of our own: two equal headings are no trouble, and a blank first row is not taken for the width.
    body = ",".join(columns) + "\n" + stream.read()
    try:
        cells = pl.read_csv(body.encode(), schema=schema)
    except (PolarsError, UnicodeEncodeError) as error:
        cells = _row_by_row(body, file, columns, error)
    cells = cells.with_columns(pl.col(columns).fill_null("")).with_row_index(ROW, offset=skipped + 2)
    cells = cells.with_columns(pl.col(ROW).cast(pl.Int64))
    return headings, cells.filter(pl.any_horizontal(pl.col(name) != "" for name in columns))


def _row_by_row(body: str, file: str, columns: list[str], error: Exception) -> pl.DataFrame:
    """The cells of a file that the quick reading refused: rows may be too wide, and are then marked."""
    csv.field_size_limit(2**31 - 1)
    width, rows, wide = len(columns), [], []
    try:
        for record in csv.reader(io.StringIO(body, newline=""), strict=True):
            rows.append([*record[:width], *[""] * (width - len(record))])
            wide.append(any(cell.strip() for cell in record[width:]))
        cells = pl.DataFrame(rows[1:], schema=dict.fromkeys(columns, pl.String), orient="row")
    except (csv.Error, PolarsError, UnicodeEncodeError):
        raise _broken(file, len(rows) + 1) from error
    if not any(wide):
        return cells
    return cells.with_columns(pl.Series(TOO_WIDE, wide[1:], dtype=pl.Boolean))


def _broken(file: str, row: int | None) -> RegisterError:
    en, zh = ("", "") if row is None else (f", at or after row {row}", f"（第{row}行或其后）")
    return RegisterError(
        f"{file} cannot be read as CSV{en}: probably a double quotation mark is not closed. "
        "Please save it again as CSV from the program that made it.",
        f"{file} 无法按 CSV 读取{zh}：可能有双引号未闭合。请用原软件重新另存为 CSV。",
    )
