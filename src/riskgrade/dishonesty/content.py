"""`riskgrade.listing/1`: the draft of an entry in the serious violation and dishonesty list.

How to read it. One JSON document is one draft about one penalty of one party; `ListingDraft.model_validate(document)` reads and
holds it against the form, `document_of(draft)` writes it. `entry_id` is the sha256 of the canonical JSON (RFC 8785) of everything
else, so the same registers, pack, texts and day give the same id; the same penalty drafted on another day or with other records
gives another. What stays the same for a penalty is `case` (`register` and `record_id` of the penalty): two drafts of one case
are two versions of one matter.

Everything that is said carries its origin in `from`: a record's field, a fact, a rule, a parameter, a text of listing.yaml, or
an argument of the run. The head (`kind`, `entry_id`, `case`, `as_of`, `level`, `pack`, `texts`, `decision_id`) says what
was run over what and has none. `value` is for programs (null: not known, or none), `text` for people in zh and en.
Wherever a cite is shown its `mark` must be shown too: what is recalled or inferred is no statute.

It is a draft. `level` candidate or manual says how far the rules carry; that the matter is serious (性质恶劣、情节严重、社会危害
较大) is never in it: `factors` gathers the facts for the officer who concludes it. Number, seal and date of the entry are a
person's and are not in it. No field holds a grade or a credit class.

Mandatory and never empty: party name and code, the penalty's required fields, `reason`, `basis`, `measures`,
`removal.conditions`, `removal.procedure`, `remedies`. A draft that lacks one is refused when it is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

import rfc8785
from pydantic import Field

from .content_value import Cite, FromRecord, Origin, Part, Statement, Value, Words

KIND: Literal["riskgrade.listing/1"] = "riskgrade.listing/1"
"""What the document says it is; the number changes with its form."""

LONGEST_CASE = 200
"""Characters of a record's number: a draft of a longer one could not be entered into a case register."""

ID = "entry_id"
Sha256 = Field(pattern="^[0-9a-f]{64}$")
Day = Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


class Case(Part):
    """The penalty that the matter is about; the same in every draft of it."""

    register_: str = Field(alias="register")
    record_id: str = Field(max_length=LONGEST_CASE)


class PackUsed(Part):
    """The pack that decided; `sha256` covers rules, facts, parameters and what it uses."""

    id: str
    version: str
    title: Words
    sha256: str = Sha256


class TextsUsed(Part):
    """The file of texts, and the sha256 of what it says (canonical JSON)."""

    file: str
    sha256: str = Sha256


class Party(Part):
    """Whom it would be about. Of a natural person name and code are masked unless persons were asked for."""

    name: Value
    uscc: Value
    party_type: Value
    legal_representative: Value


class Provenance(Part):
    """谁产生、谁提供、谁负责; null where the register does not say."""

    originated_by: str | None
    provided_by: str | None
    responsible: str | None


class Penalty(Part):
    """The decision of the penalty.

    Args:
        file, row: where the record stands; the row as a person counts it, null where that is not known.
        fields: every field of the register that is known or required, by name, in the order of the register.
    """

    record_id: str
    file: str
    row: int | None
    provenance: Provenance
    fields: dict[str, Value]


class Reason(Part):
    """事由: what was done, as the decision of the penalty has it, and which acts of the list's law it is.

    Args:
        facts: the fields of the penalty that say what was done (violation_type, facts, act …), those that are known.
        statements: which gates the rules found open or could not close, a sentence each.
    """

    facts: tuple[Value, ...] = Field(strict=False, min_length=1)
    statements: tuple[Statement, ...] = Field(strict=False, min_length=1)


class Removal(Part):
    """移出条件和程序."""

    conditions: tuple[Statement, ...] = Field(strict=False, min_length=1)
    procedure: tuple[Statement, ...] = Field(strict=False, min_length=1)


class Factor(Part):
    """One of the nine things that Article 12 weighs, with the facts for it; what they weigh is for a person.

    Args:
        facts: each with its value, and its records in `from`.
        hints: what the rules noticed of it; a hint concludes nothing.
    """

    id: str
    label: Words
    cites: tuple[Cite, ...] = Field(strict=False, min_length=1)
    facts: tuple[Value, ...] = Field(strict=False)
    hints: tuple[Statement, ...] = Field(strict=False)


class Flag(Part):
    """Something that the rules noticed; `certain` is False where it only may be so."""

    flag: str
    certain: bool
    text: Words
    cites: tuple[Cite, ...] = Field(strict=False, min_length=1)
    from_: tuple[Origin, ...] = Field(alias="from", strict=False, min_length=1)


