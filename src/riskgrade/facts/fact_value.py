"""What the reference evaluator finds out about one fact of one subject, with the records behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..language.types import Kind, Type
from ..language.values import Code, Interval, Truth, Value, codes_of, unknown
from ..pack.register_model import FieldModel
from ..registers.register import REFUSED

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of a fact.

    Args:
        value: what is known of it.
        records: the keys of the records that count, or may count, in the order of the register.
        outside: whether the value lay outside the declared domain, so that it reads as unknown.
    """

    value: Value
    records: tuple[str, ...] = ()
    outside: bool = False


def cell(field: FieldModel, row: Row, name: str) -> Value:
    """A cell of a normalised row as a value.

    Args:
        field: the field's model.
        row: the row in physical form.
        name: the field's name.
    """
    physical = row[name]
    # A cell that held something that could not be taken is no blank: the world may hold more than the record.
    gap = bool(row.get(f"{name}{REFUSED}"))
    match field.kind:
        case Kind.TEXT:
            return Code(physical or None, gap)
        case Kind.LIST:
            return replace(codes_of(physical), gap=gap)
        case _:
            value = physical_value(field.language_type, physical)
            return replace(value, gap=True) if gap else value


def physical_value(kind_of: Type, physical: int | bool | str | None) -> Value:
    """A physical scalar as a value; None is unknown.

    Examples:
        >>> physical_value(Type(Kind.NUMBER, low=0, high=9), None)
        Interval(low=0, high=9, gap=False)
    """
    if physical is None:
        return unknown(kind_of)
    match kind_of.kind:
        case Kind.BOOL:
            return Truth(bool(physical), bool(physical))
        case Kind.TEXT:
            return Code(str(physical))
        case _:
            return Interval(int(physical), int(physical))


def within_domain(value: Value, kind_of: Type) -> tuple[Value, bool]:
    """Hold a number against the domain declared for its fact.

    Returns:
        The value, cut to the domain, and False; or unknown and True where it lies wholly outside.

    Examples:
        >>> within_domain(Interval(3, 99), Type(Kind.NUMBER, low=0, high=60))
        (Interval(low=3, high=60, gap=False), False)
        >>> within_domain(Interval(61, 61), Type(Kind.NUMBER, low=0, high=60))
        (Interval(low=0, high=60, gap=False), True)
    """
    if not isinstance(value, Interval):
        return value, False
    if value.low > kind_of.high or value.high < kind_of.low:
        return Interval(kind_of.low, kind_of.high, value.gap), True
    return Interval(max(value.low, kind_of.low), min(value.high, kind_of.high), value.gap), False
