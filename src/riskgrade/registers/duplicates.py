"""Rows with the same key: identical ones are one record, differing ones contradict each other."""

from __future__ import annotations

import polars as pl

from ..pack.register_model import RegisterModel
from .table import ROW


def key_fields(model: RegisterModel) -> list[str]:
    """The fields that together name a row."""
    return [model.key] if model.valid_from is None else [model.key, model.valid_from]


def surely_unique(rows: pl.LazyFrame, keys: list[str], count: int) -> bool:
    """Whether no key repeats, by hashes: quick, and never wrongly true.

    Two keys with one hash only cause the exact look that follows.

    Examples:
        >>> surely_unique(pl.LazyFrame({"a": ["x", "y"]}), ["a"], 2)
        True
    """
    hashed = pl.col(keys[0]).hash(0)
    for seed, name in enumerate(keys[1:], 1):
        hashed = hashed ^ pl.col(name).hash(seed)
    # Not by the streaming engine: counting distinct integers is three times faster in memory.
    return bool(rows.select(hashed.n_unique()).collect().item() == count)


def repeated(rows: pl.DataFrame, model: RegisterModel) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find rows with the same key.

    Args:
        rows: accepted rows, with `#row` and the fields of the model.
        model: the register.

    Returns:
        The rows that repeat an earlier one in every field; and all rows that contradict another.
    """
    keys = key_fields(model)
    if surely_unique(rows.lazy(), keys, rows.height):
        return rows.clear(), rows.clear()
    same_key = rows.filter(pl.struct(keys).is_duplicated())
    names = [name for name in rows.columns if name != ROW]
    kept = same_key.unique(subset=names, keep="first", maintain_order=True)
    contradicting = kept.filter(pl.struct(keys).is_duplicated()).select(keys).unique()
    conflict = same_key.join(contradicting, on=keys, how="semi", nulls_equal=True).sort(ROW)
    repeats = same_key.filter(~pl.col(ROW).is_in(kept[ROW].implode())).filter(
        ~pl.col(ROW).is_in(conflict[ROW].implode())
    )
    return repeats, conflict
