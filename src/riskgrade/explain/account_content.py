"""What an explanation says of how a level comes about: points, groups, bands, rows, steps, vetoes, reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..pack.register_model import Label
from .rule_content import Cite, Known, Lack


@dataclass(frozen=True, slots=True)
class Ends:
    """Points between two ends, exact decimals; the same where they are certain."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class RulePoints:
    """What one rule gives."""

    rule: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Group:
    """Points that belong together.

    Args:
        least, most: the limits of the group; null where there is none.
        points: rule by rule, in document order.
        sum: before the limits; `counted` is held within them.
    """

    name: str
    least: str | None
    most: str | None
    points: tuple[RulePoints, ...]
    sum: Ends
    counted: Ends


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the score: up to its limit, or from it on where more is better; the last has none."""

    level: str
    limit: str | None
    reached: Known
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision table; the default has no condition."""

    level: str
    condition: Label | None
    holds: Known
    decides: Known
    lacking: tuple[tuple[Lack, ...], ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that moves the level by steps.

    Args:
        steps: levels worse (or better, if negative); the first is the default, others are an officer's to choose.
        counts: whether it moves the level.
        why: why it does, or does not.
    """

    rule: str
    steps: tuple[int, ...]
    holds: Known
    counts: Known
    why: Label


@dataclass(frozen=True, slots=True)
class Veto:
    """A rule that holds the level down."""

    rule: str
    no_better_than: str
    holds: Known


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for the score: how far a rule's points are from the best it can give (PMML: points above the baseline).

    Args:
        rank: from 1, the most points first; of equal ones the first of the document.
        best: the best it could give.
        away: points away from it that are certain.
        at_most: points away from it if what is unknown turns out worst.
    """

    rank: int
    rule: str
    group: str
    best: str
    away: str
    at_most: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The best and the worst level."""

    best: str
    worst: str


@dataclass(frozen=True, slots=True)
class Account:
    """How a level comes about in one pack.

    Args:
        pack, grade: whose.
        certain: whether it is this pack that grades the subject; where several may, what counts is not certain.
        initial: where the score starts; null without points.
        score: held within `least` and `most`.
        more_is_worse: how the bands rise.
        bands, rows: of the two, the one that the base level comes from.
        together: whether steps add up, or the largest counts.
        level: after steps and vetoes.
        choices: rules under which an officer may choose another step.
    """

    pack: str
    pack_title: Label
    grade: str
    certain: bool
    levels: tuple[str, ...]
    initial: str | None
    least: str | None
    most: str | None
    groups: tuple[Group, ...]
    score: Ends | None
    more_is_worse: bool | None
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    base: Ladder | None
    together: Literal["sum", "max"]
    steps: tuple[Step, ...]
    vetoes: tuple[Veto, ...]
    level: Ladder | None
    choices: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Cross:
    """A grade made of two others: the level of each pair of theirs, and where each of the two is or may be."""

    rows: str
    columns: str
    row_levels: tuple[str, ...]
    column_levels: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    row: Ladder | None
    column: Ladder | None
