"""Pieces packed into lines: nothing is lost, nothing stands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from riskgrade.cli.packed_text import packed

PIECES = st.lists(st.text("ab 甲乙，0", min_size=1, max_size=40), max_size=6)


@pytest.mark.parametrize(
    ("pieces", "width", "lines"),
    [
        ([], 10, [""]),
        (["名称 甲", "状态 在营", "街道 乙"], 20, ["名称 甲   状态 在营", "街道 乙"]),
        (["a", "事实 " + "甲" * 9, "b"], 10, ["a", "事实 甲甲", "甲甲甲甲甲", "甲甲   b"]),
        (["it cannot be read at all"], 12, ["it cannot ", "be read at ", "all"]),
    ],
)
def test_lines(pieces, width, lines):
    assert packed([Text(one) for one in pieces], width).plain.split("\n") == lines


@given(PIECES, st.integers(4, 30))
def test_every_character_comes_out_once_and_no_line_is_too_long(pieces, width):
    plain = packed([Text(one) for one in pieces], width).plain
    assert all(cell_len(line) <= width for line in plain.split("\n"))
    assert "".join(plain.split()) == "".join("".join(pieces).split())
