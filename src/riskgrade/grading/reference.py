"""The reference evaluator: one subject at a time in plain Python. This is the meaning; the columns must equal it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ..facts.fact_value import FactValue
from ..facts.gaps import gap_of
from ..facts.reference import SubjectData, SubjectScope, facts_of
from ..facts.voids import VOID, alive
from ..language.evaluate import evaluate
from ..language.types import rescale
from ..language.values import Interval, Truth, Value
from ..pack.dating import Moment, in_force
from ..pack.model import Grade, Pack, Rule
from ..registers.register import Registers
from . import compose, levels
from .decision import IN_SCOPE, OUTSIDE_FORCE, Decision
from .effects import effects
from .evidence import evidence_of
from .inspections import visits_of
from .judged import Judged
from .missing import composed_missing, missing_names
from .outcome import Outcome, no_level
from .subject_rows import subject_data, versions_in_doubt
from .truths import CERTAIN, NEVER, PackOnDay, Truths, as_truth, both, either, evaluated, layers_of
from .version_doubt import any_level
from .voices import Voices

Given = Mapping[str, FactValue]
NOTHING: Given = MappingProxyType({})


class Grader:
    """Grades subjects one by one.

    Args:
        pack: the pack.
        registers: the registers; none are needed for `decide_on` with every fact given.
        moment: as of when, and for which period.
        truths: who says which rules are true: the meaning itself, or a session's `truths`.

    Raises:
        DatingError: a parameter has no value on that day.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> registers = load_registers({"inspections": rows}, pack.registers)
        >>> decision, = Grader(pack, registers, Moment.of(date(2014, 12, 31))).decide(["1"])
        >>> pack.grades["grade"].levels[decision.outcomes["grade"].level]
        'A'
    """

    def __init__(self, pack: Pack, registers: Registers, moment: Moment, truths: Truths = evaluated) -> None:
        self.registers, self.moment, self.truths = registers, moment, truths
        self.own = self._on_day(pack)
        self.inner = tuple(self._on_day(one) for one in pack.composed)
        self.pack = pack
        self.voices = {one.id: Voices(one, moment.as_of) for one in (pack, *pack.composed)}
        subjects = registers.registers.get(pack.subject or "")
        self.in_doubt = frozenset[str]() if subjects is None else versions_in_doubt(subjects)

    def _on_day(self, pack: Pack) -> PackOnDay:
        gaps = {
            fact.name: gap_of(fact, pack, self.registers, self.moment)
            for fact in pack.facts
            if fact.register is not None
        }
        return PackOnDay(pack, self.moment, in_force(pack, self.moment), gaps, layers_of(pack.rules))

    def decide(self, subjects: Sequence[str]) -> list[Decision]:
        """The decisions about subjects, in the order asked; one that is not in the register has none.

        Args:
            subjects: keys of the subject register.
        """
        found = self.data(subjects)
        return [self.decide_on(key, found[key], key in self.in_doubt) for key in subjects if key in found]

    def data(self, subjects: Sequence[str]) -> dict[str, SubjectData]:
        """What the registers hold of subjects; one that is not in the register is left out.

        Args:
            subjects: keys of the subject register.
        """
        packs = (self.own.pack, *(one.pack for one in self.inner))
        return subject_data(packs, self.registers, self.moment, subjects)

    def decide_on(self, key: str, data: SubjectData, in_doubt: bool, given: Given = NOTHING) -> Decision:
        """The decision about one subject.

        Args:
            key: its key.
            data: what the registers hold of it.
            in_doubt: whether it cannot be told which version of the subject is valid.
            given: facts that are taken as they are given, named as in `Decision.facts`, in the place of derived ones.
        """
        own = judge(self.own, data, self.truths, True, in_doubt, given)
        inner = {
            one.pack.id: judge(one, data, self.truths, False, given=_of_pack(given, one.pack.id)) for one in self.inner
        }
        truths = {name: both(truth, own.within) for name, truth in own.truths.items()}
        chosen = self._chosen(inner)
        outcomes: dict[str, Outcome] = dict(own.outcomes)
        for name, grade in self.pack.grades.items():
            if grade.packs:
                members = [(inner[one.id].within, inner[one.id].outcomes[grade.source]) for one in grade.packs]
                composed = overlaid(grade, compose.first_in_scope(grade, members), own)
                outcomes[name] = any_level(grade, composed) if in_doubt else composed
        for name, grade in self.pack.grades.items():
            if grade.matrix is not None:
                rows, columns = outcomes[grade.matrix.rows], outcomes[grade.matrix.columns]
                outcomes[name] = compose.crossed(grade, grade.matrix, rows, columns)
        outcomes = {name: outcomes[name] for name in self.pack.grades}
        facts, points = dict(own.facts), dict(own.points)
        missing = {
            name: missing_names(self.pack, grade, outcomes[name], own.truths, own.scope)
            for name, grade in self.pack.grades.items()
        }
        for one in self.inner:
            play = both(chosen[one.pack.id], own.within)
            truths[f"{one.pack.id}/{IN_SCOPE}"] = play
            mine = inner[one.pack.id]
            truths |= {f"{one.pack.id}/{name}": both(truth, play) for name, truth in mine.truths.items()}
            facts |= {f"{one.pack.id}/{name}": value for name, value in mine.facts.items()}
            points |= {f"{one.pack.id}/{name}": ends for name, ends in mine.points.items()}
        if in_doubt and own.scope.register.valid_from:
            field = own.scope.register.valid_from
            missing = {name: tuple(sorted({*found, field})) for name, found in missing.items()}
        missing |= composed_missing(self.pack, outcomes, inner, missing)
        fired = [name for name in own.fired if truths[name].must]
        for one in self.inner:
            mine_ = (f"{one.pack.id}/{name}" for name in inner[one.pack.id].fired)
            fired.extend(name for name in mine_ if truths[name].must)
        flags = self._flags(truths)
        findings = self._findings(facts, outcomes)
        judged = {self.pack.id: own, **inner}
        evidence = evidence_of(self.pack, outcomes, truths, judged, self.voices)
        visits = visits_of(self.pack, outcomes, judged)
        return Decision(
            key, facts, truths, outcomes, flags, findings, missing, points, evidence, visits, tuple(fired)
        )  # fmt: skip

    def _chosen(self, inner: Mapping[str, Judged]) -> dict[str, Truth]:
        """Whether each composed pack grades the subject, for any of the grades."""
        chosen = dict.fromkeys(inner, NEVER)
        for grade in self.pack.grades.values():
            before = NEVER
            for pack in grade.packs:
                within = inner[pack.id].within
                mine = both(within, Truth(not before.may, not before.must))
                chosen[pack.id] = either(chosen[pack.id], mine)
                before = either(before, within)
        return chosen

    def _flags(self, truths: Mapping[str, Truth]) -> tuple[str, ...]:
        held: dict[str, bool] = {}
        for one in (self.own, *self.inner):
            prefix = "" if one is self.own else f"{one.pack.id}/"
            for rule in one.pack.rules:
                if rule.flag:
                    held[rule.flag] = held.get(rule.flag, False) or truths[prefix + rule.id].must
        flags = [flag for flag, holds in held.items() if holds]
        outside = not self.pack.in_force(self.moment.as_of) or any(
            not one.pack.in_force(self.moment.as_of) and truths[f"{one.pack.id}/{IN_SCOPE}"].must for one in self.inner
        )
        return tuple(dict.fromkeys([*flags, *([OUTSIDE_FORCE] if outside else [])]))

    def _findings(self, facts: Mapping[str, FactValue], outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
        outside = [f"domain:{name}" for name, value in facts.items() if value.outside]
        return (*outside, *(f"{one.finding}:{name}" for name, one in outcomes.items() if one.finding))


def _of_pack(given: Given, pack: str) -> Given:
    """The facts given for a composed pack, by their names in it."""
    return {name.removeprefix(f"{pack}/"): one for name, one in given.items() if name.startswith(f"{pack}/")}


def judge(
    on_day: PackOnDay,
    data: SubjectData,
    truths_of: Truths,
    alone: bool,
    in_doubt: bool = False,
    given: Given = NOTHING,
) -> Judged:
    """What a pack says of one subject.

    Args:
        on_day: the pack.
        data: what the registers hold of the subject.
        truths_of: who says which rules are true.
        alone: whether no other pack decides whether the subject is this one's to grade.
        in_doubt: whether it cannot be told which version of the subject is valid.
        given: facts that are taken as they are given.
    """
    pack = on_day.pack
    facts = facts_of(pack, on_day.constants, on_day.gaps, data, given)
    known: dict[str, Value] = {name: one.value for name, one in facts.items()}
    scope = SubjectScope(pack, on_day.constants, data.row, known)
    within = CERTAIN if pack.where is None else as_truth(evaluate(pack.where, scope))
    said = truths_of(on_day, scope)
    truths = said.truths
    excluded, doubtful = _excluded(pack, scope, truths)
    outcomes = {}
    points: dict[str, tuple[int, int]] = {}
    doubtful = doubtful or in_doubt
    uncertain = doubtful or (alone and not within.must)
    for name, grade in pack.grades.items():
        if not grade.composed:
            own_reason = excluded or (compose.OUT_OF_SCOPE if not within.may else None)
            if own_reason is None:
                points |= _points_of(pack, grade, scope, truths)
                settled = _settle(pack, grade, scope, truths, points, uncertain)
                outcomes[name] = any_level(grade, settled) if in_doubt else settled
            else:
                outcomes[name] = no_level(own_reason)
    return Judged(facts, scope, truths, within, excluded, doubtful, outcomes, points, said.fired)


def _excluded(pack: Pack, scope: SubjectScope, truths: Mapping[str, Truth]) -> tuple[str | None, bool]:
    """Why the subject is not graded, and whether it is in doubt that it is; the pack's scope is judged apart."""
    doubtful = False
    for condition, reason in pack.visible:
        holds = as_truth(evaluate(condition, scope))
        if not holds.may:
            return reason, False
        doubtful = doubtful or not holds.must
    kept = alive(scope.register, scope.row, int(scope.constants.scalars["as_of"]))
    if not kept.may:
        return VOID, False
    doubtful = doubtful or not kept.must
    for rule in pack.rules:
        if rule.exclude is not None:
            if truths[rule.id].must:
                return rule.exclude, False
            doubtful = doubtful or truths[rule.id].may
    return None, doubtful


