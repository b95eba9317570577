"""What an explanation says of a rule: what it reads, what it does, what it lacks, which clauses it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..pack.register_model import Label

Known = Literal["true", "false", "unknown"]


@dataclass(frozen=True, slots=True)
class Cite:
    """A clause that something rests on.

    Args:
        cite: as the pack cites it.
        title: of the source; `number` is its official number.
        clause: the clause in the source; `clause_title` says what it is about.
        evidence: how its content is known; only `text` may be shown as statute.
    """

    cite: str
    title: Label
    number: str | None
    clause: str
    clause_title: Label
    evidence: Literal["text", "secondary", "recalled", "inferred", "design"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A value: known where `low` and `high` are the same and not null, as in a decision's record; `text` for people."""

    type: Literal["number", "date", "bool", "text", "list"]
    low: str | bool | list[str] | None
    high: str | bool | list[str] | None
    known: bool
    text: Label


@dataclass(frozen=True, slots=True)
class Lack:
    """A clause of a condition that does not hold, or is not known to.

    Args:
        clause: the clause in words.
        certain: False where it is only not known.
        reads: the names it reads.
        distance: how far away it is, an exact number in `unit`; null where there is no distance.
        text: what it is, what it needs, and how far that is.
    """

    clause: Label
    certain: bool
    reads: tuple[str, ...]
    distance: str | None
    unit: str | None
    text: Label


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does where it holds; whatever it does not do is null."""

    text: Label
    points: tuple[str, str] | None = None
    group: str | None = None
    steps: tuple[int, ...] | None = None
    no_better_than: str | None = None
    grade: str | None = None
    flag: str | None = None
    conclude: str | None = None
    exclude: str | None = None
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule of the pack, or of one it is composed of.

    Args:
        id: of a composed pack `pack/rule`.
        holds: whether it is true of the subject.
        in_force: whether it is in force on the day.
        condition: in words; null where it always holds.
        reads: names in `Explanation.readings`.
        lacking: for one that is not true, what keeps it from it: any one of these would do, and all clauses of it are needed.
    """

    id: str
    pack: str
    title: Label
    holds: Known
    in_force: bool
    condition: Label | None
    effect: Effect
    reads: tuple[str, ...]
    cites: tuple[Cite, ...]
    lacking: tuple[tuple[Lack, ...], ...] = ()
