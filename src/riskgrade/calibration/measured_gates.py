"""The figures that the gates hold against their limits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import erfc, sqrt

import numpy as np

from ..tuning.metrics import auc, auc_within, recall
from .artefact_model import GatePart
from .cases import Cases
from .fitting import Fitted, share
from .folds import Looked, Step, level_loss
from .gate import GATES, held
from .logistic import Truths, Whole

LEAST_AT_LEVEL = 30
"""Cases that a level must have, so that its rate is held against its neighbour's."""


def measured_gates(
    cases: Cases, fitted: Fitted, looked: Sequence[Looked], last: Step | None, shown: Truths
) -> list[GatePart]:
    """Every gate with its figure.

    Args:
        cases: all cases.
        fitted: what was fitted without the last day.
        looked: the days that were looked at, the last one at the end.
        last: the last day; None where there was nothing to learn from.
        shown: all rows of the last day, whether or not their outcome is known.
    """
    nobody = np.zeros(cases.rows.size, dtype=np.bool_)
    train, test = (nobody, nobody) if last is None else (last.train, last.test)
    learnt = nobody[train] if last is None else last.then.happened[train]
    level = cases.level(fitted.points, fitted.cuts)
    change = np.abs(level - cases.declared)
    figures: dict[str, float | None] = {
        "events_fit": float(learnt.sum()),
        "events_test": float(cases.happened[test].sum()),
        "folds": float(len(looked)),
        "log_loss_folds": float(sum(one.better for one in looked)),
        "level_loss": None
        if last is None
        else level_loss(cases, level, last) - level_loss(cases, cases.declared, last),
        "inversions": float(_inversions(level[test], cases.happened[test], len(cases.names))),
        "changed_share": share(change[shown] > 0),
        "moved_far": float((change[cases.certain] > cases.bounds.max_notch).sum()),
        "floor_violations": float((level < cases.floor)[cases.certain].sum()),
        **_discrimination(cases, fitted, level, test),
        "base_rate": _same_rate(learnt, cases.happened[test]),
    }
    return [held(name, figures[name], len(looked)) for name in GATES]


def _discrimination(cases: Cases, fitted: Fitted, level: Whole, test: Truths) -> dict[str, float | None]:
    """How much more of the outcome is told on the last day: by the score, within strata, and at the worst level."""
    happened = cases.happened[test]
    before, after = (cases.sign * cases.score(points)[test] for points in (cases.points, fitted.points))
    worst = len(cases.names) - 1
    caught = [recall(happened, at[test] == worst) for at in (cases.declared, level)]
    within = [
        auc_within(happened, after, stratum[test]) - auc_within(happened, before, stratum[test])
        for stratum in cases.strata.values()
    ]
    return {
        "auc": _number(auc(happened, after) - auc(happened, before)),
        # The worst of the strata; where one of them has no pair to compare, there is nothing that could be said to hold.
        "auc_strata": (min(within) if all(one == one for one in within) else -1.0) if within else None,
        "worst_recall": _number(caught[1] - caught[0]),
    }


def _number(value: float) -> float | None:
    return None if value != value else value


def _inversions(level: Whole, happened: Truths, count: int) -> int:
    """Neighbouring levels, each with enough cases, of which less happened at the worse one."""
    rates = []
    for number in range(count):
        here = level == number
        if here.sum() >= LEAST_AT_LEVEL:
            rates.append(float(happened[here].mean()))
    return sum(one > other for one, other in pairwise(rates))


def _same_rate(one: Truths, other: Truths) -> float | None:
    """The probability of a difference between two rates at least as large as seen, were they the same; None without cases."""
    if not one.size or not other.size:
        return None
    together = (one.sum() + other.sum()) / (one.size + other.size)
    spread = sqrt(float(together * (1 - together)) * (1 / one.size + 1 / other.size))
    if spread == 0:
        return 1.0
    return erfc(abs(float(one.mean() - other.mean())) / spread / sqrt(2))
