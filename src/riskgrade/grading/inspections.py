"""How often each subject is to be inspected by its level: for one subject, and for every subject at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from ..pack.model import Grade, Inspections, Pack, Visits
from .compose import graders
from .judged import Judged
from .outcome import Outcome


def visits_of(pack: Pack, outcomes: Mapping[str, Outcome], judged: Mapping[str, Judged]) -> dict[str, Visits | None]:
    """For each grade that says so, how often its subject is to be inspected; None where there is no level.

    Args:
        pack: the pack.
        outcomes: grade -> outcome.
        judged: what the pack and those it is composed of say of the subject, by id.
    """
    found: dict[str, Visits | None] = {}
    for name, grade in pack.grades.items():
        said = grade.inspections
        if said is None and grade.packs:
            asked = graders([judged[one.id].within for one in grade.packs])
            # Where it is not known which pack grades, neither is how often.
            said = grade.packs[asked[0]].grades[grade.source].inspections if len(asked) == 1 else None
        level = outcomes[name].level
        if says(grade):
            found[name] = None if said is None or level is None else said.levels[level]
    return found


def says(grade: Grade) -> bool:
    """Whether a grade, or a pack that it is taken from, says how often its levels are to be inspected."""
    inner = (pack.grades[grade.source].inspections for pack in grade.packs)
    return any(one is not None for one in (grade.inspections, *inner))


def inspection_columns(name: str, grade: Grade, tag: str, known: Collection[str]) -> list[pl.Expr]:
    """`<grade>_inspections_min` and `_max` (null: open, or no level), and in how many months; none where nothing says so.

    Args:
        name: the grade.
        grade: the same.
        tag: the prefix of its columns.
        known: the columns there are.
    """
    if not says(grade):
        return []
    level = pl.col(f"{tag}_level")
    if f"{tag}_excluded" in known:
        level = pl.when(pl.col(f"{tag}_excluded") == 0).then(level)
    shown = []
    for column, of in (("min", "least"), ("max", "most"), ("months", "months")):
        if grade.inspections is not None:
            found = _looked_up(level, grade.inspections, of)
        else:
            found = pl.lit(None, pl.Int64)
            for place, pack in enumerate(grade.packs):
                said = pack.grades[grade.source].inspections
                if said is not None:
                    # Where it is not known which pack grades, neither is how often.
                    alone = pl.col(f"{tag}_graders") == 1 << place
                    found = pl.when(alone).then(_looked_up(level, said, of)).otherwise(found)
        shown.append(found.alias(f"{name}_inspections_{column}"))
    return shown


def _looked_up(level: pl.Expr, said: Inspections, of: str) -> pl.Expr:
    numbers: list[int | None] = [getattr(one, of) for one in said.levels]
    return level.replace_strict(list(range(len(numbers))), numbers, default=None, return_dtype=pl.Int64)
