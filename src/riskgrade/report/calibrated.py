"""A calibration as every face takes it and tells of it: which one, whether it is only tried, and what it moved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..calibration.artefact import read_artefact
from ..calibration.artefact_model import Artefact
from ..calibration.every_firm import CalibratedBatch
from ..calibration.in_use import InUse, put_in_use
from ..grading.batch import Batch
from ..pack.model import Pack
from .notices import Notice


def calibration_in_use(given: Artefact | str | Path, pack: Pack, as_of: date, trial: bool) -> InUse:
    """A calibration that is used on a day.

    Args:
        given: it, or its file.
        pack: the pack that grades.
        as_of: the day that is graded.
        trial: whether it is only tried.

    Raises:
        CalibrationError: it cannot be used.
        OSError: the file cannot be read.
    """
    artefact = given if isinstance(given, Artefact) else read_artefact(given)
    return put_in_use(artefact, pack, as_of, trial)


def trial_notices(use: InUse) -> list[Notice]:
    """That levels are only tried, where they are."""
    if not use.trial:
        return []
    state = use.artefact.state
    return [
        (
            f"TRIAL: these levels use a calibration that is {state} and not in effect; they are no decisions.",
            f"试算：所用校准的状态为 {state}，未生效；以下级别不构成决定。",
        )
    ]


def calibration_data(use: InUse) -> dict[str, Any]:
    """Which calibration it is, as plain data."""
    artefact, days = use.artefact, use.artefact.effective
    return {
        "sha256": artefact.sha256,
        "trial": use.trial,
        "state": str(artefact.state),
        "effective": None if days is None else {"from": days.from_, "to": days.to},
        "pack": artefact.pack.id,
        "grade": artefact.grade,
        "moved": [{"path": one.path, "declared": one.declared, "value": one.value} for one in artefact.moved],
    }


def calibration_summary(batch: Batch) -> dict[str, Any]:
    """What a calibration did in a run: `calibration`, with how many levels of each grade became worse and better."""
    if not isinstance(batch, CalibratedBatch):
        return {}
    changed = {}
    for name in batch.use.grades:
        levels = list(batch.pack.grades[name].levels)
        before, after = (
            batch.decisions[column].replace_strict(levels, list(range(len(levels))), return_dtype=pl.Int64)
            for column in (f"{name}_before", name)
        )
        changed[name] = {"worse": int((after > before).sum()), "better": int((after < before).sum())}
    return {"calibration": calibration_data(batch.use) | {"changed": changed}}
