"""Texts read as dates, and as yes or no: exactly, or not at all."""

from __future__ import annotations

import polars as pl

from ..language.types import FIRST_DAY, LAST_DAY
from ..pack.register_model import FieldModel
from .faults import fault
from .finding import FindingCode

_DATE = (
    r"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}"
    r"|[0-9]{8}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)$"
)
_OPEN_END = ["长期", "长期有效", "永久", "永久有效"]
"""Without an end: the last day there is."""

_MIDNIGHT = r"[ T]0{1,2}:00(:00(\.0+)?)?$"

TRUTHS = {
    "true": True, "1": True, "yes": True, "y": True, "是": True,
    "false": False, "0": False, "no": False, "n": False, "否": False,
}  # fmt: skip
"""What is read as yes or no, in small letters."""


def read_date(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    """Read `text` as days since 1970-01-01; only forms whose year, month and day cannot be confused.

    Args:
        frame: with `text`.
        field: a date field.

    Returns:
        The frame with `value` and `fault`.
    """
    bare = pl.col("text").str.replace(_MIDNIGHT, "")
    frame = frame.with_columns(bare=bare)
    plain = pl.col("bare").str.replace_all(r"[/.年月]", "-").str.strip_chars_end("日")
    plain = plain.str.replace(r"^([0-9]{4})([0-9]{2})([0-9]{2})$", "$1-$2-$3")
    day = pl.when(pl.col("bare").str.contains(_DATE)).then(plain.str.to_date("%Y-%m-%d", strict=False))
    open_end = pl.col("bare").is_in(_OPEN_END)
    frame = frame.with_columns(value=pl.when(open_end).then(LAST_DAY).otherwise(day.cast(pl.Int32).cast(pl.Int64)))
    value = pl.col("value")
    return frame.with_columns(
        fault=pl.when(value.is_null())
        .then(fault(FindingCode.UNREADABLE))
        .when((value < FIRST_DAY) | (value > LAST_DAY))
        .then(fault(FindingCode.DATE_OUT_OF_RANGE))
        .otherwise(pl.col("fault"))
    )


def read_bool(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    """Read `text` as true or false.

    Args:
        frame: with `text`.
        field: a field of yes or no.

    Returns:
        The frame with `value` and `fault`.
    """
    words = pl.col("text").str.to_lowercase().str.replace(r"^([01])\.0+$", "$1")
    value = words.replace_strict(TRUTHS, default=None, return_dtype=pl.Boolean)
    frame = frame.with_columns(value=value)
    return frame.with_columns(
        fault=pl.when(pl.col("value").is_null()).then(fault(FindingCode.UNREADABLE)).otherwise(pl.col("fault"))
    )
