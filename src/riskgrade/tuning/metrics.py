"""How well a score tells those to whom it happened from those to whom it did not. A higher score is a higher risk.

Each function takes columns of one length and gives one number; NaN where there is nothing to compare (no event, or nothing
but events). Scores that are equal count as half right, so the order of the rows never matters.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .metrics_input import Numbers, Truths, Whole, groups, numbers, outcomes, same_length

NOTHING = float("nan")


def auc(outcome: Any, score: Any) -> float:
    """The chance that of one row with the outcome and one without, the first has the higher score; equal scores count half.

    It is the statistic of Mann and Whitney over the number of pairs, the area under the ROC curve, and (1 + Gini) / 2.

    Args:
        outcome: 0 or 1 for each row.
        score: a number for each row; higher is a higher risk.

    Returns:
        0 to 1; 0.5 for a score that tells nothing.

    Examples:
        >>> auc([1, 0, 1, 0], [3, 2, 2, 1])
        0.875
    """
    happened = outcomes(outcome)
    twice, pairs = _won(happened, numbers(score, happened.size))
    return twice / (2 * pairs) if pairs else NOTHING


def auc_within(outcome: Any, score: Any, stratum: Any) -> float:
    """`auc` over the pairs whose two rows stand in the same stratum.

    Of all pairs of a row with the outcome and one without *in one stratum*, the share that the score puts in order. So
    strata count by their pairs, and a stratum without a pair counts nothing. A score that only knows in which stratum a row is (a strict
    inspector's, say) has 0.5.

    Args:
        outcome: 0 or 1 for each row.
        score: a number for each row.
        stratum: a name for each row, such as who inspected.

    Examples:
        >>> auc_within([1, 0, 1, 0], [4, 3, 1, 2], ["x", "x", "y", "y"])
        0.5
        >>> auc([1, 0, 1, 0], [4, 3, 1, 2])
        0.5
        >>> auc_within([1, 1, 0, 1, 0, 0], [9, 9, 8, 2, 1, 1], ["x", "x", "x", "y", "y", "y"])
        1.0
    """
    happened = outcomes(outcome)
    risk = numbers(score, happened.size)
    place, names = groups(stratum, happened.size)
    twice = pairs = 0
    for number in range(len(names)):
        here = place == number
        won, these = _won(happened[here], risk[here])
        twice, pairs = twice + won, pairs + these
    return twice / (2 * pairs) if pairs else NOTHING


def pairs_within(outcome: Any, stratum: Any) -> int:
    """Over how many pairs `auc_within` is taken.

    Examples:
        >>> pairs_within([1, 0, 0, 1], ["x", "x", "x", "y"])
        2
    """
    happened = outcomes(outcome)
    place, names = groups(stratum, happened.size)
    events = np.bincount(place[happened], minlength=len(names))
    return int((events * (np.bincount(place, minlength=len(names)) - events)).sum())


def ks(outcome: Any, score: Any) -> float:
    """Kolmogorov and Smirnov: the largest gap between the shares of the two groups at or below a score.

    Examples:
        >>> ks([1, 1, 0, 0], [4, 2, 3, 1])
        0.5
    """
    happened = outcomes(outcome)
    risk = numbers(score, happened.size)
    events = int(happened.sum())
    others = happened.size - events
    if not events or not others:
        return NOTHING
    place, last = tied(risk)
    here = np.bincount(place[happened], minlength=last.size).cumsum()
    there = np.bincount(place[~happened], minlength=last.size).cumsum()
    return float(np.abs(here / events - there / others).max())


def recall(outcome: Any, caught: Any) -> float:
    """Of the rows with the outcome, the share that was caught: recall of the worst level where `caught` is that level.

    Args:
        outcome: 0 or 1 for each row.
        caught: 0 or 1 for each row, such as whether its level was D.

    Examples:
        >>> recall([1, 1, 0, 1, 1], [1, 0, 1, 0, 0])
        0.25
    """
    happened = outcomes(outcome)
    these = outcomes(caught)
    same_length(these, happened.size, "caught", "是否捕获")
    return float((happened & these).sum() / happened.sum()) if happened.any() else NOTHING


def precision(outcome: Any, caught: Any) -> float:
    """Of the rows that were caught, the share with the outcome.

    Examples:
        >>> precision([1, 1, 0, 1, 1], [1, 0, 1, 0, 0])
        0.5
    """
    return recall(caught, outcome)


def tied(risk: Numbers) -> tuple[Whole, Whole]:
    """For each row the place of its score among the different ones, lowest first; and for each of those how many rows have
    it or a lower one.

    Examples:
        >>> place, last = tied(np.array([2.0, 1.0, 2.0]))
        >>> place.tolist(), last.tolist()
        ([1, 0, 1], [1, 3])
    """
    _, place, count = np.unique(risk, return_inverse=True, return_counts=True)
    return place.astype(np.int64), count.cumsum().astype(np.int64)


def _won(happened: Truths, risk: Numbers) -> tuple[int, int]:
    """Twice the pairs won (whole, for an equal pair is won by half), and the pairs."""
    events = int(happened.sum())
    others = happened.size - events
    if not events or not others:
        return 0, 0
    place, last = tied(risk)
    other = np.bincount(place[~happened], minlength=last.size)
    below = other.cumsum() - other
    return int((2 * below + other)[place[happened]].sum()), events * others
