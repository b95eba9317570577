"""How long a penalty is public on each platform, at the day."""

from datetime import date

import pytest

from tests.publicity.sample import feed_of, made, penalty, together

PUBLIC = "2023-06-20"

TERMS = [
    # what is known of the penalty, as_of, from when, until when (None: cannot be told)
    ({}, "2023-12-31", "2023-06-20", "2026-06-20"),
    ({"low_fine": "true"}, "2023-07-01", "2023-06-20", "2023-09-20"),
    ({"kinds": "criticism"}, "2023-07-01", "2023-06-20", "2023-09-20"),
    ({"kinds": "criticism;fine"}, "2023-07-01", "2023-06-20", "2026-06-20"),
    ({"publicity_started_on": "2023-11-30", "low_fine": "true"}, "2023-12-31", "2023-11-30", "2024-02-29"),
    ({"publicity_started_on": "2024-02-29"}, "2024-03-01", "2024-02-29", "2027-02-28"),
    ({"publicity_started_on": None}, "2023-06-10", None, None),
    ({"publicity_started_on": "2023-08-01"}, "2023-07-31", None, None),
    # a ban makes it longer, never shorter
    ({"kinds": "restrict_profession", "ban_until": "2028-06-01"}, "2023-12-31", "2023-06-20", "2028-06-01"),
    ({"kinds": "restrict_operation", "ban_until": "2024-06-01"}, "2023-12-31", "2023-06-20", "2026-06-20"),
    ({"kinds": "fine;restrict_profession", "ban_until": "2028-06-01"}, "2023-12-31", "2023-06-20", "2028-06-01"),
    # and only of the kinds that article 13 names
    ({"kinds": "criticism", "ban_until": "2028-06-01"}, "2023-07-01", "2023-06-20", "2023-09-20"),
    ({"low_fine": "true", "ban_until": "2028-06-01"}, "2023-07-01", "2023-06-20", "2023-09-20"),
    ({"ban_until": "2028-06-01"}, "2023-12-31", "2023-06-20", "2026-06-20"),
    ({"kinds": "revoke_licence", "ban_until": "2028-06-01"}, "2023-12-31", "2023-06-20", "2026-06-20"),
    ({"kinds": "restrict_profession"}, "2023-12-31", "2023-06-20", None),
    ({"kinds": "restrict_operation"}, "2023-12-31", "2023-06-20", None),
]


@pytest.fixture(scope="module")
def terms():
    return together("gsxt", [(as_of, rows_of(known)) for known, as_of, _, _ in TERMS])


@pytest.mark.parametrize("number", range(len(TERMS)))
def test_the_term_on_the_publicity_system(terms, number):
    *_, start, end = TERMS[number]
    item = terms[number].item
    assert str(item.goes) == "out"
    assert (item.term.start, item.term.end) == (day(start), day(end))
    assert bool(item.term.why.zh) == (end is None)


CREDIT = [
    ({}, "2023-12-31", "2026-06-01"),
    ({"kinds": "revoke_licence", "ban_until": "2028-06-01"}, "2023-12-31", "2026-06-01"),
    ({"publicity_started_on": None}, "2023-12-31", "2026-06-01"),
    ({"decided_on": "2024-02-29"}, "2024-03-01", "2027-02-28"),
    ({}, "2026-03-31", "2026-06-01"),
    ({"decided_on": "2025-06-01"}, "2026-04-01", None),
    ({"kinds": "revoke_licence"}, "2026-04-01", "2026-06-01"),
    ({"kinds": "confiscate_goods", "decided_on": "2026-04-02"}, "2026-04-10", "2027-04-02"),
]


@pytest.fixture(scope="module")
def credit():
    return together("penalties", [(as_of, rows_of(known)) for known, as_of, _ in CREDIT])


@pytest.mark.parametrize("number", range(len(CREDIT)))
def test_the_term_on_the_credit_platform_runs_from_the_decision(credit, number):
    known, _, end = CREDIT[number]
    item = credit[number].item
    assert str(item.goes) == "out"
    assert item.term.start == date.fromisoformat(known.get("decided_on", "2023-06-01"))
    assert item.term.end == day(end)


