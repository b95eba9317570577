"""What is known on a day, held still: registers and records as they are, with nothing that comes later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..facts.known import as_known, known_by
from ..facts.reference import SubjectData
from ..language.types import day_number
from ..pack.model import Pack
from ..registers.register import Register, Registers


def frozen_data(pack: Pack, data: SubjectData, as_of: date) -> SubjectData:
    """What the registers hold of a subject, without what is dated or recorded later: it is not known, and may not be expected.

    Args:
        pack: the pack.
        data: what the registers hold of it.
        as_of: the day.
    """
    day = day_number(as_of)
    records = {
        (register, field): tuple(
            as_known(pack.registers[register], row, day) for row in rows if known_by(pack.registers[register], row, day)
        )
        for (register, field), rows in data.records.items()
    }
    return SubjectData(as_known(pack.registers[pack.subject or ""], data.row, day), records)


def frozen_registers(registers: Registers, as_of: date) -> Registers:
    """Registers that stay complete for as long as nothing happens: a coverage that reaches the day goes on after it.

    Args:
        registers: the registers.
        as_of: the day.
    """
    return replace(registers, registers={name: _going_on(one, as_of) for name, one in registers.registers.items()})


def _going_on(register: Register, as_of: date) -> Register:
    first, last = register.coverage or (None, None)
    if last is None or last < as_of:
        return register
    return replace(register, coverage=None if first is None else (first, None))
