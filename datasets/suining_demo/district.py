"""The whole district: registers, what is wrong in them on purpose, and their sheets by the pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from riskgrade.pack.load import load_pack

from .readme import readme
from .registers import make_registers
from .sheets import Sheet, sheet
from .trouble import Trouble, add_trouble
from .write import write_all

SEED = 20231231
NAME = "suining-demo"
PACK = "cn-base"


@dataclass(frozen=True, slots=True)
class District:
    """What is written: a sheet a register, and the rows that are wrong on purpose."""

    sheets: tuple[Sheet, ...]
    troubles: tuple[Trouble, ...]


def make_district(seed: int = SEED) -> District:
    """Make the district.

    Args:
        seed: the same seed gives the same district.

    Raises:
        KeyError, ValueError: the pack does not know a field or a value that is written.
    """
    registers = make_registers(seed)
    troubles = add_trouble(registers)
    models = load_pack(PACK).registers
    return District(tuple(sheet(name, rows, models[name]) for name, rows in registers.items()), tuple(troubles))


def write_district(folder: Path, seed: int = SEED) -> District:
    """Make the district and write it into a folder, as `suining-demo/` and `suining-demo.xlsx`."""
    made = make_district(seed)
    write_all(folder, NAME, made.sheets, readme(made.sheets, made.troubles, seed))
    return made
