"""The rules of a pack and of the packs it is composed of, with the bit each has in the masks."""

from __future__ import annotations

from dataclasses import dataclass

from ..pack.model import Pack, Rule
from .decision import IN_SCOPE

BITS = 52
"""Rules a mask holds: a whole number that every engine and JSON reader keeps exact."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What the masks hold, in order.

    Args:
        members: (pack, rule or None) for each bit; None is whether the composed pack grades the subject.
        ids: the id of each bit.
    """

    members: tuple[tuple[Pack, Rule | None], ...]
    ids: tuple[str, ...]

    @property
    def masks(self) -> int:
        """How many masks there are."""
        return max(1, -(-len(self.ids) // BITS))


def rule_set(pack: Pack) -> RuleSet:
    """The rules of a pack, then of each pack it is composed of.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> rule_set(load_pack("us-nyc")).ids[0]
        'score.missing'
    """
    members: list[tuple[Pack, Rule | None]] = [(pack, rule) for rule in pack.rules]
    ids = [rule.id for rule in pack.rules]
    for inner in pack.composed:
        members.append((inner, None))
        ids.append(f"{inner.id}/{IN_SCOPE}")
        members.extend((inner, rule) for rule in inner.rules)
        ids.extend(f"{inner.id}/{rule.id}" for rule in inner.rules)
    return RuleSet(tuple(members), tuple(ids))
