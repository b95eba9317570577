"""The facts of one subject, in plain Python: the meaning that the columns must equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..language.environment import Table
from ..language.evaluate import evaluate
from ..language.types import Kind, Type
from ..language.values import Truth, Value, unknown
from ..pack.dating import InForce
from ..pack.fixed import folded_on
from ..pack.model import Fact, Pack
from ..pack.register_model import RegisterModel
from ..registers.register import REFUSED
from .aggregate import Member, aggregate
from .fact_value import FactValue, Row, cell, physical_value, within_domain
from .gaps import Gap
from .stretches import Placed, month_of, over_stretches
from .voids import alive


@dataclass(frozen=True, slots=True)
class SubjectData:
    """What the registers hold of one subject.

    Args:
        row: its own row, in physical form.
        records: (register, join field) -> the rows tied to it, in any order.
    """

    row: Row
    records: Mapping[tuple[str, str], tuple[Row, ...]]


class SubjectScope:
    """Names as seen from the subject: its fields, facts, conclusions and the pack's constants.

    Args:
        pack: the pack.
        constants: what of it is in force.
        row: the subject's row.
        known: facts and conclusions found so far; the caller adds to it.
    """

    def __init__(self, pack: Pack, constants: InForce, row: Row, known: dict[str, Value]) -> None:
        self.register = pack.registers[pack.subject or ""]
        self.constants, self.row, self.known = constants, row, known

    def value(self, name: str) -> Value:
        """The value of a name."""
        if name in self.known:
            return self.known[name]
        if name in self.constants.scalars:
            return _constant(self.constants.scalars[name])
        return cell(self.register.fields[name], self.row, name)

    def is_field(self, name: str) -> bool:
        """Whether a name is a field of the subject."""
        return name not in self.known and name in self.register.fields

    def subject(self, field: str) -> Value:
        """A field of the subject."""
        return cell(self.register.fields[field], self.row, field)

    def table(self, name: str) -> Table:
        """A table as it is in force."""
        return self.constants.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes as it is in force."""
        return self.constants.lists[name]


class RecordScope(SubjectScope):
    """Names as seen from one record: its fields and the constants; the subject's fields by `subject.`."""

    def __init__(self, pack: Pack, constants: InForce, row: Row, model: RegisterModel, record: Row) -> None:
        super().__init__(pack, constants, row, {})
        self.model, self.record = model, record
        # A refused cell is the only gap a record can have.
        self.gapless = not any(one.get(name) for one in (record, row) for name in one if name.endswith(REFUSED))

    def value(self, name: str) -> Value:
        """The value of a name; it is read once, for many facts ask the same of a record."""
        found = self.known.get(name)
        if found is None:
            if name in self.constants.scalars:
                found = _constant(self.constants.scalars[name])
            else:
                found = cell(self.model.fields[name], self.record, name)
            self.known[name] = found
        return found

    def is_field(self, name: str) -> bool:
        """Whether a name is a field of the record."""
        return name in self.model.fields


def _constant(value: int | bool | str) -> Value:
    if isinstance(value, bool):
        return physical_value(Type(Kind.BOOL), value)
    return physical_value(Type(Kind.NUMBER) if isinstance(value, int) else Type(Kind.TEXT), value)


