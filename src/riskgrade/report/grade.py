"""`rg.grade`: registers in, a data frame of decisions out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..calibration.artefact_model import Artefact
from ..pack.model import Pack
from .grading_run import run_grade
from .readable import with_rule_names
from .source import like_input


def grade(
    registers: object,
    pack: Pack | str | Path,
    as_of: date | str,
    period: int | None = None,
    engine: str = "polars",
    coverage: Mapping[str, object] | None = None,
    calibration: Artefact | str | Path | None = None,
    trial: bool = False,
) -> Any:
    """Grade every subject.

    Args:
        registers: a folder, a workbook, a mapping register -> pandas or Polars frame, or what `load_registers` gave.
        pack: a pack, its id or its path.
        as_of: what is known by this day counts; a date or a text such as ``2023-12-31``.
        period: the rating year; that of `as_of` if not given.
        engine: ``polars`` or ``duckdb``; both give the same.
        coverage: register -> the days for which it is complete, such as ``"2021-01-01..2023-12-31"``.
        calibration: a calibration, or its file; it must be approved and in effect on the day.
        trial: try the calibration whatever its state; `calibration` then begins with ``trial:``.

    Returns:
        A frame, pandas if the registers came as pandas frames, else Polars: a row a subject, sorted by `subject`. For each
        grade its level (null where it is withheld or not given), `_base`, `_best`, `_worst`, `_score_low` and
        `_score_high` (hundredths of a point), `_permitted` (joined by ``;``), `_provisional`, `_excluded` (the reason),
        `_evidence` (the weakest among what spoke for it), and where the pack says how often subjects are inspected
        `_inspections_min`, `_inspections_max` and `_inspections_months`; a column for each rank; then `flags`,
        `findings`, `rules_true` and `rules_unknown` (joined by ``;``). With a calibration, each grade that it moves has
        `<grade>_before`, the declared level, and `calibration` has its sha256.

    Raises:
        PackError, RegisterError, DatingError, EngineError, RefusalError, CalibrationError: with what is wrong and what to do.

    Examples:
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> grade({"inspections": rows}, "us-nyc", as_of="2014-12-31").select("subject", "grade").rows()
        [('1', 'A')]
    """
    run = run_grade(registers, pack, as_of, period, coverage, engine, calibration=calibration, trial=trial)
    return like_input(with_rule_names(run.batch), run.registers)
