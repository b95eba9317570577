"""Deadlines: worked examples around holidays, and what holds for every day."""

from dataclasses import replace
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.dishonesty.calendar import ENDS, STARTS, calendar_of
from riskgrade.dishonesty.error import ListingError
from riskgrade.dishonesty.figures import Figures
from riskgrade.pack.dating import DatingError
from riskgrade.pack.load import load_pack

from .packs import figures, pack

DAYS = st.dates(date(2021, 9, 1), date(2026, 11, 1))


def by(found, name):
    """The day by which something is due."""
    due = found.due(name)
    assert due is not None
    return due.by


# name of the start, the day, what is due, by when; counted by hand on the calendars of the State Council
WORKED = [
    ("decided_on", "2023-09-20", "publish_by", "2023-10-24"),  # the National Day holiday with two make-up days
    ("decided_on", "2023-09-28", "publish_by", "2023-11-01"),
    ("decided_on", "2023-01-13", "publish_by", "2023-02-15"),  # Spring Festival, with two make-up days
    ("decided_on", "2024-02-29", "publish_by", "2024-03-28"),
    ("applied_on", "2023-09-28", "accept_by", "2023-10-08"),  # 7 and 8 October were a weekend that was worked
    ("accepted_on", "2023-06-02", "decide_by", "2023-06-26"),  # 22 and 23 June free, Sunday the 25th worked
    ("removal_decided_on", "2023-06-02", "stop_by", "2023-06-07"),
    ("voided_on", "2023-12-28", "withdraw_by", "2024-01-03"),  # over the turn of the year
    ("received_on", "2023-09-28", "publish_by", "2023-10-18"),
]


@pytest.mark.parametrize(("start", "day", "due", "by"), WORKED)
def test_worked_examples(start, day, due, by):
    found = calendar_of(figures(), {start: date.fromisoformat(day)}).due(due)
    assert found is not None
    assert found.by.isoformat() == by
    assert found.counted_from == start
    assert found.cites


def test_across_provinces_publication_waits_for_the_other_province():
    decided = {"decided_on": date(2023, 9, 20)}
    pushed = calendar_of(figures(), decided, across=True)
    assert by(pushed, "push_by") == date(2023, 10, 10)
    assert pushed.due("publish_by") is None
    received = calendar_of(figures(), decided | {"received_on": date(2023, 10, 10)})
    assert received.across
    assert by(received, "publish_by") == date(2023, 10, 24)
    assert [one.counted_from for one in received.dues] == ["decided_on", "received_on"]
    assert calendar_of(figures(), decided).due("push_by") is None


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 12, 10), "2026-12-31"), (date(2021, 8, 31), "2021-09-01")],
)
def test_days_without_a_calendar_or_a_law_are_refused(day, words):
    with pytest.raises(DatingError) as caught:
        calendar_of(figures(), {"decided_on": day})
    assert words in caught.value.en
    assert words in caught.value.zh


@pytest.mark.parametrize(
    "starts",
    [
        {},
        {"decided_on": date(2023, 9, 20), "received_on": date(2023, 9, 19)},
        {"applied_on": date(2023, 9, 20), "accepted_on": date(2022, 9, 20)},
        {"accepted_on": date(2023, 9, 20), "removal_decided_on": date(2023, 9, 1)},
    ],
)
def test_days_that_cannot_follow_each_other_are_refused(starts):
    with pytest.raises(ListingError) as caught:
        calendar_of(figures(), starts)
    assert caught.value.zh


def test_a_pack_without_a_calendar_says_so():
    with pytest.raises(ListingError, match="working days"):
        calendar_of(Figures(replace(pack(), calendar=None)), {"decided_on": date(2023, 9, 20)})


def test_a_pack_without_the_figures_says_which():
    with pytest.raises(ListingError, match="list_publish_days"):
        calendar_of(Figures(load_pack("cn-base")), {"decided_on": date(2023, 9, 20)})


@given(DAYS, st.sampled_from(STARTS))
def test_every_day_that_is_due_is_a_working_day_and_so_many_working_days_later(day, start):
    (due,) = calendar_of(figures(), {start: day}).dues
    between = [day + timedelta(days=n) for n in range(1, (due.by - day).days + 1)]
    # A library of its own says which days are worked.
    assert sum(chinese_calendar.is_workday(one) for one in between) == due.working_days
    assert chinese_calendar.is_workday(due.by)
    assert due.name in ENDS


@given(DAYS, st.integers(0, 400))
def test_a_later_start_is_never_due_earlier(day, more):
    later = min(day + timedelta(days=more), date(2026, 11, 1))
    first, second = (by(calendar_of(figures(), {"decided_on": one}), "publish_by") for one in (day, later))
    assert first <= second


@given(DAYS)
def test_the_road_across_provinces_is_never_quicker_than_its_two_legs(day):
    pushed = by(calendar_of(figures(), {"decided_on": day}, across=True), "push_by")
    if pushed <= date(2026, 11, 1):
        at_best = by(calendar_of(figures(), {"decided_on": day, "received_on": pushed}), "publish_by")
        assert at_best == by(calendar_of(figures(), {"decided_on": day}), "publish_by")