def facts_of(
    pack: Pack,
    constants: InForce,
    gaps: Mapping[str, Gap],
    data: SubjectData,
    given: Mapping[str, FactValue] = MappingProxyType({}),
) -> dict[str, FactValue]:
    """Every fact of one subject.

    Args:
        pack: the pack; its facts are in an order in which they can be computed.
        constants: what of it is in force.
        gaps: the gap of each fact that comes from records.
        data: what the registers hold of the subject.
        given: facts that are taken as they are given, as of a decision that is derived again; others may rest on them.
    """
    known: dict[str, Value] = {}
    scope = SubjectScope(pack, constants, data.row, known)
    found: dict[str, FactValue] = {}
    tied = TiedRecords(pack, constants, data)
    for fact in pack.facts:
        if fact.name in given:
            found[fact.name] = given[fact.name]
            known[fact.name] = given[fact.name].value
            continue
        if fact.register is None:
            assert fact.value is not None
            one = FactValue(evaluate(folded_on(fact.value, constants), scope))
        else:
            one = _from_records(fact, pack, constants, gaps[fact.name], data, scope, tied)
        if fact.declared:
            value, outside = within_domain(one.value, fact.type)
            one = FactValue(value, one.records, outside)
        found[fact.name] = one
        known[fact.name] = one.value
    return found


class TiedRecords:
    """The records tied to one subject, each as a scope and with whether it is not void; made once for all facts."""

    def __init__(self, pack: Pack, constants: InForce, data: SubjectData) -> None:
        self._pack, self._constants, self._data = pack, constants, data
        self._found: dict[tuple[str, str], list[tuple[RecordScope, Truth]]] = {}

    def of(self, register: str, field: str) -> list[tuple[RecordScope, Truth]]:
        """The records of a register that are tied by a field; a subject is not evidence about itself."""
        found = self._found.get((register, field))
        if found is None:
            pack, row, model = self._pack, self._data.row, self._pack.registers[register]
            key, as_of = pack.registers[pack.subject or ""].key, int(self._constants.scalars["as_of"])
            found = self._found[register, field] = [
                (RecordScope(pack, self._constants, row, model, record), alive(model, record, as_of))
                for record in self._data.records.get((register, field), ())
                if register != pack.subject or record[key] != row[key]
            ]
        return found


def _from_records(
    fact: Fact,
    pack: Pack,
    constants: InForce,
    gap: Gap,
    data: SubjectData,
    scope: SubjectScope,
    tied: TiedRecords,
) -> FactValue:
    assert fact.register is not None and fact.condition is not None
    if not gap.supplied:
        return FactValue(unknown(fact.type, True))
    model = pack.registers[fact.register]
    members, placed, keys = [], [], []
    condition = folded_on(fact.condition, constants)
    for inner, kept in tied.of(fact.register, fact.join[0]):
        if not kept.may:
            continue
        record = inner.record
        held = evaluate(condition, inner, gapless=inner.gapless)
        assert isinstance(held, Truth)
        counts = Truth(held.must and kept.must, held.may and kept.may)
        if not counts.may:
            continue
        keys.append(record[model.key])
        if fact.stretches is not None:
            values = tuple(None if one.value is None else evaluate(one.value, inner) for one in fact.stretches.inner)
            placed.append(Placed(month_of(record[fact.stretches.date]), counts.must, values))
        else:
            value = None if fact.value is None else evaluate(fact.value, inner)
            members.append(Member(counts.must, value, _order(model, record)))
    tie = data.row[fact.join[1]]
    open_ = gap.always or not tie or tie in gap.set_aside
    if gap.outside is not None:
        leaves = evaluate(gap.outside, scope)
        assert isinstance(leaves, Truth)
        open_ = open_ or leaves.may
    if fact.stretches is not None:
        each = fact.stretches.each

        def value_of(names: Mapping[str, Value]) -> Value:
            assert each is not None
            return evaluate(each, SubjectScope(pack, constants, data.row, dict(names)))

        return FactValue(over_stretches(fact, placed, open_, value_of), tuple(sorted(keys)))
    return FactValue(aggregate(fact, members, open_), tuple(sorted(keys)))


def _order(model: RegisterModel, record: Row) -> tuple[int, int, str]:
    """What the latest record goes by; a date that is not known may be the newest."""

    def day(field: str | None) -> int:
        if field is None:
            return 0
        value = record[field]
        return model.fields[field].language_type.high if value is None else value

    return day(model.date or model.valid_from), day(model.recorded), record[model.key]
