"""Months on columns of days against the calendar of Python, over all the years that a register may hold."""

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from riskgrade.language.civil import FIRST_YEAR, LAST_YEAR, add_months, months_between
from riskgrade.language.civil_columns import Days, add_months_column, months_between_column
from riskgrade.language.planes import lit
from riskgrade.language.types import FIRST_DAY, LAST_DAY, day_number

FIRST, LAST = day_number(date(FIRST_YEAR, 1, 1)), day_number(date(LAST_YEAR, 12, 31))


class Frame:
    """Days in a frame, to which expressions may be added one after the other."""

    def __init__(self, **days: list[int]) -> None:
        self.frame: nw.LazyFrame[Any] = nw.from_native(pl.DataFrame(days).lazy())
        self.count = 0

    def keep(self, expression: nw.Expr) -> nw.Expr:
        self.count += 1
        self.frame = self.frame.with_columns(expression.alias(f"kept{self.count}"))
        return nw.col(f"kept{self.count}")

    def values(self, expression: nw.Expr) -> list[int]:
        return self.frame.select(expression.alias("value")).collect()["value"].to_list()


@pytest.mark.parametrize("months", [1, -1, 3, 7, 12, -12, -24, -25, 48, 119])
def test_adding_months(months):
    days = list(range(FIRST_DAY, LAST_DAY + 1))
    frame = Frame(day=days)
    found = frame.values(add_months_column(Days(nw.col("day"), FIRST_DAY, LAST_DAY), months, frame.keep))
    assert found == [add_months(day, months) for day in days]


@pytest.mark.parametrize("months", [1, -1, 12, -13])
def test_adding_months_up_to_the_last_of_the_years(months):
    days = list(range(FIRST + 500, LAST - 500, 13))
    frame = Frame(day=days)
    found = frame.values(add_months_column(Days(nw.col("day"), FIRST + 500, LAST - 500), months, frame.keep))
    assert found == [add_months(day, months) for day in days]


@pytest.mark.parametrize("apart", [0, 1, 27, 28, 29, 30, 31, 32, 59, 365, 366, 1461, 36525, 100000])
def test_months_between(apart):
    first = list(range(FIRST, LAST - apart, 31))
    second = [day + apart for day in first]
    frame = Frame(first=first, second=second)
    a, b = (Days(nw.col(name), FIRST, LAST) for name in ("first", "second"))
    assert frame.values(months_between_column(a, b, frame.keep)) == list(map(months_between, first, second))
    assert frame.values(months_between_column(b, a, frame.keep)) == list(map(months_between, second, first))


@pytest.mark.parametrize("day", [date(2023, 11, 30), date(2024, 2, 29), date(2023, 2, 28), date(2000, 3, 1)])
def test_months_between_a_column_and_one_day(day):
    one, days = day_number(day), list(range(FIRST_DAY, LAST_DAY + 1, 3))
    frame = Frame(day=days)
    column, same = Days(nw.col("day"), FIRST_DAY, LAST_DAY), Days(lit(one), one, one)
    assert frame.values(months_between_column(column, same, frame.keep)) == [months_between(d, one) for d in days]
    assert frame.values(months_between_column(same, column, frame.keep)) == [months_between(one, d) for d in days]
