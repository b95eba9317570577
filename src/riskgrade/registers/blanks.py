"""How an empty cell reads: as a value, as another field of the row, or as a month's last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from ..pack.register_model import Blank, FieldModel, RegisterModel
from .cells import PHYSICAL, TEXTS, read_cells
from .errors import RegisterError


def unknown_value(field: FieldModel) -> pl.Expr:
    """The unknown of a field in its physical form."""
    return pl.lit("") if field.type in TEXTS else pl.lit(None, dtype=PHYSICAL[field.type])


def blank_literal(name: str, field: FieldModel, text: str) -> pl.Expr:
    """A `blank:` value in its physical form, as an expression; see `usual_value`."""
    return pl.lit(usual_value(name, field, text), dtype=PHYSICAL[field.type])


def usual_value(name: str, field: FieldModel, text: str) -> Any:
    """What a blank cell is read as, where that is a value: in its physical form.

    Args:
        name: the field's name.
        field: the field.
        text: the value, as in the pack.

    Raises:
        RegisterError: the pack gives a value that the field cannot hold.

    Examples:
        >>> usual_value("special", FieldModel(type="bool", blank="false"), "false")
        False
    """
    read = read_cells(pl.Series([text], dtype=pl.String), field)
    if read["fault"].item() or read["blank"].item():
        raise RegisterError(
            f"The pack reads a blank '{name}' as '{text}', which that field cannot hold.",
            f"规则包将字段 {name} 的空值读作“{text}”，但该字段不能取此值。",
        )
    return read["value"].item()


def with_blank(name: str, model: RegisterModel, value: Mapping[str, pl.Expr], blank: Mapping[str, pl.Expr]) -> pl.Expr:
    """The value of a field once its empty cells are read as the pack says.

    Args:
        name: the field.
        model: the register.
        value: each field's value as its cell says.
        blank: whether each field's cell is empty.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> model = RegisterModel(key="a", fields={
        ...     "a": {"type": "text"}, "b": {"type": "text", "blank": {"field": "a"}}})
        >>> rows = pl.DataFrame({"a": ["x", "y"], "b": ["", "z"]})
        >>> own = {name: pl.col(name) for name in "ab"}
        >>> rows.select(with_blank("b", model, own, {name: pl.col(name) == "" for name in "ab"}).alias("b")).rows()
        [('x',), ('z',)]
    """
    field = model.fields[name]
    if field.blank is None or field.required:
        return value[name]
    return pl.when(blank[name]).then(_reading(name, field, field.blank, model, value, blank)).otherwise(value[name])


def _reading(
    name: str,
    field: FieldModel,
    reading: str | Blank,
    model: RegisterModel,
    value: Mapping[str, pl.Expr],
    blank: Mapping[str, pl.Expr],
) -> pl.Expr:
    if isinstance(reading, str):
        return blank_literal(name, field, reading)
    if reading.month_end is not None:
        day = value[reading.month_end].cast(pl.Int32).cast(pl.Date)
        return day.dt.month_end().cast(pl.Int32).cast(pl.Int64)
    out = unknown_value(field)
    for other in reversed(reading.field):
        out = pl.when(~blank[other]).then(_aligned(value[other], model.fields[other], field)).otherwise(out)
    return out


def _aligned(value: pl.Expr, given: FieldModel, wanted: FieldModel) -> pl.Expr:
    """A number of another field in this field's smallest unit; more digits than it keeps are unknown."""
    digits = wanted.scale - given.scale
    if digits >= 0:
        return value * pl.lit(10**digits, dtype=pl.Int64) if digits else value
    step = pl.lit(10**-digits, dtype=pl.Int64)
    return pl.when(value // step * step == value).then(value // step)
