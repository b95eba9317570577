"""Terms: the years of the law, longer restrictions, later penalties, the ends of months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.dishonesty.error import ListingError
from riskgrade.dishonesty.term import NoEarly, term_of
from riskgrade.pack.dating import DatingError

from .packs import figures

DAYS = st.dates(date(2021, 9, 1), date(2120, 12, 31))
LATER = st.integers(0, 12 * 366)


def day(text):
    return None if text is None else date.fromisoformat(text)


# listed_on, ban_until, heavier_on -> term_end, early_removal_from
WORKED = [
    ("2023-06-01", None, None, "2026-06-01", "2024-06-01"),
    ("2023-06-01", "2028-06-01", None, "2028-06-01", None),
    ("2024-02-29", None, None, "2027-02-28", "2025-02-28"),  # no 29 February three years later
    ("2021-12-31", None, None, "2024-12-31", "2022-12-31"),
    # a restriction within the first year moves nothing
    ("2023-06-01", "2023-06-01", None, "2026-06-01", "2024-06-01"),
    ("2023-06-01", "2024-05-31", None, "2026-06-01", "2024-06-01"),
    # on its last day it still runs
    ("2023-06-01", "2024-06-01", None, "2026-06-01", "2024-06-02"),
    ("2023-06-01", "2025-01-15", None, "2026-06-01", "2025-01-16"),
    ("2023-06-01", "2026-05-30", None, "2026-06-01", "2026-05-31"),
    ("2023-06-01", "2026-05-31", None, "2026-06-01", None),
    ("2023-06-01", "2026-06-01", None, "2026-06-01", None),
    ("2023-06-01", "2026-06-02", None, "2026-06-02", None),
    ("2023-06-01", "9999-12-31", None, "9999-12-31", None),  # how registers write “for life”
    # a later heavier penalty bars; one of the same day or before, and one after the term, does not
    ("2023-06-01", None, "2023-06-02", "2026-06-01", None),
    ("2023-06-01", None, "2026-06-01", "2026-06-01", None),
    ("2023-06-01", None, "2026-06-02", "2026-06-01", "2024-06-01"),
    ("2023-06-01", None, "2023-06-01", "2026-06-01", "2024-06-01"),
    ("2023-06-01", None, "2022-01-01", "2026-06-01", "2024-06-01"),
]


@pytest.mark.parametrize(("listed", "ban", "heavier", "end", "early"), WORKED)
def test_worked_examples(listed, ban, heavier, end, early):
    found = term_of(figures(), day(listed), day(ban), day(heavier))
    assert (found.term_end, found.early_removal_from) == (day(end), day(early))
    assert (found.no_early is None) is (early is not None)


def test_why_there_is_no_early_removal():
    assert term_of(figures(), day("2023-06-01"), day("2028-06-01")).no_early is NoEarly.RESTRICTED
    assert term_of(figures(), day("2023-06-01"), None, day("2024-01-01")).no_early is NoEarly.HEAVIER


def test_a_listing_before_the_law_is_refused():
    with pytest.raises(DatingError, match="2021-09-01"):
        term_of(figures(), date(2021, 8, 31))


def test_a_restriction_that_ended_before_the_listing_is_asked_about():
    with pytest.raises(ListingError) as caught:
        term_of(figures(), date(2023, 6, 1), date(2023, 5, 31))
    assert "2023-05-31" in caught.value.zh


@given(DAYS, st.none() | LATER, st.none() | st.integers(-400, 2000))
def test_early_removal_lies_within_the_term_and_never_while_a_restriction_runs(listed, ban, heavier):
    until = None if ban is None else listed + timedelta(days=ban)
    later = None if heavier is None else listed + timedelta(days=heavier)
    found = term_of(figures(), listed, until, later)
    assert found.term_end >= found.plain_end > listed
    assert (found.plain_end.year, found.plain_end.month) == (listed.year + 3, listed.month)
    if until is not None:
        assert found.term_end >= until
    early = found.early_removal_from
    if early is not None:
        assert listed + timedelta(days=365) <= early < found.term_end
        assert until is None or until < early
        assert later is None or not listed < later <= found.term_end


@given(DAYS, LATER, LATER)
def test_a_longer_restriction_never_shortens_anything(listed, one, other):
    shorter, longer = (term_of(figures(), listed, listed + timedelta(days=days)) for days in sorted((one, other)))
    assert shorter.term_end <= longer.term_end
    if longer.early_removal_from is not None:
        assert shorter.early_removal_from is not None
        assert shorter.early_removal_from <= longer.early_removal_from
