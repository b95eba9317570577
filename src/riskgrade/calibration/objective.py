"""What a fit makes small: the weighted log-loss, and how far the points go from the declared ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .logistic import Line, Numbers, Truths


@dataclass(frozen=True, slots=True)
class Objective:
    """Log-loss of cases plus ``prior_strength * sum(log(w / w0)**2)``, smooth in the points.

    The variables are the ratios ``w / w0``, and the intercept and slope of the line from risk to log-odds, the risk
    being centred and scaled so that a step in one counts about as much as in another.

    Args:
        counts: of each case and weight, how often its points are given.
        offset: the points of each case that do not move.
        happened: whether the event came.
        weight: of each case.
        declared: the points as they are declared.
        prior_strength: how firmly the points stay.
        sign: 1 where more points are worse, else -1.
    """

    counts: Numbers
    offset: Numbers
    happened: Truths
    weight: Numbers
    declared: Numbers
    prior_strength: float
    sign: int
    middle: float
    spread: float

    @classmethod
    def of(
        cls,
        counts: Numbers,
        offset: Numbers,
        happened: Truths,
        weight: Numbers,
        declared: Numbers,
        prior: float,
        sign: int,
    ) -> Objective:
        """The objective, centred on the declared risk."""
        risk = sign * (offset + counts @ declared)
        spread = float(risk.std())
        return cls(
            counts, offset, happened, weight, declared, prior, sign, float(risk.mean()), spread if spread > 0 else 1.0
        )

    def start(self, line: Line) -> Numbers:
        """The variables of the declared points under a line.

        Args:
            line: in points of risk.
        """
        ratios = np.ones(self.declared.size)
        return np.concatenate([ratios, [line.intercept + line.slope * self.middle, line.slope * self.spread]])

    def __call__(self, variables: Numbers) -> tuple[float, Numbers]:
        """The value and its gradient.

        Args:
            variables: the ratios, the intercept and the slope.
        """
        ratios, intercept, slope = variables[:-2], variables[-2], variables[-1]
        risk = (self.sign * (self.offset + self.counts @ (self.declared * ratios)) - self.middle) / self.spread
        odds = intercept + slope * risk
        chance = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        logs = np.log(ratios)
        loss = float((self.weight * (np.logaddexp(0, odds) - self.happened * odds)).sum())
        loss += self.prior_strength * float((logs**2).sum())
        left = self.weight * (chance - self.happened)
        along = slope * self.sign / self.spread * self.declared * (self.counts.T @ left)
        along = along + 2 * self.prior_strength * logs / ratios
        return loss, np.concatenate([along, [left.sum(), (left * risk).sum()]])
