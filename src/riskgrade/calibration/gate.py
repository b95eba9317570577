"""The gates that a calibration must pass: what each measures, its limit, and on which side of it a figure must lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .artefact_model import GatePart, figure_text


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate.

    Args:
        limit: what the figure is held against; None where it is one less than the number of folds.
        least: whether the figure must be at least the limit (else at most).
        optional: whether there may be nothing to measure, because nothing was asked for.
    """

    en: str
    zh: str
    limit: float | None
    least: bool
    optional: bool = False


GATES: Mapping[str, Gate] = {
    "events_fit": Gate("events that it was fitted on", "拟合所用的事件数", 100, True),
    "events_test": Gate("events in the fold kept for the end", "留作最后检验的事件数", 50, True),
    "folds": Gate("folds in time", "时间折数", 4, True),
    "log_loss_folds": Gate("folds with a smaller log-loss than the declared points", "对数损失优于原分值的折数", None, True),
    "auc": Gate("AUC against the declared points", "AUC 与原分值之差", -0.005, True),
    "auc_strata": Gate("AUC within strata against the declared points", "层内 AUC 与原分值之差", -0.005, True, True),
    "level_loss": Gate("log-loss of the levels at the end, against the declared ones", "最后一折按等级的对数损失与原等级之差", 0, False),
    "inversions": Gate("levels at which less happened than at the better one", "较差等级的发生率反而较低的处数", 0, False),
    "worst_recall": Gate("share of events found at the worst level, against before", "最差等级覆盖的事件占比与原先之差", 0, True),
    "changed_share": Gate("share of subjects whose level changes", "级别变动的主体占比", 0.1, False),
    "moved_far": Gate("levels moved by more than a notch", "变动超过一级的数量", 0, False),
    "floor_violations": Gate("levels better than their floor, over all history", "全部历史中优于底线的数量", 0, False),
    "base_rate": Gate("probability that the base rate stayed the same", "基准发生率未变的概率", 0.05, True),
}  # fmt: skip
"""All gates, in the order in which they are told."""


def held(name: str, figure: float | None, folds: int) -> GatePart:
    """A gate with its figure.

    Args:
        name: which.
        figure: what was measured; None where there was nothing to measure.
        folds: the number of folds.

    Examples:
        >>> held("auc", -0.004, 5).passed, held("auc", -0.006, 5).passed, held("auc", None, 5).passed
        (True, False, False)
    """
    limit = figure_text(limit_of(name, folds))
    text = None if figure is None or figure != figure else figure_text(figure)
    return GatePart(name=name, figure=text, limit=limit, passed=passes(name, text, limit))


def limit_of(name: str, folds: int) -> float:
    """The limit of a gate."""
    limit = GATES[name].limit
    return float(max(folds - 1, 1)) if limit is None else limit


def passes(name: str, figure: str | None, limit: str) -> bool:
    """Whether a figure passes a gate, both as they are written."""
    gate = GATES[name]
    if figure is None:
        return gate.optional
    return Decimal(figure) >= Decimal(limit) if gate.least else Decimal(figure) <= Decimal(limit)
