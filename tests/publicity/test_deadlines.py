"""Until when a record must be out: working days, provinces, and what the registers cannot say."""

from datetime import date

import pytest

from riskgrade.publicity.content import Former
from tests.publicity.sample import FIRM, item_of, listing, made, penalty, together

DEADLINES = [
    # feed, what is known, as_of, state, by, push_by
    ("gsxt", {"decided_on": "2023-09-20"}, "2023-10-24", "open", "2023-10-24", None),
    ("gsxt", {"decided_on": "2023-09-20"}, "2023-10-25", "overdue", "2023-10-24", None),
    (
        "gsxt",
        {"decided_on": "2023-09-20", "publicity_started_on": "2023-10-24"},
        "2023-12-31",
        "in_time",
        "2023-10-24",
        None,
    ),
    (
        "gsxt",
        {"decided_on": "2023-09-20", "publicity_started_on": "2023-10-25"},
        "2023-12-31",
        "late",
        "2023-10-24",
        None,
    ),
    (
        "gsxt",
        {"decided_on": "2023-09-20", "publicity_started_on": "2023-11-01"},
        "2023-10-25",
        "overdue",
        "2023-10-24",
        None,
    ),
    ("gsxt", {"decided_on": "2023-09-20", "authority_province": "98"}, "2023-10-25", "unknown", None, "2023-10-10"),
    ("gsxt", {"decided_on": "2023-09-20", "authority_province": "990000"}, "2023-10-24", "open", "2023-10-24", None),
    ("gsxt", {"decided_on": "2023-09-20", "authority_province": ""}, "2023-10-24", "unknown", None, None),
    ("gsxt", {"decided_on": "2023-09-20", "authority_province": "甲省"}, "2023-10-24", "unknown", None, None),
    ("gsxt", {"decided_on": "2026-12-10"}, "2026-12-31", "unknown", None, None),
    ("penalties", {"decided_on": "2023-09-20"}, "2023-10-07", "open", "2023-10-07", None),
    ("penalties", {"decided_on": "2023-09-20"}, "2023-10-08", "passed", "2023-10-07", None),
    ("penalties", {"decided_on": "2023-09-20", "authority_province": "98"}, "2023-10-08", "passed", "2023-10-07", None),
]


@pytest.fixture(scope="module")
def items():
    found = {}
    for feed in ("gsxt", "penalties"):
        cases = [(as_of, {"penalties": [penalty(**known)]}) for one, known, as_of, *_ in DEADLINES if one == feed]
        found[feed] = iter(together(feed, cases))
    return [next(found[feed]).item for feed, *_ in DEADLINES]


@pytest.mark.parametrize("number", range(len(DEADLINES)))
def test_the_deadline(items, number):
    *_, state, by, push = DEADLINES[number]
    due = items[number].deadline
    assert (str(due.state), day(due.by), day(due.push_by)) == (state, by, push)
    assert bool(due.why.zh and due.why.en) == (state == "unknown")


def test_a_region_that_is_not_known_leaves_it_open_whether_it_is_across_provinces():
    firms = [{name: value for name, value in FIRM.items() if name != "region_code"}]
    item = item_of(made("2023-10-24", ["gsxt"], firms=firms, penalties=[penalty(decided_on="2023-09-20")]), "gsxt")
    assert str(item.deadline.state) == "unknown"


@pytest.mark.parametrize(("out", "state"), [({"CF1": "甲"}, "in_time"), ({}, "overdue")])
def test_an_earlier_feed_tells_whether_a_penalty_was_sent(out, state):
    former = {"penalties": Former(date(2023, 10, 1), out)}
    run = made("2023-10-08", ["penalties"], former, penalties=[penalty(decided_on="2023-09-20")])
    assert str(item_of(run, "penalties").deadline.state) == state
    assert run.needs_attention == (state == "overdue")


def test_entries_of_the_list_have_twenty_working_days():
    run = made("2023-10-24", ["listings"], listings=[listing(listed_on="2023-09-20")])
    assert item_of(run, "listings", "SX1").deadline.by == date(2023, 10, 24)


def test_a_removal_has_three():
    run = made("2023-09-21", ["listings"], listings=[listing(removed_on="2023-09-20")])
    assert item_of(run, "removals", "SX1").deadline.by == date(2023, 9, 25)


def day(value):
    return None if value is None else value.isoformat()
