"""Texts read as codes of a fixed set, and as lists of codes."""

from __future__ import annotations

import polars as pl

from ..pack.register_model import FieldModel
from .faults import fault
from .finding import FindingCode
from .names import plain


def accepted(field: FieldModel) -> dict[str, str]:
    """What may stand in a cell, as `names.plain` gives it -> the code: codes first, then their labels.

    Examples:
        >>> from riskgrade.pack.register_model import FieldModel
        >>> accepted(FieldModel(type="code", values={"pass": "合格", "fail": "不合格"}))
        {'pass': 'pass', 'fail': 'fail', '合格': 'pass', '不合格': 'fail'}
    """
    values = field.values or {}
    out: dict[str, str] = {}
    for code in values:
        out.setdefault(plain(code), code)
    for code, label in values.items():
        for text in (label.zh, label.en):
            if text:
                out.setdefault(plain(text), code)
    return out


def code_of(text: str, field: FieldModel, words: dict[str, str]) -> str | None:
    """The code that a cell's text stands for; None where it is none of them."""
    return text if text in (field.values or {}) else words.get(plain(text))


def read_values(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    """Read `value` as a code of the field's set.

    Args:
        frame: with `value`.
        field: a field with `values`.

    Returns:
        The frame with `value` and `fault`.
    """
    words = accepted(field)
    # Few different texts stand in such a column, so each is looked up once.
    texts = [text for text in frame["value"].unique().to_list() if text]
    codes = {text: code for text in texts if (code := code_of(text, field, words)) is not None}
    value = pl.col("value").replace_strict(codes or {"": ""}, default=None, return_dtype=pl.String)
    frame = frame.with_columns(value=value)
    wrong = pl.col("value").is_null() & ~pl.col("blank")
    return frame.with_columns(
        value=pl.col("value").fill_null(""),
        fault=pl.when(wrong).then(fault(FindingCode.NOT_IN_VALUES)).otherwise(pl.col("fault")),
    )


def list_text(text: str, field: FieldModel, words: dict[str, str]) -> str | None:
    """The physical form of a list; None where an item is none of the field's values.

    Examples:
        >>> from riskgrade.pack.register_model import FieldModel
        >>> list_text("fine ; warning;fine", FieldModel(type="list"), {}), list_text(";", FieldModel(type="list"), {})
        (';fine;warning;', ';')
    """
    items: set[str] = set()
    for part in text.split(";"):
        item = part.strip()
        if not item:
            continue
        code = item if field.values is None else code_of(item, field, words)
        if code is None:
            return None
        items.add(code)
    return ";" + "".join(f"{item};" for item in sorted(items))


def read_list(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    """Read `text` as a list of codes separated by `;`.

    Args:
        frame: with `text`.
        field: a list field.

    Returns:
        The frame with `value` (sorted, each item once, `;` around each) and `fault`.
    """
    words = accepted(field)
    texts = [text for text in frame["text"].unique().to_list() if text]
    lists = {text: out for text in texts if (out := list_text(text, field, words)) is not None}
    value = pl.col("text").replace_strict(lists or {"": ""}, default=None, return_dtype=pl.String)
    frame = frame.with_columns(value=value)
    wrong = pl.col("value").is_null() & ~pl.col("blank")
    return frame.with_columns(
        value=pl.col("value").fill_null(""),
        fault=pl.when(wrong).then(fault(FindingCode.NOT_IN_VALUES)).otherwise(pl.col("fault")),
    )


def item_count(value: pl.Expr) -> pl.Expr:
    """How many items a list in its physical form has; 0 where it is unknown."""
    return (value.str.count_matches(";", literal=True).cast(pl.Int64) - 1).clip(lower_bound=0)
