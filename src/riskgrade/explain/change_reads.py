"""What a grade reads: the facts, fields and conclusions that its rules, rows, scope and the packs behind it use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..facts.fact_value import FactValue
from ..pack.model import Fact, Grade, Pack

Reads = Mapping[str, frozenset[str]]
"""Pack id -> the names that are read of it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A fact that may be changed, wherever it stands.

    Args:
        fact: the fact.
        places: its names in a decision: the same fact of several composed packs is one thing, and changes in all of them.
    """

    fact: Fact
    places: tuple[str, ...]


def reads_of(pack: Pack, grade: str) -> Reads:
    """What a grade reads, in the pack and in those its level is taken from.

    Args:
        pack: the pack.
        grade: one of its grades.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> sorted(reads_of(load_pack("us-nyc"), "grade")["us-nyc"])
        ['score']
    """
    found: dict[str, set[str]] = {}
    _collect(pack, pack.grades[grade], found)
    return {name: frozenset(names) for name, names in found.items()}


def _collect(pack: Pack, grade: Grade, found: dict[str, set[str]]) -> None:
    start = set(pack.where_uses)
    for rule in pack.rules:
        if rule.exclude is not None or (rule.grade == grade.name and moves(rule)):
            start |= rule.uses
    if grade.table is not None:
        start |= grade.table.uses
    found.setdefault(pack.id, set()).update(_closure(pack, start))
    for inner in grade.packs:
        _collect(inner, inner.grades[grade.source], found)
    if grade.matrix is not None:
        for axis in (grade.matrix.rows, grade.matrix.columns):
            _collect(pack, pack.grades[axis], found)


def moves(rule: object) -> bool:
    """Whether a rule moves a level: by points, steps or a veto."""
    return any(getattr(rule, what) is not None for what in ("points", "step", "floor"))


def _closure(pack: Pack, start: Iterable[str]) -> set[str]:
    """Names with all they rest on; what a fact reads of its records is no name of the subject."""
    derived = {fact.name: fact.uses for fact in pack.facts if fact.register is None}
    seen: set[str] = set()
    left = list(start)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left.extend(derived.get(name, ()))
            left.extend(used for rule in pack.rules if rule.conclude == name for used in rule.uses)
    return seen


def affected_by(pack: Pack, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What hangs on a fact in a pack.

    Args:
        pack: the pack.
        name: the fact.

    Returns:
        The names (itself, facts and conclusions), and the ids of the rules.
    """
    names = {name}
    for fact in pack.facts:
        if fact.register is None and fact.uses & names:
            names.add(fact.name)
    rules: set[str] = set()
    before = -1
    while before < len(rules):
        before = len(rules)
        for rule in pack.rules:
            if rule.uses & names:
                rules.add(rule.id)
                names |= {rule.conclude} if rule.conclude else set()
    return frozenset(names), frozenset(rules)


def things_of(pack: Pack, reads: Reads, values: Mapping[str, FactValue]) -> tuple[Thing, ...]:
    """The facts a grade reads, in document order, the pack's own first.

    Args:
        pack: the pack.
        reads: what the grade reads.
        values: the facts of a decision.
    """
    places = [
        (fact, f"{one.id}/{fact.name}" if one is not pack else fact.name)
        for one in (pack, *pack.composed)
        for fact in one.facts
    ]
    read = {f"{one}/{name}" if one != pack.id else name: True for one, names in reads.items() for name in names}
    found: list[Thing] = []
    taken: set[str] = set()
    for fact, place in places:
        if place in taken or place not in values:
            continue
        alike = tuple(
            other
            for twin, other in places
            if twin.name == fact.name and other in values and twin == fact and values[other] == values[place]
        )
        taken.update(alike)
        if any(one in read for one in alike):
            found.append(Thing(fact, alike))
    return tuple(found)
