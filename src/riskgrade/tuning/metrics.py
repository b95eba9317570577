"""How well a score tells those to whom it happened from those to whom it did not. A higher score is a higher risk.

Each function takes columns of one length and gives one number; NaN where there is nothing to compare (no event, or nothing
but events). Scores that are equal count as half right, so the order of the rows never matters.
"""

from __future__ import annotations

from typing import Any

from .metrics_input import groups, numbers, outcomes, same_length
from .metrics_ranked import NOTHING, Ranked


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
    return Ranked(happened, numbers(score, happened.size)).auc()


def auc_within(outcome: Any, score: Any, stratum: Any) -> float:
    """`auc` over the pairs whose two rows stand in the same stratum.

    Of all pairs of a row with the outcome and one without *in one stratum*, the share that the score puts in order. So
    strata count by their pairs, and a stratum without a pair counts nothing. A score that only knows in which stratum a
    row is (a strict inspector's, say) has 0.5.

    Args:
        outcome: 0 or 1 for each row.
        score: a number for each row.
        stratum: a name for each row, such as who inspected.

    Examples:
        >>> auc_within([1, 0, 1, 0], [4, 3, 1, 2], ["x", "x", "y", "y"])
        0.5
        >>> auc_within([1, 1, 0, 1, 0, 0], [9, 9, 8, 2, 1, 1], ["x", "x", "x", "y", "y", "y"])
        1.0
    """
    happened = outcomes(outcome)
    risk = numbers(score, happened.size)
    return Ranked(happened, risk, groups(stratum, happened.size)[0]).auc()


def pairs_within(outcome: Any, stratum: Any) -> int:
    """Over how many pairs `auc_within` is taken.

    Examples:
        >>> pairs_within([1, 0, 0, 1], ["x", "x", "x", "y"])
        2
    """
    happened = outcomes(outcome)
    place, _ = groups(stratum, happened.size)
    return Ranked(happened, happened.astype(float), place).pairs()


def ks(outcome: Any, score: Any) -> float:
    """Kolmogorov and Smirnov: the largest gap between the shares of the two groups at or below a score.

    Examples:
        >>> ks([1, 1, 0, 0], [4, 2, 3, 1])
        0.5
    """
    happened = outcomes(outcome)
    return Ranked(happened, numbers(score, happened.size)).ks()


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
