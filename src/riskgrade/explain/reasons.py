"""Reasons for a score: how far each rule's points are from the best it can give, the farthest first."""

from __future__ import annotations

from collections.abc import Mapping

from ..grading.record_values import decimal_text
from ..language.types import INFINITY, rescale
from ..pack.model import Grade, Rule
from .account_content import Reason


def reasons_of(
    grade: Grade, giving: tuple[Rule, ...], points: Mapping[str, tuple[int, int]], prefix: str
) -> tuple[Reason, ...]:
    """The reasons, as PMML ranks reason codes (pointsAbove; pointsBelow where more is better), ties by document order.

    Args:
        grade: the grade; one without bands says not which way is better, and has none.
        giving: its rules that give points.
        points: what each gives, in hundredths.
        prefix: what stands before the names of rules.
    """
    if grade.bands is None or grade.score is None:
        return ()
    found = []
    for number, rule in enumerate(giving):
        best = best_of(rule, grade)
        low, high = points[rule.id]
        near, far = (low - best, high - best) if grade.bands.rising else (best - high, best - low)
        if far > 0:
            found.append((-max(near, 0), number, rule, best, far))
    return tuple(
        Reason(place, prefix + rule.id, rule.group or "", _points(best), _points(-near), _points(far))
        for place, (near, _, rule, best, far) in enumerate(sorted(found, key=lambda one: one[:2]), start=1)
    )


def best_of(rule: Rule, grade: Grade) -> int:
    """The best points a rule can give, in hundredths: by the domain of its expression, the limits of its group and the score's.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> pack = load_pack("us-nyc")
        >>> [best_of(rule, pack.grades["grade"]) for rule in pack.rules if rule.points is not None]
        [0]
    """
    assert rule.points is not None and grade.bands is not None and grade.score is not None
    score, digits = grade.score, 2 - rule.points.type.scale
    least, most = score.groups.get(rule.group or "", (None, None))
    low, high = (rescale(end, digits) for end in rule.points.type.ends)
    if grade.bands.rising:
        ends = [low, least, None if score.low is None else score.low - score.initial]
        best = max((end for end in ends if end is not None and end > -INFINITY), default=0)
        return min(best, 0) if rule.when is not None else best
    ends = [high, most, None if score.high is None else score.high - score.initial]
    best = min((end for end in ends if end is not None and end < INFINITY), default=0)
    return max(best, 0) if rule.when is not None else best


def _points(value: int) -> str:
    return decimal_text(value, 2)