def _points_of(
    pack: Pack, grade: Grade, scope: SubjectScope, truths: Mapping[str, Truth]
) -> dict[str, tuple[int, int]]:
    """What each rule gives to the score of a grade."""
    giving = effects(pack, grade).points if grade.score is not None else ()
    return {rule.id: levels.contribution(truths[rule.id], _points(rule, scope)) for rule in giving}


def _settle(
    pack: Pack,
    grade: Grade,
    scope: SubjectScope,
    truths: Mapping[str, Truth],
    points: Mapping[str, tuple[int, int]],
    doubtful: bool,
) -> Outcome:
    moves = effects(pack, grade)
    score: tuple[int, int] | None = None
    if grade.score is not None:
        given: dict[str, list[tuple[int, int]]] = {}
        for rule in moves.points:
            given.setdefault(rule.group or "", []).append(points[rule.id])
        score = levels.total(grade.score, given)
    finding = ""
    if grade.bands is not None:
        assert score is not None
        base = levels.banded(grade.bands, score)
    else:
        assert grade.table is not None
        rows = [CERTAIN if when is None else as_truth(evaluate(when, scope)) for when, _ in grade.table.rows]
        base, finding = levels.looked_up(grade.table, rows, len(grade.levels))
    return levels.settle(grade, moves, truths, base, score, finding, doubtful)


def _points(rule: Rule, scope: SubjectScope) -> tuple[int, int]:
    assert rule.points is not None
    value = evaluate(rule.points, scope)
    assert isinstance(value, Interval)
    digits = 2 - rule.points.type.scale
    return rescale(value.low, digits), rescale(value.high, digits)


def overlaid(grade: Grade, outcome: Outcome, own: Judged) -> Outcome:
    """A composed grade under its own pack's scope and exclusions."""
    reason = own.excluded or (None if own.within.may else compose.OUT_OF_SCOPE)
    if reason is not None:
        return no_level(reason)
    if outcome.excluded is not None or not (own.doubtful or not own.within.must):
        return outcome
    assert outcome.possible is not None
    level, permitted = levels.given(grade, outcome.possible, (), True)
    return Outcome(None, True, outcome.score, outcome.base, outcome.possible, level, permitted, outcome.finding)
