"""The sections of a credit file as data frames: the register's own fields, with how each record stands."""

from __future__ import annotations

from typing import Any

import polars as pl

from ..dossier import Record, Section
from ..pack.register_model import FieldModel, FieldType

STANDING, IN_FORCE = "standing", "in_force"

_TYPES = {
    FieldType.TEXT: pl.String(),
    FieldType.CODE: pl.String(),
    FieldType.INT: pl.Int64(),
    FieldType.BOOL: pl.Boolean(),
    FieldType.DATE: pl.Date(),
    FieldType.LIST: pl.List(pl.String()),
}


def section_table(section: Section, own: bool = False) -> pl.DataFrame:
    """The records of a section, newest first.

    Args:
        section: the section.
        own: whether it holds the subject's versions; `in_force` then says which one counts.

    Returns:
        `standing` (``stands``, ``noted``, ``void``, ``may_be_void``), `in_force` for versions, and every field of the register;
        an end that came after the day is blank. A field of one of these names gets a `_` behind it.
    """
    first = [STANDING, *([IN_FORCE] if own else [])]
    names = {name: f"{name}_" if name in first else name for name in section.model.fields}
    rows = [
        {STANDING: one.standing.value, IN_FORCE: one.in_force}
        | {names[name]: _cell(value) for name, value in record_values(one, section).items()}
        for one in section.records
    ]
    schema: dict[str, Any] = {STANDING: pl.String(), IN_FORCE: pl.Boolean()}
    fields = {names[name]: _type(field) for name, field in section.model.fields.items()}
    return pl.DataFrame(rows, schema={name: schema[name] for name in first} | fields, orient="row")


def record_values(one: Record, section: Section) -> dict[str, Any]:
    """Every field of a record in the order of the register, with why it is void and where it comes from at their places."""
    model = section.model
    apart: dict[str | None, Any] = dict(zip(dict(model.provenance).values(), one.provenance, strict=True))
    if model.void is not None:
        apart |= {model.void.on: one.since, model.void.reason: one.reason or None}
    return {name: apart[name] if name in apart else one.values[name] for name in model.fields}


def _cell(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _type(field: FieldModel) -> Any:
    return pl.Decimal(38, field.scale) if field.type is FieldType.DECIMAL else _TYPES[field.type]
