import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

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


DIGITS = st.text("0123456789", min_size=6, max_size=6)


@given(
    st.sampled_from(["91", "93", "52", "12"]), DIGITS, st.text(USCC_ALPHABET, min_size=9, max_size=9),
    st.sampled_from(USCC_ALPHABET), st.booleans(),
)  # fmt: skip
def test_a_kept_library_says_the_same(kind, region, organisation, last, right):
    """python-stdnum is the second opinion; ours reads a million codes at once."""
    first = kind + region + organisation
    code = first + (uscc_check_character(first) if right else last)
    assert (uscc_verdict(pl.Series([code])).item() == GOOD) == uscc.is_valid(code)


@pytest.mark.parametrize(
    "code",
    ["9152000071430580XT", "91440300192317458F", "9142000071451795XA", "9144030071526726XG", "91330100799655058B"],
)
def test_codes_in_the_world(code):
    assert uscc_verdict(pl.Series([code])).to_list() == [GOOD]
