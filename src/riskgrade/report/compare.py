"""`rg.compare`: two packs, or a pack and a patch to it, over the same registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ..pack.model import Pack
from ..registers import Registers
from ..tuning.compare import Comparison, compared
from ..tuning.patch import patch
from .dates import moment_of
from .refusal import RefusalError
from .source import PandasRegisters, Progress, load_registers, need_subjects, open_pack


def compare(
    pack_a: Pack | str | Path,
    pack_b: Pack | str | Path | Mapping[str, object],
    registers: object,
    on: date | str,
    period: int | str | None = None,
    grade: str | None = None,
    engine: str = "polars",
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Hold what two packs say of the same subjects side by side.

    Args:
        pack_a: the pack before: a pack, its id or its path.
        pack_b: the pack after; a mapping is a patch to `pack_a`, as `patch` takes it.
        registers: as `load_registers` takes them.
        on: what is known by this day counts.
        period: the rating year; that of `on` if not given.
        grade: which grade; every one that both packs have with the same levels if not given.
        engine: ``polars`` or ``duckdb``.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.

    Returns:
        The comparison: `migration()`, `changed(reasons=True)`, `workload()`, `summary()`, each a table with `.frame` (pandas
        where the registers came as pandas) and `.plot()`.

    Raises:
        PackError, RegisterError, DatingError, EngineError, RefusalError, TuningError: with what is wrong and what to do.

    Examples:
        >>> rows = [{"inspection_id": str(n), "inspected_on": "2014-03-03", "score": str(n)} for n in (12, 13, 28)]
        >>> found = compare("us-nyc", {"grades.grade.bands.A.up_to": 12}, {"inspections": rows}, on="2014-12-31")
        >>> found.changed().frame.select("subject", "from", "to", "why").rows()
        [('13', 'A', 'B', 'limits')]
    """
    return opened_comparison(pack_a, pack_b, registers, on, period, grade, engine, coverage, progress)[0]


def opened_comparison(
    pack_a: Pack | str | Path, pack_b: Pack | str | Path | Mapping[str, object], registers: object, on: date | str,
    period: int | str | None = None, grade: str | None = None, engine: str = "polars",
    coverage: Mapping[str, object] | None = None, progress: Progress | None = None,
) -> tuple[Comparison, Registers]:  # fmt: skip
    """The comparison, and the registers as the first pack reads them; arguments and errors as of `compare`."""
    moment = moment_of(on, period)
    before = open_pack(pack_a)
    after = patch(before, pack_b) if isinstance(pack_b, Mapping) else open_pack(pack_b)
    one = load_registers(registers, before, coverage, progress)
    other = one
    if after.registers != before.registers:
        if isinstance(registers, Registers):
            raise RefusalError(
                f"pack {after.id} reads registers otherwise than pack {before.id}; give the folder or the frames themselves",
                f"规则包 {after.id} 与 {before.id} 读取名册的方式不同；请直接给出文件夹或数据表",
            )
        other = load_registers(registers, after, coverage, progress)
    need_subjects(one, before)
    need_subjects(other, after)
    pandas = isinstance(one, PandasRegisters)
    return compared((before, one), (after, other), moment, grade, engine, pandas), one
