"""In which row of its file a record stands, as a person counts."""

from __future__ import annotations

import polars as pl

from ..facts.fact_value import Row
from ..registers import Registers


def row_number(registers: Registers, register: str, raw: Row) -> int | None:
    """The number of a record's row; None where the register was not supplied.

    Args:
        registers: what was read.
        register: the register's name.
        raw: the row, in physical form, as `rows_of` gave it.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> from riskgrade.registers import load_registers, rows_of
        >>> firms = RegisterModel(key="code", fields={"code": {"type": "code"}})
        >>> read = load_registers({"firms": [{"code": "7"}, {"code": "8"}]}, {"firms": firms})
        >>> row_number(read, "firms", rows_of(read, "firms", ["8"], "code")["8"][0])
        2
    """
    held = registers.registers.get(register)
    if held is None:
        return None
    key = held.model.key
    places = held.places(key).get(str(raw[key]), ())
    # Several versions of one key stand in several rows.
    place = next((one for one in places if held.held.row(one, named=True) == dict(raw)), None)
    if place is None:
        return None
    numbers = held.numbers
    return int(numbers[place]) if isinstance(numbers, pl.Series) else numbers + place
