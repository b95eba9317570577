"""Registers that are already in memory, or typed in a Parquet file: frames and lists of rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from .errors import RegisterError
from .table import ROW, Table, unreadable
from .workbook_child import cell_text


def read_parquet(path: Path, register: str, file: str) -> Table:
    """Open a Parquet file; its rows stay in the file until they are needed.

    Raises:
        RegisterError: it is no Parquet file, or a damaged one.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    try:
        return typed_table(pl.scan_parquet(path, glob=False), register, file, digest)
    except (PolarsError, OSError) as error:
        raise unreadable(file) from error


def typed_table(cells: pl.LazyFrame, register: str, file: str, digest: str = "") -> Table:
    """A table whose columns have types of their own."""
    names = tuple(cells.collect_schema().names())
    return Table(register, file, digest, names, names, cells, demand=bool(names), typed=True)


def from_memory(rows: object, register: str) -> Table:
    """A table of a data frame or of a list of rows.

    Args:
        rows: a Polars or pandas frame, or a list of mappings heading -> cell.
        register: the register it holds.

    Raises:
        RegisterError: it is neither.
    """
    if isinstance(rows, pl.LazyFrame):
        return typed_table(rows, register, register)
    if isinstance(rows, pl.DataFrame):
        return typed_table(rows.lazy(), register, register)
    if type(rows).__module__.partition(".")[0] == "pandas" and hasattr(rows, "columns"):
        return typed_table(_from_pandas(rows).lazy(), register, register)
    if isinstance(rows, Sequence) and all(isinstance(row, Mapping) for row in rows):
        return _from_rows(rows, register)
    raise RegisterError(
        f"The register '{register}' must be a data frame or a list of rows, not {type(rows).__name__}.",
        f"名册 {register} 应为数据框或行的列表，而不是 {type(rows).__name__}。",
    )


def _from_pandas(frame: Any) -> pl.DataFrame:
    frame = frame.reset_index(drop=True)
    frame.columns = [str(name) for name in frame.columns]
    columns = []
    for name in frame.columns:
        column = frame[name]
        if str(column.dtype) == "object":
            columns.append(pl.Series(name, [_memory_text(value) for value in column], dtype=pl.String))
        else:
            columns.append(pl.from_pandas(column).alias(name))
    return pl.DataFrame(columns)


def _from_rows(rows: Sequence[Mapping[str, object]], register: str) -> Table:
    headings = tuple(dict.fromkeys(str(name) for row in rows for name in row))
    columns = tuple(f"c{position}" for position in range(len(headings)))
    cells = pl.DataFrame(
        {
            column: pl.Series([_memory_text(row.get(heading)) for row in rows], dtype=pl.String)
            for column, heading in zip(columns, headings, strict=True)
        },
        schema=dict.fromkeys(columns, pl.String),
    )
    if not columns:
        # Rows without a single cell are still rows: they are missing what is required.
        cells = pl.DataFrame({ROW: range(1, len(rows) + 1)}, schema={ROW: pl.Int64})
    else:
        cells = cells.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
    return Table(register, register, "", headings, columns, cells.lazy(), demand=False)


def _memory_text(value: object) -> str:
    """The text of a value in memory.

    Examples:
        >>> from datetime import date
        >>> _memory_text(["b", "a"]), _memory_text([]), _memory_text(None), _memory_text(date(2023, 1, 2))
        (';b;a;', ';', '', '2023-01-02')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        # A whole number of Python lost no digits, so it is not marked as a spreadsheet's number is.
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else ""
    if isinstance(value, (list, tuple, set, frozenset)):
        return "".join(f";{_memory_text(item)}" for item in value) + ";"
    if value is None or value != value:
        return ""
    return cell_text(value)
