"""The credit file of one subject, from the registers and the pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from ..facts.known import known_by
from ..grading.subject_rows import version_on
from ..language.types import LAST_DAY, Kind, day_number
from ..pack.model import Pack
from ..registers import Finding, Register, Registers, Severity, rows_of
from ..registers.aside import JOIN, aside_rows
from .content import Dossier, Record, Section
from .read_record import Reader
from .subject_key import subject_key
from .ties import Tie, ties

Row = dict[str, Any]


def read_dossier(
    subject: str, registers: Registers, pack: Pack, as_of: date | None = None, show_persons: bool = False
) -> Dossier:
    """Everything the registers hold of one subject.

    Args:
        subject: its key.
        registers: what was read, the register of subjects among it.
        pack: the pack; it must have a subject.
        as_of: what was known on this day; None for all that the registers hold.
        show_persons: whether names of persons come out; what the pack masks always never does.

    Raises:
        UnknownSubjectError: no row of the subject register has this key.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "7", "inspected_on": "2014-03-03", "score": "13"}]
        >>> file = read_dossier("7", load_registers({"inspections": rows}, pack.registers), pack)
        >>> file.own.records[0].event_on, file.own.records[0].values["score"]
        (datetime.date(2014, 3, 3), 13)
    """
    name = pack.subject or ""
    return _Builder(registers, pack, name, as_of, show_persons).build(subject)


class _Builder:
    def __init__(self, registers: Registers, pack: Pack, name: str, as_of: date | None, show_persons: bool) -> None:
        self.registers, self.pack, self.name = registers, pack, name
        self.as_of, self.show_persons = as_of, show_persons
        self.day = LAST_DAY if as_of is None else day_number(as_of)
        self.files = {one.register: one.name for one in registers.inputs}
        self.own = Tie(name, pack.registers[name].key)
        self.ties = {name: self.own} | {tie.register: tie for tie in ties(pack.registers, name)}

    def build(self, asked: str) -> Dossier:
        firms = self.registers.registers[self.name]
        subject = subject_key(asked, self.name, firms, self._named_by(asked), self.registers.findings)
        own, *others = (self._section(tie, subject) for tie in self.ties.values())
        return Dossier(self.pack, subject, self.as_of, self.show_persons, own, tuple(others))

    def _named_by(self, asked: str) -> Iterable[str]:
        for tie in self.ties.values():
            register = self.registers.registers.get(tie.register)
            if register is not None and tie.through is None and register.model.fields[tie.field].kind is Kind.TEXT:
                rows = rows_of(self.registers, tie.register, [asked.strip()], tie.field)[asked.strip()]
                if any(known_by(register.model, row, self.day) for row in rows):
                    yield tie.register

    def _section(self, tie: Tie, subject: str) -> Section:
        model = self.pack.registers[tie.register]
        register = self.registers.registers.get(tie.register)
        if register is None:
            return Section(tie.register, model, supplied=False, through=tie.through)
        values = self._values(tie, subject)
        if values is None:
            return Section(tie.register, model, True, tie.through, reachable=False, coverage=register.coverage)
        rows = self._rows(tie, values)
        reader = Reader(
            tie.register, model, self.files.get(tie.register, tie.register), self.day, self.show_persons,
            self._findings(tie.register, {str(row[model.key]) for row in rows}),
        )  # fmt: skip
        now = version_on(rows, model, self.day) if tie is self.own and rows else None
        return Section(
            tie.register, model, True, tie.through, True, register.coverage,
            tuple(sorted((reader.record(row, row is now) for row in rows), key=_newest_first)),
            tuple(reader.aside(one) for one in self._aside(register, values)),
            self._unattributed(register),
        )  # fmt: skip

    def _values(self, tie: Tie, subject: str) -> set[str] | None:
        """The values that tie a register's rows to the subject; None where a register between was not supplied."""
        if tie.through is None:
            return {subject}
        between = self.registers.registers.get(tie.through)
        values = self._values(self.ties[tie.through], subject)
        if between is None or values is None:
            return None
        rows = [*self._rows(self.ties[tie.through], values), *(one.values for one in self._aside(between, values))]
        return {str(row[tie.field]) for row in rows if row[tie.field] not in (None, "")}

    def _rows(self, tie: Tie, values: set[str]) -> list[Row]:
        model = self.pack.registers[tie.register]
        found = rows_of(self.registers, tie.register, sorted(values), tie.field)
        return [row for rows in found.values() for row in rows if known_by(model, row, self.day)]

    def _aside(self, register: Register, values: set[str]) -> list[Any]:
        found = aside_rows(register.aside, register.model, values)
        return [one for one in found if known_by(register.model, one.values, self.day)]

    def _unattributed(self, register: Register) -> int:
        if register.aside is None:
            return 0
        rows = register.aside.filter(pl.col(JOIN) == "").iter_rows(named=True)
        return sum(known_by(register.model, row, self.day) for row in rows)

    def _findings(self, register: str, keys: set[str]) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for one in self.registers.findings:
            if (
                one.register == register
                and one.severity is Severity.FINDING
                and one.row is not None
                and one.key in keys
            ):
                found.setdefault(one.key, []).append(one)
        return found


def _newest_first(one: Record) -> tuple[int, int, str]:
    """Newest first; what has no date comes last."""
    when = one.event_on or one.valid_from or one.recorded_on
    recorded = one.recorded_on
    return (-when.toordinal() if when else 0, -recorded.toordinal() if recorded else 0, one.key)
