"""The grades of every subject as of an origin, from what was known on that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ..facts.engines import engine as find_engine
from ..grading.batch import Batch, Progress, grade_batch
from ..language.errors import nearest
from ..language.types import Kind
from ..pack.dating import Moment
from ..pack.model import Grade, Pack
from ..registers import Registers
from .as_of import known_on
from .error import TuningError

NEW = "new"
"""The stratum of whether a subject was not graded on an earlier origin."""


@dataclass(frozen=True)
class Day:
    """All grades of one day.

    Args:
        batch: what the engine gave.
        registers: what was known on that day.
    """

    batch: Batch
    registers: Registers

    def grade(self, name: str) -> pl.DataFrame:
        """The grades of one name, one row a subject.

        Returns:
            `subject`; `level` and its place `level_number` (0 is best), null where it is withheld; `score` (points, a higher one
            a higher risk; null where it is not certain, or the pack has no bands that say which way is worse);
            `graded_by`, the pack whose score it is; `excluded`, why the subject has no grade.
        """
        pack = self.batch.pack
        grade = pack.grades[name]
        decisions = self.batch.decisions
        score = pl.lit(None, pl.Float64)
        by = pl.lit(pack.id)
        if grade.packs:
            number = list(pack.grades).index(name)
            bits = self.batch.columns[f"__g{number}_graders"]
            decisions = decisions.with_columns(bits.alias("#bits"))
            by = _one_of([one.id for one in grade.packs])
        low, high = f"{name}_score_low", f"{name}_score_high"
        if low in decisions.columns:
            sure = pl.when(pl.col(low) == pl.col(high)).then(pl.col(low) / 100)
            score = sure * _direction(grade, by)
        place = pl.col(name).replace_strict(list(grade.levels), list(range(len(grade.levels))), return_dtype=pl.Int64)
        return decisions.select(
            "subject",
            pl.col(name).alias("level"),
            place.alias("level_number"),
            score.cast(pl.Float64).alias("score"),
            by.alias("graded_by"),
            pl.col(f"{name}_excluded").alias("excluded"),
        )

    def strata(self, names: Sequence[str]) -> pl.DataFrame:
        """What fields or facts of the subjects said on that day, as texts; null where it is not known.

        Args:
            names: fields of the subject's register, or facts.
        """
        pack = self.batch.pack
        model = pack.registers[pack.subject or ""]
        rows = self.registers.registers[pack.subject or ""].held
        if model.valid_from is not None:
            # The version valid on the day, as the engine takes it: no later one is here, and one without a date is oldest.
            rows = rows.sort(model.valid_from, nulls_last=False, maintain_order=True)
        rows = rows.unique(model.key, keep="last", maintain_order=True)
        fields = [name for name in names if name in model.fields]
        found = rows.select(
            pl.col(model.key).cast(pl.String).alias("subject"),
            *(_text(pl.col(name)).alias(name) for name in fields),
        )
        facts = [name for name in names if name not in model.fields and name != NEW]
        if not facts:
            return found
        held = self.batch.facts
        told = held.select("subject", *(_certain(held, name).alias(name) for name in facts))
        return found.join(told, on="subject", how="left")


class Days:
    """Grades by day, each made once.

    Args:
        pack: the pack.
        registers: all that is known by now.
        engine: ``polars`` or ``duckdb``.
        previous: whether the rating year is the one before that of the day.
        strata: fields and facts that are asked for.
        progress: told what is being done.
    """

    def __init__(
        self,
        pack: Pack,
        registers: Registers,
        engine: str,
        previous: bool,
        strata: Sequence[str],
        progress: Progress | None = None,
    ) -> None:
        find_engine(engine)
        self.pack, self.registers, self.engine, self.previous = pack, registers, engine, previous
        self.strata = tuple(strata)
        self.say = progress or (lambda _: None)
        self._check()

    @cached_property
    def subject(self) -> str:
        """The register of subjects."""
        return self.pack.subject or ""

    def on(self, moment: Moment, known: Moment | None = None) -> Day:
        """The grades of a day.

        Args:
            moment: the day.
            known: what the registers tell by then is used; the day itself if not given.
        """
        day = (known or moment).as_of
        view = known_on(self.registers, day, self.subject)
        year = moment.period - 1 if self.previous else moment.period
        facts = bool(set(self.strata) - {NEW} - self.pack.registers[self.subject].fields.keys())
        self.say(f"grading as of {moment.as_of}")
        return Day(grade_batch(self.pack, view, Moment.of(moment.as_of, year), self.engine, None, facts), view)

    def _check(self) -> None:
        fields = self.pack.registers[self.subject].fields
        facts = {fact.name: fact.type.kind for fact in self.pack.facts}
        for name in self.strata:
            if name == NEW:
                continue
            kind = fields[name].kind if name in fields else facts.get(name)
            if kind in (Kind.TEXT, Kind.BOOL, Kind.NUMBER):
                continue
            best = nearest(name, [*fields, *facts])
            raise TuningError(
                f"stratum '{name}' is no field of {self.subject} and no fact with a code, number or yes/no"
                + (f"; did you mean {best}?" if best and best != name else ""),
                f"分层项 {name} 既不是 {self.subject} 的字段，也不是取代码、数值或是否的事实"
                + (f"；是否为 {best}？" if best and best != name else ""),
            )


def _direction(grade: Grade, by: pl.Expr) -> pl.Expr:
    """1 where more points are worse, -1 where they are better, null where the pack has no bands to tell it."""
    if not grade.packs:
        return _sign(grade)
    out: pl.Expr = pl.lit(None, pl.Int64)
    for pack in grade.packs:
        out = pl.when(by == pack.id).then(_sign(pack.grades[grade.source])).otherwise(out)
    return out


def _sign(grade: Grade) -> pl.Expr:
    if grade.bands is None:
        return pl.lit(None, pl.Int64)
    return pl.lit(1 if grade.bands.rising else -1, pl.Int64)


def _one_of(names: Sequence[str]) -> pl.Expr:
    """The pack whose bit alone is set; null where several may grade the subject."""
    bits = pl.col("#bits")
    return bits.replace_strict({1 << place: name for place, name in enumerate(names)}, default=None)


def _certain(held: pl.DataFrame, name: str) -> pl.Expr:
    if name in held.columns:
        return _text(pl.col(name))
    low, high = pl.col(f"{name}_low"), pl.col(f"{name}_high")
    return _text(pl.when(low == high).then(low))


def _text(value: pl.Expr) -> pl.Expr:
    text = value.cast(pl.String)
    return pl.when(text != "").then(text)
