"""How one typed column is read as a field, without looking at its cells one by one."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from polars.datatypes import DataType

from ..language.types import FIRST_DAY, LAST_DAY
from ..pack.register_model import FieldModel, FieldType
from .cells import SPACES, plain_code
from .checks import CHECKS, GOOD
from .numbers import limits, number_values
from .table import Table
from .values import accepted, list_text

_NATIVE_INTEGERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)
_NOISE = 4e-16
_MOST_DISTINCT_LISTS = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """How a typed column is read.

    Args:
        value: its value.
        blank: whether a cell is blank.
        trouble: whether one needs the thorough reading.
        whole: a cheaper way to the value where no cell is blank.
        texts: the lists that occur, in physical form.
    """

    value: pl.Expr
    blank: pl.Expr
    trouble: pl.Expr
    whole: pl.Expr | None = None
    texts: tuple[str, ...] = ()


def typed_column(table: Table, column: str, kind: DataType, field: FieldModel) -> Column | None:
    """How a column is read.

    Args:
        table: the table.
        column: the column.
        kind: its type.
        field: the field it holds.

    Returns:
        None where the type is not one that such a field has.
    """
    raw = pl.col(column)
    if isinstance(kind, pl.Categorical | pl.Enum):
        raw, kind = raw.cast(pl.String), pl.String()
    match field.type:
        case FieldType.TEXT | FieldType.CODE if kind == pl.String:
            return _text(raw, field)
        case FieldType.LIST if kind == pl.String or kind == pl.List(pl.String):
            return _list(table, raw, kind, field)
        case FieldType.INT | FieldType.DECIMAL:
            return _number(raw, kind, field)
        case FieldType.BOOL if kind == pl.Boolean:
            return Column(raw, raw.is_null(), pl.lit(0))
        case FieldType.DATE if kind == pl.Date:
            return _day(raw, pl.lit(0))
        case FieldType.DATE if isinstance(kind, pl.Datetime):
            return _day(raw.dt.date(), raw != raw.dt.truncate("1d"))
    return None


def _text(whole: pl.Expr, field: FieldModel) -> Column | None:
    raw = whole.fill_null("")
    if field.values is not None:
        trouble = ~raw.is_in([*field.values, ""])
    elif field.type is FieldType.TEXT:
        trouble = raw.str.strip_chars(SPACES) != raw
    else:
        # Narrowing is costly and only what is not plain ASCII needs it.
        trouble = raw.str.contains(r"[^!-~]")
        trouble = pl.when(trouble).then(plain_code(pl.when(trouble).then(raw)) != raw).otherwise(False)
    if field.check is not None:
        check = CHECKS.get(field.check)
        if check is None:
            return None
        verdict = check.verdict
        failed = raw.map_batches(lambda codes: verdict(codes) != GOOD, return_dtype=pl.Boolean(), is_elementwise=True)
        trouble = trouble | failed
    return Column(raw, raw == "", trouble, whole)


def _list(table: Table, raw: pl.Expr, kind: DataType, field: FieldModel) -> Column | None:
    if kind != pl.String:
        joined = ";" + raw.list.eval(pl.element().fill_null("")).list.join(";") + ";"
        raw = pl.when(raw.is_null()).then(pl.lit("")).when(raw.list.len() == 0).then(pl.lit(";")).otherwise(joined)
    raw = raw.fill_null("")
    # Few different lists stand in a column, so each is looked at once.
    texts = table.collect(table.cells.select(raw.alias("text").unique()), streaming=True).to_series()
    if len(texts) > _MOST_DISTINCT_LISTS or texts.str.contains(r"[^!-~]").any():
        return None
    words = accepted(field)
    lists = {text: list_text(text, field, words) for text in texts.to_list() if text}
    if any(text is None for text in lists.values()):
        return None
    if any(text != out for text, out in lists.items()):
        raw = raw.replace_strict({"": "", **lists}, return_dtype=pl.String)
    found = tuple(sorted({out for out in lists.values() if out}))
    return Column(raw, raw == "", pl.lit(0), texts=found)


def _number(raw: pl.Expr, kind: DataType, field: FieldModel) -> Column | None:
    low, high = limits(field)
    unit = 10**field.scale
    if kind in _NATIVE_INTEGERS:
        whole = raw.cast(pl.Int64)
        # Compared before it is scaled, so that nothing leaves 64 bits.
        outside = (whole < -(-low // unit)) | (whole > high // unit)
        value = whole * pl.lit(unit, dtype=pl.Int64) if field.scale else whole
    elif isinstance(kind, pl.Decimal) and kind.scale <= field.scale:
        held = raw.cast(pl.Decimal(38, field.scale)).to_physical()
        outside = (held < low) | (held > high)
        value = held.cast(pl.Int64, strict=False)
    elif kind.is_float():
        number = raw.cast(pl.Float64).fill_nan(None)
        held = (number * unit).round(0)
        # Noise of the last bits is no digit that anyone wrote; what is further off is left to the thorough reading,
        # which goes by the first 15 digits.
        near = (number * unit - held).abs() <= held.abs() * _NOISE
        outside = ~(near & (held >= low) & (held <= high))
        value, raw = held.cast(pl.Int64, strict=False), number
        if kind == pl.Float32:
            return None
    else:
        return None
    values = number_values(field)
    trouble = outside if values is None else ~value.is_in(values)
    return Column(value, raw.is_null(), trouble)


def _day(raw: pl.Expr, other: pl.Expr) -> Column:
    value = raw.cast(pl.Int32).cast(pl.Int64)
    outside = (value < FIRST_DAY) | (value > LAST_DAY)
    return Column(value, raw.is_null(), outside | other.cast(pl.Boolean))
