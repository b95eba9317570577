"""Counting by working days: by hand around the long holidays, by laws on any days, and refused where nobody verified."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.pack.dating import DatingError
from riskgrade.pack.holiday_library import working_numbers
from riskgrade.pack.working_days import WorkingDays

FIRST, LAST = date(2021, 1, 1), date(2026, 12, 31)
CHINA = WorkingDays("CN", FIRST, LAST, working_numbers("CN", FIRST, LAST))
DAY = timedelta(days=1)

DAYS = st.dates(FIRST, LAST)
INNER = st.dates(date(2021, 7, 1), date(2026, 6, 30))
"""Days from which a hundred working days stay among those verified."""
NUMBERS = st.integers(1, 100)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        # National Day 2023: free from 29 September to 6 October, worked on Saturday 7 and Sunday 8 October.
        (date(2023, 9, 20), 20, date(2023, 10, 24)),
        (date(2023, 9, 27), 1, date(2023, 9, 28)),
        (date(2023, 9, 28), 1, date(2023, 10, 7)),
        (date(2023, 9, 28), 2, date(2023, 10, 8)),
        (date(2023, 10, 2), 1, date(2023, 10, 7)),
        (date(2023, 9, 27), 7, date(2023, 10, 12)),
        # Spring Festival 2024: free from 10 to 17 February, worked on Sunday 4 and Sunday 18 February.
        (date(2024, 2, 2), 1, date(2024, 2, 4)),
        (date(2024, 2, 5), 7, date(2024, 2, 20)),
        (date(2024, 2, 9), 1, date(2024, 2, 18)),
        # Spring Festival 2026: free from 15 to 23 February, worked on Saturday 14 and Saturday 28 February.
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 13), 7, date(2026, 3, 2)),
    ],
)
def test_a_time_limit_by_hand(day, number, expected):
    assert CHINA.after(day, number) == expected
    assert CHINA.is_working(expected)
    assert CHINA.between(day, expected) == number


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2023, 10, 12), 7, date(2023, 9, 27)),
        (date(2023, 10, 13), 7, date(2023, 9, 28)),
        (date(2023, 10, 3), 7, date(2023, 9, 20)),
        (date(2023, 10, 8), 1, date(2023, 10, 7)),
        (date(2024, 2, 18), 1, date(2024, 2, 9)),
    ],
)
def test_counting_back_by_hand(day, number, expected):
    assert CHINA.before(day, number) == expected


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2023, 10, 6), False),  # a Friday in the holiday
        (date(2023, 10, 7), True),  # a Saturday worked in exchange
        (date(2023, 10, 14), False),  # a Saturday
        (date(2023, 10, 9), True),  # a Monday
        (FIRST, False),
        (LAST, True),
    ],
)
def test_which_days_are_worked(day, worked):
    assert CHINA.is_working(day) is worked


@given(INNER, NUMBERS)
def test_counting_between_undoes_counting_after(day, number):
    there = CHINA.after(day, number)
    assert day < there
    assert CHINA.between(day, there) == number
    assert CHINA.between(day, there - DAY) == number - 1


@given(INNER, NUMBERS)
def test_counting_before_is_counting_after_looked_at_from_the_end(day, number):
    start = CHINA.before(day, number)
    # Of all days, those from `start` on have a time limit that still runs on `day`.
    assert start < day <= CHINA.after(start, number)
    assert CHINA.after(start - DAY, number) < day


@given(INNER, NUMBERS, st.integers(0, 60), st.integers(0, 60))
def test_later_days_and_longer_limits_end_no_earlier(day, number, later, longer):
    there = CHINA.after(day, number)
    assert there <= CHINA.after(day + later * DAY, number)
    assert (there < CHINA.after(day, number + longer)) is (longer > 0)
    assert CHINA.before(day, number) <= CHINA.before(day + later * DAY, number)


@given(DAYS, DAYS, DAYS)
def test_counts_between_add_up(one, two, three):
    assert CHINA.between(one, two) + CHINA.between(two, three) == CHINA.between(one, three)


@given(INNER, st.integers(0, 180))
def test_counting_is_counting_day_by_day(day, length):
    days = [day + number * DAY for number in range(1, length + 1)]
    assert CHINA.between(day, day + length * DAY) == sum(map(CHINA.is_working, days))


@pytest.mark.parametrize(
    "asked",
    [
        lambda: CHINA.is_working(LAST + DAY),
        lambda: CHINA.is_working(FIRST - DAY),
        lambda: CHINA.after(LAST, 1),
        lambda: CHINA.after(LAST - 10 * DAY, 20),
        lambda: CHINA.after(LAST + 90 * DAY, 1),
        lambda: CHINA.after(FIRST - 2 * DAY, 1),
        lambda: CHINA.before(FIRST, 1),
        lambda: CHINA.before(FIRST + 10 * DAY, 20),
        lambda: CHINA.before(FIRST - 90 * DAY, 1),
        lambda: CHINA.before(LAST + 2 * DAY, 1),
        lambda: CHINA.between(FIRST - 2 * DAY, FIRST),
        lambda: CHINA.between(LAST, LAST + DAY),
        lambda: CHINA.between(LAST + DAY, LAST),
    ],
)
def test_a_day_nobody_verified_is_refused_with_the_days_that_are(asked):
    with pytest.raises(DatingError) as caught:
        asked()
    for message in (caught.value.en, caught.value.zh):
        assert all(word in message for word in ("CN", "2021-01-01", "2026-12-31", "calendar", "pack.yaml"))
    assert "lies outside" in caught.value.en


def test_the_day_counted_from_need_not_be_verified_itself():
    assert CHINA.before(LAST + DAY, 1) == LAST
    assert CHINA.after(FIRST - DAY, 1) == date(2021, 1, 4)
    assert CHINA.between(FIRST - DAY, FIRST) == 0


@pytest.mark.parametrize("number", [0, -1])
def test_working_days_are_counted_from_one(number):
    for count in (CHINA.after, CHINA.before):
        with pytest.raises(ValueError, match="from 1"):
            count(date(2023, 6, 1), number)