@pytest.mark.parametrize(
    ("feed", "known", "last", "ended"),
    [
        ("gsxt", {"low_fine": "true"}, "2023-09-19", "2023-09-20"),
        ("gsxt", {}, "2026-06-19", "2026-06-20"),
        ("gsxt", {"kinds": "restrict_profession", "ban_until": "2026-09-01"}, "2026-08-31", "2026-09-01"),
        ("gsxt", {"kinds": "revoke_licence", "ban_until": "2026-09-01"}, "2026-06-19", "2026-06-20"),
        ("penalties", {"kinds": "revoke_licence"}, "2026-05-31", "2026-06-01"),
        ("penalties", {"kinds": "confiscate_goods", "decided_on": "2025-05-01"}, "2026-04-30", "2026-05-01"),
    ],
)
def test_on_its_end_a_record_is_public_no_more(feed, known, last, ended):
    before, after = together(feed, [(last, rows_of(known)), (ended, rows_of(known))])
    assert str(before.item.goes) == "out"
    assert (str(after.item.goes), [one.id for one in after.item.because]) == ("never", ["term-ended"])
    assert after.item.because[0].cites


@pytest.mark.parametrize(
    ("feed", "known", "as_of", "becomes", "why"),
    [
        # no class under order 36: a year at least, three years at most
        ("penalties", {"decided_on": "2025-06-01"}, "2026-05-31", "out", "credit.unclassed"),
        ("penalties", {"decided_on": "2025-06-01"}, "2026-06-01", "held", "term-open"),
        ("penalties", {"decided_on": "2023-06-01"}, "2026-05-31", "held", "term-open"),
        ("penalties", {"decided_on": "2023-06-01"}, "2026-06-01", "never", "term-ended"),
        # a ban without its end: three years at least
        ("gsxt", {"kinds": "restrict_profession"}, "2026-06-19", "out", None),
        ("gsxt", {"kinds": "restrict_profession"}, "2026-06-20", "held", "term-open"),
    ],
)
def test_where_the_end_cannot_be_told_a_record_that_may_have_ended_is_held(feed, known, as_of, becomes, why):
    (found,) = together(feed, [(as_of, rows_of(known))])
    assert (str(found.item.goes), [one.id for one in found.item.because][:1]) == (becomes, [why] if why else [])


@pytest.mark.parametrize(
    ("known", "as_of", "remarked"),
    [
        ({"kinds": "criticism", "ban_until": "2028-06-01"}, "2023-07-01", True),
        # it is public no more, and would be if the ban counted
        ({"kinds": "criticism", "ban_until": "2028-06-01"}, "2024-07-01", True),
        ({"kinds": "criticism", "ban_until": "2024-06-01"}, "2024-07-01", False),
        ({"kinds": "revoke_licence", "ban_until": "2028-06-01"}, "2023-12-31", True),
        ({"kinds": "fine;restrict_operation", "ban_until": "2028-06-01"}, "2023-12-31", False),
        ({"kinds": "criticism"}, "2023-07-01", False),
        ({"kinds": "warning", "ban_until": "2028-06-01"}, "2023-07-01", False),
    ],
)
def test_a_ban_without_a_kind_of_ban_is_for_a_person(known, as_of, remarked):
    feed = feed_of(made(as_of, ["gsxt"], **rows_of(known)), "gsxt")
    found = [one for one in feed.remarks if one.code == "BAN_WITHOUT_KIND"]
    assert [one.key for one in found] == (["CF1"] if remarked else [])
    assert all("ban_until" in text and "2028-06-01" in text for one in found for text in (one.en, one.zh))


def rows_of(known):
    return {"penalties": [penalty(publicity_started_on=PUBLIC) | {name: value or "" for name, value in known.items()}]}


def day(text):
    return None if text is None else date.fromisoformat(text)
