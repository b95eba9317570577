"""The same subjects under two packs: where each stood and stands, as one frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ..grading.batch import Batch
from ..grading.inspections import says
from ..grading.rule_set import BITS
from ..pack.model import Grade, Pack
from .error import TuningError

WITHHELD, EXCLUDED = "withheld", "excluded"
"""What stands in the place of a level that is not certain, and of a subject that is not graded."""


@dataclass(frozen=True, slots=True)
class Side:
    """One grade of one run.

    Args:
        batch: the run.
        grade: the name of the grade.
        points: the questions that were asked for the points of its rules: name of the question -> id of the rule.
    """

    batch: Batch
    grade: str
    points: dict[str, str]

    @property
    def model(self) -> Grade:
        """The grade."""
        return self.batch.pack.grades[self.grade]

    @property
    def places(self) -> tuple[str, ...]:
        """Where a subject can stand: the levels, then withheld and excluded."""
        return (*self.model.levels, WITHHELD, EXCLUDED)

    def standing(self) -> pl.DataFrame:
        """`subject`, `place`, the ends of its score where it has one, and how often it is to be inspected where that is said."""
        name, decisions = self.grade, self.batch.decisions
        place = (
            pl.when(pl.col(f"{name}_excluded").is_not_null())
            .then(pl.lit(EXCLUDED))
            .otherwise(pl.col(name).fill_null(WITHHELD))
        )
        shown = [pl.col("subject"), place.alias("place")]
        for column in ("score_low", "score_high", "inspections_min", "inspections_max", "inspections_months"):
            known = f"{name}_{column}" in decisions.columns
            shown.append((pl.col(f"{name}_{column}") if known else pl.lit(None, pl.Int64)).alias(column))
        return decisions.select(shown)

    @property
    def says_how_often(self) -> bool:
        """Whether the pack says how often its levels are to be inspected."""
        return says(self.model)


def common_grades(before: Pack, after: Pack, asked: str | None) -> tuple[str, ...]:
    """The grades that two packs can be compared in: of one name, with the same levels.

    Args:
        before, after: the packs.
        asked: one of them; None for all.

    Raises:
        TuningError: there is none, or not the one asked for.
    """
    found = tuple(
        name
        for name, grade in before.grades.items()
        if name in after.grades and after.grades[name].levels == grade.levels
    )
    if before.subject != after.subject:
        raise TuningError(
            f"pack {before.id} grades {before.subject}, pack {after.id} {after.subject}; there is nothing to compare",
            f"规则包 {before.id} 的主体是 {before.subject}，规则包 {after.id} 的主体是 {after.subject}，无法对照",
        )
    if not found or asked not in (None, *found):
        there = ", ".join(found) or "none"
        raise TuningError(
            f"the packs {before.id} and {after.id} share no grade '{asked or ''}' with the same levels; they share: {there}",
            f"规则包 {before.id} 与 {after.id} 没有级别相同的等级 {asked or ''}；共有的等级：{there}",
        )
    return found if asked is None else (asked,)


def truths(batch: Batch, subjects: pl.Series) -> pl.DataFrame:
    """For each of these subjects the rules that are true and that may be: `subject`, `true`, `may` as lists of ids.

    Args:
        batch: the run.
        subjects: whose.
    """
    rules = batch.layout.rules
    named = [
        (number, rules.ids[number])
        for number, (_, rule) in enumerate(rules.members)
        if rule is None or rule.when is not None or rule.points is not None
    ]
    chosen = batch.decisions.filter(pl.col("subject").is_in(subjects.implode()))

    def listed(kind: str) -> pl.Expr:
        held = [pl.when(_bit(kind, number)).then(pl.lit(name)) for number, name in named]
        return (pl.concat_list(held).list.drop_nulls() if held else pl.lit([], pl.List(pl.String))).alias(kind)

    return chosen.select("subject", listed("true"), listed("may"))


def _bit(kind: str, number: int) -> pl.Expr:
    return (pl.col(f"rules_{kind}_{number // BITS}") & pl.lit(1 << number % BITS, dtype=pl.Int64)) != 0


def order_of(places: Sequence[str]) -> dict[str, int]:
    """The place of each place in its order."""
    return {place: number for number, place in enumerate(places)}
