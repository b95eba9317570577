"""A row of a register as a record of the file: what was known of it, how it stands, whose names must not come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..facts.known import as_known
from ..pack.register_model import RegisterModel
from ..registers import Finding, Severity
from ..registers.aside import Aside
from ..registers.messages import make_finding
from ..registers.read_rows import severities_of
from ..registers.register import REFUSED
from .content import AsideRow, Record
from .masking import masked, masks
from .plain_value import Plain, day, plain_value
from .standing import state_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reader:
    """Reads rows of one register.

    Args:
        name: the register's name.
        model: the register.
        file: what its file is called.
        as_of: the day, as a day number.
        show_persons: whether names of persons were asked for.
        findings: key -> findings of rows with that key.
    """

    name: str
    model: RegisterModel
    file: str
    as_of: int
    show_persons: bool
    findings: Mapping[str, Iterable[Finding]]

    def record(self, raw: Row, in_force: bool) -> Record:
        """An accepted row as a record.

        Args:
            raw: the row, in physical form.
            in_force: whether it is the version in force.
        """
        model, row = self.model, as_known(self.model, raw, self.as_of)
        values = self._values(row)
        state = state_of(model, row, self.as_of)
        refused = tuple(name for name in model.fields if row.get(f"{name}{REFUSED}"))
        source = model.provenance
        key = values[model.key]
        return Record(
            str(key),
            _day(row, model.date),
            _day(row, model.recorded),
            _day(row, model.valid_from),
            in_force,
            state.standing,
            day(state.since),
            state.reason,
            (_of(values, source.originated_by), _of(values, source.provided_by), _of(values, source.responsible)),
            {name: value for name, value in values.items() if name not in apart(model)},
            refused,
            tuple(
                self._finding(one, row) for one in self.findings.get(str(row[model.key]), ()) if one.field in refused
            ),
        )

    def aside(self, found: Aside) -> AsideRow:
        """A row that was set aside, as far as it could be read."""
        row = as_known(self.model, found.values, self.as_of)
        hidden = masks(self.model, row, self.show_persons)
        findings = []
        for one in found.faults:
            severity = severities_of(one.field, self.model).get(one.code, Severity.ERROR)
            value = masked(self.model.fields[one.field], one.value) if one.field in hidden else one.value
            findings.append(
                make_finding(
                    one.code, severity, self.name, self.model, self.file, one.field, row=found.row, value=value
                )
            )
        return AsideRow(self.file, found.row, self._values(row), tuple(findings))

    def _values(self, row: Row) -> dict[str, Plain]:
        hidden = masks(self.model, row, self.show_persons)
        return {
            name: plain_value(field, masked(field, row[name]) if name in hidden else row[name])
            for name, field in self.model.fields.items()
        }

    def _finding(self, one: Finding, row: Row) -> Finding:
        """A finding whose message tells no name that must not come out."""
        field = one.field or self.model.key
        if field not in masks(self.model, row, self.show_persons):
            return one
        value = masked(self.model.fields[field], one.value)
        return make_finding(one.code, one.severity, self.name, self.model, one.file, field, row=one.row, value=value)


def apart(model: RegisterModel) -> frozenset[str]:
    """The fields that a record tells in a place of their own: why it is void, and where it comes from.

    Examples:
        >>> fields = {"a": {"type": "code"}, "who": {"type": "text"}}
        >>> sorted(apart(RegisterModel(key="a", provenance={"responsible": "who"}, fields=fields)))
        ['who']
    """
    void = () if model.void is None else (model.void.on, model.void.reason)
    return frozenset(name for name in (*void, *dict(model.provenance).values()) if name is not None)


def _day(row: Row, field: str | None) -> Any:
    return None if field is None else day(row[field])


def _of(values: Mapping[str, Plain], field: str | None) -> Plain:
    return None if field is None else values[field]
