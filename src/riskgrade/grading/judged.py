"""What one pack says of one subject, before packs are composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..facts.fact_value import FactValue
from ..facts.reference import SubjectScope
from ..language.values import Truth
from .outcome import Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """What one pack says of one subject, before packs are composed.

    Args:
        facts: the facts.
        scope: the names, with facts and conclusions.
        truths: the truth of each rule, by its id in the pack.
        within: whether the subject is in the pack's scope.
        excluded: why it is not graded, apart from the scope.
        doubtful: whether that is not certain.
        outcomes: the pack's own grades.
        points: what each rule that gives points gives, in hundredths.
        fired: the true rules in the order in which they fired, where the evaluator has one.
    """

    facts: Mapping[str, FactValue]
    scope: SubjectScope
    truths: Mapping[str, Truth]
    within: Truth
    excluded: str | None
    doubtful: bool
    outcomes: Mapping[str, Outcome]
    points: Mapping[str, tuple[int, int]]
    fired: tuple[str, ...]
