"""How many inspections a run's levels call for."""

from __future__ import annotations

from typing import Any

import polars as pl

from ..grading.batch import Batch
from ..grading.inspections import says


def planned_inspections(batch: Batch, name: str) -> dict[str, Any]:
    """The inspections that the levels of a grade call for, under `inspections`; nothing where the pack does not say.

    Args:
        batch: the decisions.
        name: the grade.

    Returns:
        `levels`: a row for each level and frequency, best first: `level`, `least`, `most`, `months`, `subjects`, and `planned`,
        the sum of the least over the subjects, within so many months; `null` where there is no least. `cite`: what says so.
    """
    grade = batch.pack.grades[name]
    if not says(grade):
        return {}
    least, most, months = (f"{name}_inspections_{one}" for one in ("min", "max", "months"))
    counted = batch.decisions.filter(pl.col(months).is_not_null()).group_by(name, months, least, most).len()
    order = {level: place for place, level in enumerate(grade.levels)}
    rows = sorted(
        counted.iter_rows(), key=lambda row: (order[row[0]], [-1 if one is None else one for one in row[1:4]])
    )
    inner = [pack.grades[grade.source].inspections for pack in grade.packs]
    said = [one for one in ([grade.inspections] if grade.inspections else inner) if one is not None]
    cites = dict.fromkeys((cite.text, str(cite.evidence)) for one in said for cite in one.cites)
    return {
        "inspections": {
            "levels": [
                {"level": level, "least": low, "most": high, "months": of, "subjects": count,
                 "planned": None if low is None else low * count}
                for level, of, low, high, count in rows
            ],
            "cite": [{"text": text, "evidence": evidence} for text, evidence in cites],
        }
    }  # fmt: skip
