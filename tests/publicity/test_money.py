"""Fen to 10,000 yuan and back, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.publicity.money import from_10000, in_10000


@given(st.integers(0, 10**13))
def test_fen_go_there_and_back(fen):
    yuan = Decimal(fen).scaleb(-2)
    text = in_10000(yuan)
    assert Decimal(text) * 10_000 == yuan
    assert len(text.partition(".")[2]) <= 6
    assert not text.endswith((".", "0")) or "." not in text
    assert Decimal(from_10000(text)) == yuan


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        ("0", "0"),
        ("0.01", "0.000001"),
        ("2000", "0.2"),
        ("10000", "1"),
        ("21600.50", "2.16005"),
        ("100000000000", "10000000"),
    ],
)
def test_amounts(yuan, text):
    assert in_10000(Decimal(yuan)) == text


@pytest.mark.parametrize("yuan", ["-1", "0.001"])
def test_what_is_no_amount_in_fen_is_refused(yuan):
    with pytest.raises(ValueError, match="no amount in whole fen"):
        in_10000(Decimal(yuan))


@pytest.mark.parametrize("text", ["", "2万", "1.2.3", "-1", "１", "0.0000001", "1e3", ".5"])
def test_what_cannot_be_read_comes_back_as_it_is(text):
    assert from_10000(text) == text
