"""What may be written about a decision, and how it then stands."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskgrade.log.decision_events import Approved, Chosen, Decided, Overridden, Refused
from riskgrade.log.decision_state import Basis
from riskgrade.log.decisions import Decisions
from riskgrade.log.entry import START, Entry
from riskgrade.log.error import LogError
from tests.log import sample


class Story:
    """A ledger that is told events one by one."""

    def __init__(self, record):
        self.ledger, self.id, self.number = Decisions(), record.decision_id, 0
        self.tell(Decided(decision=record.document))

    def tell(self, event, by=None, at=sample.AT):
        entry = Entry(self.number + 1, START, at, by, event.kind, event.model_dump(mode="json"))
        self.ledger.take(entry, event)
        self.number += 1
        return self.number

    def choose(self, level, by="王丽", grade="risk"):
        return self.tell(Chosen(decision_id=self.id, grade=grade, level=level, reason="x"), by)

    def override(self, level, by="王丽", grade="risk"):
        return self.tell(Overridden(decision_id=self.id, grade=grade, level=level, reason="x"), by)

    def approve(self, override, by="李强"):
        return self.tell(Approved(decision_id=self.id, override=override, reason="x"), by)

    def refuse(self, override, by="李强"):
        return self.tell(Refused(decision_id=self.id, override=override, reason="x"), by)

    def stands(self, grade="risk"):
        found = self.ledger.found[self.id].grades[grade]
        return found.level, found.basis, found.pending is not None


@pytest.fixture
def story(records):
    return Story(records["006"])


def test_the_sample_leaves_a_choice(records):
    grade = records["006"].body["grades"]["risk"]
    assert (grade["level"], grade["permitted"]) == ("B", ["B", "C"])


def test_a_choice_within_the_law_stands(story):
    story.choose("C")
    assert story.stands() == ("C", Basis.CHOICE, False)
    story.choose("B", by="李强")
    assert story.stands() == ("B", Basis.CHOICE, False)


def test_an_override_waits_for_another_person(story):
    number = story.override("D")
    assert story.stands() == ("B", Basis.COMPUTED, True)
    story.approve(number)
    assert story.stands() == ("D", Basis.OVERRIDE, False)


def test_a_refused_override_changes_nothing(story):
    story.choose("C")
    story.refuse(story.override("A"))
    assert story.stands() == ("C", Basis.CHOICE, False)


@pytest.mark.parametrize("same", ["王丽", " 王 丽 ", "王丽\u3000"])
def test_the_maker_cannot_be_the_checker(story, same):
    number = story.override("D")
    for answer in (story.approve, story.refuse):
        with pytest.raises(LogError, match="another person has to"):
            answer(number, by=same)
    assert story.stands() == ("B", Basis.COMPUTED, True)


def test_width_and_case_do_not_make_another_person(story):
    number = story.override("D", by="A.Wang")
    with pytest.raises(LogError, match="another person has to"):
        story.approve(number, by="Ａ．ｗａｎｇ")


def refusals(story):
    waiting = story.override("A")
    yield (
        "not permitted",
        lambda: story.choose("A"),
        r"level A is not among those the law leaves to an officer \(B, C\)",
    )
    yield "no level", lambda: story.override("E"), "'E' is no level of risk; its levels are: A, B, C, D"
    yield (
        "no grade",
        lambda: story.choose("A", grade="rsk"),
        "the decision has no grade 'rsk'; it has: both, conduct, risk",
    )
    yield "a second override", lambda: story.override("C"), "the override of entry 2 by 王丽 waits for approval"
    yield "nobody", lambda: story.choose("B", by=None), "say who chose"
    yield "blank", lambda: story.approve(waiting, by=" \u3000"), "say who approves"
    yield "no such override", lambda: story.approve(7), "entry 7 is no override of this decision that waits"
    yield "of a composed grade", lambda: story.choose("A", grade="both"), "both is made of risk and conduct"


def test_what_is_refused(records):
    names = [name for name, _, _ in refusals(Story(records["006"]))]
    for place, name in enumerate(names):
        story = Story(records["006"])
        _, act, said = list(refusals(story))[place]
        before = story.ledger.found[story.id]
        with pytest.raises(LogError, match=said) as caught:
            act()
        assert story.ledger.found[story.id] is before, name
        assert any("一" <= character <= "鿿" for character in caught.value.zh)


def test_an_approval_is_given_once(story):
    number = story.override("D")
    story.approve(number)
    with pytest.raises(LogError, match="no override of this decision that waits"):
        story.approve(number)


def test_one_person_cannot_undo_what_two_agreed_on(story):
    story.approve(story.override("D"))
    with pytest.raises(LogError, match="stands by an approved override"):
        story.choose("C")
    story.approve(story.override("B"))
    assert story.stands() == ("B", Basis.OVERRIDE, False)


def test_a_level_that_is_withheld_leaves_no_choice(records):
    story = Story(records["005"])
    assert story.stands() == (None, Basis.COMPUTED, False)
    with pytest.raises(LogError, match="none, for the level is withheld"):
        story.choose("A")
    story.approve(story.override("C"))
    assert story.stands()[0] == "C"


def test_a_grade_made_of_two_follows_them(story):
    assert story.stands("both") == (None, Basis.COMPUTED, False)
    story.approve(story.override("good", grade="conduct"))
    assert story.stands("both") == ("B", Basis.FOLLOWS, False)
    story.choose("C")
    assert story.stands("both") == ("C", Basis.FOLLOWS, False)
    story.approve(story.override("A", grade="both"))
    story.choose("B")
    assert story.stands("both") == ("A", Basis.OVERRIDE, False)


def test_the_same_decision_once_more_changes_nothing(story, records):
    story.choose("C")
    story.tell(Decided(decision=records["006"].document))
    assert story.stands() == ("C", Basis.CHOICE, False)


def test_a_decision_that_was_changed_is_not_taken(records):
    document = json.loads(json.dumps(records["006"].document))
    document["grades"]["risk"]["level"] = "A"
    with pytest.raises(LogError, match="was changed after it was made"):
        Decisions().take(Entry(1, START, sample.AT, None, "decision", {}), Decided(decision=document))
    with pytest.raises(LogError, match="not a decision"):
        Decisions().take(Entry(1, START, sample.AT, None, "decision", {}), Decided(decision={"kind": "x"}))


def test_an_id_may_be_cut_short(story, records):
    for record in records.values():
        if record.decision_id != story.id:
            story.tell(Decided(decision=record.document))
    assert story.ledger.find(story.id[:8].upper()).decision_id == story.id
    for asked in (story.id[:5], "", "ffffffffff", story.id + "0"):
        with pytest.raises(LogError, match="the log has no decision"):
            story.ledger.find(asked)


LEVELS = st.sampled_from(["A", "B", "C", "D"])
PEOPLE = st.sampled_from(["王丽", "李强", " 李强", "Zhao"])
STEPS = st.one_of(
    st.tuples(st.just("choose"), LEVELS, PEOPLE),
    st.tuples(st.just("override"), LEVELS, PEOPLE),
    st.tuples(st.sampled_from(["approve", "refuse"]), st.integers(1, 12), PEOPLE),
)


@settings(max_examples=60)
@given(st.lists(STEPS, max_size=14))
def test_whatever_is_tried_a_level_outside_the_law_needs_two_people(records, steps):
    story = Story(records["006"])
    makers, approved = {}, []
    for what, argument, by in steps:
        try:
            number = getattr(story, what)(argument, by=by)
        except LogError:
            continue
        if what == "override":
            makers[number] = (by, argument)
        elif what == "approve":
            maker, level = makers[argument]
            assert maker.strip() != by.strip()
            approved.append(level)
    level, basis, _ = story.stands()
    assert level in ("B", "C") or (basis is Basis.OVERRIDE and level == approved[-1])


@pytest.mark.parametrize("other", ["王丽 ", "王\u200b丽", "王 丽", "\u2060王丽\ufeff", "王\u00ad丽"])
def test_blanks_and_what_nobody_sees_make_no_other_person(story, other):
    number = story.override("D", by="王丽")
    with pytest.raises(LogError, match="cannot be the one who approves"):
        story.approve(number, by=other)
    assert story.stands() == ("B", Basis.COMPUTED, True)


def test_nobody_is_named_by_what_nobody_sees(story):
    with pytest.raises(LogError, match="say who"):
        story.override("D", by="\u200b \u2060")


def test_what_is_said_about_a_decision_comes_after_it(story):
    chosen = Chosen(decision_id=story.id, grade="risk", level="C", reason="x")
    earlier = "2024-01-05T09:29:59+08:00"
    with pytest.raises(LogError, match="earlier than 2024-01-05T09:30:00") as told:
        story.tell(chosen, "王丽", earlier)
    assert "早于" in told.value.zh
    # The same instant, written with another offset, is not earlier.
    story.tell(chosen, "王丽", "2024-01-05T01:30:00Z")
    number = story.tell(
        Overridden(decision_id=story.id, grade="risk", level="D", reason="x"), "王丽", "2024-01-06T00:00:00Z"
    )
    with pytest.raises(LogError, match="earlier than"):
        story.tell(Approved(decision_id=story.id, override=number, reason="x"), "李强", "2024-01-05T23:59:59Z")
    assert story.stands() == ("C", Basis.CHOICE, True)
