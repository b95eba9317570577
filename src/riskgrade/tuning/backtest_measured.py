"""What was observed, and every table that is made of it; nothing is computed before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from . import backtest_plots as plots
from .backtest_measures import measured
from .backtest_sample import Sample
from .backtest_tables import Cut, by_level, by_stratum, crowds, shifts
from .drawing import Draw
from .error import TuningError
from .frames import Table
from .plots_observed import observations as draw_observations

DRAWS = 1000

ONLY = ""
"""The name of a grade that has none, and no column in tables."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Measured:
    """Observations with their measures.

    Args:
        data: the observations.
        levels: grade -> its levels, best first.
        cuts: grade -> pack -> the cuts between its levels.
        stratified: columns of `data` whose values are strata.
        visits: whether `date` is the day of each row's own visit, on which days all rows are compared.
        as_pandas: whether the caller works with pandas.
    """

    data: pl.DataFrame
    levels: Mapping[str, tuple[str, ...]]
    cuts: Mapping[str, Mapping[str, Sequence[Cut]]]
    stratified: tuple[str, ...] = ()
    visits: bool = False
    as_pandas: bool = False

    def observations(self) -> Table:
        """What was observed, a row each; `outcome` is null where it is not known, and `why` says why."""
        return self._table(self.data, draw_observations)

    def metrics(self, ci: bool = False, draws: int = DRAWS, level: float = 0.95, seed: int = 0) -> Table:
        """Every measure.

        Args:
            ci: whether with intervals, by drawing enterprises anew.
            draws: how often.
            level: of the intervals.
            seed: which draws; the same seed gives the same bytes.

        Returns:
            `grade`, `measure`, `value`, `low`, `high`, `rows`, `events`; docs/design/tuning.md says what each measure is.
        """
        return self._of_each(lambda one: measured(one, draws if ci else 0, level, seed), plots.measures)

    def by_grade(self, level: float = 0.95) -> Table:
        """Observed rates by level; see `riskgrade.tuning.backtest_tables.by_level`.

        Args:
            level: of Jeffreys' intervals.

        Raises:
            TuningError: there are no levels.
        """
        if not any(self.levels.values()):
            raise TuningError(
                "there are no levels; give `level=`, the column that holds them", "没有等级列；请给出 level="
            )
        return self._of_each(lambda one: by_level(one, level), plots.rates)

    def strata(self, level: float = 0.95) -> Table:
        """Rates and discrimination within each stratum; see `riskgrade.tuning.backtest_tables.by_stratum`.

        Args:
            level: of Jeffreys' intervals.

        Raises:
            TuningError: no strata were named.
        """
        if not self.stratified:
            raise TuningError(
                "no strata were named; give `strata=[…]` when backtesting, or `stratum=` when evaluating",
                "未指定分层项；回测时请给出 strata=[…]，评估时请给出 stratum=",
            )
        return self._of_each(lambda one: by_stratum(one, level), plots.strata)

    def shifts(self, by: str) -> Table:
        """How far the spread over levels moved between groups of a column; see `riskgrade.tuning.backtest_tables.shifts`."""
        if not any(self.levels.values()):
            raise TuningError(
                "there are no levels whose spread could be compared; give `level=`",
                "没有可比较分布的等级；请给出 level=",
            )
        if self.data[by].n_unique() < 2:
            raise TuningError(
                f"`{by}` is the same in every row, so there is nothing to compare; two folds are needed at least",
                f"各行的 {by} 相同，无从比较；至少需要两折",
            )
        found = [
            shifts(held, self.levels[grade], by).insert_column(0, pl.lit(grade).alias("grade"))
            for grade, held in self._grades()
        ]
        return self._table(pl.concat(found), plots.shifts)

    def bunching(self, width: float = 2.0) -> Table:
        """How scores crowd beside the cuts between levels, on the last day; see `riskgrade.tuning.bunching`.

        Args:
            width: in points, on either side.

        Raises:
            TuningError: no grade has a score with cuts.
        """
        found = []
        for grade, held in self._grades():
            last = held if self.visits else held.filter(pl.col("date") == pl.col("date").max())
            table = crowds(last, self.cuts.get(grade, {}), width)
            if table.height:
                found.append(table.insert_column(0, pl.lit(grade).alias("grade")))
        if not found:
            raise TuningError(
                "no grade has a score with cuts between its levels, so nothing can crowd at them; give `score=` and `cuts=`",
                "没有带分数线的得分，无从检查分数线附近的聚集；请给出 score= 与 cuts=",
            )
        return self._table(pl.concat(found), plots.crowds)

    def sample(self, grade: str) -> Sample:
        """The rows of one grade whose outcome is known."""
        held = self.data.filter(pl.col("grade") == grade)
        return Sample.of(held, self.levels[grade], self.stratified, self.visits)

    def _grades(self) -> list[tuple[str, pl.DataFrame]]:
        return [(grade, self.data.filter(pl.col("grade") == grade)) for grade in self.levels]

    def _of_each(self, table: Callable[[Sample], pl.DataFrame], draw: Draw) -> Table:
        found = [table(self.sample(grade)).insert_column(0, pl.lit(grade).alias("grade")) for grade in self.levels]
        return self._table(pl.concat(found), draw)

    def _table(self, data: pl.DataFrame, draw: Draw) -> Table:
        if list(self.levels) != [ONLY]:
            return Table(data, draw, self.as_pandas)
        # Of one grade without a name nothing is said, but pictures are of tables that say of which grade they are.
        named = pl.lit(ONLY).alias("grade")
        return Table(
            data.drop("grade"), lambda one, ax, language: draw(one.with_columns(named), ax, language), self.as_pandas
        )
