"""What a draft is made of: values with the words for them, and for each where it comes from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of the document: nothing is converted on reading, nothing else may stand in it, nothing changes.

    Examples:
        >>> Words.model_validate({"zh": "罚款", "en": "fine", "fr": "amende"})  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        pydantic_core._pydantic_core.ValidationError: 1 validation error for Words...
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Words(Part):
    """A text in both languages."""

    zh: str
    en: str


class FromRecord(Part):
    """It stands in a field of a record of the registers."""

    register_: str = Field(alias="register")
    record_id: str
    field: str


class FromFact(Part):
    """A fact of the pack was worked out; the records behind it stand beside this."""

    fact: str


class FromRule(Part):
    """A rule of the pack said so."""

    rule: str


class FromParameter(Part):
    """A figure of the law, from parameters.yaml of the pack, in force on the day that it is for."""

    parameter: str


class FromText(Part):
    """A text of listing.yaml of the pack, by its key, such as `measures.licensing`."""

    text: str


class FromRun(Part):
    """What the run was asked for: `as_of`."""

    argument: str


Origin = FromRecord | FromFact | FromRule | FromParameter | FromText | FromRun
"""Where something comes from; told apart by the name of its first key."""


class Cite(Part):
    """A clause that something rests on.

    Args:
        cite: as the pack cites it.
        title: of the source; `number` is its official number.
        clause: the clause in the source; `clause_title` says what it is about.
        evidence: how its content is known; only `text` may be shown as statute.
        mark: what must stand beside it wherever it is shown (凭记忆, recalled …); empty where the text was read.
        why: what it stands here for.
    """

    cite: str
    title: Words
    number: str | None
    clause: str
    clause_title: Words
    evidence: Literal["text", "secondary", "recalled", "inferred", "design"]
    mark: Words
    why: Words


Plain = str | bool | list[str] | None
"""A number and a day are texts (`13.50`, `2023-12-31`), codes are themselves; null is not known or not there."""


class Value(Part):
    """A value.

    Args:
        label: what it is.
        value: itself; null where it is not known or there is none, and masked as `text` is.
        text: in words: codes by their labels, not known as 未知; what names a person is masked unless it was asked for.
        masked: whether it was masked.
        from_: where it comes from (`from` in the document); never empty.
        cites: what it rests on, where the law gives it.
    """

    label: Words
    value: Plain
    text: Words
    masked: bool = False
    from_: tuple[Origin, ...] = Field(alias="from", strict=False, min_length=1)
    cites: tuple[Cite, ...] = Field(default=(), strict=False)


class Statement(Part):
    """A sentence of the entry, with what it rests on and where its words come from (`from`; never empty)."""

    id: str
    text: Words
    cites: tuple[Cite, ...] = Field(strict=False, min_length=1)
    from_: tuple[Origin, ...] = Field(alias="from", strict=False, min_length=1)
