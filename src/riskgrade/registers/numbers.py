"""Texts read as numbers: exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from ..language.types import LARGEST
from ..pack.register_model import FieldModel
from .faults import fault
from .finding import FindingCode

_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$"


def limits(field: FieldModel) -> tuple[int, int]:
    """The smallest and largest integer that a number field may hold."""
    low, high = (None, None) if field.values is not None else field.domain or (None, None)
    return (
        -LARGEST if low is None else max(field.to_integer(low), -LARGEST),
        LARGEST if high is None else min(field.to_integer(high), LARGEST),
    )


def number_values(field: FieldModel) -> list[int] | None:
    """The integers a number field may hold, where the pack lists them."""
    return None if field.values is None else [field.to_integer(Decimal(code)) for code in field.values]


def read_number(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    """Read `text` as an integer in the field's smallest unit.

    Args:
        frame: with `text`.
        field: a field of whole or decimal numbers.

    Returns:
        The frame with `value` and `fault`.
    """
    digits = field.scale
    text = pl.col("text")
    if field.values is not None:
        labels = {label: code for code, names in field.values.items() for label in (names.zh, names.en) if label}
        if labels:
            text = text.replace(labels)
    frame = frame.with_columns(text=text)
    whole = pl.col("text").str.extract(r"^[+-]?([0-9]*)", 1).fill_null("")
    fraction = pl.col("text").str.extract(r"\.([0-9]*)$", 1).fill_null("").str.strip_chars_end("0")
    frame = frame.with_columns(shaped=pl.col("text").str.contains(_NUMBER), whole=whole, fraction=fraction)
    joined = pl.col("whole") + pl.col("fraction").str.pad_end(digits, "0")
    frame = frame.with_columns(digits=joined.str.strip_chars_start("0"))
    # 18 digits always fit 64 bits, and are far beyond the largest number that is held.
    fits = pl.col("digits").str.len_bytes() <= 18
    magnitude = pl.when(fits).then("0" + pl.col("digits")).otherwise(None).cast(pl.Int64, strict=False)
    sign = (
        pl.when(pl.col("text").str.starts_with("-"))
        .then(pl.lit(-1, dtype=pl.Int64))
        .otherwise(pl.lit(1, dtype=pl.Int64))
    )
    frame = frame.with_columns(value=magnitude * sign)
    value = pl.col("value")
    low, high = limits(field)
    values = number_values(field)
    outside = ~value.is_in(values) if values is not None else (value < low) | (value > high)
    outside_fault = FindingCode.OUT_OF_DOMAIN if values is None else FindingCode.NOT_IN_VALUES
    return frame.with_columns(
        fault=pl.when(~pl.col("shaped"))
        .then(fault(FindingCode.UNREADABLE))
        .when(pl.col("fraction").str.len_bytes() > digits)
        .then(fault(FindingCode.TOO_MANY_DECIMALS))
        .when(value.is_null() | (value.abs() > LARGEST))
        .then(fault(FindingCode.TOO_LARGE))
        .when(outside)
        .then(fault(outside_fault))
        .otherwise(pl.col("fault"))
    )
