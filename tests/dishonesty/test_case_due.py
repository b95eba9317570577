"""What is next for an entry, and by when."""

from datetime import date

import pytest

from riskgrade.dishonesty.case_due import next_of, next_words
from riskgrade.dishonesty.case_law import consent_law, hearing_until
from riskgrade.dishonesty.figures import Figures
from riskgrade.dishonesty.register_tables import entry_row
from riskgrade.dishonesty.states import Act
from riskgrade.pack.dating_error import DatingError
from riskgrade.pack.load import load_pack
from tests.dishonesty.case_world import OTHER, SUPERIOR, Story


@pytest.fixture(scope="module")
def figures():
    return Figures(load_pack("cn-dishonesty-list"))


def steps(story, figures):
    return [(str(one.act), one.by, one.not_before) for one in next_of(entry_row(story.ledger.found["CF1"]), figures)]


def decided(on, **kind):
    """Decided on a day, all else before it."""
    story = Story().until("approved", **kind)
    story.tell(Act.CONSENT, SUPERIOR)
    story.tell(Act.DECIDE, OTHER, on=on)
    return story


def test_a_draft_waits_for_conclusions(figures):
    story = Story()
    story.open(level="manual")
    assert steps(story, figures) == [("conclude", None, None), ("conclude", None, None)]
    story.tell(Act.CONCLUDE)
    assert steps(story, figures) == [("conclude", None, None)]
    story.tell(Act.CONCLUDE, point="uncertain")
    assert steps(story, figures) == [("notice", None, None)]
    story.tell(Act.CONCLUDE, finding=False)
    assert steps(story, figures) == [("withdraw", None, None)]


def test_a_hearing_may_be_asked_for_first(figures):
    story = Story()
    story.open()
    story.tell(Act.CONCLUDE)
    story.tell(Act.NOTICE, on="2024-01-08", hearing_until="2024-01-15", cites=[{"cite": "a-1", "evidence": "text"}])
    assert steps(story, figures) == [("hear", date(2024, 1, 15), None), ("approve", None, date(2024, 1, 16))]


@pytest.mark.parametrize(
    ("authority", "first"), [("county", "consent"), ("city", "consent"), ("province", "decide"), (None, "consent")]
)
def test_whose_consent_is_next(figures, authority, first):
    story = Story().until("approved", authority=authority)
    (one,) = next_of(entry_row(story.ledger.found["CF1"]), figures)
    assert str(one.act) == first
    assert ("not known" in one.en) == (authority is None)
    assert [cite.text for cite in one.cites] == (["o44-22"] if first == "consent" else [])
    story.tell(Act.CONSENT, SUPERIOR)
    assert steps(story, figures) == [("decide", None, None)]


def test_publication_is_due_in_twenty_working_days(figures):
    """Counted by hand over the spring festival: 4 and 18 February are Sundays that are worked, 9 February is no holiday."""
    story = decided("2024-01-22")
    assert steps(story, figures) == [("publish", date(2024, 2, 22), None)]
    (one,) = next_of(entry_row(story.ledger.found["CF1"]), figures)
    assert next_words(one) == ("publish by 2024-02-22: publication", "公示（2024-02-22 前）：公示列入信息")


def test_beyond_the_calendar_it_says_so(figures):
    story = Story()
    story.open(on="2026-12-01", at="2026-12-31T10:00:00+08:00")
    later = {"on": "2026-12-20", "at": "2026-12-31T10:00:00+08:00"}
    story.tell(Act.CONCLUDE, **later)
    story.tell(Act.NOTICE, **later)
    story.tell(Act.APPROVE, OTHER, **later)
    story.tell(Act.CONSENT, SUPERIOR, **later)
    story.tell(Act.DECIDE, OTHER, **later)
    (one,) = next_of(entry_row(story.ledger.found["CF1"]), figures)
    assert one.by is None
    assert "working days of CN are known" in one.en
    assert "工作日" in one.zh


def test_the_term_counts_from_the_decision_and_anew_from_a_restored_removal(figures):
    story = decided("2024-01-22")
    story.tell(Act.PUBLISH, OTHER, on="2024-02-01")
    assert steps(story, figures) == [
        ("remove", date(2027, 1, 22), date(2027, 1, 22)),
        ("remove", None, date(2025, 1, 22)),
    ]
    story.tell(Act.REMOVE, OTHER, on="2024-03-01", ground="early")
    assert steps(story, figures) == [("remove", date(2024, 3, 6), None)]
    story.tell(Act.RESTORE, SUPERIOR, on="2024-04-01")
    assert steps(story, figures)[0] == ("remove", date(2027, 4, 1), date(2027, 4, 1))
    story.tell(Act.REVOKE, SUPERIOR, on="2024-05-06")
    assert steps(story, figures) == [("revoke", date(2024, 5, 9), None)]


def test_what_was_never_public_has_nothing_to_stop(figures):
    story = decided("2024-01-22")
    story.tell(Act.REVOKE, OTHER, on="2024-01-23")
    assert steps(story, figures) == []
    gone = Story().until("draft")
    gone.tell(Act.WITHDRAW)
    assert steps(gone, figures) == []


def test_the_law_of_a_day(figures):
    assert consent_law(figures, date(2023, 9, 20)).levels == ["county", "city"]
    assert hearing_until(figures, date(2023, 9, 26))[0] == date(
        2023, 10, 9
    )  # a holiday between, and a weekend that is worked
    assert hearing_until(figures, date(2026, 12, 28))[0] is None
    with pytest.raises(DatingError, match="2021-08-31 lies outside"):
        consent_law(figures, date(2021, 8, 31))


def test_a_revision_is_a_dated_list(tmp_path):
    """Where a later version of the parameter is empty, a decision from then on needs no consent."""
    folder = tmp_path / "packs" / "later"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        "id: later\nversion: 1.0.0\ntitle: {zh: 后, en: later}\nuse: [cn-base]\njurisdiction: CN\n"
    )
    (folder / "parameters.yaml").write_text(
        "list_consent_levels:\n"
        "  - {value: [county, city], from: 2021-09-01, to: 2024-05-31, cite: o44-22}\n"
        "  - {value: [], from: 2024-06-01, cite: o44-22}\n"
    )
    figures = Figures(load_pack(folder))
    for day, needed in (("2024-05-31", True), ("2024-06-01", False)):
        story = Story().until("approved", authority="county")
        law = consent_law(figures, date.fromisoformat(day)).model_dump()
        if needed:
            with pytest.raises(Exception, match=r"has not consented \(o44-22, secondary\)"):
                story.tell(Act.DECIDE, OTHER, on=day, consent=law)
        else:
            story.tell(Act.DECIDE, OTHER, on=day, consent=law)
            assert story.stands() == "decided"
