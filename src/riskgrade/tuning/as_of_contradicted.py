"""Rows that were set aside for another with the same number and another content, where that one came later."""

from __future__ import annotations

import polars as pl

from ..pack.register_model import FieldType, RegisterModel
from ..registers.duplicates import key_fields
from ..registers.faults import number
from ..registers.finding import FindingCode, Severity
from ..registers.read_rows import physical_columns, severities_of
from ..registers.register import REFUSED
from ..registers.table import ROW
from ..registers.values import item_count


def no_longer_contradicted(aside: pl.DataFrame, model: RegisterModel) -> pl.DataFrame:
    """Of rows that were set aside and known on a day, those that nothing but a later row spoke against.

    Args:
        aside: the rows set aside that were known on the day.
        model: their register.

    Returns:
        The rows; of identical ones the first.
    """
    sound = aside.filter(~pl.any_horizontal(_has(name, model, Severity.ERROR) for name in model.fields))
    marks = [_has(name, model, Severity.FINDING).alias(f"{name}{REFUSED}") for name in model.fields]
    names = [*model.fields, *(f"{name}{REFUSED}" for name in model.fields)]
    kept = sound.with_columns(marks).unique(subset=names, keep="first", maintain_order=True)
    return kept.filter(~pl.struct(key_fields(model)).is_duplicated())


def refused_in(rows: pl.DataFrame, model: RegisterModel) -> frozenset[str]:
    """The fields with a cell that could not be taken, in rows as `no_longer_contradicted` gives them."""
    return frozenset(name for name in model.fields if rows[f"{name}{REFUSED}"].any())


def as_accepted(rows: pl.DataFrame, model: RegisterModel) -> pl.DataFrame:
    """Such rows in the columns of accepted ones, with their numbers.

    Args:
        rows: as `no_longer_contradicted` gives them.
        model: their register.
    """
    lists = [
        item_count(pl.col(name)).alias(f"{name}#n")
        for name, field in model.fields.items()
        if field.type is FieldType.LIST
    ]
    marks = [f"{name}{REFUSED}" for name in sorted(refused_in(rows, model))]
    numbered = rows.with_columns(pl.col(ROW).cast(pl.Int64), *lists)
    return numbered.select(ROW, *physical_columns(model), *marks)


def _has(name: str, model: RegisterModel, severity: Severity) -> pl.Expr:
    """Whether a cell has a fault of that severity."""
    codes: list[FindingCode] = [code for code, one in severities_of(name, model).items() if one is severity]
    return pl.col(f"fault:{name}").is_in([number(code) for code in codes])
