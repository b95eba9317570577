"""`riskgrade.decision/1`: the form of a decision's record as JSON, for its schema and for reading one that was stored."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .record import KIND

Sha256 = Field(pattern="^[0-9a-f]{64}$")
Day = Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


class Part(BaseModel):
    """A part of the document; nothing is converted on reading, and nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PackPart(Part):
    """The pack that decided, by its content: `uses` has the hash of each pack it is composed of."""

    id: str
    version: str
    sha256: str = Sha256
    uses: dict[str, str]


class SubjectPart(Part):
    """Who was graded: the register and its key, and whether it could not be told which version of it is valid."""

    register_: str = Field(alias="register")
    key: str
    version_in_doubt: bool


class CoveragePart(Part):
    """The days for which a register was declared complete; null is an open end."""

    from_: str | None = Field(alias="from")
    to: str | None


class RegisterPart(Part):
    """What one register held of the subject.

    Args:
        supplied: whether it was supplied.
        coverage: the days it was declared complete for; null where nothing was declared, which reads as complete.
        records: how many of its records are the subject's and were known.
        set_aside: whether rows that could not be read are the subject's, or may be.
        sha256: of those records; null where the register was not supplied.
    """

    supplied: bool
    coverage: CoveragePart | None
    records: int
    set_aside: bool
    sha256: str | None


class InputsPart(Part):
    """The subject's own accepted records as they were known on the day, by register, and one hash of it all."""

    sha256: str = Sha256
    registers: dict[str, RegisterPart]


End = str | bool | list[str] | None
"""A number and a day are texts (`13.50`, `2023-12-31`); null is an open end, or a text or list that is not known."""


class ValuePart(Part):
    """A value: known where `low` and `high` are the same and not null.

    Args:
        type: how the ends are to be read.
        low, high: the two ends of what is possible; of a yes or no, whether it must hold and whether it may.
        gap: whether the world may hold more than the registers do.
    """

    type: Literal["number", "date", "bool", "text", "list"]
    low: End
    high: End
    gap: bool


class FactPart(ValuePart):
    """A fact: its value, whether that lay outside the domain declared for it, and the keys of the records behind it."""

    outside: bool
    records: list[str]


class RulesPart(Part):
    """Rules by id: those that are true, and those of which it is not known; a rule of a composed pack is `pack/rule`."""

    true: list[str]
    unknown: list[str]


class LevelsPart(Part):
    """The best and the worst level."""

    best: str
    worst: str


class PointsPart(Part):
    """Points between two ends, exact decimals."""

    low: str
    high: str


class RulePoints(PointsPart):
    """What one rule gives, and to which group."""

    rule: str
    group: str


class GroupPoints(PointsPart):
    """What a group gives, held within its limits."""

    group: str


class StepPart(Part):
    """A rule that moves the level by steps; the first is the default, others are at an officer's discretion."""

    rule: str
    steps: list[int]
    certain: bool


class VetoPart(Part):
    """A rule that holds the level down."""

    rule: str
    no_better_than: str
    certain: bool


class AccountPart(Part):
    """What moved a grade in the pack that gives it, or may.

    Args:
        pack, grade: whose.
        initial: where the score starts; null without a score.
        points: rule by rule, in document order.
        groups: their sums within the limits; with `initial` they add up to the score.
        steps: rules that move the level; lowering ones count only where no raising one and no veto is true.
        vetoes: rules that hold it down.
    """

    pack: str
    grade: str
    initial: str | None
    points: list[RulePoints]
    groups: list[GroupPoints]
    steps: list[StepPart]
    vetoes: list[VetoPart]


class EvidencePart(Part):
    """The weakest evidence the grade can rest on, and the weakest among what spoke; null where nothing cited did."""

    can_rest_on: str
    spoke: str | None


class AxesPart(Part):
    """The two grades that a grade is made of, and the level of each pair of theirs, best first."""

    rows: str
    columns: str
    cells: list[list[str]]


class GradePart(Part):
    """What came out for one grade.

    Args:
        levels: best first.
        level: null where it is withheld or there is none.
        permitted: what an officer may lawfully give, best first.
        possible: the best and worst level, whatever the unknown turns out to be.
        provisional: whether something unknown could change it.
        doubtful: whether it is not certain that the subject is to be graded.
        excluded: why there is no level.
        missing: the fields and facts that are not known and keep it from being certain.
        score: null without points.
        base: before steps and vetoes.
        finding: what is wrong with the decision table for this subject.
        graded_by: the account of each pack that gives it, or may.
        matrix: the grades it is made of.
    """

    levels: list[str]
    level: str | None
    permitted: list[str]
    possible: LevelsPart | None
    provisional: bool
    doubtful: bool
    excluded: str | None
    missing: list[str]
    score: PointsPart | None
    base: LevelsPart | None
    finding: str | None
    evidence: EvidencePart
    graded_by: list[AccountPart]
    matrix: AxesPart | None


class DecisionDocument(Part):
    """A decision.

    Args:
        decision_id: the sha256 of the canonical JSON (RFC 8785) of everything else.
        as_of: what was known by this day counts.
        period: the rating year.
        fields: of the subject, those that rules read.
        facts: those that rules read; of a composed pack `pack/fact`.
    """

    kind: Literal["riskgrade.decision/1"] = KIND
    decision_id: str = Sha256
    pack: PackPart
    as_of: str = Day
    period: int
    subject: SubjectPart
    inputs: InputsPart
    fields: dict[str, ValuePart]
    facts: dict[str, FactPart]
    rules: RulesPart
    grades: dict[str, GradePart]
    flags: list[str]
    findings: list[str]
