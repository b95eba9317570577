"""What the grades of a pack read of a subject: the facts, and the fields that are read directly."""

from __future__ import annotations

from dataclasses import dataclass

from ..pack.expressions import names_in
from ..pack.model import Fact, Pack


@dataclass(frozen=True, slots=True)
class Reads:
    """What decides in a pack.

    Args:
        pack: the pack.
        prefix: what stands before its names in a decision: nothing, or `pack/` for a composed one.
        facts: in the order of the pack; with those that they rest on.
        fields: of the subject, sorted.
    """

    pack: Pack
    prefix: str
    facts: tuple[Fact, ...]
    fields: tuple[str, ...]


def reads(pack: Pack, prefix: str = "", also: frozenset[str] = frozenset()) -> Reads:
    """What the rules, tables, scope and visibility of a pack read, followed through facts that rest on others.

    Args:
        pack: the pack.
        prefix: what stands before its names in a decision.
        also: facts that a decision needs besides.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> found = reads(load_pack("uk-fhrs"))
        >>> [fact.name for fact in found.facts], found.fields[:2]
        (['total', 'highest_score'], ('confidence_in_management', 'hygiene'))
    """
    register = pack.registers[pack.subject or ""]
    facts = {fact.name: fact for fact in pack.facts}
    left = [name for rule in pack.rules for name in rule.uses]
    left += [name for grade in pack.grades.values() if grade.table for name in grade.table.uses]
    left += [*pack.where_uses, *(name for condition, _ in pack.visible for name in names_in(condition.node)), *also]
    left += [register.valid_from] if register.valid_from else []
    left += [register.void.on, register.void.reason] if register.void else []
    seen: set[str] = set()
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in facts and facts[name].register is None:
            left.extend(facts[name].uses)
    return Reads(
        pack,
        prefix,
        tuple(fact for fact in pack.facts if fact.name in seen),
        tuple(sorted(name for name in seen if name in register.fields and name not in facts)),
    )
