"""`Calibrator`: points moved within their bands by what happened, in the manner of scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from .error import CalibrationError
from .logistic import Line, Numbers, Truths, Whole, line_of
from .objective import Objective
from .whole_points import Lattice, whole_points

Rescore = Callable[[Whole], Whole]
"""From whole points (hundredths) to the exact score of each case (hundredths), limits of groups and all."""

DECIMALS = 9
"""Digits to which everything is kept that was worked out with floats."""


class Calibrator(BaseEstimator):  # type: ignore[misc]
    """Moves points within their bands.

    Fitting is the same every time: L-BFGS-B in the bands with the analytic gradient from the declared points, then
    whole steps by a search over scales and one value at a time; nothing is drawn.

    Args:
        declared: the points as declared, one for each column of `X`.
        low, high: their bands.
        unit: the step of each; 1 if not given.
        orders: pairs of columns, the points of the first never above those of the second.
        prior_strength: how firmly points stay: ``prior_strength * sum(log(w / w0)**2)`` is added to the log-loss.
        rising: whether more points are worse.

    After `fit`: `weights_` (whole steps, in points), `smooth_weights_`, `intercept_`, `slope_` (of the log-odds over the
    score in points), `loss_` and `declared_loss_` (with the prior), `n_features_in_`.

    Examples:
        >>> counts = np.array([[0, 0], [1, 0], [0, 1], [1, 1]] * 40)
        >>> seen = np.array(([0, 0, 1, 1] + [0, 1, 1, 1] + [0, 0, 0, 1] + [0, 0, 1, 0]) * 10)
        >>> found = Calibrator(declared=[10, 10], low=[5, 5], high=[20, 20], prior_strength=1).fit(counts, seen)
        >>> found.weights_.tolist()[0] < 10 < found.weights_.tolist()[1]
        True
    """

    def __init__(
        self,
        declared: Any,
        low: Any,
        high: Any,
        unit: Any = None,
        orders: Any = (),
        prior_strength: float = 20.0,
        rising: bool = True,
    ) -> None:
        self.declared, self.low, self.high, self.unit = declared, low, high, unit
        self.orders, self.prior_strength, self.rising = orders, prior_strength, rising

    def fit(
        self,
        X: Any,  # noqa: N803 - as scikit-learn has it
        y: Any,
        sample_weight: Any = None,
        offset: Any = None,
        rescore: Rescore | None = None,
    ) -> Calibrator:
        """Fit.

        Args:
            X: how often each weight's points are given, a row a case.
            y: 1 where the event came.
            sample_weight: of each case, such as one over the chance of having been looked at; 1 if not given.
            offset: the points of each case that do not move; 0 if not given.
            rescore: the exact score of each case under whole points, where it is more than a sum.

        Raises:
            CalibrationError: the columns do not fit together.
        """
        counts, happened, weight, still = self._columns(X, y, sample_weight, offset)
        declared = np.asarray(self.declared, dtype=np.float64)
        lattice = self._lattice(declared)
        whole = np.rint(declared * 100).astype(np.int64)
        sign = 1 if self.rising else -1
        exact: Rescore = rescore or (lambda points: np.rint(still * 100).astype(np.int64) + _summed(counts, points))
        objective = Objective.of(counts, still, happened, weight, declared, float(self.prior_strength), sign)
        start = objective.start(line_of(sign * exact(whole), happened, weight))
        smooth = self._smooth(objective, start) * whole

        def value(points: Whole) -> float:
            logs = np.log(points / whole)
            prior = float(self.prior_strength) * float((logs**2).sum())
            return line_of(sign * exact(points), happened, weight).loss + prior

        found = whole_points(smooth, whole, lattice, value)
        line = line_of(sign * exact(found), happened, weight)
        self.smooth_weights_ = np.round(smooth / 100, DECIMALS)
        self.weights_ = found / 100
        self.intercept_ = round(line.intercept, DECIMALS)
        self.slope_ = round(sign * line.slope, DECIMALS)
        self.loss_, self.declared_loss_ = round(value(found), DECIMALS), round(value(whole), DECIMALS)
        self.n_features_in_ = counts.shape[1]
        return self

    @property
    def whole_weights_(self) -> Whole:
        """The fitted points in hundredths."""
        check_is_fitted(self, "weights_")
        return np.rint(self.weights_ * 100).astype(np.int64)

    def decision_function(self, X: Any, offset: Any = None) -> Numbers:  # noqa: N803
        """The score of each case in points."""
        check_is_fitted(self, "weights_")
        counts = np.asarray(X, dtype=np.float64)
        return np.asarray((0.0 if offset is None else np.asarray(offset, dtype=np.float64)) + counts @ self.weights_)

    def predict_proba(self, X: Any, offset: Any = None) -> Numbers:  # noqa: N803
        """The chances of no event and of an event."""
        line = Line(self.intercept_, self.slope_, 0.0)
        chance = line.chance(self.decision_function(X, offset))
        return np.column_stack([1 - chance, chance])

    def predict(self, X: Any, offset: Any = None) -> Whole:  # noqa: N803
        """1 where an event is more likely than not."""
        return (self.predict_proba(X, offset)[:, 1] > 0.5).astype(np.int64)

    def _columns(self, given: Any, y: Any, weight: Any, offset: Any) -> tuple[Numbers, Truths, Numbers, Numbers]:
        counts = np.asarray(given, dtype=np.float64)
        happened = np.asarray(y).astype(bool)
        width = len(self.declared)
        rows = happened.size
        weights = np.ones(rows) if weight is None else np.asarray(weight, dtype=np.float64)
        still = np.zeros(rows) if offset is None else np.asarray(offset, dtype=np.float64)
        if counts.shape != (rows, width) or weights.shape != (rows,) or still.shape != (rows,):
            raise CalibrationError(
                f"X must have {rows} rows, as y has, and {width} columns, a weight each; weights and offset {rows} rows",
                f"X 应与 y 同为 {rows} 行，且有 {width} 列（每个分值一列）；权重与偏移各 {rows} 行",
            )
        if not (np.isfinite(counts).all() and np.isfinite(weights).all() and np.isfinite(still).all()):
            raise CalibrationError("a count, weight or offset is no number", "计数、权重或偏移中有非数值")
        if not happened.any() or happened.all():
            raise CalibrationError(
                "there must be cases with the event and cases without", "须既有发生的样本，也有未发生的样本"
            )
        if (weights < 0).any():
            raise CalibrationError("a weight is negative", "权重不能为负")
        return counts, happened, weights, still

    def _lattice(self, declared: Numbers) -> Lattice:
        def whole(given: Any) -> Whole:
            return np.rint(np.asarray(given, dtype=np.float64) * 100).astype(np.int64)

        unit = np.full(declared.size, 100) if self.unit is None else whole(self.unit)
        lattice = Lattice(whole(self.low), whole(self.high), unit, tuple((int(a), int(b)) for a, b in self.orders))
        if not lattice.holds(whole(declared)) or (lattice.low * lattice.high <= 0).any():
            raise CalibrationError(
                "the declared points must lie in their bands, in order and on their steps, and no band may hold 0",
                "原分值须在区间内、合乎次序与步长，且区间不得含 0",
            )
        return lattice

    def _smooth(self, objective: Objective, start: Numbers) -> Numbers:
        """The ratios of the best points to the declared ones."""
        declared = objective.declared
        ends = [np.asarray(given, dtype=np.float64) / declared for given in (self.low, self.high)]
        bounds = [(min(one, other), max(one, other)) for one, other in zip(*ends, strict=True)]
        found = minimize(
            objective, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None), (0.0, None)],
            options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-9},
        )  # fmt: skip
        return np.asarray(np.round(found.x[:-2], DECIMALS), dtype=np.float64)


def _summed(counts: Numbers, points: Whole) -> Whole:
    return np.rint(counts @ points).astype(np.int64)
