"""What an explanation holds: plain data with the words for it in both languages. Numbers are exact texts, never floats.

The classes are the form `riskgrade.trace/1` itself: `report.trace_document` only writes them down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..pack.register_model import Label

KIND: Literal["riskgrade.trace/1"] = "riskgrade.trace/1"
"""What the document says it is; the number changes with its form."""

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
class Reading:
    """Something that rules read.

    Args:
        name: its name; of a composed pack `pack/name`.
        kind: a fact, a field of the subject, a conclusion of other rules, or a value of the pack.
        register: where its records are; null where it does not come from records.
        records: the records behind it, as keys of `Explanation.records`.
        rests_on: names of what it is worked out from.
        outside: whether the value found lay outside what it can be, so that it reads as unknown.
        replaced: whether it was given in place of what the registers say.
        supplied: whether its register was supplied.
    """

    name: str
    kind: Literal["fact", "field", "conclusion", "value"]
    label: Label
    value: Shown
    register: str | None = None
    records: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    outside: bool = False
    replaced: bool = False
    supplied: bool = True


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


@dataclass(frozen=True, slots=True)
class Missing:
    """Something unknown that keeps a level from being certain, and why it is unknown."""

    name: str
    label: Label
    why: Label


@dataclass(frozen=True, slots=True)
class GradeShown:
    """What came out for one grade, and how.

    Args:
        level: null where it is withheld or there is none.
        permitted: what an officer may lawfully give, best first.
        weakest: the weakest evidence among what spoke.
        accounts: how it comes about, in each pack that gives it or may.
        cross: for a grade made of two others.
    """

    name: str
    title: Label
    levels: Mapping[str, Label]
    level: str | None
    permitted: tuple[str, ...]
    possible: Ladder | None
    provisional: bool
    excluded: str | None
    excluded_text: Label | None
    missing: tuple[Missing, ...]
    finding: str | None
    weakest: str | None
    accounts: tuple[Account, ...]
    cross: Cross | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One field of a record: its value as JSON has it, and in words. What names a person is masked."""

    name: str
    label: Label
    text: Label


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record behind a fact, or one that does not count.

    Args:
        file: what it was read from.
        event_on, recorded_on: when it happened, and from when it was known.
        originated_by, provided_by, responsible: where it comes from.
        items: what facts read of it.
        void: why it does not count; null where it stands.
    """

    register: str
    title: Label
    key: str
    file: str
    event_on: str | None
    recorded_on: str | None
    originated_by: str | None
    provided_by: str | None
    responsible: str | None
    items: tuple[Item, ...]
    void: Label | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """A fact that was given in place of what the registers say."""

    name: str
    label: Label
    was: Shown
    given: Shown


@dataclass(frozen=True, slots=True)
class Subject:
    """Who was graded."""

    register: str
    key: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one decision.

    Args:
        decision_id: of the decision's record; null for what only might be (`replaced`), which is no decision.
        readings: what rules read, by name.
        records: behind those, by `register/key`.
        not_counting: void records of the same registers.
        fired: the true rules in the order in which they fired, where a session judged.
        decision: the record, `riskgrade.decision/1`; null for what only might be.
        changes: what would change each grade, a sentence each; null where that was not asked for.
    """

    kind: Literal["riskgrade.trace/1"]
    decision_id: str | None
    pack: str
    pack_title: Label
    pack_version: str
    as_of: str
    period: int
    subject: Subject
    replaced: tuple[Replaced, ...]
    grades: tuple[GradeShown, ...]
    flags: tuple[str, ...]
    findings: tuple[str, ...]
    rules: tuple[RuleShown, ...]
    readings: Mapping[str, Reading]
    records: Mapping[str, RecordShown]
    not_counting: tuple[RecordShown, ...]
    fired: tuple[str, ...]
    decision: Mapping[str, Any] | None
    changes: Mapping[str, tuple[Label, ...]] | None = None
