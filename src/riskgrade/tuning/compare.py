"""Two packs over the same registers on the same day: who moves, why, and what it asks of the inspectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ..grading.batch import Batch, grade_batch
from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers import Registers
from . import plots_compare
from .frames import Table
from .migration import migration, standings, summary
from .moves import Side, common_grades
from .reasons import questions_of, reasons
from .workload import WORKLOAD, workload


@dataclass(frozen=True, repr=False)
class Comparison:
    """What two packs say of the same subjects.

    Args:
        before, after: the runs.
        sides: for each grade compared, both sides.
        as_pandas: whether frames come as pandas.
    """

    before: Batch
    after: Batch
    sides: dict[str, tuple[Side, Side]]
    as_pandas: bool = False

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades that are compared."""
        return tuple(self.sides)

    @cached_property
    def standings(self) -> dict[str, pl.DataFrame]:
        """For each grade every subject under both packs."""
        return {name: standings(*sides) for name, sides in self.sides.items()}

    def migration(self) -> Table:
        """How many subjects move from each level to each.

        Returns:
            A table: `grade`, `from`, `to` (levels best first, then withheld and excluded), `subjects`, `notches` (worse above
            0, null where one of both is no level).
        """
        found = {name: migration(*sides, self.standings[name]) for name, sides in self.sides.items()}
        return Table(_stacked(found), plots_compare.migration, self.as_pandas)

    def summary(self) -> Table:
        """How many subjects stay, move by one level or more, become withheld or excluded: a row a grade."""
        return Table(
            _stacked({name: summary(both) for name, both in self.standings.items()}),
            plots_compare.summary,
            self.as_pandas,
        )

    def changed(self, reasons: bool = True) -> Table:
        """The subjects that stand elsewhere.

        Args:
            reasons: whether to say why.

        Returns:
            A table: `grade`, `subject`, `from`, `to`, `notches`, `score_low_before` … `score_high_after` (hundredths of a point),
            and with reasons `why` (rules, points, steps, limits; for a table of two grades which of both moved), `rules_gone`,
            `rules_new`, `points`.
        """
        found = {name: self._changed(name, reasons) for name in self.sides}
        return Table(_stacked(found), plots_compare.changed, self.as_pandas)

    def workload(self) -> Table:
        """The inspections a year that the levels call for, before and after: a row a level.

        Returns:
            A table: `grade`, `level`, then with `_before` and `_after`: `subjects`, `unsaid` (those of whom the pack that grades
            them does not say how often), `least`, `most` (null where there is no upper end).
        """
        found = {
            name: workload(*sides, self.standings[name])
            for name, sides in self.sides.items()
            if any(side.says_how_often for side in sides)
        }
        return Table(_stacked(found, WORKLOAD), plots_compare.workload, self.as_pandas)

    def _changed(self, name: str, why: bool) -> pl.DataFrame:
        both = self.standings[name]
        moved = both.filter(pl.col("from") != pl.col("to")).select(pl.exclude(r"^inspections_.*$"))
        if not why:
            return moved
        matrix = self.sides[name][0].model.matrix
        axes = {} if matrix is None else {axis: self._both(axis) for axis in (matrix.rows, matrix.columns)}
        return reasons(*self.sides[name], moved, axes)

    def _both(self, name: str) -> pl.DataFrame:
        if name in self.standings:
            return self.standings[name]
        return standings(Side(self.before, name, {}), Side(self.after, name, {}))


def _stacked(found: dict[str, pl.DataFrame], types: dict[str, type[pl.DataType]] | None = None) -> pl.DataFrame:
    frames = [one.select(pl.lit(name).alias("grade"), pl.all()) for name, one in found.items()]
    return pl.concat(frames) if frames else pl.DataFrame(schema={"grade": pl.String, **(types or {})})


def compared(
    before: tuple[Pack, Registers],
    after: tuple[Pack, Registers],
    moment: Moment,
    grade: str | None = None,
    engine: str = "polars",
    as_pandas: bool = False,
) -> Comparison:
    """Grade by two packs and hold the levels side by side.

    Args:
        before, after: a pack and the registers as it reads them.
        moment: as of when.
        grade: which; every grade that both have with the same levels if None.
        engine: where it is computed.
        as_pandas: whether frames come as pandas.

    Raises:
        TuningError: the packs share no such grade.
        DatingError: a parameter has no value on that day.
    """
    grades = common_grades(before[0], after[0], grade)
    runs = []
    for pack, registers in (before, after):
        asked, named = questions_of(pack, grades)
        runs.append((grade_batch(pack, registers, moment, engine, keep_facts=False, questions=asked), named))
    (one, first), (other, second) = runs
    sides = {name: (Side(one, name, first[name]), Side(other, name, second[name])) for name in grades}
    return Comparison(one, other, sides, as_pandas)
