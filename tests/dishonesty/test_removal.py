"""Removal: each condition met, not met or not known at its day; what ends an entry by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.dishonesty.content_value import Words
from riskgrade.dishonesty.error import ListingError
from riskgrade.dishonesty.removal import CONDITIONS, Known, Listed, Outcome, Said, Void, removal_of
from riskgrade.dishonesty.term import term_of

from .packs import figures, texts

LISTED = date(2023, 6, 1)
NONE = Said(True)
FELL = Words(zh="判决撤销", en="Revoked by a judgment")


def on(text):
    return Said(True, date.fromisoformat(text))


def entry(**other):
    good = {
        "ban_until": NONE,
        "performed_on": on("2023-07-01"),
        "harm_removed_on": on("2023-07-02"),
        "heavier_on": NONE,
    }
    return Listed(**({"listed_on": LISTED} | good | other))


def states(found):
    return {one.id: one.state.value for one in found.conditions}


# what is known besides -> the day, the outcome, the conditions that are not met or not known
WORKED = [
    ({}, "2024-05-31", "not_eligible", {"one_year": "not_met"}),
    ({}, "2024-06-01", "eligible", {}),
    ({}, "2026-05-31", "eligible", {}),
    ({}, "2026-06-01", "expired", {}),
    ({"performed_on": Said()}, "2024-06-01", "unknown", {"performed": "unknown"}),
    ({"performed_on": on("2024-06-02")}, "2024-06-01", "not_eligible", {"performed": "not_met"}),
    ({"performed_on": on("2024-06-01")}, "2024-06-01", "eligible", {}),
    ({"harm_removed_on": Said()}, "2024-06-01", "unknown", {"harm_removed": "unknown"}),
    ({"heavier_on": Said()}, "2024-06-01", "unknown", {"no_later_heavier": "unknown"}),
    ({"heavier_on": on("2024-06-01")}, "2024-06-01", "not_eligible", {"no_later_heavier": "not_met"}),
    ({"heavier_on": on("2024-06-02")}, "2024-06-01", "eligible", {}),  # not yet
    ({"heavier_on": on("2023-06-01")}, "2024-06-01", "eligible", {}),  # the day of listing is not after it
    ({"ban_until": Said()}, "2024-06-01", "unknown", {"no_running_restriction": "unknown"}),
    ({"ban_until": Said()}, "2024-05-31", "not_eligible", {"one_year": "not_met", "no_running_restriction": "unknown"}),
    ({"ban_until": Said()}, "2026-06-01", "unknown", {"no_running_restriction": "unknown"}),
    ({"ban_until": on("2024-08-01")}, "2024-08-01", "not_eligible", {"no_running_restriction": "not_met"}),
    ({"ban_until": on("2024-08-01")}, "2024-08-02", "eligible", {}),
    ({"ban_until": on("2028-06-01")}, "2026-06-01", "not_eligible", {"no_running_restriction": "not_met"}),
    ({"ban_until": on("2028-06-01")}, "2028-06-01", "expired", {"no_running_restriction": "not_met"}),
    ({"removed_on": date(2024, 7, 1)}, "2024-07-01", "removed", {}),
    ({"removed_on": date(2024, 7, 1)}, "2024-06-30", "eligible", {}),
    (
        {"voids": (Void("judgment_revoked", FELL, date(2024, 1, 10), True),)},
        "2024-01-09",
        "not_eligible",
        {"one_year": "not_met"},
    ),
    (
        {"voids": (Void("judgment_revoked", FELL, date(2024, 1, 10), True),)},
        "2024-01-10",
        "withdraw",
        {"one_year": "not_met"},
    ),
]


@pytest.mark.parametrize(("known", "day", "outcome", "amiss"), WORKED)
def test_worked_examples(known, day, outcome, amiss):
    found = removal_of(texts(), entry(**known), date.fromisoformat(day))
    assert found.outcome.value == outcome
    assert {name: state for name, state in states(found).items() if state != "met"} == amiss
    assert list(states(found)) == list(CONDITIONS)
    assert all(one.cites and one.text.zh and one.why.en for one in found.conditions)


def test_a_fallen_penalty_is_withdrawn_within_three_working_days():
    found = removal_of(texts(), entry(voids=(Void("declared_void", FELL, date(2023, 12, 28), True),)), date(2024, 1, 2))
    assert found.withdraw is not None
    assert found.withdraw.by == date(2024, 1, 3)
    assert [one.cite for one in found.cites] == ["o44-19"]


def test_a_fallen_penalty_without_a_day_is_told():
    found = removal_of(texts(), entry(voids=(Void("declared_void", FELL, None, True),)), date(2024, 1, 2))
    assert (found.outcome, found.withdraw) == (Outcome.WITHDRAW, None)
    assert len(found.findings) == 1


def test_an_altered_penalty_is_for_a_person_and_moves_nothing():
    altered = Void("altered", Words(zh="变更", en="Altered"), date(2024, 1, 10), False)
    found = removal_of(texts(), entry(voids=(altered,)), date(2024, 6, 1))
    assert (found.outcome, found.withdraw) == (Outcome.ELIGIBLE, None)
    assert "变更" in found.findings[0].zh
    assert removal_of(texts(), entry(voids=(altered,)), date(2024, 1, 9)).findings == ()


def test_what_comes_later_is_not_yet_so():
    found = removal_of(texts(), entry(heavier_on=on("2024-06-02")), date(2024, 6, 1))
    assert found.term.early_removal_from == date(2024, 6, 1)


def test_a_day_before_the_listing_is_refused():
    with pytest.raises(ListingError):
        removal_of(texts(), entry(), date(2023, 5, 31))


SAID = (
    st.just(Said()) | st.just(NONE) | st.integers(0, 1500).map(lambda days: Said(True, LISTED + timedelta(days=days)))
)
DATED = st.just(Said()) | st.integers(-30, 1500).map(lambda days: Said(True, LISTED + timedelta(days=days)))


@given(SAID, DATED, DATED, SAID, st.integers(0, 2500))
def test_nobody_is_eligible_by_what_is_not_known(ban, performed, harm, heavier, days):
    listed, as_of = Listed(LISTED, ban, performed, harm, heavier), LISTED + timedelta(days=days)
    found = removal_of(texts(), listed, as_of)
    if found.outcome is Outcome.ELIGIBLE:
        assert {one.state for one in found.conditions} == {Known.MET}
        assert all(said.known for said in (ban, performed, harm, heavier))
        assert performed.day <= as_of
        assert harm.day <= as_of
        early = term_of(
            figures(), LISTED, ban.day, heavier.day if heavier.day and heavier.day <= as_of else None
        ).early_removal_from
        assert early is not None
        assert early <= as_of
    if Known.NOT_MET in {one.state for one in found.conditions}:
        over = as_of >= term_of(figures(), LISTED).term_end and not ban.known
        assert found.outcome in (Outcome.NOT_ELIGIBLE, Outcome.EXPIRED, *([Outcome.UNKNOWN] if over else []))
    assert (found.outcome is Outcome.EXPIRED) is (ban.known and as_of >= term_of(figures(), LISTED, ban.day).term_end)
