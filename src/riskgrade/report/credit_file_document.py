"""`riskgrade.credit_file/1`: the credit file as one JSON document, and what its parts are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..dossier import AsideRow, Dossier, Record, Section
from ..dossier.plain_value import Plain
from ..dossier.read_record import apart
from ..pack.register_model import Label, RegisterModel
from ..registers import Finding
from .credit_file_words import reason_label
from .summary import pack_data

KIND: Literal["riskgrade.credit_file/1"] = "riskgrade.credit_file/1"
"""What the document says it is; the number changes with its form."""

Value = str | int | bool | list[str] | None
"""A decimal and a day are texts (``5000.00``, ``2023-12-31``), so that nothing is rounded; null is unknown."""


class Part(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Part):
    """A field of a register.

    Args:
        name: its name.
        label: what people call it.
        type: how its values are to be read.
        unit: the unit of a number.
        codes: the labels of the codes that occur.
    """

    name: str
    label: Label
    type: Literal["text", "code", "int", "decimal", "bool", "date", "list"]
    unit: str | None
    codes: dict[str, Label]


class State(Part):
    """How a record stands.

    Args:
        standing: it stands; a reason is noted that does not end it (such as a repair); it is void; or that is in doubt.
        since: since when; null where there is no such day, or it is not known.
        reason: the code of why; empty where there is none, or it is not known.
        label: what people call the reason.
    """

    standing: Literal["stands", "noted", "void", "may_be_void"]
    since: str | None
    reason: str
    label: Label


class Provenance(Part):
    """Where a record comes from: who produced it, who handed it over, who answers for it; null where not said."""

    originated_by: str | None
    provided_by: str | None
    responsible: str | None


class Message(Part):
    """What is wrong with a cell or row: the kind, the field, and a sentence with file and row in both languages."""

    code: str
    severity: str
    field: str | None
    en: str
    zh: str


class RecordPart(Part):
    """One record as it read on the day.

    Args:
        key: its key.
        event_on: when it happened; null where the register has no such date, or it is not known.
        recorded_on: from when it is known; null where that is not recorded.
        in_force: of a version of the subject, whether it is the one in force; null elsewhere.
        state: how it stands.
        provenance: where it comes from.
        values: every other field; null is unknown, or was not known on that day.
        refused: fields whose cell held something that could not be taken; their value is unknown, not blank.
        findings: what is wrong with those cells.
    """

    key: str
    event_on: str | None
    recorded_on: str | None
    in_force: bool | None
    state: State
    provenance: Provenance
    values: dict[str, Value]
    refused: list[str]
    findings: list[Message]


class AsidePart(Part):
    """A row of the subject that could not be taken: where it stands, what could be read of it, and why."""

    file: str
    row: int
    values: dict[str, Value]
    findings: list[Message]


class Days(Part):
    """The first and last day for which a register was declared complete; null is an open end."""

    from_: str | None = Field(serialization_alias="from")
    to: str | None


class RegisterPart(Part):
    """What one register holds of the subject.

    Args:
        register: its name.
        title: what people call it.
        supplied: whether it was supplied; if not, nothing is known, which is not the same as no record.
        through: the register it hangs on; null where it holds the subject's key.
        reachable: whether the register it hangs on was supplied; if not, its records cannot be told apart.
        coverage: the days for which it was declared complete; null where nothing was declared.
        columns: the fields of `values`; none where there is nothing to describe.
        records: newest first.
        set_aside: rows of the subject that could not be taken.
        unattributed: rows set aside whose subject could not be read; one of them may be this subject's.
    """

    register_: str = Field(serialization_alias="register")
    title: Label
    supplied: bool
    through: str | None
    reachable: bool
    coverage: Days | None
    columns: list[Column]
    records: list[RecordPart]
    set_aside: list[AsidePart]
    unattributed: int


class PackPart(Part):
    """Which pack said what the registers are."""

    id: str
    version: str
    sha256: str


class CreditFileDocument(Part):
    """Everything the registers hold of one subject, as known on a day.

    Args:
        kind: the form of the document.
        subject: the subject's key.
        as_of: the day; null for all that the registers hold.
        pack: the pack.
        persons_shown: whether names of persons were asked for; what is always masked is masked all the same.
        version_in_doubt: whether it cannot be told which version of the subject is in force.
        needs_attention: whether something could not be read, or it cannot be told whether a record is void.
        own: the subject's own rows, a version each.
        registers: the other registers, in the order of the pack.
    """

    kind: Literal["riskgrade.credit_file/1"]
    subject: str
    as_of: str | None
    pack: PackPart
    persons_shown: bool
    version_in_doubt: bool
    needs_attention: bool
    own: RegisterPart
    registers: list[RegisterPart]


def document_of(dossier: Dossier) -> CreditFileDocument:
    """A credit file as a document; what the registers came in plays no part, but for where a row set aside stands.

    Args:
        dossier: the credit file.
    """
    return CreditFileDocument(
        kind=KIND,
        subject=dossier.subject,
        as_of=_text(dossier.as_of),
        pack=PackPart(**pack_data(dossier.pack)),
        persons_shown=dossier.persons_shown,
        version_in_doubt=dossier.version_in_doubt,
        needs_attention=dossier.needs_attention,
        own=_register(dossier.own, own=True),
        registers=[_register(one, own=False) for one in dossier.sections],
    )


def _register(section: Section, own: bool) -> RegisterPart:
    first, last = section.coverage or (None, None)
    return RegisterPart(
        register_=section.register,
        title=section.model.title,
        supplied=section.supplied,
        through=section.through,
        reachable=section.reachable,
        coverage=None if section.coverage is None else Days(from_=_text(first), to=_text(last)),
        columns=_columns(section),
        records=[_record(one, section.model, own) for one in section.records],
        set_aside=[_aside(one) for one in section.aside],
        unattributed=section.unattributed,
    )


def _columns(section: Section) -> list[Column]:
    if not (section.records or section.aside):
        return []
    left_out = frozenset() if section.aside else apart(section.model)
    return [
        Column(
            name=name, label=field.label, type=field.type.value, unit=field.unit,
            codes=_codes(section, name),
        )
        for name, field in section.model.fields.items()
        if name not in left_out
    ]  # fmt: skip


def _codes(section: Section, name: str) -> dict[str, Label]:
    labels = section.model.fields[name].values or {}
    held = [one.values.get(name) for one in section.records] + [one.values.get(name) for one in section.aside]
    found = {code for value in held for code in (value if isinstance(value, tuple) else (str(value),))}
    return {code: label for code, label in labels.items() if code in found}


def _record(one: Record, model: RegisterModel, own: bool) -> RecordPart:
    originated, provided, responsible = (None if value is None else str(value) for value in one.provenance)
    return RecordPart(
        key=one.key,
        event_on=_text(one.event_on),
        recorded_on=_text(one.recorded_on),
        in_force=one.in_force if own else None,
        state=State(
            standing=one.standing.value, since=_text(one.since), reason=one.reason,
            label=reason_label(model, one.reason),
        ),
        provenance=Provenance(originated_by=originated, provided_by=provided, responsible=responsible),
        values={name: _value(value) for name, value in one.values.items()},
        refused=list(one.refused),
        findings=[_message(found) for found in one.findings],
    )  # fmt: skip


def _aside(one: AsideRow) -> AsidePart:
    values = {name: _value(value) for name, value in one.values.items()}
    return AsidePart(file=one.file, row=one.row, values=values, findings=[_message(found) for found in one.findings])


def _message(one: Finding) -> Message:
    return Message(code=one.code.value, severity=one.severity.value, field=one.field, en=one.en, zh=one.zh)


def _value(value: Plain) -> Value:
    match value:
        case tuple():
            return list(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return value


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
