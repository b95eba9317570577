"""The past as a calibration sees it: firms on grading days, what happened after, and their levels under any points."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from ..grading.batch import Progress
from ..language.types import day_number
from ..pack.calibration_bounds import Bounds
from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers import Registers
from ..tuning.as_of import known_on
from ..tuning.backtest import Backtest
from ..tuning.backtest_grades import Days
from ..tuning.contributions import Contributions, contributions
from .every_firm import certain_column, floor_column
from .logistic import Numbers, Truths, Whole

FINE = 100
"""Open numbers are held in ten-thousandths, points here in hundredths."""


@dataclass(frozen=True)
class Cases:
    """Firms on grading days, a row each; levels are indices, 0 the best.

    Args:
        bounds: what may move.
        names: the levels, best first.
        days: the grading days.
        day: of each row, its place in `days`.
        subject: of each row.
        known: whether it is known if the event came.
        happened: whether it came.
        told: the day from which it was known that it came, as a day number; 0 where it did not.
        declared: the declared level.
        certain: whether level and score are certain; only these are calibrated.
        floor: the level that no calibration betters.
        strata: name -> the stratum of each row.
        scored: the arithmetic that gives scores under other points.
        rows: where each row stands in it.
    """

    bounds: Bounds
    names: tuple[str, ...]
    days: tuple[date, ...]
    day: Whole
    subject: pl.Series
    known: Truths
    happened: Truths
    told: Whole
    declared: Whole
    certain: Truths
    floor: Whole
    strata: Mapping[str, Whole]
    scored: Contributions
    rows: Whole

    @cached_property
    def points(self) -> Whole:
        """The declared points of the weights, in hundredths."""
        return np.array([one.declared for one in self.bounds.weights], dtype=np.int64)

    @cached_property
    def cuts(self) -> Whole:
        """The declared cut-points, in hundredths."""
        return np.array([one.declared for one in self.bounds.cutpoints], dtype=np.int64)

    @cached_property
    def counts(self) -> Numbers:
        """How often the points of each weight are given to each row, before limits of groups."""
        columns = [self.scored.counts(one.path)[0][self.rows] / 100 for one in self.bounds.weights]
        return np.column_stack(columns) if columns else np.zeros((self.rows.size, 0))

    def _levels(self, points: Whole, cuts: Whole) -> tuple[Whole, Whole, Truths]:
        changes = {one.path: int(value) * FINE for one, value in zip(self.bounds.weights, points, strict=True)}
        changes |= {one.path: int(value) * FINE for one, value in zip(self.bounds.cutpoints, cuts, strict=True)}
        found = self.scored.levels_at({**self.scored.declared, **changes})
        score: Any = found.score_low
        return score[self.rows], found.best[self.rows], (found.best == found.worst)[self.rows]

    def score(self, points: Whole) -> Whole:
        """The score under points, in hundredths.

        Args:
            points: of the weights.
        """
        plain = self._plain
        if plain is None:
            return self._levels(points, self.cuts)[0]
        score, counts = plain
        return score + counts @ (points - self.points)

    @cached_property
    def _plain(self) -> tuple[Whole, Whole] | None:
        """The declared score and whole counts, where the score is their plain sum for all points within the bands.

        It is where no limit of a group or of the score comes into play at either end of the bands: each sum lies between
        what it is at these ends, for no points are ever taken away more than once.
        """
        counts = np.rint(self.counts).astype(np.int64)
        if not np.array_equal(counts, self.counts) or (counts < 0).any():
            return None
        score = self._levels(self.points, self.cuts)[0]
        for end in ("low", "high"):
            points = np.array([getattr(one, end) for one in self.bounds.weights], dtype=np.int64)
            if not np.array_equal(self._levels(points, self.cuts)[0], score + counts @ (points - self.points)):
                return None
        return score, counts

    def then(self, day: date) -> Cases:
        """The cases as they were known on a day: an event that was recorded later had not come.

        Args:
            day: the day.
        """
        return replace(self, happened=self.happened & (self.told <= day_number(day)))

    def level(self, points: Whole, cuts: Whole) -> Whole:
        """The calibrated level: within a notch of the declared one and never better than the floor.

        Args:
            points: of the weights.
            cuts: the cut-points.
        """
        _, moved, sure = self._levels(points, cuts)
        notch = self.bounds.max_notch
        bounded = np.maximum(self.floor, np.clip(moved, self.declared - notch, self.declared + notch))
        return np.where(self.certain & sure, bounded, self.declared)

    @cached_property
    def used(self) -> Truths:
        """The rows that are fitted on and measured."""
        return self.known & self.certain

    @property
    def sign(self) -> int:
        """1 where more points are worse."""
        return 1 if self.bounds.rising else -1

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of the observations: day, subject, outcome, declared level and score of each row."""
        score = self.score(self.points)
        digest = hashlib.sha256()
        for place, row in enumerate(self.subject.to_list()):
            seen = int(self.happened[place]) if self.known[place] else -1
            day = self.days[int(self.day[place])].isoformat()
            text = f"{day}\t{row}\t{seen}\t{int(self.declared[place])}\t{int(score[place])}\n"
            digest.update(text.encode())
        return digest.hexdigest()


