"""One hash over all decisions, the same on every engine and whatever file the registers came from."""

from __future__ import annotations

import hashlib
from typing import Any

import polars as pl

SLICE = 2**18
"""Rows that are brought to bytes at once. It is part of the hash: another number gives another hash."""


def results_sha256(decisions: pl.DataFrame) -> str:
    """The sha256 of decisions: each column's name and kind, then its values in a form that no engine changes.

    A number is 8 bytes (little end first), a truth one byte, a text its length in bytes as a number with all the texts
    of the slice after the lengths; a missing value is 0 or empty, with one byte a row that says it is missing.

    Args:
        decisions: sorted by subject; texts, whole numbers and truths.

    Raises:
        TypeError: a column is of another kind.

    Examples:
        >>> results_sha256(pl.DataFrame({"subject": ["1"], "rating": ["5"]}))[:8]
        '77238d87'
    """
    digest = hashlib.sha256()
    for name in decisions.columns:
        column = decisions[name]
        kind = _kind(column)
        digest.update(_text(name) + _text(kind) + _number(len(column)))
        for start in range(0, len(column), SLICE):
            _update(digest, column[start : start + SLICE], kind)
    return digest.hexdigest()


def _update(digest: Any, part: pl.Series, kind: str) -> None:
    missing = part.is_null()
    digest.update(b"\x01" if missing.any() else b"\x00")
    if missing.any():
        digest.update(missing.cast(pl.UInt8).to_numpy().tobytes())
    match kind:
        case "text":
            filled = part.fill_null("")
            digest.update(filled.str.len_bytes().cast(pl.Int64).to_numpy().astype("<i8").tobytes())
            digest.update("".join(filled.to_list()).encode())
        case "truth":
            digest.update(part.fill_null(False).cast(pl.UInt8).to_numpy().tobytes())
        case _:
            digest.update(part.cast(pl.Int64).fill_null(0).to_numpy().astype("<i8").tobytes())


def _kind(column: pl.Series) -> str:
    if column.dtype == pl.String:
        return "text"
    if column.dtype == pl.Boolean:
        return "truth"
    if column.dtype.is_integer():
        return "number"
    raise TypeError(f"column {column.name} is {column.dtype}; decisions hold texts, whole numbers and truths")


def _number(value: int) -> bytes:
    return value.to_bytes(8, "little", signed=True)


def _text(value: str) -> bytes:
    held = value.encode()
    return _number(len(held)) + held
