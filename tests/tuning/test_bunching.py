"""Crowds at cuts: none in what is smooth, told where scores were moved over a cut, and none blamed on fives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.tuning.bunching import bunching
from riskgrade.tuning.metrics_input import MetricError


def test_counts_beside_a_cut_by_hand():
    # Bounds above are included: 10 stands on the good side of the cut at 10.
    scores = [0, 6, 6.5, 8, 8.1, 9, 10, 10, 10.1, 11, 11.5, 12, 12.1, 14, 14.1, 20]
    (one,) = bunching(scores, [10])
    assert (one.better, one.worse) == (4, 4)  # (8, 10] and (10, 12]
    assert one.share == 0.5
    assert np.isnan(one.z)  # fewer than ten
    (one,) = bunching(scores * 2, [10])
    # Twice: outside there are 6.5 and 8 in (6, 8], and 12.1 and 14 in (12, 14].
    assert one.expected == pytest.approx((2 * 4 + 4) / (3 * 8))
    assert one.z == pytest.approx((8 - 8 - 0) / np.sqrt(16 + 8 / 9))


@given(st.integers(0, 2**32 - 1))
def test_a_straight_line_is_expected_exactly(seed):
    """Densities that rise or fall evenly over a cut leave nothing unexplained."""
    slope = seed % 7 - 3
    counts = {tenth: 40 + slope * (tenth // 20 - 8) for tenth in range(1, 321)}
    scores = [tenth / 10 for tenth, count in counts.items() for _ in range(max(count, 1))]
    (one,) = bunching(scores, [16.0])
    assert one.z == pytest.approx(0, abs=1e-9)


def test_chance_is_rarely_called_a_crowd():
    stream = np.random.default_rng(11)
    found = [bunching(stream.normal(40, 15, 3000), [45.0])[0].p < 0.05 for _ in range(400)]
    assert np.mean(found) == pytest.approx(0.05, abs=0.03)


def test_scores_moved_over_a_cut_are_told():
    stream = np.random.default_rng(12)
    scores = stream.uniform(0, 100, 4000)
    just_over = (scores > 45) & (scores < 46)
    scores[just_over] -= 1
    (one,) = bunching(scores, [45.0])
    assert one.p < 0.001
    assert one.elsewhere < 0.01


def test_fives_crowd_everywhere():
    """Where scores are whole fives every one of them is a crowd, and the other places tell it."""
    stream = np.random.default_rng(13)
    scores = np.round(stream.uniform(0, 100, 4000) / 5) * 5
    (one,) = bunching(scores, [45.0])
    assert one.p < 0.001
    assert one.elsewhere > 0.3


def test_nothing_is_expected_at_the_end_of_the_scale():
    (one,) = bunching([0.0] * 500 + [1.0] * 20 + list(range(50)), [1.0])
    assert (one.better, one.worse) == (522, 2)
    assert np.isnan(one.z)


@pytest.mark.parametrize("width", [0, -1, float("nan")])
def test_a_width_is_above_nothing(width):
    with pytest.raises(MetricError, match="must be above 0"):
        bunching([1, 2], [1], width)
