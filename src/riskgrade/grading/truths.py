"""The truth of each rule of a pack, layer by layer, and who may say it: `language.evaluate` here, a session elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..facts.gaps import Gap
from ..facts.reference import SubjectScope
from ..language.evaluate import evaluate
from ..language.values import Truth, Value
from ..pack.dating import InForce, Moment
from ..pack.model import Pack, Rule

CERTAIN = Truth(True, True)
NEVER = Truth(False, False)


@dataclass(frozen=True, slots=True)
class PackOnDay:
    """A pack with what of it is in force, the gaps of its facts, and its rules by layer."""

    pack: Pack
    moment: Moment
    constants: InForce
    gaps: Mapping[str, Gap]
    layers: tuple[tuple[Rule, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleTruths:
    """What an evaluator says of a pack's rules for one subject.

    Args:
        truths: rule id -> truth, in document order.
        fired: the rules that are true in the order in which they fired; empty where the evaluator has no such order.
    """

    truths: Mapping[str, Truth]
    fired: tuple[str, ...] = ()


Truths = Callable[[PackOnDay, SubjectScope], RuleTruths]
"""Says which rules are true for one subject; the scope holds its facts, and gains the conclusions."""


def both(one: Truth, other: Truth) -> Truth:
    """Whether two things hold together."""
    return Truth(one.must and other.must, one.may and other.may)


def either(one: Truth, other: Truth) -> Truth:
    """Whether one of two things holds."""
    return Truth(one.must or other.must, one.may or other.may, one.gap or other.gap)


def as_truth(value: Value) -> Truth:
    """A value that is a truth, for the type checker of Python."""
    assert isinstance(value, Truth)
    return value


def layers_of(rules: Iterable[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """Rules by layer, each in document order; a layer uses only what those before it conclude."""
    every = tuple(rules)
    count = 1 + max((rule.layer for rule in every), default=0)
    return tuple(tuple(rule for rule in every if rule.layer == layer) for layer in range(count))


def conclude_nothing(pack: Pack, scope: SubjectScope) -> None:
    """Every conclusion is false until a rule says otherwise."""
    for rule in pack.rules:
        if rule.conclude:
            scope.known.setdefault(rule.conclude, NEVER)


def conclude(rules: Iterable[Rule], truths: Mapping[str, Truth], scope: SubjectScope) -> None:
    """Make what the rules of a layer conclude known to the layers after it.

    Args:
        rules: the rules of the layer.
        truths: the truth of each.
        scope: gains the conclusions.
    """
    for rule in rules:
        if rule.conclude:
            scope.known[rule.conclude] = either(as_truth(scope.known[rule.conclude]), truths[rule.id])


def evaluated(on_day: PackOnDay, scope: SubjectScope) -> RuleTruths:
    """The truths by the meaning itself.

    Args:
        on_day: the pack.
        scope: the subject's names with its facts; gains the conclusions.
    """
    found: dict[str, Truth] = {}
    conclude_nothing(on_day.pack, scope)
    for rules in on_day.layers:
        for rule in rules:
            holds = rule.in_force(on_day.moment.as_of)
            found[rule.id] = (
                NEVER if not holds else CERTAIN if rule.when is None else as_truth(evaluate(rule.when, scope))
            )
        conclude(rules, found, scope)
    return RuleTruths({rule.id: found[rule.id] for rule in on_day.pack.rules})
