"""Rows in the order of their score, so that a measure can be taken again and again with rows counted more or less often."""

from __future__ import annotations

import numpy as np

from .metrics_input import Numbers, Truths, Whole

NOTHING = float("nan")


class Ranked:
    """Rows by stratum and score.

    Args:
        happened: whether each row has the outcome.
        risk: a score for each row; higher is a higher risk.
        stratum: a number for each row; only rows with the same are compared. All are if not given.

    Examples:
        >>> ranked = Ranked(np.array([True, False, True, False]), np.array([3.0, 2.0, 2.0, 1.0]))
        >>> ranked.auc(), ranked.auc(np.array([1, 1, 0, 0])), ranked.ks()
        (0.875, 1.0, 0.5)
    """

    def __init__(self, happened: Truths, risk: Numbers, stratum: Whole | None = None) -> None:
        block = np.zeros(happened.size, dtype=np.int64) if stratum is None else stratum
        self.order = np.lexsort((risk, block))
        ordered, scores = block[self.order], risk[self.order]
        begins = np.ones(happened.size, dtype=np.bool_)
        apart = np.ones(happened.size, dtype=np.bool_)
        apart[1:] = ordered[1:] != ordered[:-1]
        begins[1:] = apart[1:] | (scores[1:] != scores[:-1])
        # Rows with one score in one stratum are a tie; `first` is the first tie of each stratum.
        self.tie = begins.cumsum() - 1
        self.ties = int(begins.sum())
        self.first = np.flatnonzero(apart[begins])
        self.stratum = apart[begins].cumsum() - 1
        self.happened = happened[self.order]

    def _counts(self, weight: Numbers | Whole | None) -> tuple[Numbers, Numbers]:
        each = np.ones(self.order.size) if weight is None else weight[self.order].astype(np.float64)
        yes = np.asarray(np.bincount(self.tie, each * self.happened, self.ties), dtype=np.float64)
        return yes, np.bincount(self.tie, each, self.ties) - yes

    def auc(self, weight: Numbers | Whole | None = None) -> float:
        """Pairs of one stratum that the score has in order, a tie by half, over all such pairs; NaN where there is none.

        Args:
            weight: how often each row counts; once if not given.
        """
        if not self.ties:
            return NOTHING
        yes, no = self._counts(weight)
        before = no.cumsum() - no
        below = before - before[self.first][self.stratum]
        pairs = float((np.add.reduceat(yes, self.first) * np.add.reduceat(no, self.first)).sum())
        # Twice the pairs won, so that ties stay whole numbers and the sum is exact.
        return float((yes * (2 * below + no)).sum() / (2 * pairs)) if pairs else NOTHING

    def pairs(self) -> int:
        """Over how many pairs `auc` is taken."""
        if not self.ties:
            return 0
        yes, no = self._counts(None)
        return int((np.add.reduceat(yes, self.first) * np.add.reduceat(no, self.first)).sum())

    def ks(self, weight: Numbers | Whole | None = None) -> float:
        """The largest gap between the shares of the two groups at or below a score; strata play no part if there is one."""
        yes, no = self._counts(weight)
        events, others = yes.sum(), no.sum()
        if not events or not others:
            return NOTHING
        return float(np.abs(yes.cumsum() / events - no.cumsum() / others).max())
