"""The quick reading of a typed table: if one pass over it finds nothing to say, its rows stay where they are, lazy.

Whatever this reading does not know, or finds at fault, is left to `read_rows`, which knows everything and is slower.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ..pack.register_model import FieldType, RegisterModel
from .blanks import unknown_value, with_blank
from .cells import PHYSICAL, unknown
from .duplicates import key_fields, surely_unique
from .in_place import InPlace, as_they_stand
from .read_rows import physical_columns
from .register import FEW_LISTS
from .table import Table
from .typed_column import Column, typed_column
from .values import item_count
from .voids import void_doubt


@dataclass(frozen=True, slots=True)
class Quick:
    """A table that was read quickly: where its rows lie, their number, and the fields that hold an unknown."""

    place: InPlace
    rows: int
    nullable: frozenset[str]
    void_in_doubt: bool
    lists: dict[str, tuple[str, ...]]

    @property
    def frame(self) -> pl.LazyFrame:
        """All rows, lazy and normalised."""
        return self.place.read(self.place.cells)


def read_typed(table: Table, model: RegisterModel, columns: dict[str, int]) -> Quick | None:
    """Read a typed table quickly.

    Args:
        table: the table.
        model: the register.
        columns: field -> position of its column.

    Returns:
        None where something in it needs the thorough reading.
    """
    if not columns:
        return None
    schema = table.cells.collect_schema()
    read: dict[str, Column] = {}
    for name, field in model.fields.items():
        column = table.columns[columns[name]] if name in columns else None
        if column is None or schema[column] == pl.Null:
            read[name] = Column(unknown_value(field), pl.lit(True), pl.lit(0))
            continue
        found = typed_column(table, column, schema[column], field)
        if found is None:
            return None
        read[name] = found
    value = {name: part.value for name, part in read.items()}
    blank = {name: part.blank for name, part in read.items()}
    final = {name: with_blank(name, model, value, blank) for name in model.fields}
    told = _one_pass(table, model, read, final)
    if told is None:
        return None
    rows, blanks, nullable, void_in_doubt = told
    # Where no cell is blank its reading is not carried along: every later pass over the rows would pay for it.
    whole = {name: part.value if part.whole is None else part.whole for name, part in read.items()}
    chosen = {name: final[name] if blanks[name] else whole[name] for name in model.fields}
    if not surely_unique(table.cells.select(chosen[name].alias(name) for name in key_fields(model)),
                         key_fields(model), rows):  # fmt: skip
        return None
    physical = [chosen[name].cast(PHYSICAL[field.type]).alias(name) for name, field in model.fields.items()]
    lists = [item_count(pl.col(n)).alias(f"{n}#n") for n, f in model.fields.items() if f.type is FieldType.LIST]

    def rows_of(cells: pl.LazyFrame) -> pl.LazyFrame:
        frame = cells.select(physical)
        return frame.with_columns(lists).select(physical_columns(model)) if lists else frame

    whole_columns = {
        name: table.columns[columns[name]] for name in model.fields if name in columns and not blanks[name]
    }
    place = InPlace(table.cells, as_they_stand(model, schema, whole_columns), rows_of)
    texts = {name: read[name].texts for name in model.fields if not blanks[name]}
    few = {name: found for name, found in texts.items() if found and len(found) <= FEW_LISTS}
    return Quick(place, rows, nullable, void_in_doubt, few)


def _one_pass(
    table: Table, model: RegisterModel, read: dict[str, Column], final: dict[str, pl.Expr]
) -> tuple[int, dict[str, int], frozenset[str], bool] | None:
    """Rows, blank cells by field, fields with an unknown, whether a void is in doubt; None if a cell is in trouble."""
    asked = [pl.len().alias("rows")]
    for name, part in read.items():
        lacking = unknown(model.fields[name], final[name])
        asked += [
            part.trouble.cast(pl.Int64).sum().alias(f"trouble:{name}"),
            part.blank.cast(pl.Int64).sum().alias(f"blank:{name}"),
            lacking.cast(pl.Int64).sum().alias(f"unknown:{name}"),
        ]
    doubt = void_doubt(final, model)
    asked.append((pl.lit(False) if doubt is None else doubt).cast(pl.Int64).sum().alias("void"))
    # A literal column has one row of its own; the sums above are taken over the table's.
    told = table.collect(table.cells.select(asked), streaming=True).row(0, named=True)
    rows = int(told["rows"])
    blanks, nullable = {}, set()
    for name, field in model.fields.items():
        if told[f"trouble:{name}"]:
            return None
        literal = read[name].blank.meta.is_literal()
        blanks[name] = rows if literal else int(told[f"blank:{name}"])
        lacking_rows = told[f"unknown:{name}"] and rows
        if lacking_rows:
            if name in (model.key, model.join_field) or field.required or not field.language_type.maybe:
                return None
            nullable.add(name)
    return rows, blanks, frozenset(nullable), bool(told["void"] and rows)
