"""Opening packs and registers for a verb, whatever they are given as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from ..pack.load import load_pack
from ..pack.model import Pack
from ..registers import Registers
from ..registers import load_registers as read_registers
from .dates import coverage_of
from .refusal import RefusalError

Progress = Callable[[str], None]


@dataclass(frozen=True)
class PandasRegisters(Registers):
    """Registers that came as pandas frames: results go back as such."""


def open_pack(pack: Pack | str | Path) -> Pack:
    """A pack that grades.

    Args:
        pack: a pack, a shipped pack's id, or a path.

    Raises:
        PackError: it cannot be used.
        RefusalError: it grades nobody; it is there for other packs to use.

    Examples:
        >>> open_pack("us-nyc").subject
        'inspections'
    """
    found = pack if isinstance(pack, Pack) else load_pack(pack)
    if found.subject is None or not found.grades:
        raise RefusalError(
            f"pack {found.id} grades nobody: it holds registers and facts for other packs. Name a pack that uses it",
            f"规则包 {found.id} 不评级，仅供其他规则包引用；请改用引用它的规则包",
        )
    return found


def load_registers(
    source: object,
    pack: Pack | str | Path,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Registers:
    """Read registers as a pack knows them, check them, and set aside the rows that cannot be read.

    Args:
        source: a folder with one file a register, a workbook, or a mapping register -> pandas or Polars frame, or list of
            rows. What this function gave is given back.
        pack: the pack, its id or its path.
        coverage: register -> the days for which it is complete, such as ``"2021-01-01..2023-12-31"``.
        progress: told what is being done.

    Returns:
        The registers, with findings and the rows set aside.

    Raises:
        PackError: the pack cannot be used.
        RegisterError: the registers cannot be read at all.

    Examples:
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> load_registers({"inspections": rows}, "us-nyc").registers["inspections"].rows
        1
    """
    if isinstance(source, Registers):
        if coverage is not None:
            raise RefusalError(
                "coverage belongs where the registers are read: give it to load_registers",
                "覆盖期间应在读取名册时给出：请传给 load_registers",
            )
        return source
    known = pack if isinstance(pack, Pack) else load_pack(pack)
    days = coverage_of(coverage)
    read = read_registers(source, known.registers, coverage=days, subject=known.subject, progress=progress)
    if isinstance(source, Mapping) and any(_is_pandas(frame) for frame in source.values()):
        return PandasRegisters(**{one.name: getattr(read, one.name) for one in fields(read)})
    return read


def need_subjects(registers: Registers, pack: Pack) -> None:
    """Refuse registers without the one whose rows are graded.

    Raises:
        RefusalError: it was not supplied.
    """
    if pack.subject not in registers.registers:
        there = ", ".join(registers.registers)
        raise RefusalError(
            f"the register '{pack.subject}', whose rows pack {pack.id} grades, was not supplied; there is: {there}",
            f"缺少规则包 {pack.id} 评级主体的名册 {pack.subject}；现有：{there}",
        )


def like_input(frame: pl.DataFrame, registers: Registers) -> Any:
    """A result in the kind of frame that the registers came in: pandas for pandas, else Polars."""
    return frame.to_pandas() if isinstance(registers, PandasRegisters) else frame


def _is_pandas(frame: object) -> bool:
    return type(frame).__module__.partition(".")[0] == "pandas"