class Consent(Part):
    """Whether the superior authority has to consent; where that is not known it is needed until shown otherwise.

    Args:
        needed: true, false, or null where the level of the authority is not known.
    """

    needed: bool | None
    text: Words
    cites: tuple[Cite, ...] = Field(strict=False, min_length=1)
    from_: tuple[Origin, ...] = Field(alias="from", strict=False, min_length=1)


class Term(Part):
    """How long an entry would last if it were decided together with the penalty, as the law asks.

    Args:
        listed_on: the day assumed: that of the penalty's decision.
        ban_until: the longest restriction that the penalty carries; its value is null where there is none.
        term_end: the day the entry ends by itself.
        early_removal_from: the first day on which removal may be applied for; null where that never comes before the end.
    """

    listed_on: Value
    ban_until: Value
    term_end: Value
    early_removal_from: Value


class Calendar(Part):
    """The days by which things are due if the entry were decided together with the penalty.

    Args:
        decided_on: the day assumed.
        publish_by: within one province; its value is null across provinces (then `push_by`, and the receiver's own days).
        push_by: across provinces; null within one.
    """

    decided_on: Value
    publish_by: Value
    push_by: Value


class Unknown(Part):
    """Something not known that a person should look for, and why it matters."""

    name: str
    label: Words
    why: Words
    from_: tuple[Origin, ...] = Field(alias="from", strict=False, min_length=1)


class Record(Part):
    """A record that something above comes from.

    Args:
        row: as a person counts rows in the file; null where that is not known.
        recorded_on: from when it was known.
        void: why it does not count; null where it stands.
    """

    register_: str = Field(alias="register")
    title: Words
    record_id: str
    file: str
    row: int | None
    event_on: str | None
    recorded_on: str | None
    provenance: Provenance
    void: Words | None


class ListingDraft(Part):
    """The draft of an entry; `notices` is what an officer should see first, such as an entry that stands already."""

    kind: Literal["riskgrade.listing/1"] = KIND
    entry_id: str = Sha256
    case: Case
    as_of: str = Day
    level: Literal["candidate", "manual"]
    pack: PackUsed
    texts: TextsUsed
    decision_id: str = Sha256
    party: Party
    penalty: Penalty
    reason: Reason
    basis: tuple[Cite, ...] = Field(strict=False, min_length=1)
    measures: tuple[Statement, ...] = Field(strict=False, min_length=1)
    removal: Removal
    remedies: tuple[Statement, ...] = Field(strict=False, min_length=1)
    notices: tuple[Statement, ...] = Field(default=(), strict=False)
    factors: tuple[Factor, ...] = Field(strict=False, min_length=9, max_length=9)
    flags: tuple[Flag, ...] = Field(strict=False)
    consent_needed: Consent
    term: Term
    calendar: Calendar
    unknown: tuple[Unknown, ...] = Field(strict=False)
    records: tuple[Record, ...] = Field(strict=False, min_length=1)


def document_of(draft: ListingDraft) -> dict[str, Any]:
    """A draft as plain data for JSON: texts, whole numbers, truths, null, lists and mappings; no float."""
    found: dict[str, Any] = draft.model_dump(mode="json", by_alias=True)
    return found


def with_id(body: Mapping[str, Any]) -> ListingDraft:
    """A draft from everything but its id.

    Raises:
        pydantic.ValidationError: it is not of the form; a mandatory part is empty.
    """
    draft = ListingDraft.model_validate({**body, ID: "0" * 64})
    return draft.model_copy(update={ID: entry_id_of(document_of(draft))})


def entry_id_of(document: Mapping[str, Any]) -> str:
    """The sha256 of the canonical JSON of a document without its id, in hexadecimal.

    Args:
        document: the document; its own `entry_id`, if any, does not count.

    Examples:
        >>> entry_id_of({"b": 1, "a": "罚"}) == entry_id_of({"a": "罚", "b": 1, "entry_id": "0"})
        True
    """
    rest = {name: value for name, value in document.items() if name != ID}
    return hashlib.sha256(rfc8785.dumps(rest)).hexdigest()


def record_origins(draft: ListingDraft) -> list[FromRecord]:
    """Every field of a record that something in a draft comes from, in document order, each once.

    Args:
        draft: the draft.
    """
    found: dict[FromRecord, None] = {}

    def walk(part: object) -> None:
        match part:
            case FromRecord():
                found[part] = None
            case Part():
                for name in type(part).model_fields:
                    walk(getattr(part, name))
            case dict():
                for one in part.values():
                    walk(one)
            case tuple():
                for one in part:
                    walk(one)

    walk(draft)
    return list(found)


__all__ = ["KIND", "ListingDraft", "Words", "document_of", "entry_id_of", "record_origins", "with_id"]
