"""Fields and facts of a penalty as values of a draft: in words, masked where they name a person, with where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..dossier.masking import masked, masks
from ..dossier.plain_value import plain_value
from ..explain.build import Explainer
from ..explain.shown import same, shown, value_words
from ..facts.fact_value import FactValue, Row, cell
from ..facts.known import as_known
from ..grading.decision import Decision
from ..language.types import day_number
from ..pack.model import Fact
from ..pack.register_model import FieldModel, RegisterModel
from .content_value import FromFact, FromParameter, FromRecord, FromRule, Origin, Plain, Value, Words
from .listing_texts import words

NONE, UNKNOWN = Words(zh="无", en="none"), Words(zh="未知", en="not known")


class RecordValues:
    """The fields of one record as values.

    Args:
        register: its register.
        model: what the pack says of it.
        raw: the row, in physical form.
        as_of: what was known of it by this day, as a day number.
        show_persons: whether names of persons come out; what the pack masks always never does.
    """

    def __init__(self, register: str, model: RegisterModel, raw: Row, as_of: int, show_persons: bool) -> None:
        self.register, self.model = register, model
        self.row: Mapping[str, Any] = as_known(model, raw, as_of)
        self.key = str(self.row[model.key])
        self.hidden = masks(model, self.row, show_persons)

    def origin(self, name: str) -> FromRecord:
        """Where a field stands."""
        return FromRecord(register=self.register, record_id=self.key, field=name)

    def known(self, name: str) -> bool:
        """Whether a field is filled."""
        return self.row[name] not in (None, "")

    def plain(self, name: str) -> Any:
        """A field as Python has it; None where it is not known. Not masked: for what is worked out, never for showing."""
        return plain_value(self.model.fields[name], self.row[name])

    def value(self, name: str) -> Value:
        """A field as a value of the draft."""
        field = self.model.fields[name]
        hide = name in self.hidden and self.known(name)
        held = masked(field, str(self.row[name])) if hide else self.row[name]
        text = words(same(held)) if hide else _text(field, self.row, name)
        return value(
            words(field.label, name), as_json(plain_value(field, held)), text, [self.origin(name)], masked=hide
        )


def _text(field: FieldModel, row: Row, name: str) -> Words:
    return words(value_words(cell(field, row, name), field.language_type, field.values or {}))


def value(
    label: Words, plain: Plain, text: Words, origins: Iterable[Origin], masked: bool = False, cites: Iterable[Any] = ()
) -> Value:
    """A value of the draft; `from` is no name in Python, so this gives it."""
    return Value.model_validate(
        {"label": label, "value": plain, "text": text, "masked": masked, "from": tuple(origins), "cites": tuple(cites)}
    )


def as_json(plain: Any) -> Plain:
    """A plain value as the document has it: numbers and days are texts.

    Examples:
        >>> as_json(Decimal("13.50")), as_json(date(2023, 9, 20)), as_json(("fine", "warning")), as_json(3)
        ('13.50', '2023-09-20', ['fine', 'warning'], '3')
    """
    match plain:
        case None | bool() | str():
            return plain
        case tuple():
            return [str(one) for one in plain]
        case date():
            return plain.isoformat()
        case Decimal():
            return f"{plain:f}"
        case _:
            return str(plain)


class FactValues:
    """The facts of one penalty as values, each with the records it was worked out from.

    Args:
        explainer: who knows the words of the pack and reads records.
        decision: the decision about the penalty.
        own: the penalty's own record.
    """

    def __init__(self, explainer: Explainer, decision: Decision, own: RecordValues) -> None:
        self.decision, self.own, self.pack = decision, own, explainer.pack
        self.words, self.reader = explainer.words[explainer.pack.id], explainer.readers[explainer.pack.id]

    def found(self, name: str) -> FactValue:
        """What was found out."""
        return self.decision.facts[name]

    def value(self, name: str) -> Value:
        """A fact as a value of the draft."""
        fact, found = self.words.facts[name], self.decision.facts[name]
        told = shown(found.value, fact.type, self.words.codes(name))
        plain = told.low if told.known else None
        return value(words(self.words.label(name)), plain, words(told.text), self.origins([name]))

    def origins(self, names: Iterable[str]) -> tuple[Origin, ...]:
        """Where facts and fields of the penalty come from: the facts, the fields of records behind them, the figures."""
        found: dict[Origin, None] = {}
        for name in names:
            self._trace(name, found)
        return tuple(found)

    def _trace(self, name: str, found: dict[Origin, None]) -> None:
        fact = self.words.facts.get(name)
        if fact is None:
            if name in self.own.model.fields:
                found[self.own.origin(name)] = None
            elif name in self.pack.parameters:
                found[FromParameter(parameter=name)] = None
            elif name in self.words.concluded:
                self._concluded(name, found)
            return
        origin = FromFact(fact=name)
        if origin in found:
            return
        found[origin] = None
        if fact.register is None:
            for one in sorted(fact.uses):
                self._trace(one, found)
        else:
            self._records(fact, found)

    def _concluded(self, name: str, found: dict[Origin, None]) -> None:
        """A conclusion comes from the rules that came to it, or may have, and from what these read."""
        for rule in self.pack.rules:
            origin = FromRule(rule=rule.id)
            if rule.conclude == name and self.decision.truths[rule.id].may and origin not in found:
                found[origin] = None
                for one in sorted(rule.uses):
                    self._trace(one, found)

    def _records(self, fact: Fact, found: dict[Origin, None]) -> None:
        register = fact.register or ""
        model = self.pack.registers[register]
        fields = self.reader.told(fact) or (model.date or model.key,)
        for key in self.decision.facts[fact.name].records:
            for field in fields:
                found[FromRecord(register=register, record_id=str(key), field=field)] = None


def own_values(explainer: Explainer, raw: Row, show_persons: bool) -> RecordValues:
    """The penalty's own record."""
    pack = explainer.pack
    name = pack.subject or ""
    as_of = day_number(explainer.grader.moment.as_of)
    return RecordValues(name, pack.registers[name], raw, as_of, show_persons)
