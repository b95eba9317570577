"""Rows that stay in their file until a query needs them, and what can be asked of the cells as they stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from ..pack.register_model import FieldType, RegisterModel

_AS_THEY_STAND = {
    FieldType.TEXT: pl.String,
    FieldType.CODE: pl.String,
    FieldType.BOOL: pl.Boolean,
    FieldType.DATE: pl.Date,
}


@dataclass(frozen=True, slots=True)
class InPlace:
    """The cells of a register that was read without being copied.

    Args:
        cells: the file's columns.
        columns: field -> its column, for fields whose cells need no reading: none is blank, all are of the field's type.
        read: from some of the rows of `cells` to these rows in physical form.
    """

    cells: pl.LazyFrame
    columns: Mapping[str, str]
    read: Callable[[pl.LazyFrame], pl.LazyFrame]


def as_they_stand(model: RegisterModel, schema: pl.Schema, columns: Mapping[str, str]) -> dict[str, str]:
    """The fields whose column holds their type.

    Args:
        model: the register.
        schema: the types of the file's columns.
        columns: field -> column, for fields without a blank cell.

    Examples:
        >>> model = RegisterModel(key="a", fields={"a": {"type": "code"}, "b": {"type": "date"}})
        >>> as_they_stand(model, pl.Schema({"A": pl.String, "B": pl.Datetime("us")}), {"a": "A", "b": "B"})
        {'a': 'A'}
    """
    return {
        name: column
        for name, column in columns.items()
        if (wanted := _AS_THEY_STAND.get(model.fields[name].type)) is not None and schema[column] == wanted
    }
