"""What is taken back, by when, with and without what an earlier run gave."""

from datetime import date

import pytest

from riskgrade.publicity.content import Former
from tests.publicity.sample import feed_of, listing, made, penalty, sampling

VOID = {"voided_on": "2023-09-28", "void_reason": "judgment_revoked"}
BY = date(2023, 10, 9)  # the National Day holiday lies between; 7 (Sat), 8 (Sun) and 9 October are worked
PUBLIC = {"publicity_started_on": "2023-06-20"}


def taken(as_of, name, former=None, **registers):
    feed = feed_of(made(as_of, [name], None if former is None else {name: former}, **registers), name)
    return [(one.key, one.file_number, one.reason, one.on, one.by) for one in feed.withdrawals], feed


@pytest.mark.parametrize("name", ["penalties", "gsxt"])
def test_a_void_penalty_that_was_public_is_taken_back_within_three_working_days(name):
    found, _ = taken("2023-09-28", name, penalties=[penalty(**PUBLIC, **VOID)])
    assert found == [("CF1", "甲市监处罚〔2023〕1号", "judgment_revoked", date(2023, 9, 28), BY)]


def test_a_decision_with_two_parties_names_each():
    person = {"record_id": "CF2", "party_type": "person", "party_name": "李四"}
    _, feed = taken("2023-12-31", "gsxt", penalties=[penalty(**PUBLIC, **VOID), penalty(**person, **PUBLIC, **VOID)])
    assert [one.party for one in feed.withdrawals] == ["合成样本", "李**"]


def test_on_the_day_before_it_stands():
    found, feed = taken("2023-09-27", "gsxt", penalties=[penalty(**PUBLIC, **VOID)])
    assert found == []
    assert len(feed.rows) == 1


@pytest.mark.parametrize("known", [{}, {"publicity_started_on": "2023-09-29"}])
def test_what_was_never_public_is_not_taken_back(known):
    found, _ = taken("2023-12-31", "gsxt", penalties=[penalty(**known, **VOID)])
    assert found == []


def test_a_repair_ends_publicity():
    found, _ = taken(
        "2023-12-31", "gsxt", penalties=[penalty(**PUBLIC, voided_on="2023-09-28", void_reason="repaired")]
    )
    assert [one[2:] for one in found] == [("repaired", date(2023, 9, 28), BY)]


def test_an_alteration_is_a_persons():
    found, feed = taken(
        "2023-12-31", "gsxt", penalties=[penalty(**PUBLIC, voided_on="2023-09-28", void_reason="altered")]
    )
    assert (found, len(feed.rows)) == ([], 0)
    assert [one.code for one in feed.remarks] == ["ALTERED"]
    assert "2023-10-09" in feed.remarks[0].en
    assert "2023-10-09" in feed.remarks[0].zh


def test_a_void_day_that_is_not_known_is_held():
    found, feed = taken("2023-12-31", "gsxt", penalties=[penalty(**PUBLIC, void_reason="judgment_revoked")])
    assert found == []
    assert [str(one.goes) for one in feed.items] == ["held"]


def test_a_day_outside_the_calendar_gives_no_last_day():
    void = {"voided_on": "2026-12-31", "void_reason": "judgment_revoked"}
    found, _ = taken("2026-12-31", "gsxt", penalties=[penalty(**PUBLIC, **void)])
    assert found[0][-1] is None


def test_only_what_was_in_the_earlier_feed_is_taken_back():
    rows = [penalty(**PUBLIC, **VOID), penalty(record_id="CF2", decision_no="乙", **PUBLIC, **VOID)]
    found, _ = taken("2023-12-31", "gsxt", Former(date(2023, 9, 1), {"CF2": "乙旧"}), penalties=rows)
    assert [one[:2] for one in found] == [("CF2", "乙旧")]


def test_what_was_already_taken_back_is_not_again():
    found, feed = taken(
        "2023-12-31", "gsxt", Former(date(2023, 9, 30), {}, frozenset({"CF1"})), penalties=[penalty(**PUBLIC, **VOID)]
    )
    assert (found, feed.remarks) == ([], ())


def test_what_has_vanished_is_told():
    _, feed = taken("2023-12-31", "gsxt", Former(date(2023, 9, 1), {"CF9": "丙"}), penalties=[penalty()])
    assert [(one.code, one.key) for one in feed.remarks] == [("VANISHED", "CF9")]


def test_what_was_out_and_cannot_be_told_now_is_told():
    _, feed = taken("2023-12-31", "gsxt", Former(date(2023, 9, 1), {"CF1": "甲"}), penalties=[penalty(procedure="")])
    assert [one.code for one in feed.remarks] == ["WAS_OUT"]


@pytest.mark.parametrize(
    ("name", "as_of", "registers", "codes"),
    [
        ("gsxt", "2023-12-31", {"penalties": [penalty(kinds="warning")]}, ["WAS_OUT"]),
        ("gsxt", "2026-06-20", {"penalties": [penalty(**PUBLIC)]}, []),
        ("samplings", "2023-12-31", {"samplings": [sampling(record_id="CF1", result="pass")]}, ["WAS_OUT"]),
        ("samplings", "2023-12-31", {"samplings": [sampling(record_id="CF1", retest="pending")]}, ["WAS_OUT"]),
        ("listings", "2023-12-31", {"listings": [listing(record_id="CF1", removed_on="2023-09-01")]}, []),
        ("listings", "2026-03-01", {"listings": [listing(record_id="CF1")]}, ["WAS_OUT"]),
    ],
)
def test_what_was_out_and_should_not_have_been_is_told_and_what_has_ended_is_not(name, as_of, registers, codes):
    found, feed = taken(as_of, name, Former(date(2023, 9, 1), {"CF1": "甲"}), **registers)
    assert (found, [one.code for one in feed.remarks]) == ([], codes)


OVERTURNED = {"retest": "overturned", "retest_decided_on": "2023-09-28"}


def test_an_overturned_sampling_is_taken_back_if_it_was_out():
    found, _ = taken(
        "2023-12-31", "samplings", Former(date(2023, 9, 1), {"CJ1": "HC1"}), samplings=[sampling(**OVERTURNED)]
    )
    assert [one[2:] for one in found] == [("overturned", date(2023, 9, 28), BY)]


def test_an_overturned_sampling_had_waited_for_its_retest():
    found, _ = taken("2023-12-31", "samplings", samplings=[sampling(**OVERTURNED)])
    assert found == []


@pytest.mark.parametrize(("notified", "was_out"), [("2023-09-15", False), ("2023-09-14", True)])
def test_a_void_sampling_is_taken_back_if_it_would_have_been_out_the_day_before(notified, was_out):
    void = {"voided_on": "2023-09-27", "void_reason": "objection_upheld", "notified_on": notified}
    found, _ = taken("2023-12-31", "samplings", samplings=[sampling(**void)])
    assert bool(found) == was_out


def test_a_void_entry_of_the_list_is_taken_back():
    found, _ = taken("2023-12-31", "listings", listings=[listing(**VOID)])
    assert [one[:3] for one in found] == [("SX1", "SX1", "judgment_revoked")]
