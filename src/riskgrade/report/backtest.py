"""`rg.backtest`: how a pack's grades did in the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ..pack.model import Pack
from ..registers import Registers
from ..tuning.backtest import Backtest, planned, run_backtest
from ..tuning.outcome import Outcome, compile_outcome
from ..tuning.split import Fold
from .source import PandasRegisters, Progress, load_registers, need_subjects, open_pack


def backtest(
    pack: Pack | str | Path,
    registers: object,
    outcome: Outcome | str,
    split: object,
    strata: str | Sequence[str] = (),
    period: str | None = None,
    grade: str | Sequence[str] | None = None,
    since: str | None = None,
    until: date | str | None = None,
    engine: str = "polars",
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Grade as of each origin from what was known on that day, and hold the grades against what came after.

    Args:
        pack: a pack, its id or its path.
        registers: as `load_registers` takes them: all that is known by now.
        outcome: what the grades should tell, such as ``rg.Outcome("samplings:final_failure", horizon="12m")``.
        split: ``rg.RollingOrigin(start, end, step, embargo)``; random splits are refused.
        strata: fields or facts of the subjects, as of the origin; ``new`` parts subjects not graded on an earlier origin.
        period: the rating year of each origin: that of the origin, or ``previous``.
        grade: a grade of the pack, or several; all if not given.
        since: a date of the subject's register, such as when it was established; before it a subject is not there yet.
        until: the last day that the registers tell of; if not given the end of the outcome register's declared coverage, else
            the day of its newest record.
        engine: ``polars`` or ``duckdb``.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.

    Returns:
        The backtest: `observations()`, `metrics(ci=True)`, `by_grade()`, `psi()`, `strata()`, `folds()`, `bunching()`, each a
        table with `.frame` (pandas where the registers came as pandas) and `.plot()`; `notes`, what to know before relying
        on it.

    Raises:
        PackError, RegisterError, DatingError, EngineError, RefusalError, TuningError: with what is wrong and what to do.

    Examples:
        >>> from riskgrade import RollingOrigin
        >>> firms = [{"uscc": "91990000MA90000114", "name": "合成样本", "kind": "caterer", "static_score": "12"}]
        >>> checks = [{"record_id": "1", "uscc": "91990000MA90000114", "inspected_on": "2023-03-01", "risk_points": "10",
        ...            "full_checklist": "true"}]
        >>> fails = [{"record_id": "2", "uscc": "91990000MA90000114", "sampled_on": "2023-09-01", "programme": "supervision",
        ...           "result": "fail", "hazard": "pesticide"}]
        >>> held = backtest("cn-food-risk-2016", {"enterprises": firms, "inspections": checks, "samplings": fails},
        ...     Outcome("samplings:final_failure", horizon="6m"), RollingOrigin("2023-06-30", "2023-06-30"), until="2024-06-30")
        >>> held.observations().frame.select("date", "outcome", "event_on").rows()
        [(datetime.date(2023, 6, 30), True, datetime.date(2023, 9, 1))]
    """
    return opened_backtest(
        pack, registers, outcome, split, strata, period, grade, since, until, engine, coverage, progress
    )[0]


def opened_backtest(
    pack: Pack | str | Path, registers: object, outcome: Outcome | str, split: object, strata: str | Sequence[str] = (),
    period: str | None = None, grade: str | Sequence[str] | None = None, since: str | None = None,
    until: date | str | None = None, engine: str = "polars", coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> tuple[Backtest, Registers]:  # fmt: skip
    """The backtest, and the registers as the pack reads them; arguments and errors as of `backtest`."""
    event = outcome if isinstance(outcome, Outcome) else Outcome(outcome)
    opened = open_pack(pack)
    # What is asked amiss is told before anything is read.
    planned(split, event)
    compile_outcome(event, opened)
    read = load_registers(registers, opened, coverage, progress)
    need_subjects(read, opened)
    pandas = isinstance(read, PandasRegisters)
    return run_backtest(
        opened, read, event, split, strata, period, grade, since, until, engine, progress, pandas
    ), read  # fmt: skip


def planned_folds(pack: Pack | str | Path, outcome: Outcome, split: object) -> tuple[Fold, ...]:
    """The folds that a backtest would have, of a pack and an outcome that were looked at; nothing is read.

    Raises:
        PackError, TuningError: it could not be done.
    """
    compile_outcome(outcome, open_pack(pack))
    return planned(split, outcome)
