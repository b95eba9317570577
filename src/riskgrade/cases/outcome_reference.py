"""What the reference evaluator decided, in the form in which it is compared."""

from __future__ import annotations

from ..grading.decision import Decision
from ..grading.outcome import Outcome as GradeOutcome
from ..grading.rule_set import rule_set
from ..pack.model import Pack
from .expectation import LEVEL, Key, Outcome


def speaking_rules(pack: Pack) -> frozenset[str]:
    """The rules that a case names: those with a condition, apart from those that only conclude something."""
    rules = rule_set(pack)
    return frozenset(
        name
        for (_, rule), name in zip(rules.members, rules.ids, strict=True)
        if rule is not None and rule.when is not None and rule.conclude is None
    )


def of_decision(decision: Decision, pack: Pack) -> dict[Key, Outcome]:
    """Everything a case can expect, of one decision."""
    speaking = speaking_rules(pack)
    found: dict[Key, Outcome] = {
        Key("", "rules"): frozenset(name for name, truth in decision.truths.items() if truth.must and name in speaking),
        Key("", "flags"): frozenset(decision.flags),
    }
    for name, outcome in decision.outcomes.items():
        found |= {Key(name, what): value for what, value in _of_grade(outcome, pack.grades[name].levels).items()}
        evidence = decision.evidence[name]
        found[Key(name, "evidence")] = None if evidence is None else str(evidence)
    return found


def _of_grade(outcome: GradeOutcome, levels: tuple[str, ...]) -> dict[str, Outcome]:
    base, possible = outcome.base, outcome.possible
    return {
        LEVEL: None if outcome.level is None else levels[outcome.level],
        "base": levels[base[0]] if base is not None and base[0] == base[1] else None,
        "possible": None if possible is None else (levels[possible[0]], levels[possible[1]]),
        "permitted": tuple(levels[one] for one in outcome.permitted),
        "provisional": outcome.provisional,
        "score": outcome.score,
    }
