"""Removal read from registers: which penalties an entry rests on, whether they fell, what followed."""

from datetime import date

import pytest

from riskgrade.dishonesty.error import ListingError
from riskgrade.report.listing_removal import list_removal

from .packs import pack
from .penalties import FIRM, OTHER, listing, penalty

DONE = {"performed_on": "2023-10-01", "harm_removed_on": "2023-10-02"}
YEAR_LATER = "2024-09-20"


def entry(penalties, listings=None, day=YEAR_LATER, subject=FIRM, coverage=None):
    registers = {"penalties": penalties, "listings": listings or [listing()]}
    (one,) = list_removal(subject, registers, day, coverage=coverage, pack=pack()).entries
    return one


def states(one):
    return {condition.id: condition.state.value for condition in one.removal.conditions}


def test_an_entry_rests_on_the_penalties_of_its_day():
    one = entry([penalty("1", **DONE), penalty("2", decided_on="2023-09-19"), penalty("3", uscc=OTHER)])
    assert (one.basis, one.removal.outcome.value) == (("1",), "eligible")
    assert entry([penalty("1", **DONE)], subject="L1") == entry([penalty("1", **DONE)])


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ([], "met"),
        ([penalty("2", decided_on="2024-03-01")], "not_met"),  # heavier
        ([penalty("2", decided_on="2024-03-01", discretion="lenient")], "met"),
        ([penalty("2", decided_on="2024-03-01", kinds="confiscate_goods", fine_yuan=None, discretion=None)], "unknown"),
        ([penalty("2", decided_on="2024-03-01", discretion=None)], "unknown"),  # limits of the fine not known
        ([penalty("2", decided_on="2024-03-01", recorded_on="2024-09-21")], "met"),  # not yet known
        ([penalty("2", decided_on="2024-03-01", voided_on="2024-09-20", void_reason="judgment_revoked")], "met"),
        ([penalty("2", decided_on="2024-03-01", voided_on="2024-09-21", void_reason="judgment_revoked")], "not_met"),
        ([penalty("2", decided_on="2024-03-01", void_reason="judgment_revoked")], "unknown"),  # may be void
        ([penalty("2", decided_on="2024-03-01", uscc=OTHER)], "met"),
        ([penalty("2", decided_on="2024-13-01")], "unknown"),  # a row that cannot be read
    ],
)
def test_a_later_penalty_is_judged_by_the_pack_of_the_list(later, state):
    one = entry([penalty("1", **DONE), *later])
    assert states(one)["no_later_heavier"] == state


def test_a_register_that_ends_before_the_day_tells_nothing_of_later_penalties():
    found = entry([penalty("1", **DONE)], coverage={"penalties": "2021-01-01..2023-12-31"})
    assert states(found)["no_later_heavier"] == "unknown"
    found = entry([penalty("1", **DONE)], coverage={"penalties": "2021-01-01..2024-09-20"})
    assert states(found)["no_later_heavier"] == "met"


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([penalty("1", **DONE)], "met"),
        ([penalty("1", harm_removed_on="2023-10-02")], "unknown"),
        ([penalty("1", **DONE), penalty("2", harm_removed_on="2023-10-02")], "unknown"),
        ([penalty("1", performed_on="2024-09-21")], "unknown"),  # not known on that day
    ],
)
def test_performed_is_what_every_penalty_says(rows, state):
    assert states(entry(rows))["performed"] == state


@pytest.mark.parametrize(
    ("row", "given", "state", "end"),
    [
        ({}, {}, "met", "2026-09-20"),
        ({"kinds": "revoke_licence"}, {}, "not_met", "2028-09-20"),
        ({"kinds": "revoke_licence"}, {"ban_until": "2024-01-01"}, "met", "2026-09-20"),
        ({"kinds": "restrict_operation"}, {}, "unknown", "2026-09-20"),
        ({"kinds": "restrict_operation", "ban_until": "2027-01-01"}, {}, "not_met", "2027-01-01"),
        ({}, {"ban_until": "2030-01-01"}, "not_met", "2030-01-01"),
        ({}, {"ban_until": "2023-01-01"}, "met", "2026-09-20"),  # over before the listing
    ],
)
def test_a_restriction_is_the_entrys_or_its_penalties_or_the_laws(row, given, state, end):
    one = entry([penalty("1", **DONE, **row)], [listing(**given)])
    assert states(one)["no_running_restriction"] == state
    assert one.removal.term.term_end == date.fromisoformat(end)


def test_a_fallen_penalty_takes_the_entry_with_it():
    one = entry([penalty("1", **DONE, voided_on="2024-09-18", void_reason="judgment_revoked")])
    assert one.removal.outcome.value == "withdraw"
    assert one.removal.withdraw.by == date(
        2024, 9, 23
    )  # 15 to 17 September were free, the 14th was worked, 21 and 22 a weekend


def test_where_only_one_of_two_penalties_fell_a_person_looks():
    one = entry([penalty("1", **DONE, voided_on="2024-09-18", void_reason="judgment_revoked"), penalty("2", **DONE)])
    assert one.removal.outcome.value == "eligible"
    assert len(one.removal.findings) == 1


def test_altered_is_a_finding_and_repaired_is_nothing():
    altered = entry([penalty("1", **DONE, voided_on="2024-09-18", void_reason="altered")])
    repaired = entry([penalty("1", **DONE, voided_on="2024-09-18", void_reason="repaired")])
    assert (altered.removal.outcome.value, len(altered.removal.findings)) == ("eligible", 1)
    assert (repaired.removal.outcome.value, repaired.removal.findings) == ("eligible", ())


def test_an_entry_without_its_penalty_is_not_known_and_says_so():
    one = entry([penalty("1", decided_on="2023-09-19", **DONE)])
    assert one.basis == ()
    assert states(one)["performed"] == "unknown"
    assert len(one.findings) == 1


def test_entries_come_oldest_first_and_a_void_one_does_not_count():
    rows = [
        listing("L2", listed_on="2024-01-05"),
        listing("L1"),
        listing("L3", voided_on="2023-10-01", void_reason="entered_in_error"),
    ]
    found = list_removal(FIRM, {"penalties": [penalty("1")], "listings": rows}, YEAR_LATER, pack=pack())
    assert [one.record_id for one in found.entries] == ["L1", "L2"]


def test_nothing_that_was_not_known_on_the_day():
    with pytest.raises(ListingError):
        entry([penalty("1")], [listing(recorded_on="2024-09-21")])
    assert entry([penalty("1", **DONE)], [listing(removed_on="2024-09-21")]).removal.outcome.value == "eligible"
    assert entry([penalty("1", **DONE)], [listing(removed_on="2024-09-20")]).removal.outcome.value == "removed"


def test_a_party_without_an_entry_and_a_register_that_is_not_there():
    with pytest.raises(ListingError, match=OTHER):
        entry([penalty("1")], subject=OTHER)
    with pytest.raises(ListingError, match="not supplied"):
        list_removal(FIRM, {"penalties": [penalty("1")]}, YEAR_LATER)
