"""The table of states and acts."""

from pathlib import Path

from riskgrade.dishonesty.events import EVENTS
from riskgrade.dishonesty.states import ACT_WORDS, STATE_WORDS, STEPS, Act, State, may_follow

ROOT = Path(__file__).resolve().parents[2]


def rows_of_the_docs():
    text = (ROOT / "docs/design/dishonesty-list.md").read_text("utf-8").partition("## The life of an entry")[2]
    table = text[text.index("| act | from | to |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_docs_have_the_same_table():
    told = {}
    for act, before, after in rows_of_the_docs():
        told[act] = {(one, after) for one in before.split(", ") if one != "(nothing)"}
    held = {str(act): {(str(one), str(after)) for one, after in steps.items()} for act, steps in STEPS.items()}
    assert told == held


def test_every_act_is_an_event_and_has_a_name():
    assert {one.act for one in EVENTS} == set(Act) == set(ACT_WORDS)
    assert len({one.kind for one in EVENTS}) == len(EVENTS)
    assert set(STATE_WORDS) == set(State)


def test_every_state_is_reached_from_a_draft():
    reached, left = {State.DRAFT}, [State.DRAFT]
    while left:
        state = left.pop()
        for act in may_follow(state):
            after = STEPS[act][state]
            if after not in reached:
                reached.add(after)
                left.append(after)
    assert reached == set(State)


def test_only_what_was_decided_is_ever_public():
    """No way to the public leads around approval and decision."""
    for act, steps in STEPS.items():
        for before, after in steps.items():
            if after is State.PUBLISHED:
                assert before in (State.DECIDED, State.REMOVED), act
            if after is State.DECIDED:
                assert before is State.APPROVED, act
            if after is State.APPROVED:
                assert before in (State.NOTICED, State.HEARD, State.APPROVED), act
