"""`rg.conform`: computed against published levels, as a data frame."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..pack.model import Pack
from .conformity import conformity
from .grading_run import run_grade
from .source import like_input


def conform(
    registers: object,
    pack: Pack | str | Path,
    as_of: date | str,
    published: str,
    grade: str | None = None,
    period: int | None = None,
    engine: str = "polars",
    coverage: Mapping[str, object] | None = None,
) -> Any:
    """Hold computed levels against published ones.

    Args:
        registers: a folder, a workbook, a mapping register -> frame, or what `load_registers` gave.
        pack: a pack, its id or its path.
        as_of: what is known by this day counts.
        published: the field of the subject register that holds the published level.
        grade: the grade; needed only if the pack has several.
        period: the rating year; that of `as_of` if not given.
        engine: ``polars`` or ``duckdb``.
        coverage: register -> the days for which it is complete.

    Returns:
        A frame with a row a subject: `subject`, `published`, `computed`, `match` (``agree``, ``disagree``,
        ``not_computable``, ``not_published``), `reason`, `possible`, `missing`.

    Raises:
        PackError, RegisterError, DatingError, EngineError, RefusalError: with what is wrong and what to do.

    Examples:
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13", "grade": "B"}]
        >>> conform({"inspections": rows}, "us-nyc", "2014-12-31", "grade").select("published", "computed", "match").rows()
        [('B', 'A', 'disagree')]
    """
    run = run_grade(registers, pack, as_of, period, coverage, engine)
    return like_input(conformity(run, published, grade).table, run.registers)
