"""The registers as they read on a day: what came later is not in them, whatever a pack's conditions would have let through.

A backtest that left it to the pack to look away from what came later would test the pack's care as well as its rules. So what
is not known yet is taken out before anything is asked: rows that were recorded, happened or became valid later; values
that came later (`known_from`), which then read as the blank cell they were; voids that came later; and rows set aside that came later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import and_

import polars as pl

from ..language.types import day_number
from ..pack.register_model import FieldType, RegisterModel
from ..registers import Register, Registers
from ..registers.aside import JOIN
from ..registers.blanks import unknown_value, with_blank
from ..registers.cells import PHYSICAL, unknown
from ..registers.checks import CHECKS
from ..registers.faults import fault
from ..registers.finding import FindingCode
from ..registers.near_codes import with_slips
from ..registers.plain_codes import plain_codes
from ..registers.read_rows import physical_columns
from ..registers.register import REFUSED
from ..registers.table import ROW
from ..registers.values import item_count
from ..registers.voids import void_doubt
from .as_of_contradicted import as_accepted, no_longer_contradicted, refused_in


def known_on(registers: Registers, day: date, subject: str) -> Registers:
    """The registers as they read on a day.

    Nothing that was recorded, happened, was decided, voided or became valid after the day changes what this gives. A row
    without a date of record stays: it may have been known.

    Args:
        registers: what was read.
        day: the day.
        subject: the register of subjects.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> from riskgrade.registers import load_registers
        >>> visits = RegisterModel(key="id", date="on", recorded="at", fields={
        ...     "id": {"type": "code"}, "on": {"type": "date"}, "at": {"type": "date"}})
        >>> rows = [{"id": "1", "on": "2023-01-02", "at": "2023-01-05"}, {"id": "2", "on": "2023-01-02", "at": "2023-02-01"}]
        >>> read = load_registers({"visits": rows}, {"visits": visits})
        >>> known_on(read, date(2023, 1, 31), "visits").registers["visits"].held["id"].to_list()
        ['1']
    """
    number = day_number(day)
    seen = {name: _seen(register, number) for name, register in registers.registers.items()}
    view = replace(registers, registers=seen)
    if subject not in seen:
        return view
    return replace(with_slips(view, subject), notices=registers.notices)


def _seen(register: Register, day: int) -> Register:
    model = register.model
    numbers = register.numbers
    if isinstance(numbers, int):
        numbers = pl.int_range(numbers, numbers + register.rows, dtype=pl.Int64, eager=True)
    held = register.held.with_columns(numbers.cast(pl.Int64).alias(ROW)).filter(known(model, day))
    aside = None if register.aside is None else register.aside.filter(known(model, day))
    lists, nullable, refused = register.lists, register.nullable, register.refused
    if aside is not None and register.aside is not None and aside.height < register.aside.height:
        alone = no_longer_contradicted(aside, model)
        if alone.height:
            aside = aside.join(alone.select(ROW), on=ROW, how="anti")
            refused = refused | refused_in(alone, model)
            marks = [pl.col(f"{name}{REFUSED}").fill_null(False) for name in sorted(refused)]
            held = pl.concat([held, as_accepted(alone, model)], how="diagonal").sort(ROW)
            held = held.with_columns(marks).select(
                ROW, *physical_columns(model), *(f"{n}{REFUSED}" for n in sorted(refused))
            )
            lists, nullable = {}, nullable | _lacking(alone, model, model.fields)
    doubt = void_doubt({name: pl.col(name) for name in model.fields}, model)
    in_doubt = doubt is not None and bool(held.select(doubt.any()).item())
    register = replace(register, refused=refused, void_in_doubt=in_doubt)
    frame, nullable = _blanked(held, register, day, nullable)
    later = _later_fields(model)
    return replace(
        register,
        frame=frame.drop(ROW).lazy(),
        rows=frame.height,
        nullable=nullable,
        lists={name: texts for name, texts in lists.items() if name not in later},
        aside=aside,
        set_aside=_set_aside(register, aside),
        unattributed=0 if aside is None else int((aside[JOIN] == "").sum()),
        in_place=None,
        numbers=frame[ROW],
        _places={},
    )


def known(model: RegisterModel, day: int) -> pl.Expr:
    """Whether a row was, or may have been, known on a day: the columns of `facts.known.known_by`.

    Args:
        model: its register.
        day: the day, as a day number.
    """
    fields = [field for field in (model.recorded, model.date, model.valid_from) if field is not None]
    return reduce(and_, [pl.col(one).is_null() | (pl.col(one) <= day) for one in fields], pl.lit(True))


def _later_fields(model: RegisterModel) -> dict[str, str]:
    """Fields whose value may come later than the row -> the date from which it is known."""
    found = {name: field.known_from for name, field in model.fields.items() if field.known_from is not None}
    if model.void is not None:
        found |= {model.void.on: model.void.on, model.void.reason: model.void.on}
    return found


def _blanked(
    frame: pl.DataFrame, register: Register, day: int, nullable: frozenset[str]
) -> tuple[pl.DataFrame, frozenset[str]]:
    """The rows with values that came later as blank cells, and the fields that hold an unknown."""
    model = register.model
    later = {name: (pl.col(since) > day).fill_null(False) for name, since in _later_fields(model).items()}
    if not later:
        return frame, nullable
    gone = {
        name: pl.when(when).then(unknown_value(model.fields[name])).otherwise(pl.col(name))
        for name, when in later.items()
    }
    value = {name: gone.get(name, pl.col(name)) for name in model.fields}
    blank = {name: unknown(field, value[name]) for name, field in model.fields.items()}
    marks = {name: f"{name}{REFUSED}" for name in later if name in register.refused}
    out = frame.with_columns(
        *(
            pl.when(when)
            .then(with_blank(name, model, value, blank | {name: pl.lit(True)}))
            .otherwise(pl.col(name))
            .cast(PHYSICAL[model.fields[name].type])
            .alias(name)
            for name, when in later.items()
        ),
        *(pl.when(later[name]).then(False).otherwise(pl.col(mark)).alias(mark) for name, mark in marks.items()),
    ).with_columns(
        item_count(pl.col(name)).alias(f"{name}#n") for name in later if model.fields[name].type is FieldType.LIST
    )
    return out, (nullable - later.keys()) | _lacking(out, model, later)


def _lacking(frame: pl.DataFrame, model: RegisterModel, names: Iterable[str]) -> frozenset[str]:
    """The fields among these that are unknown in some row."""
    some = frame.select(unknown(model.fields[name], pl.col(name)).any().alias(name) for name in names)
    return frozenset(name for name, any_ in some.row(0, named=True).items() if any_)


def _set_aside(register: Register, aside: pl.DataFrame | None) -> frozenset[str]:
    """Whose rows were set aside by then; codes one slip away are added afterwards, from the rows that are left."""
    if register.aside is None or aside is None or aside.height == register.aside.height:
        return register.set_aside
    # Where cells have moved, a row may be of anybody it names in any cell.
    moved = (pl.col(JOIN) == "") | (pl.col(f"fault:{register.model.key}") == fault(FindingCode.SHIFTED))
    lost = aside.filter(moved)
    texts = [lost[column].rename("text") for column in lost.columns if column.startswith("raw:")]
    check = CHECKS.get(register.model.fields[register.model.join_field].check or "")
    named = set(plain_codes(pl.concat(texts), check).to_list())
    return frozenset(aside[JOIN].to_list()) - {""} | (register.set_aside & named)
