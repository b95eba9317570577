"""Measures against small tables by hand, laws that always hold, and scikit-learn and scipy as a second opinion."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics as sk

from riskgrade.tuning import metrics, metrics_chance, metrics_order
from riskgrade.tuning.metrics_input import MetricError, groups

# Few different scores, so that most rows are tied.
ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.sampled_from("abc")), min_size=4, max_size=60).filter(
    lambda rows: len({row[0] for row in rows}) == 2
)


def columns(rows):
    return tuple(np.array(column) for column in zip(*rows, strict=True))


@given(ROWS)
def test_auc_agrees_with_sklearn_and_scipy(rows):
    outcome, score, _ = columns(rows)
    u = stats.mannwhitneyu(score[outcome], score[~outcome]).statistic
    assert metrics.auc(outcome, score) == pytest.approx(u / (outcome.sum() * (~outcome).sum()), abs=1e-14)
    assert metrics.auc(outcome, score) == pytest.approx(sk.roc_auc_score(outcome, score), abs=1e-12)


@given(ROWS)
def test_ks_agrees_with_scipy(rows):
    outcome, score, _ = columns(rows)
    expected = stats.ks_2samp(score[outcome], score[~outcome], method="asymp").statistic
    assert metrics.ks(outcome, score) == pytest.approx(expected, abs=1e-12)


@given(ROWS)
def test_auc_within_counts_every_pair_of_one_stratum(rows):
    won, pairs = 0.0, 0
    for happened, score, stratum in rows:
        for other, lower, place in rows:
            if happened and not other and stratum == place:
                pairs += 1
                won += 1 if score > lower else 0.5 if score == lower else 0
    outcome, score, stratum = columns(rows)
    assert metrics.pairs_within(outcome, stratum) == pairs
    found = metrics.auc_within(outcome, score, stratum)
    assert math.isnan(found) if not pairs else found == pytest.approx(won / pairs, abs=1e-14)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    for one in (rows, mixed):
        assert_same(every(columns(one)), every(columns(rows)))


def every(data):
    outcome, score, stratum = data
    day = score * 3 % 5
    return [
        metrics.auc(outcome, score),
        metrics.auc_within(outcome, score, stratum),
        metrics.ks(outcome, score),
        metrics_chance.brier(outcome, score / 8),
        metrics_chance.expected_calibration_error(outcome, score / 8, 4),
        metrics_order.found_before(outcome, day, score=score),
        metrics_order.days_sooner(outcome, day, score),
    ]


def assert_same(left, right):
    np.testing.assert_allclose(left, right, rtol=0, atol=1e-12)


@given(ROWS)
def test_a_score_that_is_the_stratum_tells_nothing_within(rows):
    outcome, _, stratum = columns(rows)
    number, _ = groups(stratum, len(stratum))
    found = metrics.auc_within(outcome, number, stratum)
    assert math.isnan(found) or found == 0.5


@given(ROWS)
def test_probabilities_agree_with_sklearn(rows):
    outcome, score, _ = columns(rows)
    chance = (score + 0.5) / 8
    assert metrics_chance.brier(outcome, chance) == pytest.approx(sk.brier_score_loss(outcome, chance), abs=1e-12)
    assert metrics_chance.log_loss(outcome, chance) == pytest.approx(sk.log_loss(outcome, chance), abs=1e-12)


@given(ROWS)
def test_the_calibration_line_is_where_the_likelihood_is_flat(rows):
    outcome, score, _ = columns(rows)
    chance = (score + 0.5) / 8
    slope, intercept = metrics_chance.calibration_line(outcome, chance)
    assume(not math.isnan(slope))
    line = np.log(chance) - np.log1p(-chance)
    left = outcome - 1 / (1 + np.exp(-(slope * line + intercept)))
    # Rows that a line parts but for one score have their best line far away, and the slope of the likelihood there is small.
    assert abs(left.sum()) < 1e-6
    assert abs((left * line).sum()) < 1e-6
    large = metrics_chance.calibration_in_the_large(outcome, chance)
    assert (1 / (1 + np.exp(-(line + large)))).mean() == pytest.approx(outcome.mean(), abs=1e-9)


def test_calibration_line_agrees_with_logistic_regression():
    from sklearn.linear_model import LogisticRegression

    stream = np.random.default_rng(5)
    chance = stream.uniform(0.02, 0.9, 800)
    outcome = stream.uniform(size=800) < chance**1.5
    line = np.log(chance / (1 - chance))
    fitted = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(line[:, None], outcome)
    slope, intercept = metrics_chance.calibration_line(outcome, chance)
    assert slope == pytest.approx(fitted.coef_[0, 0], abs=1e-5)
    assert intercept == pytest.approx(fitted.intercept_[0], abs=1e-5)


@pytest.mark.parametrize("chance", [[0.2, 0.3, 0.7, 0.8], [0.5] * 4, [0.8, 0.7, 0.3, 0.2]])
def test_no_line_where_none_is_best(chance):
    assert all(math.isnan(one) for one in metrics_chance.calibration_line([0, 0, 1, 1], chance))


def test_calibration_error_by_hand():
    # Two bins of five: said 0.1, seen 1/5; said 0.6, seen 3/5.
    outcome = [0, 0, 1, 0, 0, 1, 1, 0, 1, 0]
    chance = [0.1] * 5 + [0.6] * 5
    assert metrics_chance.expected_calibration_error(outcome, chance, 2) == pytest.approx(0.05)
    # All probabilities equal: one bin, however many are asked for.
    assert metrics_chance.expected_calibration_error(outcome, [0.5] * 10, 4) == pytest.approx(0.1)


def test_early_share_and_days_by_hand():
    # Visits on days 1, 1, 2, 3; the finds were on days 2 and 3. By score the find of day 3 comes first, that of day 2
    # shares the second and third place with another: (1 + 2) / 2.
    outcome, day, score = [0, 0, 1, 1], [1, 1, 2, 3], [5, 1, 5, 9]
    assert metrics_order.found_before(outcome, day, 2) == 0
    assert metrics_order.found_before(outcome, day, 2, score) == 0.75
    assert metrics_order.days_sooner(outcome, day, score) == (0.5 + 2) / 2


def test_the_first_half_ends_before_the_median_day():
    days = ["2014-09-02", "2014-09-30", "2014-10-01", "2014-10-31"]
    assert metrics_order.found_before([1, 1, 1, 0], days) == pytest.approx(2 / 3)
    assert metrics_order.found_before([1, 1, 1, 0], np.array(days, "datetime64[ns]")) == pytest.approx(2 / 3)


@pytest.mark.parametrize("measure", [metrics.auc, metrics.ks, metrics_chance.calibration_in_the_large])
def test_nothing_to_compare_is_no_number(measure):
    assert math.isnan(measure([1, 1], [0.5, 0.2]))
    assert math.isnan(measure([0, 0], [0.5, 0.2]))


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: metrics.auc([0, 2], [1, 2]), "outcome in row 2 is", "第 2 行的结果"),
        (lambda: metrics.auc([0, None], [1, 2]), "outcome in row 2 is None", "第 2 行的结果为 None"),
        (lambda: metrics.auc([0, 1], [1, "x"]), "score in row 2 is", "第 2 行的得分"),
        (lambda: metrics.auc([0, 1], [float("nan"), 1]), "score in row 1 is", "第 1 行的得分"),
        (lambda: metrics.auc([0, 1], [1]), "score has 1 values and the outcomes have 2", "得分有 1 个"),
        (lambda: metrics_chance.brier([0, 1], [1.5, 1]), "probability in row 1 is 1.5", "第 1 行的概率为 1.5"),
        (lambda: metrics_order.days_sooner([0, 1], ["2014-01-01", "soon"], [1, 2]), "day in row", "行的日期"),
        (lambda: metrics_chance.expected_calibration_error([1], [0.5], 1), "1 bins cannot be compared", "1 个分箱"),
    ],
)
def test_what_cannot_be_measured_is_told(call, en, zh):
    with pytest.raises(MetricError) as told:
        call()
    assert en in told.value.en
    assert zh in told.value.zh
