"""The working days of China against a second library that was made from the same announcements by other people."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from riskgrade.language.types import day_number
from riskgrade.pack.holiday_library import countries, working_numbers


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_day_of_a_year_is_as_the_second_library_has_it(year):
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    second = tuple(day_number(day) for day in days if chinese_calendar.is_workday(day))
    assert working_numbers("CN", first, last) == second


def test_a_year_is_the_same_alone_and_among_others():
    whole = working_numbers("CN", date(2021, 1, 1), date(2026, 12, 31))
    apart = [working_numbers("CN", date(year, 1, 1), date(year, 12, 31)) for year in range(2021, 2027)]
    assert whole == tuple(number for year in apart for number in year)


def test_the_days_of_2026_are_as_announced():
    """Saturdays and Sundays that are worked, and other days that are free, by the notice of 4 November 2025."""
    worked = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}
    free = {(1, 1), (1, 2), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20), (2, 23), (4, 6), (5, 1), (5, 4), (5, 5)}
    free |= {(6, 19), (9, 25), (10, 1), (10, 2), (10, 5), (10, 6), (10, 7)}
    known = set(working_numbers("CN", date(2026, 1, 1), date(2026, 12, 31)))
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    weekend = {day for day in days if day.weekday() >= 5}
    assert {(day.month, day.day) for day in weekend if day_number(day) in known} == worked
    assert {(day.month, day.day) for day in set(days) - weekend if day_number(day) not in known} == free


def test_a_country_whose_week_ends_on_friday_and_saturday():
    assert "EG" in countries()
    known = set(working_numbers("EG", date(2023, 8, 1), date(2023, 8, 31)))
    assert [day_number(date(2023, 8, day)) in known for day in (3, 4, 5, 6)] == [True, False, False, True]


@pytest.mark.parametrize("years", [(1949, 1951), (2100, 2101)])
def test_years_without_data_are_refused(years):
    with pytest.raises(ValueError, match="CN: 1950–2100"):
        working_numbers("CN", date(years[0], 1, 1), date(years[1], 12, 31))
