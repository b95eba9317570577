"""What may be done to an entry, and how it then stands."""

import json

import pytest

from riskgrade.dishonesty.entries import AlreadyThereError, Entries, UnderWayError
from riskgrade.dishonesty.events import Opened
from riskgrade.dishonesty.states import Act
from riskgrade.log.entry import START, Entry
from riskgrade.log.error import LogError
from tests.dishonesty.case_world import AT, LAW, MAKER, OTHER, SUPERIOR, Story, document

STATES = ("draft", "noticed", "heard", "approved", "decided", "published", "removed")


@pytest.mark.parametrize("state", STATES)
def test_the_way_to(state):
    assert Story().until(state).stands() == state


def test_the_ends():
    for state, act, reached in (
        ("decided", Act.REVOKE, "revoked"),
        ("published", Act.REVOKE, "revoked"),
        ("removed", Act.REVOKE, "revoked"),
        ("approved", Act.WITHDRAW, "withdrawn"),
        ("draft", Act.WITHDRAW, "withdrawn"),
        ("removed", Act.RESTORE, "published"),
        ("approved", Act.DECLINE, "draft"),
        ("heard", Act.REFUSE, "draft"),
    ):
        story = Story().until(state)
        story.tell(act, SUPERIOR)
        assert story.stands() == reached


