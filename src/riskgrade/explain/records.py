"""The records behind facts, with where they come from; those that do not count, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from ..dossier.masking import masked, masks
from ..dossier.standing import Standing, state_of
from ..facts.fact_value import Row, cell
from ..facts.known import as_known, known_by
from ..language.typed import uses
from ..language.types import EPOCH
from ..pack.model import Fact, Pack
from ..pack.register_model import FieldModel, Label, RegisterModel
from ..registers.register import Registers
from .content import Item, RecordShown
from .shown import either, value_words


class RecordReader:
    """Reads records for explanations; masks what names a person.

    Args:
        pack: the pack whose registers they are of.
        registers: what was read.
        as_of: the day, as a day number.
        show_persons: whether names of persons were asked for.
    """

    def __init__(self, pack: Pack, registers: Registers, as_of: int, show_persons: bool) -> None:
        self.pack, self.as_of, self.show_persons = pack, as_of, show_persons
        self._files = {one.register: one.name for one in registers.inputs}
        self._fields: dict[str, tuple[str, ...]] = {}

    def record(self, register: str, raw: Row, fields: Iterable[str]) -> RecordShown:
        """A record as it read on the day.

        Args:
            register: its register.
            raw: the row, in physical form.
            fields: those that are told, apart from its dates.
        """
        model, row = self.pack.registers[register], as_known(self.pack.registers[register], raw, self.as_of)
        hidden = masks(model, row, self.show_persons)
        source = model.provenance
        return RecordShown(
            register,
            either(model.title, register),
            self.text(model, row, model.key, hidden) or "",
            self._files.get(register, register),
            day_text(row[model.date]) if model.date else None,
            day_text(row[model.recorded]) if model.recorded else None,
            self.text(model, row, source.originated_by, hidden),
            self.text(model, row, source.provided_by, hidden),
            self.text(model, row, source.responsible, hidden),
            tuple(
                Item(name, either(model.fields[name].label, name), _words(model.fields[name], row, name, hidden))
                for name in fields
            ),
            self.void(model, row),
        )

    def void(self, model: RegisterModel, row: Row) -> Label | None:
        """Why a record does not count, or may not; None where it stands."""
        if model.void is None:
            return None
        state = state_of(model, row, self.as_of)
        if state.standing not in (Standing.VOID, Standing.MAY_BE_VOID):
            return None
        values = model.fields[model.void.reason].values or {}
        why = either(values.get(state.reason, Label()), state.reason or "?")
        day = day_text(state.since)
        since_en, since_zh = (f" since {day}", f"自 {day} 起") if day else ("", "")
        if state.standing is Standing.VOID:
            return Label(en=f"void{since_en}: {why.en}", zh=f"{since_zh}作废：{why.zh}")
        return Label(en=f"may be void{since_en}: {why.en}", zh=f"{since_zh}可能作废：{why.zh}")

    def text(self, model: RegisterModel, row: Row, name: str | None, hidden: frozenset[str]) -> str | None:
        """The text of a field, masked where it names a person; None where there is none."""
        if name is None or not row[name]:
            return None
        return masked(model.fields[name], str(row[name])) if name in hidden else str(row[name])

    def told(self, fact: Fact) -> tuple[str, ...]:
        """The fields of its records that a fact reads, apart from what every record tells anyway."""
        found = self._fields.get(fact.name)
        if found is None:
            model = self.pack.registers[fact.register or ""]
            names: set[str] = set()
            parts = [fact.condition, fact.value]
            if fact.stretches is not None:
                parts = [fact.condition, *(one.value for one in fact.stretches.inner)]
            for part in parts:
                names |= uses(part).names if part is not None else set()
            beside = {model.key, model.date, model.recorded, model.join_field, fact.join[0]}
            beside |= {model.void.on, model.void.reason} if model.void else set()
            found = self._fields[fact.name] = tuple(name for name in model.fields if name in names - beside)
        return found

    def not_counting(self, records: Mapping[tuple[str, str], Iterable[Row]]) -> tuple[RecordShown, ...]:
        """The records that were known on the day and are void, or may be, register by register.

        Args:
            records: the subject's records, as `SubjectData` holds them.
        """
        found: dict[tuple[str, str], RecordShown] = {}
        for register, field in sorted(records):
            model = self.pack.registers[register]
            if model.void is None:
                continue
            for row in records[register, field]:
                ended = row[model.void.on] is not None or row[model.void.reason]
                if ended and known_by(model, row, self.as_of):
                    one = self.record(register, row, ())
                    if one.void is not None:
                        found[register, one.key] = one
        return tuple(found.values())


def _words(field: FieldModel, row: Row, name: str, hidden: frozenset[str]) -> Label:
    if name in hidden:
        text = masked(field, str(row[name] or ""))
        return Label(zh=text, en=text)
    return value_words(cell(field, row, name), field.language_type, field.values or {})


def day_text(number: Any) -> str | None:
    """A day number as a day."""
    return None if number is None else (EPOCH + timedelta(days=number)).isoformat()
