"""A subject graded again with one fact changed, by the reference; and whether a whole stretch of values gives one level.

That it does is proven from one decision in which the fact lies anywhere between two ends: where every clause that reads it
comes out certain, no rule can tell its values apart, and where the score falls into the same bands at both ends, neither can the bands.
"""

from __future__ import annotations

from copy import copy

from ..facts.fact_value import FactValue
from ..facts.reference import SubjectData, SubjectScope
from ..grading import levels
from ..grading.decision import Decision
from ..grading.effects import effects
from ..grading.outcome import Outcome
from ..grading.reference import Grader
from ..grading.truths import PackOnDay, RuleTruths, as_truth, conclude, conclude_nothing, evaluated
from ..language.evaluate import evaluate
from ..language.tree import And, Call, Name, Not, Or
from ..language.typed import Typed, uses
from ..language.types import Kind, rescale
from ..language.values import Interval, Truth, Value
from ..pack.model import Fact, Grade, Pack, Rule
from ..pack.part_models import Hit
from ..registers.register import REFUSED
from .change_reads import Thing, affected_by


class Probe:
    """Grades one subject again and again with one fact changed.

    Args:
        grader: the grader; its evaluator of truths is not used, the meaning itself is.
        key: the subject.
        grade: whose level is asked for.

    Raises:
        KeyError: the subject is not in its register.
    """

    def __init__(self, grader: Grader, key: str, grade: str) -> None:
        self._grader, self._plain = copy(grader), copy(grader)
        self._plain.truths = evaluated
        self._key, self._grade = key, grade
        self._data = grader.data([key])[key]
        self._doubt = key in grader.in_doubt
        self._said: dict[str, RuleTruths] = {}
        self._grader.truths = self._remembered
        self.decision: Decision = self._grader.decide_on(key, self._data, self._doubt)
        self._grader.truths = self._truths
        self._hangs: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._given: dict[str, FactValue] = {}
        self._name = ""
        self._places: tuple[str, ...] = ()
        # Two rows of such a table that hold are a finding, which nothing certain about the level rules out.
        self._unique = any(
            one.table is not None and one.table.hit is Hit.UNIQUE
            for pack in (grader.pack, *grader.pack.composed)
            for one in pack.grades.values()
        )
        self._crossed = self._proving = self._same = False

    @property
    def outcome(self) -> Outcome:
        """What comes out as things are."""
        return self.decision.outcomes[self._grade]

    def take(self, thing: Thing) -> None:
        """Say which fact is going to be changed; all others stay as they are, apart from what is worked out from it."""
        places = {(place.rpartition("/")[0], place.rpartition("/")[2]) for place in thing.places}
        self._name, self._hangs = thing.fact.name, {}
        hanging: set[str] = set()
        for pack in (self._grader.pack, *self._grader.pack.composed):
            prefix = "" if pack is self._grader.pack else pack.id
            if (prefix, thing.fact.name) in places:
                names, rules = affected_by(pack, thing.fact.name)
                self._hangs[pack.id] = names, rules
                hanging |= {f"{prefix}/{name}" if prefix else name for name in names}
        self._given = {name: one for name, one in self.decision.facts.items() if name not in hanging}
        self._places = thing.places

    def at(self, value: Value) -> Outcome:
        """What comes out with the fact that was taken at a value."""
        self._proving = False
        return self._decided(value)

    def look(self, low: int, high: int) -> tuple[bool, int | None]:
        """Whether all values between two ends give the same level, as far as can be proven, and which."""
        if low == high:
            return True, self.at(Interval(low, high)).level
        self._proving = self._same = True
        self._crossed = False
        # A gap: what asks whether the fact is known, or falls back where it is not, is not told that it is blank.
        outcome = self._decided(Interval(low, high, gap=True))
        self._proving = False
        if outcome.level is not None and not (outcome.provisional or outcome.finding or self._unique or self._crossed):
            return True, outcome.level
        return self._same, self.at(Interval(low, low)).level if self._same else None

    def with_field(self, name: str, physical: bool | str) -> Outcome:
        """What comes out with a field of the subject's own row filled in; what rests on it is worked out again."""
        row = {**self._data.row, name: physical}
        if f"{name}{REFUSED}" in row:
            row[f"{name}{REFUSED}"] = False
        data = SubjectData(row, self._data.records)
        return self._plain.decide_on(self._key, data, self._doubt).outcomes[self._grade]

    def _decided(self, value: Value) -> Outcome:
        given = self._given | dict.fromkeys(self._places, FactValue(value))
        return self._grader.decide_on(self._key, self._data, self._doubt, given).outcomes[self._grade]

    def _remembered(self, on_day: PackOnDay, scope: SubjectScope) -> RuleTruths:
        said = self._said[on_day.pack.id] = evaluated(on_day, scope)
        return said

    def _truths(self, on_day: PackOnDay, scope: SubjectScope) -> RuleTruths:
        """The truths as they were, but of the rules that hang on the fact."""
        pack, before = on_day.pack, self._said[on_day.pack.id].truths
        names, hanging = self._hangs.get(pack.id, (frozenset(), frozenset()))
        found: dict[str, Truth] = {}
        conclude_nothing(pack, scope)
        for rules in on_day.layers:
            for rule in rules:
                if rule.id in hanging and rule.when is not None and rule.in_force(on_day.moment.as_of):
                    found[rule.id] = as_truth(self._evaluate(rule.when, scope, names))
                else:
                    found[rule.id] = before[rule.id]
            conclude(rules, found, scope)
        truths = {rule.id: found[rule.id] for rule in pack.rules}
        if self._proving and names:
            self._look_round(on_day, scope, truths, names)
        return RuleTruths(truths)

    def _evaluate(self, typed: Typed, scope: SubjectScope, names: frozenset[str]) -> Value:
        if not self._proving:
            return evaluate(typed, scope)

        def see(part: Typed, value: Value) -> None:
            if (
                part.type.kind is Kind.BOOL
                and not value.known
                and not _made_of_parts(part)
                and uses(part).names & names
            ):
                self._same = False

        return evaluate(typed, scope, see)

    def _look_round(
        self, on_day: PackOnDay, scope: SubjectScope, truths: dict[str, Truth], names: frozenset[str]
    ) -> None:
        """See whether facts, scope, rows and bands come out alike for every value; rules were asked before."""
        pack = on_day.pack
        for fact in pack.facts:
            if fact.value is not None and fact.register is None and fact.name in names - {self._name}:
                value = self._evaluate(fact.value, scope, names)
                if fact.declared and isinstance(value, Interval) and _crosses(value, fact):
                    self._crossed, self._same = True, False
        if not self._same:
            return
        if pack.where is not None and pack.where_uses & names:
            self._evaluate(pack.where, scope, names)
        for grade in pack.grades.values():
            for when, _ in grade.table.rows if grade.table is not None else ():
                if when is not None:
                    self._evaluate(when, scope, names)
            if grade.score is not None and not self._one_band(pack, grade, scope, truths, names):
                self._same = False

    def _one_band(
        self, pack: Pack, grade: Grade, scope: SubjectScope, truths: dict[str, Truth], names: frozenset[str]
    ) -> bool:
        """Whether the score falls into the same bands with the least and with the most points that the fact can give."""
        giving = effects(pack, grade).points
        if grade.bands is None or grade.score is None or not any(rule.uses & names for rule in giving):
            return True
        least: dict[str, list[tuple[int, int]]] = {}
        most: dict[str, list[tuple[int, int]]] = {}
        for rule in giving:
            low, high = self._points(rule, scope, names)
            ends = ((low, low), (high, high)) if rule.uses & names else ((low, high), (low, high))
            for found, one in zip((least, most), ends, strict=True):
                found.setdefault(rule.group or "", []).append(levels.contribution(truths[rule.id], one))
        bases = [levels.banded(grade.bands, levels.total(grade.score, found)) for found in (least, most)]
        return bases[0] == bases[1]

    def _points(self, rule: Rule, scope: SubjectScope, names: frozenset[str]) -> tuple[int, int]:
        assert rule.points is not None
        value = self._evaluate(rule.points, scope, names)
        assert isinstance(value, Interval)
        digits = 2 - rule.points.type.scale
        return rescale(value.low, digits), rescale(value.high, digits)


def _made_of_parts(part: Typed) -> bool:
    """Whether a truth is only put together from others, which are seen themselves."""
    node = part.node
    return isinstance(node, And | Or | Not | Name) or (isinstance(node, Call) and node.function == "if_else")


def _crosses(value: Interval, fact: Fact) -> bool:
    """Whether a value lies partly outside its domain: what lies outside reads as unknown, so nothing is proven by the rest."""
    low, high = fact.type.ends
    return (value.low < low <= value.high) or (value.low <= high < value.high)
