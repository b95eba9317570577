"""The rows of some subjects, for the reference evaluator: their own row as of a day, and the records tied to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from ..facts.fact_value import Row
from ..facts.reference import SubjectData
from ..language.types import FIRST_DAY, day_number
from ..pack.dating import Moment
from ..pack.model import Pack
from ..pack.register_model import RegisterModel
from ..registers.records import rows_of
from ..registers.register import REFUSED, Register, Registers


def versions_in_doubt(register: Register) -> frozenset[str]:
    """Subjects of whose versions one could not be read or dated: which one is valid on a day cannot be told.

    Args:
        register: the subjects' register.
    """
    field = register.model.valid_from
    if field is None:
        return frozenset()
    if field not in register.refused:
        return register.set_aside
    undated = register.frame.filter(pl.col(f"{field}{REFUSED}")).select(register.model.key).collect()
    return register.set_aside | frozenset(undated.to_series().to_list())


FUTURE = FIRST_DAY - 2 * 10**6
UNDATED = FIRST_DAY - 10**6


def subject_data(
    packs: Sequence[Pack], registers: Registers, moment: Moment, subjects: Sequence[str]
) -> dict[str, SubjectData]:
    """What the registers hold of each subject.

    Args:
        packs: the packs whose facts will be computed, all of the same subject register.
        registers: the registers.
        moment: as of when.
        subjects: keys; those without a row are left out.
    """
    name = packs[0].subject or ""
    model = packs[0].registers[name]
    own = rows_of(registers, name, subjects, model.key)
    rows = {key: version_on(found, model, day_number(moment.as_of)) for key, found in own.items() if found}
    ties = {
        (fact.register, *fact.join) for pack in packs for fact in pack.facts if fact.register in registers.registers
    }
    tied: dict[tuple[str, str, str], Mapping[str, Sequence[Row]]] = {}
    for register, field, subject_field in ties:
        values = {row[subject_field] for row in rows.values()} - {""}
        tied[register or "", field, subject_field] = rows_of(registers, register or "", values, field)
    return {
        key: SubjectData(
            row,
            {
                (register, field): tuple(found.get(row[subject_field], ()))
                for (register, field, subject_field), found in tied.items()
            },
        )
        for key, row in rows.items()
    }


def version_on(rows: Sequence[Row], model: RegisterModel, as_of: int) -> Row:
    """The row of a thing that is valid on a day: the newest that is not later; else, the newest of all.

    Args:
        rows: its rows, at least one.
        model: their register.
        as_of: the day, as a day number.
    """
    field = model.valid_from
    if field is None:
        return rows[0]

    def order(row: Row) -> tuple[int, int]:
        day = row[field]
        if day is None:
            return UNDATED, 0
        return (FUTURE, day) if day > as_of else (day, 0)

    return max(rows, key=order)
