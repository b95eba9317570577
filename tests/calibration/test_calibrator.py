"""`Calibrator`: true points are found again, nothing is found where there is nothing, and scikit-learn knows it as its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

from riskgrade.calibration.calibrator import Calibrator
from riskgrade.calibration.error import CalibrationError
from riskgrade.calibration.logistic import line_of
from riskgrade.calibration.objective import Objective
from riskgrade.calibration.whole_points import Lattice, whole_points

DECLARED, LOW, HIGH = [10, 10, 10, -6], [4, 4, 4, -12], [25, 25, 25, -2]


def drawn(truth, rows=20_000, slope=0.12, seed=3):
    draw = np.random.default_rng(seed)
    counts = draw.integers(0, 2, size=(rows, 4))
    offset = draw.integers(0, 20, size=rows).astype(float)
    odds = -3 + slope * (offset + counts @ np.asarray(truth, dtype=float))
    return counts, (draw.random(rows) < 1 / (1 + np.exp(-odds))).astype(int), offset


@pytest.mark.parametrize("truth", [[10, 10, 10, -6], [5, 18, 12, -9], [20, 20, 20, -12], [4, 25, 7, -2]])
def test_true_points_are_found_again_within_a_point_or_two(truth):
    counts, happened, offset = drawn(truth)
    found = Calibrator(DECLARED, LOW, HIGH, prior_strength=2).fit(counts, happened, offset=offset)
    assert np.abs(found.weights_ - truth).max() <= 2
    assert found.slope_ == pytest.approx(0.12, abs=0.01)
    assert found.loss_ <= found.declared_loss_


def test_true_points_outside_their_band_end_at_its_edge():
    counts, happened, offset = drawn([40, 1, 10, -6])
    found = Calibrator(DECLARED, LOW, HIGH, prior_strength=2).fit(counts, happened, offset=offset)
    assert found.weights_[:2].tolist() == [25, 4]


def test_without_signal_the_declared_points_stay():
    counts, happened, offset = drawn([10, 10, 10, -6], slope=0.0)
    found = Calibrator(DECLARED, LOW, HIGH, prior_strength=20).fit(counts, happened, offset=offset)
    assert found.weights_.tolist() == DECLARED


def test_falling_scores_are_the_mirror_image():
    counts, happened, offset = drawn([5, 18, 12, -9])
    up = Calibrator(DECLARED, LOW, HIGH).fit(counts, happened, offset=offset)
    declared, low, high = ([-one for one in side] for side in (DECLARED, HIGH, LOW))
    down = Calibrator(declared, low, high, rising=False).fit(counts, happened, offset=-offset)
    assert (-down.weights_).tolist() == up.weights_.tolist()
    assert down.slope_ == pytest.approx(-up.slope_)


def test_order_and_steps_are_kept():
    counts, happened, offset = drawn([20, 8, 12, -9])
    found = Calibrator([10, 10.5, 11, -6], LOW, HIGH, unit=[0.5, 0.5, 0.5, 2], orders=[(0, 1), (1, 2)])
    found.fit(counts, happened, offset=offset)
    assert found.weights_[0] <= found.weights_[1] <= found.weights_[2]
    assert (found.weights_ * 100 % [50, 50, 50, 200] == 0).all()


def test_the_same_call_twice_gives_the_same():
    counts, happened, offset = drawn([5, 18, 12, -9], rows=3000)
    one, other = (Calibrator(DECLARED, LOW, HIGH).fit(counts, happened, offset=offset) for _ in range(2))
    assert one.weights_.tobytes() == other.weights_.tobytes()
    assert (one.intercept_, one.slope_, one.loss_) == (other.intercept_, other.slope_, other.loss_)


def test_weights_of_cases_count_as_cases():
    counts, happened, offset = drawn([5, 18, 12, -9], rows=2000)
    twice = [np.concatenate([one, one]) for one in (counts, happened, offset)]
    one = Calibrator(DECLARED, LOW, HIGH).fit(counts, happened, np.full(2000, 2.0), offset)
    other = Calibrator(DECLARED, LOW, HIGH).fit(twice[0], twice[1], offset=twice[2])
    assert one.weights_.tolist() == other.weights_.tolist()


def test_it_is_an_estimator_of_scikit_learn():
    one = Calibrator(DECLARED, LOW, HIGH, prior_strength=3.5)
    assert clone(one).get_params() == one.get_params()
    assert one.set_params(prior_strength=7.0).prior_strength == 7.0
    counts, happened, offset = drawn([5, 18, 12, -9], rows=2000)
    fitted = clone(one).fit(counts, happened, offset=offset)
    chance = fitted.predict_proba(counts, offset)
    assert chance.shape == (2000, 2)
    assert np.allclose(chance.sum(axis=1), 1)
    assert set(fitted.predict(counts, offset)) <= {0, 1}
    assert fitted.n_features_in_ == 4
    assert not hasattr(one, "weights_")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"X": np.zeros((3, 4))}, "must have"),
        ({"X": np.full((200, 4), np.nan)}, "no number"),
        ({"y": np.zeros(200)}, "with the event"),
        ({"sample_weight": np.full(200, -1.0)}, "negative"),
        ({"offset": [1.0]}, "must have"),
    ],
)
def test_columns_that_do_not_fit(change, reason):
    counts, happened, offset = drawn(DECLARED, rows=200)
    with pytest.raises(CalibrationError, match=reason):
        Calibrator(DECLARED, LOW, HIGH).fit(**{"X": counts, "y": happened, "offset": offset, **change})


@pytest.mark.parametrize(
    "bad", [{"low": [11, 4, 4, -12]}, {"low": [-4, 4, 4, -12]}, {"orders": [(0, 3)]}, {"unit": [3, 1, 1, 1]}]
)
def test_bands_that_do_not_hold_the_declared_points(bad):
    counts, happened, _ = drawn(DECLARED, rows=200)
    with pytest.raises(CalibrationError, match="lie in their bands"):
        Calibrator(**{"declared": DECLARED, "low": LOW, "high": HIGH, **bad}).fit(counts, happened)


@given(st.integers(0, 10**6))
def test_the_gradient_is_that_of_the_objective(seed):
    draw = np.random.default_rng(seed)
    counts = draw.integers(0, 3, size=(40, 3)).astype(float)
    happened = draw.random(40) < 0.4
    one = Objective.of(counts, draw.random(40) * 9, happened, draw.random(40), np.array([4.0, 9.0, -5.0]), 3.0, 1)
    at = np.concatenate([draw.uniform(0.5, 2, 3), draw.normal(size=2)])
    near = approx_fprime(at, lambda variables: one(variables)[0], 1e-7)
    assert one(at)[1] == pytest.approx(near, rel=1e-3, abs=1e-3)


def test_the_line_is_that_of_logistic_regression():
    draw = np.random.default_rng(1)
    risk = draw.integers(0, 60, 4000) * 100
    happened = draw.random(4000) < 1 / (1 + np.exp(3 - 0.06 * risk / 100))
    line = line_of(risk, happened, np.ones(4000))
    other = LogisticRegression(C=1e12, tol=1e-10).fit(risk[:, None] / 100, happened)
    assert line.slope == pytest.approx(other.coef_[0, 0], rel=1e-4)
    assert line.intercept == pytest.approx(other.intercept_[0], rel=1e-4)


def test_points_in_an_order_keep_their_own_steps():
    lattice = Lattice(
        np.array([100, 600, 600]), np.array([600, 1100, 1100]), np.array([100, 50, 100]), ((0, 1), (1, 2))
    )
    assert lattice.nearest(np.array([0.0, 1025.0, 0.0])).tolist() == [100, 1050, 1100]
    assert lattice.nearest(np.array([0.0, 1090.0, 700.0])).tolist() == [100, 1100, 1100]


@given(st.data())
def test_whole_points_are_lawful_and_never_worse_than_declared(data):
    units = np.array([100, 50, 100])
    declared = np.array(sorted(data.draw(st.integers(3, 9)) for _ in range(3))) * 100
    lattice = Lattice(declared - 200, declared + 300, units, ((0, 1), (1, 2)))
    target = np.array([data.draw(st.floats(0, 1500)) for _ in range(3)])

    def value(points):
        return float(np.abs(points - target).sum())

    found = whole_points(target, declared, lattice, value)
    assert lattice.holds(found)
    assert value(found) <= value(declared)
    assert lattice.holds(lattice.nearest(target))
