"""How a pack's grades did in the past: graded as of each origin from what was known then, held against what came after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from ..grading.batch import Progress
from ..language.errors import nearest
from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers import Registers
from . import backtest_plots as plots
from .backtest_chance import with_chances
from .backtest_cuts import cuts_of
from .backtest_folds import Observer, fold_row
from .backtest_grades import Days
from .backtest_measured import Measured
from .backtest_notes import notes_of
from .backtest_sample import free
from .error import TuningError
from .frames import Table
from .outcome import Outcome
from .outcome_events import Events, events_of
from .split import Fold, rolling
from .split_span import Span
from .stratum_words import in_words


@dataclass(frozen=True, eq=False, kw_only=True)
class Backtest(Measured):
    """Observations of a backtest and their tables.

    Args:
        table: the folds.
        notes: what to know before relying on the figures, in English and Chinese.
        pack: the pack that was tested.
        outcome: what it should have told.
        until: the last day that the registers tell of.
        registers: what was graded, so that other numbers can be tried on it.
        previous: whether the rating year was the one before that of each origin.
    """

    table: pl.DataFrame
    notes: tuple[tuple[str, str], ...]
    pack: Pack
    outcome: Outcome
    until: date
    registers: Registers = field(repr=False)
    previous: bool = False

    def folds(self) -> Table:
        """Each origin: its window, who was graded, who was not and why, what happened, and how well it was told.

        Returns:
            `grade`, `date`, `first` and `last` day of outcomes, `closed` (whether all of them can be known by now; a fold
            that is not is in no measure), `graded`, `withheld`, `excluded`, `new` (not graded on an earlier origin),
            `outcomes` known, `events`, `rate`, `unclear` (whether it happened cannot be told), `gone` (left before the window
            ended, without an event), `unseen` (nobody looked, where the outcome says `among`), `events_outside` (subjects with
            an event that had no grade to tell it, new firms among them), `came_late` (events before the origin that
            became known after it), `auc_level`, `auc_score`.
        """
        return self._table(self.table, plots.folds)

    def strata(self, level: float = 0.95) -> Table:
        """Rates and discrimination within each stratum; the picture says them in the words of the pack.

        Args:
            level: of Jeffreys' intervals.

        Raises:
            TuningError: no strata were named.
        """
        return replace(super().strata(level), draw=in_words(self.pack))

    def psi(self) -> Table:
        """How far the spread over levels moved from origin to origin; see `riskgrade.tuning.backtest_tables.shifts`.

        Raises:
            TuningError: there is one origin only.
        """
        return self.shifts("date")


def planned(split: object, outcome: Outcome) -> tuple[Fold, ...]:
    """The folds of a backtest, before anything is read.

    Raises:
        TuningError: the split is refused, or has no such days.
    """
    return rolling(split).folds(outcome.horizon)


def run_backtest(
    pack: Pack,
    registers: Registers,
    outcome: Outcome,
    split: object,
    strata: str | Sequence[str] = (),
    period: str | None = None,
    grade: str | Sequence[str] | None = None,
    since: str | None = None,
    until: date | str | None = None,
    engine: str = "polars",
    progress: Progress | None = None,
    as_pandas: bool = False,
) -> Backtest:
    """Grade as of each origin and hold the grades against what came after.

    Args:
        pack: the pack.
        registers: all that is known by now.
        outcome: what the grades should tell.
        split: a `RollingOrigin`; anything else is refused.
        strata: fields or facts of the subjects, as of the origin.
        period: the rating year of each origin: that of the origin, or ``previous``.
        grade: a grade of the pack, or several; all if not given.
        since: a date of the subject's register (such as when it was established); before it a subject is not there yet.
        until: the last day that the registers tell of; if not given the end of the declared coverage, else the newest record.
        engine: ``polars`` or ``duckdb``.
        progress: told what is being done.
        as_pandas: whether tables come as pandas frames.

    Raises:
        TuningError: it cannot be done.
    """
    folds = planned(split, outcome)
    grades = _grades(pack, grade)
    named = free((strata,) if isinstance(strata, str) else strata)
    if period not in (None, "previous"):
        raise TuningError(
            f"period '{period}' cannot be the same year for every origin; leave it out (the year of the origin) or give 'previous'",
            f"period“{period}”不能对每个起点都相同；请省略（取起点所在年）或写 previous（上一年）",
        )
    events = events_of(outcome, pack, registers, until)
    lag = Span.of(outcome.lag)
    if not any(events.closed(fold, lag) for fold in folds):
        raise _nothing_closed(folds, events, lag)
    days = Days(pack, registers, engine, period == "previous", named, progress)
    observer = Observer(days, events, Moment.of(events.until), lag, since)
    observed: list[pl.DataFrame] = []
    rows: list[dict[str, object]] = []
    for fold in folds:
        if fold.origin > events.until:
            continue
        for name in grades:
            held, counts = observer.observe(fold, name)
            observed.append(held)
            rows.append(fold_row(fold, name, held, counts))
    data = with_chances(pl.concat(observed), folds, lag)
    return Backtest(
        data=data,
        levels={name: pack.grades[name].levels for name in grades},
        cuts={name: cuts_of(pack, name) for name in grades},
        stratified=named,
        as_pandas=as_pandas,
        table=pl.DataFrame(rows, infer_schema_length=None),
        notes=tuple(notes_of(pack, outcome, folds, events, data, observer.undated)),
        pack=pack,
        outcome=outcome,
        until=events.until,
        registers=registers,
        previous=period == "previous",
    )


def _grades(pack: Pack, grade: str | Sequence[str] | None) -> tuple[str, ...]:
    names = tuple(pack.grades) if grade is None else (grade,) if isinstance(grade, str) else tuple(grade)
    for name in names:
        if name not in pack.grades:
            best = nearest(name, pack.grades)
            there = ", ".join(pack.grades)
            raise TuningError(
                f"pack {pack.id} has no grade '{name}'; " + (f"did you mean {best}?" if best else f"there is: {there}"),
                f"规则包 {pack.id} 没有等级 {name}；" + (f"是否为 {best}？" if best else f"现有：{there}"),
            )
    return names


def _nothing_closed(folds: Sequence[Fold], events: Events, lag: Span) -> TuningError:
    first = folds[0]
    if events.from_ is not None and all(fold.first < events.from_ for fold in folds):
        return TuningError(
            f"the register of the outcome is complete from {events.from_} only; let the first origin be later",
            f"结果所在的登记册自 {events.from_} 起才完整；请推后首个起点",
        )
    return TuningError(
        f"no origin has its outcome yet: the first, {first.origin}, would need records up to {lag.after(first.last)}, and "
        f"these end on {events.until}. Take earlier origins, a shorter horizon, or newer records",
        f"尚无任何起点的结果：首个起点 {first.origin} 需要截至 {lag.after(first.last)} 的记录，而现有记录止于 {events.until}；"
        "请提前起点、缩短观察期或更新记录",
    )
