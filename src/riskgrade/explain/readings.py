"""What rules read of a subject: facts with the records behind them, fields, conclusions, values of the pack."""

from __future__ import annotations

from collections.abc import Iterable

from ..dossier.masking import masked, masks
from ..facts.fact_value import FactValue, Row
from ..facts.reference import SubjectData, SubjectScope
from ..grading.decision import Decision
from ..language.evaluate import constant
from ..language.types import Kind, Type
from ..language.values import Code
from ..pack.register_model import Label
from .content import Reading, RecordShown
from .records import RecordReader
from .rule_content import Shown
from .shown import same, shown
from .vocabulary import Vocabulary

_TRUTH = Type(Kind.BOOL)


class Readings:
    """Collects what rules read, each once, with the records behind it.

    Args:
        reader: reads records.
        decision: the decision.
        data: what it was made from.
        replaced: facts that were given, by their names in the decision.
    """

    def __init__(self, reader: RecordReader, decision: Decision, data: SubjectData, replaced: frozenset[str]) -> None:
        self.reader, self.decision, self.data, self.replaced = reader, decision, data, replaced
        self.readings: dict[str, Reading] = {}
        self.records: dict[str, RecordShown] = {}
        self._rows: dict[tuple[str, str], dict[str, Row]] = {}

    def read(self, names: Iterable[str], words: Vocabulary, scope: SubjectScope) -> None:
        """Note names, and what they rest on.

        Args:
            names: as rules of a pack write them.
            words: the words of that pack.
            scope: the subject's names in it.
        """
        for name in names:
            full = words.prefix + name
            if full in self.readings:
                continue
            fact = words.facts.get(name)
            if fact is not None:
                self._fact(name, full, words, scope)
            elif name in words.concluded:
                self.readings[full] = Reading(full, "conclusion", words.label(name), shown(scope.value(name), _TRUTH))
            elif name in words.model.fields:
                self.readings[full] = Reading(full, "field", words.label(name), self._field(name, words, scope))
            elif name in words.pack.parameters and name in words.constants.scalars:
                kind_of = words.pack.parameters[name].type or Type(Kind.NUMBER)
                value = shown(constant(words.constants.scalars[name]), kind_of)
                self.readings[full] = Reading(full, "value", same(name), value)

    def _fact(self, name: str, full: str, words: Vocabulary, scope: SubjectScope) -> None:
        fact, found = words.facts[name], self.decision.facts[full]
        rests_on = words.rests_on(fact)
        given = full in self.replaced
        self.readings[full] = Reading(
            full, "fact", words.label(name), shown(found.value, fact.type, words.codes(name)), fact.register,
            () if given else self._records(name, found, words),
            () if given else tuple(words.prefix + one for one in rests_on),
            found.outside, given, fact.register is None or (fact.register, fact.join[0]) in self.data.records,
        )  # fmt: skip
        if not given:
            self.read(rests_on, words, scope)

    def _records(self, name: str, found: FactValue, words: Vocabulary) -> tuple[str, ...]:
        fact = words.facts[name]
        if fact.register is None or not found.records:
            return ()
        tie = (fact.register, fact.join[0])
        rows = self._rows.get(tie)
        if rows is None:
            key = words.pack.registers[fact.register].key
            rows = self._rows[tie] = {str(row[key]): row for row in self.data.records[tie]}
        keys = []
        for key in found.records:
            place = f"{fact.register}/{key}"
            told = self.reader.told(fact)
            before = self.records.get(place)
            if before is not None:
                had = {item.name for item in before.items}
                told = tuple(one for one in words.pack.registers[fact.register].fields if one in had or one in told)
            if before is None or len(told) > len(before.items):
                self.records[place] = self.reader.record(fact.register, rows[str(key)], told)
            keys.append(place)
        return tuple(keys)

    def _field(self, name: str, words: Vocabulary, scope: SubjectScope) -> Shown:
        field, value = words.model.fields[name], scope.subject(name)
        if isinstance(value, Code) and value.value and name in masks(words.model, scope.row, self.reader.show_persons):
            text = masked(field, value.value)
            return Shown("text", text, text, True, Label(zh=text, en=text))
        return shown(value, field.language_type, field.values or {})
