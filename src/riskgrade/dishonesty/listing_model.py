"""`listing.yaml` of a pack of the list: the sentences of an entry, each in both languages, dated, with its clause."""

from __future__ import annotations

from pydantic import Field, model_validator

from ..pack.register_model import Label, Model, Names
from ..pack.scalars import BadValueError, Day, Whole, Word


class TextModel(Model):
    """A sentence.

    Args:
        id: its name; the same id may stand again for another time.
        zh, en: the sentence; `{name}` stands for a figure of parameters.yaml.
        cite: the clauses it rests on; none is refused.
        from_, to: the days on which it is said.
    """

    id: Word
    zh: str
    en: str
    cite: Names = ()
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _said(self) -> TextModel:
        if not self.zh.strip() or not self.en.strip():
            raise BadValueError("write the sentence in `zh` and in `en`", "请写出 zh 与 en 两种文字")
        return self


class ReasonModel(TextModel):
    """A ground for the level: `zh` and `en` stand before the titles of the rules that conclude `conclude`.

    Args:
        conclude: the conclusion of the pack's rules.
        unsure_zh, unsure_en: what stands there where it is not known whether they do.
        unless: a conclusion that, where it is certain, leaves nothing of this to say.
    """

    conclude: Word
    unsure_zh: str
    unsure_en: str
    unless: Word | None = None


class RequiredModel(Model):
    """What an entry must say of the penalty: one of these fields must be filled.

    Args:
        fields: fields of the subject register.
        cite: why the law wants it.
    """

    fields: Names
    label: Label
    cite: Names = ()


class FactorModel(Model):
    """One of the things that Article 12 weighs.

    Args:
        facts: the facts of the pack that are laid before the officer.
        fields: fields of the penalty that are.
        hint_flags: flags of the pack that are a hint of it.
    """

    id: Word
    label: Label
    cite: Names = ()
    facts: Names = ()
    fields: Names = ()
    hint_flags: Names = ()


class ConsentModel(Model):
    """Whether the superior authority has to consent, by a field of the penalty that says the level of the authority.

    Args:
        field: the field.
        levels: the parameter that lists the levels which need it.
        needed, not_needed, unknown: what is said.
    """

    field: Word
    levels: Word
    needed: Label
    not_needed: Label
    unknown: Label
    cite: Names = ()


class ProvinceModel(Model):
    """How it is told whether authority and party are in one province.

    Args:
        authority: the field of the penalty with the province of the authority.
        field: the field of the party's own register with the code of its region.
        digits: how many digits of that code are the province.
    """

    authority: Word
    field: Word
    digits: Whole = Field(ge=1)
    cite: Names = ()


class PartyModel(Model):
    """Where it stands whom the entry would be about.

    Args:
        name, uscc, party_type, legal_representative: fields of the penalty.
        register_: the party's own register, tied by its key; a name that the penalty does not give is taken from there.
        own_name: the field of that register.
    """

    name: Word
    uscc: Word
    party_type: Word
    legal_representative: Word
    register_: Word = Field(alias="register")
    own_name: Word


class EarlierModel(Model):
    """The register of entries that were made: where an entry of the party stands already.

    Args:
        register_: its name.
        removed_on, ban_until: its fields.
        notice: the sentence of `notices` that is said.
    """

    register_: Word = Field(alias="register")
    removed_on: Word
    ban_until: Word
    notice: Word


class BanModel(Model):
    """A restriction that the law ties to a kind of penalty, where the record does not give its end.

    Args:
        kinds: the parameter that lists these kinds.
        years: the parameter that says how long it lasts, from the decision.
        text: what is said of it.
    """

    kinds: Word
    years: Word
    text: Label
    cite: Names = ()


class NamesModel(Model):
    """What things are called in the registers and rules of the pack.

    Args:
        heavier: the conclusion that the penalty is a heavier one.
        heavier_unsure: conclusions that it may be one.
        altered: reasons of an end that a person has to look at.
        kinds, performed_on, harm_removed_on, ban_until: fields of the penalty.
        restricting_kinds: the parameter that lists the kinds with which a restriction goes.
    """

    heavier: Word
    heavier_unsure: Names = ()
    altered: Names = ()
    kinds: Word
    performed_on: Word
    harm_removed_on: Word
    ban_until: Word
    restricting_kinds: Word


class ListingModel(Model):
    """The whole file."""

    names: NamesModel
    required: tuple[RequiredModel, ...]
    reason_fields: Names
    reasons: tuple[ReasonModel, ...]
    basis: tuple[TextModel, ...]
    measures: tuple[TextModel, ...]
    removal_conditions: tuple[TextModel, ...]
    removal_procedure: tuple[TextModel, ...]
    remedies: tuple[TextModel, ...]
    notices: tuple[TextModel, ...] = ()
    factors: tuple[FactorModel, ...]
    consent: ConsentModel
    party: PartyModel
    province: ProvinceModel
    earlier: EarlierModel
    ban: BanModel


SENTENCES = ("reasons", "basis", "measures", "removal_conditions", "removal_procedure", "remedies", "notices")
"""The sections that hold sentences."""
