"""`summary.json`: how many of each level, what was withheld and why, which rules spoke, how good the data was."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from ..grading.batch import Batch
from ..pack.model import Pack
from ..pack.source_model import Evidence
from ..registers import Registers
from .calibrated import calibration_summary
from .findings_table import set_aside
from .grading_run import Run
from .planned_inspections import planned_inspections
from .rank_counts import rank_counts
from .readable import bit


def summary(run: Run) -> dict[str, Any]:
    """The summary of a run as plain data.

    Returns:
        `pack`, `as_of`, `period`, `subjects`, `grades`, `ranks` (where the pack has any), `calibration` (where one was used),
        `flags`, `rules`, `decisions_with_findings`, `data`, `notices`.
    """
    batch = run.batch
    return {
        "pack": pack_data(batch.pack),
        "as_of": batch.moment.as_of.isoformat(),
        "period": batch.moment.period,
        "subjects": batch.decisions.height,
        "grades": {name: _grade(batch, name) for name in batch.pack.grades},
        **({"ranks": rank_counts(batch)} if batch.pack.ranks else {}),
        **calibration_summary(batch),
        "flags": _listed(batch, "flags"),
        "rules": _rules(batch),
        "findings_of_decisions": _listed(batch, "findings"),
        "data": data_quality(run.registers),
        "notices": [{"en": en, "zh": zh} for en, zh in run.notices],
    }


def pack_data(pack: Pack) -> dict[str, Any]:
    """Which pack it was."""
    return {"id": pack.id, "version": pack.version, "sha256": pack.sha256}


def _grade(batch: Batch, name: str) -> dict[str, Any]:
    grade, decisions = batch.pack.grades[name], batch.decisions
    given = _counts(decisions, name)
    excluded = _counts(decisions, f"{name}_excluded")
    spoke = _counts(decisions, f"{name}_evidence")
    withheld = pl.col(name).is_null() & pl.col(f"{name}_excluded").is_null()
    return {
        "levels": {level: given.get(level, 0) for level in grade.levels},
        "withheld": int(decisions.select(withheld.sum()).item()),
        "excluded": dict(sorted(excluded.items())),
        "provisional": int(decisions[f"{name}_provisional"].sum()),
        "rests_on": str(grade.rests_on),
        "evidence": {str(one): spoke[str(one)] for one in Evidence if str(one) in spoke},
        **planned_inspections(batch, name),
    }


def _counts(decisions: pl.DataFrame, column: str) -> dict[str, int]:
    counted = decisions[column].drop_nulls().value_counts()
    return dict(counted.iter_rows())


def _listed(batch: Batch, column: str) -> dict[str, int]:
    """How often each name stands in a column of names joined by `;`."""
    counted: Counter[str] = Counter()
    for names, times in _counts(batch.decisions, column).items():
        for name in names.split(";") if names else ():
            counted[name] += times
    return dict(sorted(counted.items()))


def _rules(batch: Batch) -> dict[str, dict[str, int]]:
    """For each rule, of how many subjects it is true and of how many that is not known."""
    counts: list[pl.Expr] = []
    for number in range(len(batch.rule_ids)):
        true, may = bit("true", number), bit("may", number)
        counts += [true.sum().alias(f"t{number}"), (may & ~true).sum().alias(f"u{number}")]
    if not counts:
        return {}
    row = batch.decisions.lazy().select(counts).collect().row(0, named=True)
    return {
        name: {"true": int(row[f"t{number}"]), "unknown": int(row[f"u{number}"])}
        for number, name in enumerate(batch.rule_ids)
    }


def data_quality(registers: Registers) -> dict[str, Any]:
    """How good the records were: rows read and set aside, findings by code, and for which days they are complete."""
    found = {}
    for source in registers.inputs:
        register = registers.registers[source.register]
        codes: Counter[str] = Counter()
        for one in registers.findings:
            if one.register == source.register:
                codes[one.code] += one.count
        rejected = registers.rejected.get(source.register)
        first, last = register.coverage or (None, None)
        found[source.register] = {
            "file": source.name,
            "rows": source.rows,
            "accepted": register.rows,
            "set_aside": 0 if rejected is None else rejected.height,
            "findings": dict(sorted(codes.items())),
            "coverage": None
            if register.coverage is None
            else {"from": first and first.isoformat(), "to": last and last.isoformat()},
        }
    return {"set_aside": set_aside(registers), "registers": found, "coverage_note": _COVERAGE_NOTE}


_COVERAGE_NOTE = "A register without a declared coverage is taken to be complete. / 未声明覆盖期间的名册视为完整。"
