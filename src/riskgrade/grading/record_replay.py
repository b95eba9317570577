"""Deriving a decision again, from what its record holds or from registers, and saying what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..facts.fact_value import FactValue
from ..facts.reference import SubjectData
from ..language.values import unknown
from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers.register import Registers
from .record import ID, DecisionRecord, Recorder
from .record_error import RecordError
from .record_reads import reads
from .record_values import json_value, physical
from .reference import Grader


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a decision comes out otherwise.

    Args:
        place: the way into the record, such as ``grades.food_risk.level``.
        stored: what the record says; None also where it says nothing.
        derived: what comes out now.
    """

    place: str
    stored: Any
    derived: Any


@dataclass(frozen=True, slots=True)
class Replay:
    """A decision that was derived again.

    Args:
        claimed: the id that the record was stored under.
        stored: the record.
        derived: what comes out now.
        differences: where they differ, in the order of the record; none if it is the same decision.
    """

    claimed: str
    stored: DecisionRecord
    derived: DecisionRecord
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the same decision comes out."""
        return not self.differences


def replay(stored: DecisionRecord, claimed: str, pack: Pack, registers: Registers | None = None) -> Replay:
    """Derive a decision again.

    Args:
        stored: its record.
        claimed: the id it was stored under.
        pack: the pack, in the very version that decided.
        registers: derive the facts anew from these; without them the facts of the record are taken as they stand.

    Raises:
        RecordError: the pack is another, a value cannot be read, or the registers have no such subject.
        DatingError: the pack has no parameter for that day.
    """
    same_pack(stored, pack)
    body = stored.body
    moment = Moment.of(_day(body["as_of"]), body["period"])
    recorder = Recorder(Grader(pack, registers or Registers({}), moment))
    derived = _from_record(stored, recorder) if registers is None else _from_registers(stored, recorder)
    found = list(differences(stored.body, derived.body))
    if claimed != stored.decision_id:
        found.append(Difference(ID, claimed, stored.decision_id))
    return Replay(claimed, stored, derived, tuple(found))


def same_pack(stored: DecisionRecord, pack: Pack) -> None:
    """Refuse a pack that says something else than the one that decided.

    Raises:
        RecordError: naming what differs.
    """
    told = stored.body["pack"]
    if told["id"] != pack.id:
        raise RecordError(
            f"the decision was made by pack {told['id']}, not by {pack.id}",
            f"该决定由规则包 {told['id']} 作出，而不是 {pack.id}",
        )
    if told["sha256"] == pack.sha256:
        return
    other = [
        name for name in dict.fromkeys([*told["uses"], *pack.used]) if told["uses"].get(name) != pack.used.get(name)
    ]
    changed = other or [pack.id]
    versions = (
        "" if told["version"] == pack.version else f" (version {told['version']} decided, this is {pack.version})"
    )
    versions_zh = (
        "" if told["version"] == pack.version else f"（作出决定的版本为 {told['version']}，现为 {pack.version}）"
    )
    raise RecordError(
        f"the pack has changed since the decision: {', '.join(changed)}{versions}; it was {told['sha256'][:12]}…, this is "
        f"{pack.sha256[:12]}…. Give the pack as it was with --pack, such as from the repository at that day",
        f"规则包在决定作出之后已改变：{'、'.join(changed)}{versions_zh}；当时为 {told['sha256'][:12]}…，"
        f"现为 {pack.sha256[:12]}…。请用 --pack 给出当时的规则包，例如当日的版本库",
    )


def differences(stored: Any, derived: Any, place: str = "") -> Iterator[Difference]:
    """Where two plain documents differ.

    Args:
        stored: the one.
        derived: the other.
        place: where they stand.

    Examples:
        >>> [one.place for one in differences({"a": {"b": 1, "c": [1]}}, {"a": {"b": 2, "c": [1], "d": None}})]
        ['a.b', 'a.d']
    """
    if isinstance(stored, Mapping) and isinstance(derived, Mapping):
        for key in dict.fromkeys([*stored, *derived]):
            inner = f"{place}.{key}" if place else str(key)
            if key in stored and key in derived:
                yield from differences(stored[key], derived[key], inner)
            else:
                yield Difference(inner, stored.get(key), derived.get(key))
    elif isinstance(stored, list) and isinstance(derived, list) and len(stored) == len(derived):
        for number, (one, other) in enumerate(zip(stored, derived, strict=True)):
            yield from differences(one, other, f"{place}.{number}")
    elif stored != derived or type(stored) is not type(derived):
        yield Difference(place, stored, derived)


def _from_record(stored: DecisionRecord, recorder: Recorder) -> DecisionRecord:
    """By the shared code, from the facts of records and the fields as they stand; facts that rest on others anew."""
    body = stored.body
    register = recorder.pack.registers[recorder.pack.subject or ""]
    row: dict[str, Any] = {}
    for name, held in body["fields"].items():
        if name in register.fields:
            with _reading("fields", name):
                row |= physical(name, held, register.fields[name].language_type)
    given: dict[str, FactValue] = {}
    for one in recorder.reads:
        told = {fact.name for fact in one.pack.facts if one.prefix + fact.name in body["facts"]}
        for name in reads(one.pack, one.prefix, frozenset(told)).fields:
            if name not in row:
                raise RecordError(f"the record lacks the field '{name}'", f"决定记录缺少字段 {name}")
        for fact in one.pack.facts:
            name = one.prefix + fact.name
            if fact.name not in told:
                # Nothing that was decided rests on it.
                given[name] = FactValue(unknown(fact.type, True))
            elif fact.register is not None:
                held = body["facts"][name]
                with _reading("facts", name):
                    given[name] = FactValue(json_value(held, fact.type), tuple(held["records"]), held["outside"])
    key, in_doubt = body["subject"]["key"], body["subject"]["version_in_doubt"]
    decision = recorder.grader.decide_on(key, SubjectData(row, {}), in_doubt, given)
    return recorder.record_from(decision, row, body["inputs"], in_doubt)


@contextmanager
def _reading(part: str, name: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise RecordError(f"{part}.{name} cannot be read: {error}", f"{part}.{name} 无法读取") from None


def _from_registers(stored: DecisionRecord, recorder: Recorder) -> DecisionRecord:
    key = stored.body["subject"]["key"]
    register = recorder.pack.subject or ""
    if register not in recorder.grader.registers.registers:
        raise RecordError(
            f"the register '{register}', which holds the subject, was not supplied", f"缺少主体所在的名册 {register}"
        )
    found = list(recorder.decide([key]))
    if not found:
        raise RecordError(
            f"{register} has no row with the key '{key}', which the decision is about",
            f"名册 {register} 中没有该决定的主体 {key}",
        )
    return found[0][1]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RecordError(f"as_of: '{text}' is no day of the calendar", f"as_of：{text} 不是有效日期") from None
