"""Typed columns as the texts a person would have written, so that one reading serves every source."""

from __future__ import annotations

import polars as pl

from .table import LOST, NUMBER, ROW, Table
from .workbook_child import number_text

_LOSSY = 10**15
_DIGITS = 15


def as_text(table: Table) -> pl.DataFrame:
    """All cells of a table as texts, blank for null, with their row numbers.

    Args:
        table: the table.
    """
    cells = table.collect(table.cells)
    if ROW not in cells.columns:
        cells = cells.with_row_index(ROW, offset=table.first_row).with_columns(pl.col(ROW).cast(pl.Int64))
    return cells.with_columns(text_of(cells[name]) for name in table.columns)


def text_of(column: pl.Series) -> pl.Series:
    """One column as texts.

    Examples:
        >>> text_of(pl.Series("a", [[], ["y", "x"], None])).to_list()
        [';', ';y;x;', '']
    """
    kind = column.dtype
    if kind == pl.String:
        return column.fill_null("")
    if isinstance(kind, pl.List | pl.Array):
        items = column.cast(pl.List(pl.String)).list.eval(pl.element().fill_null(""))
        # The empty list is a value, the missing one is not.
        filled = pl.select(
            pl.when(items.is_null())
            .then(pl.lit(""))
            .when(items.list.len() == 0)
            .then(pl.lit(";"))
            .otherwise(";" + items.list.join(";") + ";")
        ).to_series()
        return filled.alias(column.name)
    if kind.is_float():
        return _floats(column)
    if kind.is_integer():
        return (pl.select(NUMBER + column.cast(pl.String)).to_series()).fill_null("").alias(column.name)
    if kind == pl.Null or kind.is_nested() or kind in (pl.Object, pl.Binary):
        return pl.Series(column.name, ["" if value is None else str(value) for value in column], dtype=pl.String)
    return column.cast(pl.String).fill_null("")


def _floats(column: pl.Series) -> pl.Series:
    values = column.cast(pl.Float64)
    whole = values.is_finite() & (values == values.floor()) & (values.abs() < 2.0**63)
    integers = values.cast(pl.Int64, strict=False).cast(pl.String)
    mark = pl.when(values.abs() >= _LOSSY).then(pl.lit(LOST)).otherwise(pl.lit(NUMBER))
    text = pl.select(pl.when(whole).then(integers).when(values.is_finite()).then(column.cast(pl.String))).to_series()
    # Only where the digits are more than a binary number has, or in powers of ten, is each looked at by itself.
    odd = ((text.str.len_bytes() > _DIGITS + 1) & ~whole) | text.str.contains("e", literal=True)
    told = pl.Series([number_text(value) for value in values.filter(odd.fill_null(False))], dtype=pl.String)
    text = text.scatter(odd.fill_null(False).arg_true(), told)
    return pl.select(mark + text).to_series().fill_null("").alias(column.name)
