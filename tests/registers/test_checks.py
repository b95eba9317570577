import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.registers.checks import BAD, DOUBTFUL, GOOD, USCC_ALPHABET, uscc_check_character, uscc_verdict


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("91350100M000100Y43", GOOD),  # the example of GB 32100-2015
        ("91350100M000100Y4O", BAD),
        ("91350100M000100Y4", BAD),
        ("91350100M000100Y430", BAD),
        ("", GOOD),
        ("9２350100M000100Y43", BAD),
        ("92350100M000100Y43", DOUBTFUL),
        ("92", DOUBTFUL),
        ("ÿ1350100M000100Y43", BAD),
    ],
)
def test_verdict(code, verdict):
    assert uscc_verdict(pl.Series([code])).to_list() == [verdict]


def test_nulls_and_none_at_all():
    assert uscc_verdict(pl.Series([None, "x"], dtype=pl.String)).to_list() == [GOOD, BAD]
    assert uscc_verdict(pl.Series([], dtype=pl.String)).to_list() == []


@given(st.text(USCC_ALPHABET, min_size=17, max_size=17), st.sampled_from(USCC_ALPHABET))
def test_exactly_one_last_character_holds(first, last):
    if first.startswith("92"):
        first = "91" + first[2:]
    good = last == uscc_check_character(first)
    assert uscc_verdict(pl.Series([first + last])).to_list() == [GOOD if good else BAD]
