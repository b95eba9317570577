"""Forward in time: each day is looked at with points fitted on what was known by then, and the last day only once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..tuning.metrics import auc
from ..tuning.split import Fold
from .artefact_model import FoldPart, figure_text
from .cases import Cases
from .fitting import Fitted, fit, fit_points, line_at
from .logistic import Line, Truths, Whole

Closed = Callable[[Fold, date], bool]
"""Whether the outcomes of a fold were known by a day."""


@dataclass(frozen=True, slots=True)
class Step:
    """A day to look at, with the rows that were known by then.

    Args:
        day: its place among the days.
        train: the rows whose outcome was known by that day.
        then: all cases as they were known by that day; what is learnt is learnt from these.
        test: its own rows whose outcome is known now.
        train_to: the last grading day among those learnt from.
    """

    day: int
    train: Truths
    then: Cases
    test: Truths
    train_to: date


def steps_of(cases: Cases, folds: Sequence[Fold], closed: Closed) -> list[Step]:
    """The days that can be looked at: those before which there was something to learn from.

    Args:
        cases: all cases.
        folds: the folds of the backtest.
        closed: whether the outcomes of a fold were known by a day.
    """
    by_day = {fold.origin: fold for fold in folds}
    found = []
    for number, day in enumerate(cases.days):
        before = [one for one in range(number) if closed(by_day[cases.days[one]], day)]
        train = cases.used & np.isin(cases.day, before)
        if train.any():
            found.append(
                Step(number, train, cases.then(day), cases.used & (cases.day == number), cases.days[before[-1]])
            )
    return found


@dataclass(frozen=True, slots=True)
class Looked:
    """A step that was looked at, with both losses (means over the cases)."""

    part: FoldPart
    before: float
    after: float

    @property
    def better(self) -> bool:
        """Whether the fitted points told more than the declared ones."""
        return self.after < self.before


def look(cases: Cases, step: Step, fitted: Fitted | None, signed_off: bool) -> Looked:
    """Look at a day.

    Args:
        cases: all cases.
        step: the day.
        fitted: what to look at; fitted on what was known by then if not given.
        signed_off: whether it is the last day, kept for the end.

    The loss is that of the scores; where no points may move, that of the levels.
    """
    if fitted is None:
        then, train = step.then, step.train
        fitted = Fitted(fit_points(then, train), cases.cuts) if cases.points.size else fit(then, train)
    happened = cases.happened[step.test]
    losses, areas = [], []
    for one in (Fitted(cases.points, cases.cuts), fitted):
        score = cases.score(one.points)[step.test]
        if cases.points.size:
            losses.append(_mean_loss(line_at(step.then, one.points, step.train), cases.sign * score, happened))
        else:
            losses.append(level_loss(cases, cases.level(one.points, one.cuts), step))
        areas.append(auc(happened, cases.sign * score))
    part = FoldPart(
        day=cases.days[step.day].isoformat(),
        train_to=step.train_to.isoformat(),
        train_cases=int(step.train.sum()),
        train_events=int(step.then.happened[step.train].sum()),
        cases=int(step.test.sum()),
        events=int(happened.sum()),
        log_loss_declared=figure_text(losses[0]),
        log_loss=figure_text(losses[1]),
        auc_declared=None if areas[0] != areas[0] else figure_text(areas[0]),
        auc=None if areas[1] != areas[1] else figure_text(areas[1]),
        signed_off=signed_off,
    )
    return Looked(part, losses[0], losses[1])


def level_loss(cases: Cases, level: Whole, step: Step) -> float:
    """The mean log-loss on a day of the rates that each level had among what was learnt from.

    Args:
        cases: all cases.
        level: of each row.
        step: the day.
    """
    train, test, total = step.then.happened[step.train], cases.happened[step.test], 0.0
    for number in range(len(cases.names)):
        before, here = level[step.train] == number, level[step.test] == number
        rate = (int(train[before].sum()) + 0.5) / (int(before.sum()) + 1)
        events = int(test[here].sum())
        total -= events * float(np.log(rate)) + (int(here.sum()) - events) * float(np.log1p(-rate))
    return total / max(test.size, 1)


def _mean_loss(line: Line, risk: Whole, happened: Truths) -> float:
    if not happened.size:
        return 0.0
    odds = line.intercept + line.slope * (risk / 100)
    return float((np.logaddexp(0, odds) - happened * odds).mean())
