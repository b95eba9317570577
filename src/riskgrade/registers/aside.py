"""Rows that were set aside, as far as they could be read: whose they are, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ..pack.register_model import RegisterModel
from .faults import FAULTS
from .finding import FindingCode
from .table import KEY, LOST, NUMBER, ROW

JOIN = "#join"
"""The column with a row's join value as text; empty where it could not be read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, or with a row.

    Args:
        code: the kind.
        field: the cell's field; for a row that contradicts another, the key.
        value: the cell's text as it stood.
    """

    code: FindingCode
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that was set aside.

    Args:
        row: its number as a person sees it in the file.
        values: field -> value in physical form, unknown where it could not be read.
        faults: why it was set aside, and what else is wrong with it.
    """

    row: int
    values: Mapping[str, Any]
    faults: tuple[Fault, ...]


def aside_frame(wrong: pl.DataFrame, model: RegisterModel) -> pl.DataFrame:
    """What is kept of rows set aside: number, key, join value, every field, and each cell's text and fault.

    Args:
        wrong: the rows with all that was found out about them.
        model: their register.
    """
    kept = [column for name in model.fields for column in (name, f"raw:{name}", f"fault:{name}")]
    return wrong.select(ROW, KEY, JOIN, *kept)


def aside_rows(frame: pl.DataFrame | None, model: RegisterModel, joins: Collection[str]) -> list[Aside]:
    """The rows set aside that have one of these join values, in the order of the file.

    Args:
        frame: `Register.aside`.
        model: the register.
        joins: the join values; an empty text stands for the rows of which it could not be read.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> from riskgrade.registers import load_registers
        >>> firms = RegisterModel(key="code", fields={"code": {"type": "code"}, "area": {"type": "int", "required": True}})
        >>> read = load_registers({"firms": [{"code": "1", "area": "wide"}]}, {"firms": firms}).registers["firms"]
        >>> [(one.row, one.faults[0].field, one.faults[0].value) for one in aside_rows(read.aside, firms, ["1"])]
        [(1, 'area', 'wide')]
    """
    if frame is None:
        return []
    found = frame.filter(pl.col(JOIN).is_in(sorted(set(joins))))
    return [_aside(row, model) for row in found.iter_rows(named=True)]


def _aside(row: Mapping[str, Any], model: RegisterModel) -> Aside:
    cells = [
        Fault(FAULTS[row[f"fault:{name}"] - 1], name, str(row[f"raw:{name}"]).lstrip(NUMBER + LOST))
        for name in model.fields
        if row[f"fault:{name}"]
    ]
    # A row without a fault of its own was set aside because it contradicts another.
    faults = cells or [Fault(FindingCode.CONFLICT, model.key, str(row[KEY]))]
    return Aside(int(row[ROW]), {name: row[name] for name in model.fields}, tuple(faults))