LAWFUL = {
    "draft": {Act.CONCLUDE, Act.WITHDRAW},
    "noticed": {Act.HEAR, Act.APPROVE, Act.REFUSE, Act.WITHDRAW},
    "heard": {Act.APPROVE, Act.REFUSE, Act.WITHDRAW},
    "approved": {Act.CONSENT, Act.DECLINE, Act.WITHDRAW},
    "decided": {Act.PUBLISH, Act.REVOKE},
    "published": {Act.REMOVE, Act.REVOKE},
    "removed": {Act.RESTORE, Act.REVOKE},
}
"""What a fourth person may do at once, written down a second time; undo apart, consent and decision need what is below."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", [one for one in Act if one not in (Act.OPEN, Act.UNDO)])
def test_what_is_lawful_from_where(state, act):
    story = Story().until(state)
    said = {"hearing": "held"} if state == "heard" and act is Act.APPROVE else {}
    if act in LAWFUL[state]:
        story.tell(act, "第四人", **said)
        assert story.number == len(story.ledger.found["CF1"].entries)
    else:
        before = story.ledger.found["CF1"]
        with pytest.raises(LogError):
            story.tell(act, "第四人", **said)
        assert story.ledger.found["CF1"] is before


SAME = [MAKER, " 王 丽 ", "王丽\u3000", "王\u200b丽", "\u202e王丽"]


@pytest.mark.parametrize("same", SAME)
@pytest.mark.parametrize("act", [Act.APPROVE, Act.REFUSE])
def test_the_maker_is_not_the_checker(same, act):
    story = Story().until("noticed")
    with pytest.raises(LogError, match="another person has to"):
        story.tell(act, same)
    assert story.stands() == "noticed"


def test_width_and_case_do_not_make_another_person():
    story = Story()
    story.open(by="A.Wang")
    story.tell(Act.CONCLUDE, OTHER)
    story.tell(Act.NOTICE)
    for same in ("Ａ．ｗａｎｇ", "a.WANG", OTHER):
        with pytest.raises(LogError, match="entered the draft or concluded on it"):
            story.tell(Act.APPROVE, same)


def test_who_consents_is_neither_maker_nor_approver():
    story = Story().until("approved")
    for act in (Act.CONSENT, Act.DECLINE):
        for one, why in ((MAKER, "entered the draft"), (f" {OTHER}", "approved it for this authority")):
            with pytest.raises(LogError, match=why):
                story.tell(act, one)
    story.tell(Act.CONSENT, SUPERIOR)
    with pytest.raises(LogError, match="has consented already"):
        story.tell(Act.CONSENT, "钱")


@pytest.mark.parametrize("act", [Act.CONSENT, Act.DECLINE])
@pytest.mark.parametrize("said", ["合成区市场监管局", " 合成区 市场监管局\u200b", "11990000MA990001XA"])
def test_the_authority_that_decided_is_not_its_own_superior(act, said):
    fields = {"authority": "合成区市场监管局", "authority_uscc": "11990000MA990001XA"}
    story = Story().until("approved", fields=fields)
    with pytest.raises(LogError, match="not the one above it") as error:
        story.tell(act, SUPERIOR, authority=said)
    assert "不是其上一级机关" in error.value.zh
    assert story.stands() == "approved"
    story.tell(act, SUPERIOR, authority="合成市市场监管局")


def test_what_is_said_of_consent_in_chinese_has_no_english_in_it():
    story = Story().until("approved", fields={"authority_level": "county"}, texts={"authority_level": "县级"})
    with pytest.raises(LogError) as error:
        story.tell(Act.DECIDE, OTHER)
    assert "作出机关为县级，尚无上一级机关同意（依据 o44-22〔转引，未见原文〕）" in error.value.zh
    unknown = Story().until("approved", authority=None)
    with pytest.raises(LogError) as error:
        unknown.tell(Act.DECIDE, OTHER)
    assert "county" not in error.value.zh
    assert "secondary" not in error.value.zh


@pytest.mark.parametrize(
    ("authority", "levels", "needed"),
    [
        ("county", ["county", "city"], True),
        ("city", ["county", "city"], True),
        ("province", ["county", "city"], False),
        ("national", ["county", "city"], False),
        (None, ["county", "city"], True),
        (None, [], False),
        ("county", [], False),
    ],
)
def test_whose_consent_is_needed(authority, levels, needed):
    story = Story().until("approved", authority=authority)
    law = LAW | {"levels": levels}
    if needed:
        said = "is not known, so the consent" if authority is None else f"of {authority} level"
        with pytest.raises(LogError, match=said):
            story.tell(Act.DECIDE, OTHER, consent=law)
        story.tell(Act.CONSENT, SUPERIOR)
    story.tell(Act.DECIDE, OTHER, consent=law)
    assert story.stands() == "decided"


def test_seriousness_is_concluded_by_a_person_first():
    story = Story()
    story.open()
    with pytest.raises(LogError, match="serious in nature"):
        story.tell(Act.NOTICE)
    story.tell(Act.CONCLUDE, finding=False)
    with pytest.raises(LogError, match="concluded against listing"):
        story.tell(Act.NOTICE)
    story.tell(Act.CONCLUDE, OTHER)
    story.tell(Act.NOTICE)
    assert story.stands() == "noticed"


def test_manual_needs_the_open_point_too():
    story = Story()
    story.open(level="manual")
    story.tell(Act.CONCLUDE)
    with pytest.raises(LogError, match="rules left open"):
        story.tell(Act.NOTICE)
    story.tell(Act.CONCLUDE, point="uncertain")
    story.tell(Act.NOTICE)
    other = Story()
    other.open()
    with pytest.raises(LogError, match="left no point open"):
        other.tell(Act.CONCLUDE, point="uncertain")


def test_an_approval_without_a_hearing_says_so():
    story = Story().until("noticed")
    with pytest.raises(LogError, match="no hearing was held"):
        story.tell(Act.APPROVE, OTHER, hearing="held")
    heard = Story().until("heard")
    for hearing in ("not_asked", "waived"):
        with pytest.raises(LogError, match="a hearing was held"):
            heard.tell(Act.APPROVE, OTHER, hearing=hearing)


@pytest.mark.parametrize(
    ("on", "hearing", "allowed"),
    [("2024-01-15", "not_asked", False), ("2024-01-15", "waived", True), ("2024-01-16", "not_asked", True)],
)
def test_the_time_to_ask_for_a_hearing_runs_out_first(on, hearing, allowed):
    story = Story()
    story.open()
    story.tell(Act.CONCLUDE)
    cites = [{"cite": "penalty-law-64", "evidence": "text"}]
    story.tell(Act.NOTICE, on="2024-01-08", hearing_until="2024-01-15", cites=cites)
    if allowed:
        story.tell(Act.APPROVE, OTHER, on, hearing=hearing)
    else:
        with pytest.raises(LogError, match="may still be asked for until 2024-01-15"):
            story.tell(Act.APPROVE, OTHER, on, hearing=hearing)


def test_a_day_for_hearings_before_the_notice_is_none():
    story = Story()
    story.open()
    story.tell(Act.CONCLUDE)
    with pytest.raises(LogError, match="lies before the notice"):
        story.tell(Act.NOTICE, on="2024-01-08", hearing_until="2024-01-07", cites=[{"cite": "a-1", "evidence": "text"}])
    with pytest.raises(LogError, match="rests on nothing"):
        story.tell(Act.NOTICE, on="2024-01-08", hearing_until="2024-01-15")


@pytest.mark.parametrize(
    ("on", "at", "said"),
    [
        ("2024-01-09", AT, "days do not run backwards"),
        ("2024-07-02", AT, "that day had not come"),
        ("2024-01-10", "2024-06-30T09:29:59+08:00", "is earlier than"),
        ("2024-01-10", "2024-06-30T01:29:59Z", "is earlier than"),
    ],
)
def test_days_run_forwards(on, at, said):
    story = Story()
    story.open(on="2024-01-10")
    with pytest.raises(LogError, match=said):
        story.tell(Act.CONCLUDE, on=on, at=at)
    story.tell(Act.CONCLUDE, on="2024-01-10")


def test_a_draft_is_not_entered_before_its_day():
    with pytest.raises(LogError, match="as of 2024-02-01"):
        Story().open(as_of="2024-02-01", on="2024-01-31")
    story = Story()
    story.open(as_of="2024-02-01", on="2024-02-01")


def test_the_day_has_begun_somewhere():
    """A clock in UTC writes down what is done in Chengdu the next morning."""
    story = Story()
    story.open(on="2024-07-01", at="2024-06-30T23:30:00Z")
    assert story.stands() == "draft"


def test_a_number_is_of_one_decision():
    story = Story().until("decided")
    for case, penalty in (("CF2", "罚CF2"), ("CF3", "罚CF1")):
        story.open(record=case, decision_no=penalty, authority="province", uscc="91990000MA90000122")
        story.tell(Act.CONCLUDE, case=case)
        story.tell(Act.NOTICE, case=case)
        story.tell(Act.APPROVE, OTHER, case=case)
    with pytest.raises(LogError, match="is that of the decision about CF1"):
        story.tell(Act.DECIDE, OTHER, case="CF2", number=" 列〔２０２４〕１号")
    story.tell(Act.DECIDE, OTHER, case="CF3")  # another party of the same penalty
    story.tell(Act.DECIDE, OTHER, case="CF2", number="列〔2024〕2号")
    again = Story().until("approved", authority="province")
    with pytest.raises(LogError, match="needs a number"):
        again.tell(Act.DECIDE, OTHER, number="\u200b\u200b")


def test_refused_it_starts_anew_and_the_maker_stays_its_maker():
    story = Story().until("noticed")
    story.tell(Act.REFUSE, OTHER)
    with pytest.raises(LogError, match="an officer has to conclude first"):
        story.tell(Act.NOTICE, OTHER)
    story.tell(Act.CONCLUDE, OTHER)
    story.tell(Act.NOTICE)
    for maker in (MAKER, OTHER):
        with pytest.raises(LogError, match="another person has to"):
            story.tell(Act.APPROVE, maker)


def test_another_draft_takes_its_place():
    story = Story().until("draft")
    story.tell(Act.CONCLUDE)
    with pytest.raises(AlreadyThereError):
        story.open()
    story.open(level="manual", by=OTHER)
    state = story.ledger.found["CF1"]
    assert (state.version, state.level, dict(state.conclusions), len(state.entries)) == (3, "manual", {}, 3)
    with pytest.raises(LogError, match="another party"):
        story.open(uscc="91990000MA90000122")
    later = Story().until("noticed")
    with pytest.raises(UnderWayError, match="only once it is withdrawn"):
        later.open(level="manual")
    with pytest.raises(AlreadyThereError):
        later.open()
    later.tell(Act.WITHDRAW)
    later.open()  # the same draft again is a new beginning
    assert later.stands() == "draft"
    assert dict(later.ledger.found["CF1"].conclusions) == {}


def test_undo_leads_back():
    story = Story().until("approved")
    story.tell(Act.UNDO, OTHER)
    state = story.ledger.found["CF1"]
    assert (story.stands(), state.version, len(state.entries)) == ("heard", 6, 6)
    story.tell(Act.UNDO)
    assert story.stands() == "noticed"
    story.tell(Act.UNDO)
    assert story.stands() == "draft"
    assert "seriousness" in story.ledger.found["CF1"].conclusions
    story.tell(Act.UNDO)
    assert dict(story.ledger.found["CF1"].conclusions) == {}
    with pytest.raises(LogError, match="nothing before it"):
        story.tell(Act.UNDO)


def test_undo_of_a_withdrawal_a_refusal_and_a_replaced_draft():
    story = Story().until("noticed")
    story.tell(Act.WITHDRAW)
    story.tell(Act.UNDO)
    assert story.stands() == "noticed"
    story.tell(Act.REFUSE, OTHER)
    with pytest.raises(LogError, match="another person has to"):
        story.tell(Act.UNDO)  # the maker does not bring back what another refused
    story.tell(Act.UNDO, OTHER)
    assert story.stands() == "noticed"
    other = Story().until("draft")
    first = other.ledger.found["CF1"].entry_id
    other.open(level="manual")
    other.tell(Act.UNDO)
    assert other.ledger.found["CF1"].entry_id == first


@pytest.mark.parametrize(("state", "by"), [("approved", MAKER), ("consented", MAKER), ("consented", OTHER)])
def test_undo_asks_for_the_persons_of_the_act(state, by):
    story = Story().until(state)
    with pytest.raises(LogError, match="another person has to"):
        story.tell(Act.UNDO, by)


@pytest.mark.parametrize("state", ["decided", "published", "removed"])
def test_what_the_public_saw_is_not_taken_back_alone(state):
    story = Story().until(state)
    with pytest.raises(LogError, match="wrote down that it was"):
        story.tell(Act.UNDO, f"{OTHER} ")
    story.tell(Act.UNDO, SUPERIOR)
    assert story.stands() == STATES[STATES.index(state) - 1]


def test_what_was_meant_for_another_version_is_refused():
    story = Story().until("noticed")
    state = story.ledger.found["CF1"]
    for said in ({"version": state.version}, {"version": state.version + 2}, {"entry_id": "e" * 64}):
        with pytest.raises(LogError, match="was changed meanwhile"):
            story.tell(Act.HEAR, **said)
    with pytest.raises(LogError, match="was changed meanwhile"):
        story.tell(Act.UNDO, version=state.version)
    with pytest.raises(LogError, match=r"the last act is listing_noticed \(entry 3\)"):
        story.tell(Act.UNDO, undoes="listing_opened")


def test_nobody_did_it():
    story = Story().until("noticed")
    for nobody in (None, " \u3000", "\u200b"):
        with pytest.raises(LogError, match="say who did it"):
            story.tell(Act.HEAR, nobody)


def test_an_entry_that_is_not_there():
    with pytest.raises(LogError, match="no entry about CF9"):
        Story().tell(Act.HEAR, case="CF9")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda draft: draft.update(level="manual"), "was changed after it was made"),
        (lambda draft: draft.update(level="none"), "this is no draft of the form"),
        (lambda draft: draft.update(food_risk="A"), "this is no draft of the form"),
        (lambda draft: draft.pop("remedies"), "this is no draft of the form"),
    ],
)
def test_a_draft_that_was_changed_is_not_taken(change, said):
    draft = json.loads(json.dumps(document()))
    change(draft)
    event = Opened(case="CF1", entry_id=draft["entry_id"], version=1, on="2024-01-05", draft=draft)
    with pytest.raises(LogError, match=said) as caught:
        Entries().take(Entry(1, START, AT, MAKER, event.kind, {}), event)
    assert any("一" <= character <= "鿿" for character in caught.value.zh)
    event = Opened(case="CF2", entry_id=document()["entry_id"], version=1, on="2024-01-05", draft=document())
    with pytest.raises(LogError, match="the draft is about CF1, not CF2"):
        Entries().take(Entry(1, START, AT, MAKER, event.kind, {}), event)
