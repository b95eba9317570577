"""The rules of a pack by what they do to a grade."""

from __future__ import annotations

from dataclasses import dataclass

from ..pack.model import Grade, Pack, Rule


@dataclass(frozen=True, slots=True)
class Effects:
    """What moves a grade.

    Args:
        points: rules that give points.
        raising: rules that make it worse by steps.
        lowering: rules that make it better by steps; they count only where no raising rule and no veto is true.
        floors: rules that say it cannot be better than a level (vetoes).
    """

    points: tuple[Rule, ...]
    raising: tuple[Rule, ...]
    lowering: tuple[Rule, ...]
    floors: tuple[Rule, ...]


def effects(pack: Pack, grade: Grade) -> Effects:
    """The rules of a pack that move one of its grades."""
    mine = [rule for rule in pack.rules if rule.grade == grade.name]
    stepping = [rule for rule in mine if rule.step is not None]
    return Effects(
        tuple(rule for rule in mine if rule.points is not None),
        tuple(rule for rule in stepping if max(rule.step or ()) > 0),
        tuple(rule for rule in stepping if min(rule.step or ()) < 0),
        tuple(rule for rule in mine if rule.floor is not None),
    )
