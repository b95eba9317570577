"""Watching the reference evaluator on one case, for the coverage."""

from __future__ import annotations

from ..facts.reference import SubjectScope
from ..grading.decision import Decision
from ..grading.reference import Grader
from ..grading.subject_rows import subject_data
from ..grading.truths import PackOnDay, either
from ..language.evaluate import evaluate
from ..language.values import Truth, Value
from .coverage import Seen, clauses, conditional_rules, conditions


def observe(grader: Grader, decision: Decision, seen: Seen) -> None:
    """Note which rules and clauses were true and which were not, and which levels were given.

    Args:
        grader: who decided.
        decision: what was decided.
        seen: where it is noted.
    """
    for name, outcome in decision.outcomes.items():
        if outcome.level is not None:
            seen.note(("level", name, grader.pack.grades[name].levels[outcome.level]))
    for on_day in (grader.own, *grader.inner):
        prefix = "" if on_day is grader.own else f"{on_day.pack.id}/"
        for rule in conditional_rules(on_day.pack):
            seen.note(("rule", prefix + rule.id), decision.truths[prefix + rule.id].must)
        _observe_clauses(on_day, _scope(grader, on_day, decision, prefix), prefix, seen, grader)


def _observe_clauses(on_day: PackOnDay, scope: SubjectScope, prefix: str, seen: Seen, grader: Grader) -> None:
    silent = {rule.id for rule in on_day.pack.rules if not rule.in_force(grader.moment.as_of)}
    for name, typed in conditions(on_day.pack).items():
        if name in silent:
            continue
        for number, clause in enumerate(clauses(typed)):
            truth = evaluate(clause, scope)
            if isinstance(truth, Truth) and truth.known:
                seen.note(("clause", prefix + name, str(number)), truth.must)


def _scope(grader: Grader, on_day: PackOnDay, decision: Decision, prefix: str) -> SubjectScope:
    """The names as the rules saw them: facts, and what the rules concluded."""
    pack = on_day.pack
    data = subject_data((pack,), grader.registers, grader.moment, [decision.subject])[decision.subject]
    known: dict[str, Value] = {fact.name: decision.facts[prefix + fact.name].value for fact in pack.facts}
    for rule in pack.rules:
        if rule.conclude:
            before = known.get(rule.conclude, Truth(False, False))
            assert isinstance(before, Truth)
            known[rule.conclude] = either(before, decision.truths[prefix + rule.id])
    return SubjectScope(pack, on_day.constants, data.row, known)
