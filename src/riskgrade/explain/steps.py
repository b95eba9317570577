"""Which steps move a level and which do not, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..grading.effects import Effects
from ..language.values import Truth
from ..pack.model import Grade, Rule
from ..pack.part_models import Steps
from ..pack.register_model import Label
from .account_content import Step, Veto
from .rule_content import Known

_NOT_KNOWN = Label(en="it is not known whether this holds", zh="该情形是否成立尚不清楚")
_BLOCKED = Label(
    en="not counted: a ground to raise the level, or one that holds it down, applies",
    zh="不计：存在应当调高或直接定级的情形",
)
_MAYBE_BLOCKED = Label(
    en="counts only if no ground to raise the level applies, and that is not known",
    zh="仅在无调高情形时计入，而这尚不清楚",
)
_NOT_LARGEST = Label(
    en="another ground already moves it as far; they do not add up", zh="另一情形已作同等或更大调整，不累加"
)
_COUNTS = Label(en="counts", zh="计入")
_LEFT = Label(en="by default it moves nothing; an officer may let it", zh="默认不调整，可由监管人员决定")


def known(truth: Truth) -> Known:
    """A truth as a word.

    Examples:
        >>> known(Truth(False, True))
        'unknown'
    """
    return "true" if truth.must else "unknown" if truth.may else "false"


def steps_of(grade: Grade, moves: Effects, truths: Mapping[str, Truth], prefix: str) -> tuple[Step, ...]:
    """The rules that move the level, or may.

    Args:
        grade: the grade.
        moves: its rules.
        truths: rule -> truth.
        prefix: what stands before the names of rules.
    """
    up = [rule for rule in moves.raising if truths[rule.id].may]
    down = [rule for rule in moves.lowering if truths[rule.id].may]
    against = [*up, *(rule for rule in moves.floors if truths[rule.id].may)]
    blocked = known(Truth(any(truths[rule.id].must for rule in against), bool(against)))
    adding = grade.steps is Steps.SUM
    found = []
    for rules, barred in ((up, "false"), (down, blocked)):
        taken = None if adding else _largest([rule for rule in rules if truths[rule.id].must])
        for rule in rules:
            counts, why = _counts(rule, truths[rule.id], barred, adding or rule is taken)
            found.append(Step(prefix + rule.id, rule.step or (), known(truths[rule.id]), counts, why))
    return tuple(found)


def _counts(rule: Rule, truth: Truth, barred: str, taken: bool) -> tuple[Known, Label]:
    if barred == "true":
        return "false", _BLOCKED
    if not truth.must:
        return "unknown", _NOT_KNOWN
    if barred == "unknown":
        return "unknown", _MAYBE_BLOCKED
    if not taken:
        return "false", _NOT_LARGEST
    return "true", _COUNTS if (rule.step or (0,))[0] else _LEFT


def _largest(rules: Sequence[Rule]) -> Rule | None:
    return max(rules, key=lambda rule: abs((rule.step or (0,))[0]), default=None)


def vetoes_of(grade: Grade, moves: Effects, truths: Mapping[str, Truth], prefix: str) -> tuple[Veto, ...]:
    """The rules that hold the level down, or may."""
    return tuple(
        Veto(prefix + rule.id, grade.levels[rule.floor or 0], known(truths[rule.id]))
        for rule in moves.floors
        if truths[rule.id].may
    )
