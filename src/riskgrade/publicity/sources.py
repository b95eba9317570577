"""Records of a register as they read on a day, with those tied to them and the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..dossier.masking import masked, masks
from ..dossier.plain_value import Plain, day, plain_value
from ..dossier.standing import state_of
from ..facts.known import as_known, known_by
from ..grading.subject_rows import version_on
from ..language.types import Kind
from ..pack.register_model import RegisterModel
from ..registers import Register, Registers
from .content import Source

Physical = Mapping[str, Any]
Shown = tuple[Mapping[str, Plain], Mapping[str, Plain]]


class Sources:
    """Reads records of registers.

    Args:
        registers: what was read.
        as_of: the day, as a day number.
        show_persons: whether names of persons come out; what the pack masks always never does.
    """

    def __init__(self, registers: Registers, as_of: int, show_persons: bool) -> None:
        self.registers, self.as_of, self.show_persons = registers, as_of, show_persons
        self.files = {one.register: one.name for one in registers.inputs}
        self._firms = self._by("enterprises", "uscc")
        self._persons = self._by("persons", "decision_no")

    def of(self, name: str) -> Iterator[tuple[Source, Physical]]:
        """The records of a register that were known on the day, by event date and key; and each in physical form.

        Args:
            name: the register; where it was not supplied there are none.
        """
        register = self.registers.registers.get(name)
        if register is None:
            return
        model = register.model
        numbered = zip(_numbers(register), register.held.iter_rows(named=True), strict=True)
        known = [(number, row) for number, row in numbered if known_by(model, row, self.as_of)]

        def order(pair: tuple[int, Physical]) -> tuple[int, str]:
            when = pair[1][model.date] if model.date else None
            return (0 if when is None else int(when), str(pair[1][model.key]))

        for number, row in sorted(known, key=order):
            yield self._source(name, model, number, row), row

    def _source(self, name: str, model: RegisterModel, number: int, raw: Physical) -> Source:
        row = as_known(model, raw, self.as_of)
        state = state_of(model, row, self.as_of)
        values, plain = self._shown(model, row)
        return Source(
            model, str(row[model.key]), self.files.get(name, name), number, values, plain, state.standing,
            day(state.since), state.reason, self.tied(plain),
        )  # fmt: skip

    def _shown(self, model: RegisterModel, row: Physical) -> Shown:
        hidden = masks(model, row, self.show_persons)
        plain = {name: plain_value(field, row[name]) for name, field in model.fields.items()}
        shown = {
            name: plain_value(field, masked(field, row[name]))
            for name, field in model.fields.items()
            if name in hidden and field.kind is Kind.TEXT
        }
        return plain | shown, plain

    def tied(self, plain: Mapping[str, Plain]) -> dict[str, Shown]:
        """The firm of a record, and the person of whom a decision speaks.

        Args:
            plain: the record.
        """
        found: dict[str, Shown] = {}
        firms = self._firms.get(str(plain.get("uscc") or ""), ())
        if firms:
            model = self.registers.registers["enterprises"].model
            found["enterprises"] = self._shown(model, as_known(model, version_on(firms, model, self.as_of), self.as_of))
        persons = [
            row for row in self._persons.get(str(plain.get("decision_no") or ""), ())
            if row["name"] == plain.get("party_name")
        ]  # fmt: skip
        if len(persons) == 1:
            model = self.registers.registers["persons"].model
            found["persons"] = self._shown(model, as_known(model, persons[0], self.as_of))
        return found

    def _by(self, name: str, field: str) -> dict[str, list[Physical]]:
        register = self.registers.registers.get(name)
        found: dict[str, list[Physical]] = {}
        for row in () if register is None else register.held.iter_rows(named=True):
            if register is not None and known_by(register.model, row, self.as_of):
                found.setdefault(str(row[field]), []).append(row)
        return found


def _numbers(register: Register) -> Sequence[int]:
    """The number of each row as a person sees it in the file."""
    first = register.numbers
    if isinstance(first, int):
        return range(first, first + register.held.height)
    numbers: list[int] = first.to_list()
    return numbers
