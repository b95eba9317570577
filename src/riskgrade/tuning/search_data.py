"""What a search learns from: the open scores of subjects on days, each with whether the outcome came after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers import Registers
from .as_of import known_on
from .backtest import Backtest
from .contribution_values import EXCLUDED
from .contributions import Contributions, contributions
from .error import TuningError
from .formula import Array
from .level_arrays import Levels


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Some of the rows.

    Args:
        rows: which, by their number.
        happened: whether the outcome came, a row each.
        days: the days they are of.
    """

    rows: Array
    happened: Array
    days: tuple[date, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Learned:
    """The rows of a search.

    Args:
        open: the scores, open in the numbers of the pack.
        fit: the rows that configurations are chosen by.
        test: the rows of the last day, by which none is chosen; None where there is one day only.
        left_out: days whose outcomes were not all known by the day of the test.
        as_pandas: whether the caller works with pandas.
        no_test: the last day, where it could not be kept for a test: no other day's outcomes were all known by then.
    """

    open: Contributions
    fit: Part
    test: Part | None
    left_out: tuple[date, ...]
    as_pandas: bool
    no_test: date | None = None

    def graded(self, levels: Levels, part: Part) -> tuple[Array, Array]:
        """The levels of a part without subjects that are not graded, and what happened to them."""
        level = levels.level[part.rows]
        held = level != EXCLUDED
        return level[held], part.happened[held]


def learned(pack: Pack, data: object, grade: str | None) -> Learned:
    """Grade on the days of the data and tie each row to its outcome.

    Args:
        pack: the pack.
        data: a backtest, or (registers, a frame with `subject`, `date` and `outcome`): one row a subject and day, outcome yes
            or no; rows without are left out.
        grade: the grade; that of the backtest, or the last of the pack if not given.

    Raises:
        TuningError: it is neither, or no row has an outcome.
    """
    if isinstance(data, Backtest):
        names = list(data.levels)
        name = grade or names[-1]
        frame = data.data.filter(pl.col("grade") == name)
        if not frame.height:
            shown = ", ".join(names)
            raise TuningError(
                f"the backtest has no grade '{name}'; it has: {shown}", f"回测中没有等级 {name}；现有：{shown}"
            )
        lag = data.outcome.lag
        ends = {row[0]: lag.after(row[1]) for row in data.table.select("date", "last").iter_rows()}  # type: ignore[union-attr]
        return _learned(pack, data.registers, frame, name, ends, data.previous, data.as_pandas)
    if isinstance(data, tuple) and len(data) == 2 and isinstance(data[0], Registers):
        frame, as_pandas = _frame(data[1])
        return _learned(pack, data[0], frame, grade or list(pack.grades)[-1], {}, False, as_pandas)
    raise TuningError(
        "give a backtest, or (registers, frame): registers as load_registers gives them, and a frame with subject, date and outcome",
        "请给出回测结果，或（名册，数据表）：名册由 load_registers 读取，数据表含 subject、date、outcome",
    )


def _frame(frame: object) -> tuple[pl.DataFrame, bool]:
    as_pandas = type(frame).__module__.partition(".")[0] == "pandas"
    found: Any = pl.from_pandas(frame) if as_pandas else frame  # type: ignore[call-overload]
    missing = [
        name
        for name in ("subject", "date", "outcome")
        if not isinstance(found, pl.DataFrame) or name not in found.columns
    ]
    if missing:
        shown = ", ".join(missing)
        raise TuningError(f"the observations lack the columns: {shown}", f"观察数据缺少列：{shown}")
    dated = (
        pl.col("date").str.to_date("%Y-%m-%d") if found.schema["date"] == pl.String else pl.col("date").cast(pl.Date)
    )
    return found.select(pl.col("subject").cast(pl.String), dated, pl.col("outcome").cast(pl.Boolean)), as_pandas


def _learned(
    pack: Pack,
    registers: Registers,
    frame: pl.DataFrame,
    grade: str,
    ends: dict[date, date],
    previous: bool,
    as_pandas: bool,
) -> Learned:
    told = pl.col("told_on") if "told_on" in frame.columns else pl.lit(None, pl.Date).alias("told_on")
    known = frame.filter(pl.col("outcome").is_not_null()).select("subject", "date", "outcome", told)
    twice = known.group_by("subject", "date").len().filter(pl.col("len") > 1)
    if twice.height:
        subject, day, _ = twice.sort("date", "subject").row(0)
        raise TuningError(
            f"{subject} stands more than once on {day}; give one row a subject and day",
            f"{subject} 在 {day} 出现多次；每个主体每日只能一行",
        )
    days = sorted(set(known["date"].to_list()))
    if not days or not bool(known["outcome"].any()):
        raise TuningError("no row has the outcome; there is nothing to learn from", "没有任何一行发生了结果，无从学习")
    view = lambda given, day: known_on(given, day, pack.subject or "")  # noqa: E731

    def moment(day: date) -> Moment:
        return Moment.of(day, day.year - 1 if previous else day.year)

    found = contributions(pack, registers, days, grade, view=view, moment=moment)
    tied = found.rows.with_row_index("row").join(known, on=["subject", "date"], how="inner", maintain_order="left")
    lost = known.height - tied.height
    if lost:
        raise TuningError(
            f"{lost:,} rows are of subjects or days that the registers do not have",
            f"有 {lost:,} 行的主体或日期不在名册中",
        )
    last = days[-1] if len(days) > 1 else None
    late = tuple(day for day in days[:-1] if last is not None and ends.get(day, day) > last)
    fitting = [day for day in days if day != last and day not in late]
    no_test: date | None = None
    if last is not None and not fitting:
        # Every outcome window reaches past the last day: nothing that was known by then can choose.
        no_test, last, late, fitting = last, None, (), days
    # What was recorded after the last day had not happened yet for whoever chose on it.
    unknown = pl.lit(False) if last is None else (pl.col("told_on") > last).fill_null(False)
    then = tied.with_columns(pl.col("outcome") & ~unknown)
    return Learned(
        found, _part(then, fitting), None if last is None else _part(tied, [last]), late, as_pandas, no_test
    )  # fmt: skip


def _part(tied: pl.DataFrame, days: list[date]) -> Part:
    chosen = tied.filter(pl.col("date").is_in(days))
    return Part(chosen["row"].to_numpy().astype(np.int64), chosen["outcome"].to_numpy().astype(bool), tuple(days))
