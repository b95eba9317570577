"""What is possible with something unknown holds whatever the unknown turns out to be."""

from __future__ import annotations

from hypothesis import given, settings

from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.language.values import Code, Interval, Truth, Value
from tests.grading.agreement import loaded
from tests.grading.test_agreement import relaxed
from tests.strategies.worlds import World, hidden_worlds


def _within(full: Value, hidden: Value) -> bool:
    match full, hidden:
        case Interval(), Interval():
            return hidden.low <= full.low and full.high <= hidden.high
        case Truth(), Truth():
            return full.must >= hidden.must and full.may <= hidden.may
        case Code(), Code():
            return not hidden.known or full == hidden
        case _:
            return False


def _assert_contains(hidden: Decision, full: Decision) -> None:
    for name, truth in hidden.truths.items():
        assert _within(full.truths[name], truth), name
    for name, fact in hidden.facts.items():
        assert _within(full.facts[name].value, fact.value), name
    for name, seen in hidden.outcomes.items():
        real = full.outcomes[name]
        if seen.excluded is not None:
            # Which of several reasons comes first may depend on what is hidden; that there is one does not.
            assert real.excluded is not None
        elif real.excluded is not None:
            assert seen.doubtful
        else:
            assert seen.possible is not None
            assert real.possible is not None
            assert seen.possible[0] <= real.possible[0]
            assert real.possible[1] <= seen.possible[1]
            if not seen.provisional:
                assert not real.provisional
                assert seen.level == real.level
                assert set(seen.permitted) <= set(real.permitted)


@settings(relaxed, max_examples=max(1, relaxed.max_examples // 2))
@given(hidden_worlds())
def test_possible_contains_every_completion(pair: tuple[World, World]) -> None:
    full_world, hidden_world = pair
    pack, registers, moment = loaded(hidden_world)
    keys = sorted({row["id" if pack.subject == "firms" else "rid"] for row in hidden_world.rows[pack.subject or ""]})
    hidden = Grader(pack, registers, moment).decide(keys)
    full_pack, full_registers, _ = loaded(full_world)
    full = {one.subject: one for one in Grader(full_pack, full_registers, moment).decide(keys)}
    for decision in hidden:
        real = full[decision.subject]
        if not real.findings:  # outside its domain or against its hit policy the world itself gives no level
            _assert_contains(decision, real)
