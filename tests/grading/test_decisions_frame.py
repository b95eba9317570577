"""The texts of a decision: names joined where they hold, however many there are."""

import polars as pl
import pytest

from riskgrade.grading.decisions_frame import NAMES, _listed, _named


@pytest.mark.parametrize("count", [0, 1, NAMES, NAMES + 1, 3 * NAMES])
def test_names_that_hold_are_joined_in_their_order(count):
    truths = {f"n{number}": [(row * 7 + number) % 3 == 0 for row in range(5)] for number in range(count)}
    columns = pl.DataFrame({"row": range(5), **truths})
    found = columns.select("row", listed=_listed({name: pl.col(name) for name in truths}, columns))
    assert found["listed"].to_list() == [";".join(name for name in truths if truths[name][row]) for row in range(5)]


def test_no_rows_have_no_names():
    columns = pl.DataFrame({"a": []}, schema={"a": pl.Boolean})
    assert columns.select(listed=_listed({"a": pl.col("a")}, columns))["listed"].to_list() == []


def test_a_number_without_a_name_has_none():
    numbers = pl.DataFrame({"level": pl.Series([-1, 0, 1, 2, None], dtype=pl.Int16)})
    assert numbers.select(_named(pl.col("level"), ("A", "B"))).to_series().to_list() == [None, "A", "B", None, None]
    assert numbers.select(_named(pl.col("level"), ())).to_series().to_list() == [None] * 5
