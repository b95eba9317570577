"""A run of `grade`: what went in, what came out, and what a person should know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from ..calibration.artefact_model import Artefact
from ..calibration.every_firm import calibrated_batch
from ..grading.batch import Batch, grade_batch
from ..pack.model import Pack
from ..registers import Registers
from .calibrated import calibration_in_use, trial_notices
from .dates import moment_of
from .findings_table import needs_attention
from .notices import Notice, all_notices
from .results_hash import results_sha256
from .source import Progress, load_registers, need_subjects, open_pack


@dataclass(frozen=True)
class Run:
    """A run.

    Args:
        batch: the decisions.
        registers: what they were made from.
        notices: what to know before relying on them.
    """

    batch: Batch
    registers: Registers
    notices: tuple[Notice, ...]

    @cached_property
    def results_sha256(self) -> str:
        """The hash over all decisions."""
        return results_sha256(self.batch.decisions)

    @property
    def decisions_with_findings(self) -> int:
        """How many subjects have a finding of their own."""
        return int(self.batch.decisions.select((pl.col("findings") != "").sum()).item())

    @property
    def needs_attention(self) -> bool:
        """Whether a row was set aside or anything was found, so that somebody has to look."""
        return needs_attention(self.registers) or self.decisions_with_findings > 0


def run_grade(
    source: object,
    pack: Pack | str | Path,
    as_of: date | str,
    period: int | str | None = None,
    coverage: Mapping[str, object] | None = None,
    engine: str = "polars",
    progress: Progress | None = None,
    keep_facts: bool = False,
    calibration: Artefact | str | Path | None = None,
    trial: bool = False,
) -> Run:
    """Read, check and grade; nothing is written.

    Args:
        source: the registers, as a path, a mapping of frames, or as they were read.
        pack: the pack, its id or its path.
        as_of: what is known by this day counts.
        period: the rating year; that of `as_of` if not given.
        coverage: register -> the days for which it is complete.
        engine: ``polars`` or ``duckdb``.
        progress: told what is being done.
        keep_facts: whether the facts are kept too.
        calibration: a calibration, or its file; it must be in effect on the day.
        trial: try the calibration whatever its state; everything is marked.

    Raises:
        PackError, RegisterError, DatingError, EngineError, RefusalError, CalibrationError: it cannot be done.
    """
    moment = moment_of(as_of, period)
    pack = open_pack(pack)
    use = None if calibration is None else calibration_in_use(calibration, pack, moment.as_of, trial)
    registers = load_registers(source, pack, coverage, progress)
    need_subjects(registers, pack)
    batch = grade_batch(pack, registers, moment, engine, progress, keep_facts)
    notices = all_notices(pack, moment, registers)
    if use is not None:
        batch = calibrated_batch(use, batch, registers, progress)
        notices = [*trial_notices(use), *notices]
    return Run(batch, registers, tuple(notices))
