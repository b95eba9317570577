"""What comes out for one grade of one subject."""

from __future__ import annotations

from dataclasses import dataclass

GAP, HIT = "gap", "hit_policy"
"""Findings of a decision table: no row holds and there is no default; more than one row holds of a unique table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one grade. Levels are indices, 0 the best.

    Args:
        excluded: why there is no level; None if the subject is graded.
        doubtful: whether it is not certain that the subject is to be graded at all.
        score: the least and most the score can be, in hundredths; None without a score.
        base: the best and worst base level.
        possible: the best and worst level, whatever the unknown turns out to be.
        level: the level; None where it is withheld.
        permitted: the levels an officer may lawfully give, best first; empty where withheld.
        finding: what is wrong with the decision table for this subject, or an empty text.

    Examples:
        >>> Outcome(None, False, None, (0, 0), (0, 1), None, ()).provisional
        True
    """

    excluded: str | None
    doubtful: bool
    score: tuple[int, int] | None
    base: tuple[int, int] | None
    possible: tuple[int, int] | None
    level: int | None
    permitted: tuple[int, ...]
    finding: str = ""

    @property
    def provisional(self) -> bool:
        """Whether something unknown could change the level."""
        return self.excluded is None and (
            self.doubtful or self.possible is None or self.possible[0] != self.possible[1]
        )


def no_level(reason: str) -> Outcome:
    """The outcome of a subject that is not graded."""
    return Outcome(reason, False, None, None, None, None, ())
