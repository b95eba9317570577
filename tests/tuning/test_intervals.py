"""Jeffreys' intervals and test, Holm, stability and the bootstrap, against scipy and published figures."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from riskgrade.tuning.bootstrap import bootstrap
from riskgrade.tuning.intervals import holm, jeffreys_interval, jeffreys_test
from riskgrade.tuning.metrics_input import MetricError
from riskgrade.tuning.psi import psi

COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.floats(0, 1))
def test_jeffreys_is_the_beta_distribution(counts, rate):
    events, rows = counts
    beta = stats.beta(events + 0.5, rows - events + 0.5)
    assert jeffreys_test(events, rows, rate) == pytest.approx(beta.cdf(rate), abs=1e-9)
    low, high = jeffreys_interval(events, rows)
    assert low == (0 if not events else pytest.approx(beta.ppf(0.025), abs=1e-9))
    assert high == (1 if events == rows else pytest.approx(beta.ppf(0.975), abs=1e-9))
    assert low <= events / rows <= high


def test_holm_by_hand():
    # 0.005 * 4, then 0.01 * 3, 0.03 * 2 and 0.04 * 1, the last lifted to the one before.
    np.testing.assert_allclose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
    np.testing.assert_allclose(holm([0.6, math.nan, 0.9]), [1.0, math.nan, 1.0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_rejects_as_the_closed_procedure_of_bonferroni(values):
    """Holm is the closed test whose every intersection is tested by Bonferroni: an oracle that knows no order."""
    found = holm(values)
    for one, value in enumerate(found):
        sets = itertools.chain.from_iterable(
            itertools.combinations(range(len(values)), size) for size in range(1, len(values) + 1)
        )
        worst = max(min(1, len(some) * min(values[k] for k in some)) for some in sets if one in some)
        assert value == pytest.approx(worst, abs=1e-12)


def test_stability_by_hand():
    # Shares with 1/2 more in each: (5.5, 5.5) / 11 and (8.5, 2.5) / 11.
    by_hand = sum((q - p) * math.log(q / p) for p, q in ((5.5 / 11, 8.5 / 11), (5.5 / 11, 2.5 / 11)))
    found = psi([5, 5], [8, 2])
    assert found.psi == pytest.approx(by_hand)
    assert found.critical == pytest.approx(stats.chi2.ppf(0.95, 1) * 0.2)
    assert psi([1000, 0, 0, 0], [999, 1, 0, 0]).psi > 0


def test_the_critical_value_is_what_chance_exceeds_in_one_of_twenty():
    stream = np.random.default_rng(3)
    shares = [0.6, 0.25, 0.1, 0.05]
    pairs = [(stream.multinomial(800, shares), stream.multinomial(1500, shares)) for _ in range(1500)]
    assert np.mean([psi(a, b).moved for a, b in pairs]) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize(
    "call",
    [
        lambda: psi([1], [1]),
        lambda: psi([1, 2], [1, 2, 3]),
        lambda: psi([0, 0], [1, 2]),
        lambda: psi([-1, 2], [1, 2]),
        lambda: jeffreys_interval(3, 2),
        lambda: jeffreys_interval(0, 0),
        lambda: jeffreys_test(1, 2, 1.5),
        lambda: bootstrap(lambda rows: {}, []),
        lambda: bootstrap(lambda rows: {}, [1], draws=0),
    ],
)
def test_what_cannot_be_is_refused_in_two_languages(call):
    with pytest.raises(MetricError) as told:
        call()
    assert told.value.en.isascii()
    assert not told.value.zh.isascii()


def mean_of(data):
    return lambda rows: {"mean": float(data[rows].mean()), "none": math.nan}


def test_the_same_call_gives_the_same_bytes_and_another_seed_others():
    data = np.random.default_rng(1).normal(size=300)
    firm = [f"f{k % 60}" for k in range(300)]
    first, again = (bootstrap(mean_of(data), firm, draws=200, seed=4) for _ in range(2))
    assert repr(first) == repr(again)
    assert first["mean"] != bootstrap(mean_of(data), firm, draws=200, seed=5)["mean"]
    assert all(math.isnan(end) for end in first["none"])
    # Held to the very numbers: a version of numpy that draws others must not go unseen.
    assert bootstrap(mean_of(np.arange(10.0)), range(10), draws=50, seed=1)["mean"] == pytest.approx(PINNED, abs=1e-9)


PINNED = (2.645, 5.955)


def test_firms_are_drawn_whole():
    """Twenty copies of a row are no new evidence: the interval stays as wide as with one of each."""
    data = np.random.default_rng(2).normal(size=50)
    alone = bootstrap(mean_of(data), range(50), draws=300, seed=9)["mean"]
    copies = bootstrap(mean_of(np.repeat(data, 20)), np.repeat(np.arange(50), 20), draws=300, seed=9)["mean"]
    assert copies == pytest.approx(alone)
    loose = bootstrap(mean_of(np.repeat(data, 20)), range(1000), draws=300, seed=9)["mean"]
    assert loose[1] - loose[0] < 0.4 * (alone[1] - alone[0])


def test_intervals_cover_what_they_claim():
    stream = np.random.default_rng(8)
    covered = []
    for _ in range(150):
        firms = stream.normal(size=40)
        data = np.repeat(firms, 3) + stream.normal(scale=0.3, size=120)
        low, high = bootstrap(mean_of(data), np.repeat(np.arange(40), 3), draws=150, seed=1)["mean"]
        covered.append(low <= 0 <= high)
    assert np.mean(covered) > 0.88


@pytest.mark.parametrize("counts", [[1, float("nan")], [float("inf"), 1], [-1, 2], [0, 0]])
def test_counts_that_are_none_have_no_stability(counts):
    for pair in ((counts, [1, 1]), ([1, 1], counts)):
        with pytest.raises(MetricError):
            psi(*pair)
