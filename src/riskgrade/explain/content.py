"""What an explanation holds: plain data with the words for it in both languages. Numbers are exact texts, never floats.

The classes, with those of `rule_content` and `account_content`, are the form `riskgrade.trace/1` itself;
`report.trace_document` only writes them down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..pack.register_model import Label
from .account_content import Account, Cross, Ladder
from .change_content import ProspectsShown
from .rule_content import Cite, RuleShown, Shown

KIND: Literal["riskgrade.trace/1"] = "riskgrade.trace/1"
"""What the document says it is; the number changes with its form."""


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
class CalibratedGrade:
    """What a calibration made of one grade.

    Args:
        before: the declared level; null where there is none.
        moved: the level by the moved values alone; null where it was not asked for, the declared one not being certain.
        floor: the level that no calibration betters.
        after: the level that is given.
    """

    before: str | None
    moved: str | None
    floor: str
    after: str | None


@dataclass(frozen=True, slots=True)
class CalibrationShown:
    """The calibration that was used; the rest of the explanation is of the declared decision.

    Args:
        calibrated_id: of the record `riskgrade.calibrated/1` of the calibrated levels.
        sha256: of the calibration.
        trial: whether it is only tried, not being in effect: its levels are no decision.
        state: draft, validated or approved.
        grades: those that it may move.
    """

    calibrated_id: str
    sha256: str
    trial: bool
    state: str
    grades: Mapping[str, CalibratedGrade]


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
        calibration: what a calibration made of it; null where none was used.
        prospects: the same as `changes`, as data; none of a grade that the subject is not given.
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
    calibration: CalibrationShown | None = None
    prospects: Mapping[str, ProspectsShown] | None = None
