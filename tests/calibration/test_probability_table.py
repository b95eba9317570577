"""From score to probability: rates that rise, blocks with enough in them, the same as isotonic regression where none is joined."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from riskgrade.calibration.artefact_model import TablePart, hundredths_of
from riskgrade.calibration.probability_table import blocks_of, chance_at, levels_of


@given(st.integers(0, 10**6), st.booleans())
def test_rates_rise_strictly_and_every_case_is_counted(seed, rising):
    draw = np.random.default_rng(seed)
    score = draw.integers(0, 12, 600) * 250
    happened = draw.random(600) < draw.uniform(0.02, 0.5) * (1 + score / 3000)
    blocks = blocks_of(score, happened, rising)
    assert sum(one.cases for one in blocks) == 600
    assert sum(one.events for one in blocks) == happened.sum()
    chances = [float(one.probability) for one in blocks]
    assert all((one < after) is rising for one, after in pairwise(chances))
    assert all(hundredths_of(one.score) < hundredths_of(after.score) for one, after in pairwise(blocks))
    if len(blocks) > 1:
        assert all(one.cases >= 50 and one.events >= 5 for one in blocks)
    table = TablePart(blocks=blocks, levels=[])
    shown = chance_at(table, np.sort(score))
    assert (np.diff(shown) * (1 if rising else -1) >= 0).all()


def test_the_rates_are_those_of_isotonic_regression():
    score = np.repeat([1000, 2000, 3000, 4000], 200)
    share = [20, 60, 40, 120]
    happened = np.concatenate([np.arange(200) < many for many in share])
    blocks = blocks_of(score, happened, True)
    fitted = IsotonicRegression().fit(score, happened).predict([1000, 2500, 4000])
    assert [one.events / one.cases for one in blocks] == pytest.approx(fitted)
    assert [one.cases for one in blocks] == [200, 400, 200]


@pytest.mark.parametrize("rows", [0, 1, 49])
def test_too_little_for_two_blocks(rows):
    blocks = blocks_of(np.arange(rows) * 100, np.arange(rows) % 2 == 0, True)
    assert len(blocks) == min(rows, 1)


def test_levels_have_jeffreys_intervals():
    found = levels_of(np.array([0, 0, 1]), np.array([False, True, True]), ("A", "B", "C"))
    assert [(one.level, one.cases, one.events, one.rate) for one in found] == [
        ("A", 2, 1, "0.500000000"), ("B", 1, 1, "1.000000000"), ("C", 0, 0, "0.000000000"),
    ]  # fmt: skip
    assert (found[1].high, found[2].low, found[2].high) == ("1.000000000", "0.000000000", "1.000000000")
