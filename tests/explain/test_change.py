"""What would change a level: every change found is true and the smallest, and none is missed; tried value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from riskgrade.explain.change import Answer, Change, answers, changes
from riskgrade.explain.change_reads import things_of
from riskgrade.facts.fact_value import FactValue
from riskgrade.grading.reference import Grader
from riskgrade.language.types import Kind
from riskgrade.language.values import Code, Interval, Truth, Value
from riskgrade.pack.model import Pack
from tests.explain.hanging import hanging
from tests.grading.agreement import loaded
from tests.grading.test_agreement import EXAMPLES, relaxed
from tests.strategies.worlds import World, worlds

FEWEST_LEFT = 60
"""Facts with more values than this are tried at the ends, at what was found and beside it."""


class Applied:
    """A subject graded with facts given, by the reference alone."""

    def __init__(self, grader: Grader, key: str) -> None:
        self.grader, self.key, self.data = grader, key, grader.data([key])[key]
        self.doubt = key in grader.in_doubt
        self.base = grader.decide_on(key, self.data, self.doubt)
        self.seen: dict[object, int | None] = {}

    def level(self, grade: str, places: tuple[str, ...], value: Value) -> int | None:
        if (grade, places, value) not in self.seen:
            hanging = {*places, *self._resting(places)}
            kept = {name: one for name, one in self.base.facts.items() if name not in hanging}
            given_ = kept | dict.fromkeys(places, FactValue(value))
            decision = self.grader.decide_on(self.key, self.data, self.doubt, given_)
            for one in self.grader.pack.grades:
                self.seen[one, places, value] = decision.outcomes[one].level
        return self.seen[grade, places, value]

    def _resting(self, places: tuple[str, ...]) -> Iterator[str]:
        """Every fact worked out from others is worked out again."""
        for pack in (self.grader.pack, *self.grader.pack.composed):
            prefix = "" if pack is self.grader.pack else f"{pack.id}/"
            yield from (f"{prefix}{fact.name}" for fact in pack.facts if fact.register is None)


def _keys(pack: Pack, world: World) -> list[str]:
    register = pack.subject or ""
    return sorted({row[pack.registers[register].key] for row in world.rows[register]})[:5]


def _small(pack: Pack, one: Change | Answer) -> bool:
    low, high = one.fact.type.ends
    return one.fact.type.kind is Kind.NUMBER and high - low <= FEWEST_LEFT


@settings(relaxed, max_examples=max(1, EXAMPLES // 8))
@given(st.one_of(worlds(blanks=0, faults=False, fewest=4), worlds(blanks=1, fewest=4)), st.data())
def test_changes_are_true_the_smallest_and_none_is_missed(world: World, data: st.DataObject) -> None:
    pack, registers, moment = loaded(hanging(world, data))
    grader = Grader(pack, registers, moment)
    for key in _keys(pack, world):
        if not grader.data([key]):
            continue
        applied = Applied(grader, key)
        for grade in pack.grades:
            found = changes(grader, key, grade)
            level = applied.base.outcomes[grade].level
            if level is None:
                assert found == ()
                continue
            for one in found:
                _assert_true(applied, one, level)
            _assert_none_missed(applied, grade, level, found)


def _assert_true(applied: Applied, one: Change, level: int) -> None:
    assert one.level_before == level
    assert one.level_after != level
    assert one.before == applied.base.facts[one.places[0]].value
    assert applied.level(one.grade, one.places, one.after) == one.level_after
    assert applied.level(one.grade, one.places, one.until) == one.level_after
    if isinstance(one.after, Interval):
        assert isinstance(one.before, Interval)
        assert isinstance(one.until, Interval)
        way = 1 if one.after.low > one.before.low else -1
        between = range(one.before.low + way, one.after.low, way)
        steps = between if len(between) <= FEWEST_LEFT else [*between[:20], *between[-20:]]
        for value in steps:
            other = applied.level(one.grade, one.places, Interval(value, value))
            assert other is None or other == level or (other < level) != one.better, value
        run = range(one.after.low, one.until.low, way)
        for value in run if len(run) <= FEWEST_LEFT else [*run[:10], *run[-10:]]:
            assert applied.level(one.grade, one.places, Interval(value, value)) == one.level_after


def _assert_none_missed(applied: Applied, grade: str, level: int, found: tuple[Change, ...]) -> None:
    """Over every value of each fact with a small domain, or of few choices."""
    pack = applied.grader.pack
    everything = {one.id: frozenset(fact.name for fact in one.facts) for one in (pack, *pack.composed)}
    for thing in things_of(pack, everything, applied.base.facts):
        fact, places = thing.fact, thing.places
        before = applied.base.facts[places[0]].value
        if not before.known:
            continue
        mine = [one for one in found if places[0] in one.places]
        match before:
            case Interval(low) if fact.type.high - fact.type.low <= FEWEST_LEFT:
                ends = {"up": (low + 1, fact.type.high), "down": (fact.type.low, low - 1)}
                ways = list(ends) if fact.influence == "both" else [str(fact.influence)]
                for way in ways:
                    first, last = ends[way]
                    values = range(first, last + 1) if way == "up" else range(last, first - 1, -1)
                    levels = [(value, applied.level(grade, places, Interval(value, value))) for value in values]
                    for better in (True, False):
                        nearest = next(
                            (value for value, one in levels if one not in (None, level) and (one < level) == better),
                            None,
                        )
                        said = [
                            one.after.low for one in mine if one.better == better and isinstance(one.after, Interval)
                        ]
                        said = [value for value in said if (value > low) == (way == "up")]
                        assert said == ([] if nearest is None else [nearest])
            case Truth(must):
                if fact.influence in ("both", "down" if must else "up"):
                    other = applied.level(grade, places, Truth(not must, not must))
                    assert [one.level_after for one in mine] == ([] if other in (None, level) else [other])
            case Code(text):
                for choice in sorted(fact.type.values or ()):
                    other = applied.level(grade, places, Code(choice))
                    said_ = [one.level_after for one in mine if one.after == Code(choice)]
                    assert said_ == ([] if choice == text or other in (None, level) else [other])


@settings(relaxed, max_examples=max(1, EXAMPLES // 8))
@given(worlds(blanks=3, fewest=4), st.data())
def test_answers_give_the_level_of_every_value(world: World, data: st.DataObject) -> None:
    pack, registers, moment = loaded(hanging(world, data))
    grader = Grader(pack, registers, moment)
    for key in _keys(pack, world):
        if not grader.data([key]):
            continue
        applied = Applied(grader, key)
        for grade in pack.grades:
            found = answers(grader, key, grade)
            assert applied.base.outcomes[grade].provisional or not found
            for one in found:
                if one.places[0] in applied.base.facts:
                    _assert_answered(applied, one)
                else:
                    _assert_filled_in(applied, one)


def _assert_filled_in(applied: Applied, one: Answer) -> None:
    """A field of the subject's own row, written into its register."""
    name = one.fact.name
    assert name in applied.base.missing[one.grade]
    register = applied.grader.pack.subject or ""
    key = applied.grader.pack.registers[register].key
    for value, last, level in one.levels:
        assert value == last
        cell = value.value if isinstance(value, Code) else value == Truth(True, True)
        row = dict(applied.data.row) | {name: cell, f"{name}#x": False}
        assert row[key] == applied.key
        data = replace(applied.data, row=row)
        outcome = applied.grader.decide_on(applied.key, data, applied.doubt).outcomes[one.grade]
        assert outcome.level == level


def _assert_answered(applied: Applied, one: Answer) -> None:
    for first, last, level in one.levels:
        assert applied.level(one.grade, one.places, first) == level
        assert applied.level(one.grade, one.places, last) == level
        if isinstance(first, Interval) and isinstance(last, Interval):
            inside = range(first.low, last.low + 1)
            for value in inside if len(inside) <= FEWEST_LEFT else [*inside[:10], *inside[-10:]]:
                assert applied.level(one.grade, one.places, Interval(value, value)) == level
    if isinstance(one.known, Interval) and one.complete:
        numbers = [(first, last) for first, last, _ in one.levels]
        stretches = [
            (first.low, last.low)
            for first, last in numbers
            if isinstance(first, Interval) and isinstance(last, Interval)
        ]
        assert all(before[1] + 1 == after[0] for before, after in pairwise(stretches))
        assert stretches[0][0] == max(one.known.low, -(10**13))
        assert stretches[-1][1] == min(one.known.high, 10**13)