def cases_of(
    pack: Pack,
    registers: Registers,
    bounds: Bounds,
    backtest: Backtest,
    period: str | None = None,
    engine: str = "polars",
    progress: Progress | None = None,
) -> Cases:
    """Grade the days of a backtest and keep what their levels rest on.

    Args:
        pack: the pack.
        registers: all that is known by now.
        bounds: what may move.
        backtest: what was observed.
        period: the rating year of each day: that of the day, or ``previous``.
        engine: ``polars`` or ``duckdb``.
        progress: told what is being done.
    """
    observed = backtest.data.filter(pl.col("grade") == bounds.grade)
    closed = backtest.table.filter(pl.col("closed") & (pl.col("grade") == bounds.grade))["date"].to_list()
    days = tuple(sorted(set(closed)))
    previous = period == "previous"

    def view(one: Registers, day: date) -> Registers:
        return known_on(one, day, pack.subject or "")

    def moment(day: date) -> Moment:
        return Moment.of(day, day.year - 1 if previous else day.year)

    scored = contributions(pack, registers, days, bounds.grade, engine, view, moment)
    graded = Days(pack, registers, engine, previous, (), progress)
    tag = f"__g{list(pack.grades).index(bounds.grade)}"
    facts = []
    for day in days:
        batch = graded.on(Moment.of(day)).batch
        level = pl.col(f"{tag}_level").cast(pl.Int64)
        facts.append(
            batch.columns.select(
                "subject",
                pl.lit(day).alias("date"),
                level.alias("declared"),
                certain_column(batch.columns, tag).alias("certain"),
                floor_column(bounds, pack, "", batch, level).alias("floor"),
            )
        )
    held = pl.concat(facts)
    assert held.select("subject", "date").equals(scored.rows.select("subject", "date"))
    levels = scored.levels()
    low, high = np.asarray(levels.score_low), np.asarray(levels.score_high)
    place = held.with_columns(pl.Series("row", np.arange(held.height)), pl.Series("sure", low == high))
    joined = (
        observed.filter(pl.col("date").is_in(list(days)))
        .select("subject", "date", "outcome", "told_on", *backtest.stratified)
        .join(place, on=["subject", "date"], how="inner", maintain_order="left")
        .sort("date", "subject")
    )
    outcome = joined["outcome"]
    return Cases(
        bounds=bounds,
        names=pack.grades[bounds.grade].levels,
        days=days,
        day=_places(joined["date"].to_list(), days),
        subject=joined["subject"],
        known=outcome.is_not_null().to_numpy().astype(np.bool_),
        happened=outcome.fill_null(False).to_numpy().astype(np.bool_),
        told=joined["told_on"].to_physical().fill_null(0).to_numpy().astype(np.int64),
        declared=joined["declared"].to_numpy().astype(np.int64),
        certain=(joined["certain"] & joined["sure"]).to_numpy().astype(np.bool_),
        floor=joined["floor"].to_numpy().astype(np.int64),
        strata={name: _codes(joined[name]) for name in backtest.stratified},
        scored=scored,
        rows=joined["row"].to_numpy().astype(np.int64),
    )


def _places(given: Sequence[date], days: Sequence[date]) -> Whole:
    place = {day: number for number, day in enumerate(days)}
    return np.array([place[one] for one in given], dtype=np.int64)


def _codes(column: pl.Series) -> Whole:
    """Strata as numbers; what is not known is a stratum of its own."""
    return column.cast(pl.String).fill_null("").rank("dense").to_numpy().astype(np.int64)
