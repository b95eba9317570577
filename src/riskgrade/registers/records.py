"""The records of a few subjects, for the reference evaluator and for explanations."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from .register import Register, Registers


def rows_of(
    registers: Registers, register: str, keys: Collection[str], field: str
) -> dict[str, list[dict[str, object]]]:
    """The accepted records that have one of these values, in physical form.

    Args:
        registers: what was read.
        register: the register's name.
        keys: the values; each has an entry in the answer, be it empty.
        field: the field that holds them, such as the join field.

    Raises:
        KeyError: the register was not supplied.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> from riskgrade.registers import load_registers
        >>> firms = RegisterModel(key="code", fields={"code": {"type": "code"}, "open": {"type": "bool"}})
        >>> read = load_registers({"firms": [{"code": "1", "open": "是"}, {"code": "2"}]}, {"firms": firms})
        >>> rows_of(read, "firms", ["1", "3"], "code")
        {'1': [{'code': '1', 'open': True}], '3': []}
    """
    held = registers.registers[register]
    if held.in_place is None:
        return _looked_up(held, keys, field)
    frame = held.frame
    wanted = pl.LazyFrame({field: sorted(set(keys))}, schema={field: pl.String})
    wanted = wanted.with_columns(pl.col(field).cast(frame.collect_schema()[field]))
    out: dict[str, list[dict[str, object]]] = {key: [] for key in keys}
    for row in frame.join(wanted, on=field, how="semi", maintain_order="left").collect().iter_rows(named=True):
        out[str(row[field])].append(row)
    return out


def _looked_up(held: Register, keys: Collection[str], field: str) -> dict[str, list[dict[str, object]]]:
    """The same from rows in memory: an inspector waits, and a query for each register of one firm takes most of the time."""
    places = held.places(field)
    found = {key: places.get(key, ()) for key in keys}
    gathered = iter(held.held[[place for some in found.values() for place in some]].iter_rows(named=True))
    return {key: [next(gathered) for _ in some] for key, some in found.items()}
