"""Measures against what a city published: Chicago's frozen score on the rows of its own evaluation."""

import polars as pl
import pytest

from riskgrade.tuning.metrics import auc, auc_within, pairs_within
from riskgrade.tuning.metrics_chance import brier
from riskgrade.tuning.metrics_order import days_sooner, found_before


@pytest.fixture(scope="module")
def rows():
    from tests.conftest import shared_data

    frame = pl.read_csv(shared_data("chicago") / "canvass.csv.gz", try_parse_dates=True)
    held = frame.filter("Test")
    assert held.height == 1637
    return held


def test_auc_to_seven_digits(rows):
    assert round(auc(rows["criticalFound"], rows["score"]), 7) == 0.6790282


def test_auc_within_inspector(rows):
    found = [rows[name] for name in ("criticalFound", "score", "Inspector_Assigned")]
    assert round(auc_within(*found), 3) == 0.573
    assert pairs_within(found[0], found[2]) == 76_766


def test_share_found_in_the_first_half(rows):
    outcome, day, score = (rows[name] for name in ("criticalFound", "Inspection_Date", "score"))
    # Period A of the report is September; the median day is 1 October, so the default is the same.
    for before in (None, "2014-10-01"):
        assert round(found_before(outcome, day, before), 7) == 0.5465116
        assert round(found_before(outcome, day, before, score), 7) == 0.6821705


def test_days_sooner(rows):
    """The report says 7.790698 days: one day more over 258 finds. No order among equal scores gives it; see the design page."""
    outcome, day, score = (rows[name] for name in ("criticalFound", "Inspection_Date", "score"))
    assert round(days_sooner(outcome, day, score), 7) == 7.7868217
    assert round((7.7868217 * 258 + 1) / 258, 6) == 7.790698


def test_brier(rows):
    assert round(brier(rows["criticalFound"], rows["score"]), 4) == 0.1270
