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
from .table import ROW, Table

_MOST_COLUMNS = 4096


def read_csv(path: Path, register: str, file: str) -> Table:
    """Read a CSV file; the first row that is not blank is its heading.

    Args:
        path: the file; `.gz` is unpacked.
        register: the register it holds.
        file: its name, for messages.

    Raises:
        RegisterError: it is empty, is neither UTF-8 nor GB18030, or its rows do not fit its heading.
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".gz" and data:
        data = gunzip(data, file)
    headings, cells = parse_csv(decode(data, file), file)
    return Table(register, file, digest, headings, tuple(f"c{i}" for i in range(len(headings))), cells.lazy())


def parse_csv(text: str, file: str) -> tuple[tuple[str, ...], pl.DataFrame]:
    r"""The headings and the cells `c0`, `c1` … with their row numbers; wholly blank rows are left out.

    Raises:
        RegisterError: a row has more cells than the heading, or a quotation mark is not closed.

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
        raise _locate(text, file, len(headings)) from error
    cells = cells.select(pl.all().fill_null("")).with_row_index(ROW, offset=skipped + 2)
    cells = cells.with_columns(pl.col(ROW).cast(pl.Int64))
    return headings, cells.filter(pl.any_horizontal(pl.col(name) != "" for name in columns))


def _locate(text: str, file: str, width: int) -> RegisterError:
    """The first row at fault, looked for only once reading has failed."""
    number = 0
    csv.field_size_limit(2**31 - 1)
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            if len(record) > width:
                return RegisterError(
                    f"{file}, row {number} has {len(record)} cells, but the heading row has {width}. "
                    "A comma inside a text must stand within double quotes.",
                    f"{file} 第{number}行有{len(record)}个单元格，而表头只有{width}列。文本中的逗号须置于双引号内。",
                )
    except csv.Error:
        return _broken(file, number + 1)
    return _broken(file, None)


def _broken(file: str, row: int | None) -> RegisterError:
    en, zh = ("", "") if row is None else (f", at or after row {row}", f"（第{row}行或其后）")
    return RegisterError(
        f"{file} cannot be read as CSV{en}: probably a double quotation mark is not closed. "
        "Please save it again as CSV from the program that made it.",
        f"{file} 无法按 CSV 读取{zh}：可能有双引号未闭合。请用原软件重新另存为 CSV。",
    )
