"""A table of one's own measured by the same functions: a published score, a spreadsheet of grades."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ..language.errors import nearest
from .backtest_measured import ONLY, Measured
from .backtest_sample import free
from .backtest_tables import Cut
from .error import TuningError
from .frames import Table
from .metrics_input import chances, numbers, outcomes
from .metrics_order import days


class Evaluation(Measured):
    """The measures of a table that came from outside: `metrics`, `by_grade`, `strata`, `psi`, `bunching`."""

    def psi(self, by: str = "date") -> Table:
        """How far the spread over levels moved between the groups of a column, in their order.

        Args:
            by: ``date``, or one of the strata.

        Raises:
            TuningError: there is no such column, or there are no levels.
        """
        if by != "date" and by not in self.stratified:
            raise TuningError(f"`{by}` is neither `date` nor a stratum", f"{by} 既不是 date 也不是分层项")
        return self.shifts(by)


def evaluate(
    frame: Any,
    outcome: str,
    score: str | None = None,
    level: str | None = None,
    levels: Sequence[str] = (),
    probability: str | None = None,
    stratum: str | Sequence[str] = (),
    cluster: str | None = None,
    date: str | None = None,
    cuts: Sequence[float] = (),
) -> Evaluation:
    """Measure a table: a row a visit or a grade, with what came of it.

    Args:
        frame: a pandas or Polars frame, or what Polars makes one of.
        outcome: the column of 0 and 1; rows where it is blank are left out of the measures.
        score: a column of numbers, a higher one being a higher risk.
        level: a column of levels.
        levels: the levels, best first; needed with `level`.
        probability: a column of numbers from 0 to 1; the score may be one.
        stratum: a column, or several, such as who inspected: also the AUC within is then measured.
        cluster: the column of enterprises, that intervals are drawn by; each row is one of its own if not given.
        date: the column of days on which rows were visited; what an order by score would have brought is then measured.
        cuts: scores at which a level ends, for `bunching`.

    Returns:
        The measures; tables are pandas where the frame is.

    Raises:
        TuningError: a column is not there. MetricError: a value cannot be measured.

    Examples:
        >>> rows = {"found": [1, 0, 1, 0], "risk": [3, 2, 2, 1], "by": ["x", "x", "y", "y"]}
        >>> evaluate(rows, outcome="found", score="risk", stratum="by").metrics().frame.select("measure", "value").rows()[:3]
        [('rate', 0.5), ('auc_score', 0.875), ('auc_score_within_by', 1.0)]
    """
    as_pandas = type(frame).__module__.partition(".")[0] == "pandas"
    held: pl.DataFrame = pl.from_pandas(frame) if as_pandas else pl.DataFrame(frame)
    strata = free((stratum,) if isinstance(stratum, str) else stratum)
    for name in (outcome, score, level, probability, *strata, cluster, date):
        if name is not None and name not in held.columns:
            best = nearest(name, held.columns)
            raise TuningError(
                f"there is no column '{name}'"
                + (f"; did you mean '{best}'?" if best else f"; there is: {', '.join(held.columns)}"),
                f"没有列 {name}" + (f"；是否为 {best}？" if best else f"；现有：{'、'.join(held.columns)}"),
            )
    if level is not None and not levels:
        raise TuningError(
            "`level=` needs `levels=[…]`, the levels from best to worst",
            "给出 level= 时还需 levels=[…]：由好到差的各等级",
        )
    data = pl.DataFrame(
        {
            "grade": pl.Series([ONLY] * held.height, dtype=pl.String),
            "date": _days(held, date),
            "subject": held[cluster].cast(pl.String) if cluster else pl.Series(range(held.height)).cast(pl.String),
            "level": _levels(held, level, levels),
            "score": _numbers(held, score, numbers),
            "graded_by": pl.Series([ONLY] * held.height, dtype=pl.String),
            "chance": _numbers(held, probability, chances),
            "outcome": _outcomes(held[outcome]),
        }
    ).with_columns(
        pl.col("level")
        .replace_strict(list(levels), list(range(len(levels))), default=None, return_dtype=pl.Int64)
        .alias("level_number"),
        *(held[name].alias(name) for name in strata),
    )
    names = [*map(str, levels)]
    between = [
        Cut(
            float(cut),
            float(cut),
            names[place] if place + 1 < len(names) else "",
            names[place + 1] if place + 1 < len(names) else "",
        )
        for place, cut in enumerate(sorted(cuts))
    ]
    return Evaluation(
        data=data,
        levels={ONLY: tuple(names)},
        cuts={ONLY: {ONLY: between}},
        stratified=strata,
        visits=True,
        as_pandas=as_pandas,
    )


def _outcomes(column: pl.Series) -> pl.Series:
    known = column.is_not_null() & ~_nan(column)
    told = pl.Series(column.name, [None] * len(column), dtype=pl.Boolean)
    return told.scatter(known.arg_true(), pl.Series(outcomes(column.filter(known).to_list())))


def _numbers(held: pl.DataFrame, name: str | None, read: Any) -> pl.Series:
    out = pl.Series([None] * held.height, dtype=pl.Float64)
    if name is None:
        return out
    known = held[name].is_not_null() & ~_nan(held[name])
    values = held[name].filter(known).to_list()
    return out.scatter(known.arg_true(), pl.Series(read(values, len(values))))


def _nan(column: pl.Series) -> pl.Series:
    return column.is_nan().fill_null(False) if column.dtype.is_float() else pl.Series([False] * len(column))


def _days(held: pl.DataFrame, name: str | None) -> pl.Series:
    if name is None:
        return pl.Series([None] * held.height, dtype=pl.Date)
    column = held[name]
    if column.dtype in (pl.Date, pl.Datetime):
        return column.cast(pl.Date)
    return pl.Series(days(column.to_list(), held.height)).cast(pl.Int32).cast(pl.Date)


def _levels(held: pl.DataFrame, name: str | None, levels: Sequence[str]) -> pl.Series:
    if name is None:
        return pl.Series([None] * held.height, dtype=pl.String)
    column = held[name].cast(pl.String)
    strange = sorted(set(column.drop_nulls().to_list()) - {*map(str, levels)})
    if strange:
        raise TuningError(
            f"column '{name}' holds {', '.join(strange[:5])}, which `levels` does not; list every level, best first",
            f"列 {name} 含有 levels 中没有的取值：{'、'.join(strange[:5])}；请由好到差列出全部等级",
        )
    return column
