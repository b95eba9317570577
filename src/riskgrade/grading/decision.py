"""What is decided about one subject, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..facts.fact_value import FactValue
from ..language.values import Truth
from .outcome import Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision about one subject as the reference evaluator makes it.

    Args:
        subject: its key.
        facts: name -> value; facts of a composed pack are `pack/fact`.
        truths: rule id -> truth; rules of a composed pack are `pack/rule`, and `pack/in_scope` says whether it grades.
        outcomes: grade -> outcome.
        flags: what the true rules flag, in document order.
        findings: what is wrong with the subject's data or the pack's tables: `domain:fact`, `gap:grade`, `hit_policy:grade`.
        missing: grade -> the unknown fields and facts that keep its level from being certain.
        points: rule id -> what a rule that gives points gives, in hundredths: between two ends where it is not certain.
        fired: the true rules in the order in which they fired, where a session judged; no part of what is decided.
    """

    subject: str
    facts: Mapping[str, FactValue]
    truths: Mapping[str, Truth]
    outcomes: Mapping[str, Outcome]
    flags: tuple[str, ...]
    findings: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]]
    points: Mapping[str, tuple[int, int]]
    fired: tuple[str, ...] = field(default=(), compare=False)


OUTSIDE_FORCE = "outside_force"
"""The flag of a grade asked for on a day outside the pack's dates."""

IN_SCOPE = "in_scope"
"""The name of the truth that a composed pack grades the subject."""
