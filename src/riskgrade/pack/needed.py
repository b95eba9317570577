"""The facts that something of a pack reads: what a composed pack is to compute, and no more."""

from __future__ import annotations

from dataclasses import replace

from .evidence import reachable
from .model import Pack


def with_needed_facts(pack: Pack) -> Pack:
    """The pack without its ranks, and without the facts that no rule, table or scope of it reads.

    A pack that is graded itself gives all its facts; of a pack that another composes only the outcome is told, and most
    facts that it shares with others would be computed for nobody.

    Examples:
        >>> from .load import load_pack
        >>> pack = load_pack("uk-fhrs")
        >>> len(with_needed_facts(pack).facts) <= len(pack.facts)
        True
    """
    names = set(pack.where_uses)
    for rule in pack.rules:
        names |= rule.uses
    for grade in pack.grades.values():
        names |= grade.table.uses if grade.table else frozenset()
    read, _ = reachable(names, {fact.name: fact for fact in pack.facts}, pack.rules, pack.parameters)
    return replace(pack, facts=tuple(fact for fact in pack.facts if fact.name in read), ranks=())
