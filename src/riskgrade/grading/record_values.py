"""Values in a record of a decision: exact texts for numbers and days, both ends of what is not known, and back again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ..facts.fact_value import Row
from ..language.types import EPOCH, INFINITY, Kind, Type, day_number
from ..language.values import Code, Codes, Interval, Truth, Value
from ..registers.register import REFUSED

Json = Mapping[str, Any]


def decimal_text(value: int, scale: int) -> str:
    """A whole number of smallest units as an exact decimal.

    Examples:
        >>> decimal_text(1350, 2), decimal_text(-5, 2), decimal_text(7, 0)
        ('13.50', '-0.05', '7')
    """
    digits = str(abs(value)).rjust(scale + 1, "0")
    whole = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    return f"-{whole}" if value < 0 else whole


def decimal_value(text: str, scale: int) -> int:
    """The smallest units of an exact decimal.

    Raises:
        ValueError: it is written otherwise than `decimal_text` writes it.

    Examples:
        >>> decimal_value("13.50", 2)
        1350
    """
    form = rf"-?(0|[1-9][0-9]*)\.[0-9]{{{scale}}}" if scale else r"-?(0|[1-9][0-9]*)"
    if len(text) > 40 or not re.fullmatch(form, text):
        raise ValueError(f"{text!r} is no number with {scale} decimals")
    return int(text.replace(".", ""))


def value_json(value: Value, kind_of: Type) -> dict[str, Any]:
    """A value as it stands in a record: known where `low` and `high` are the same and not null.

    Args:
        value: what is known.
        kind_of: its type.

    Examples:
        >>> value_json(Interval(1350, 2**62), Type(Kind.NUMBER, scale=2))
        {'type': 'number', 'low': '13.50', 'high': None, 'gap': False}
    """
    low: Any
    high: Any
    match value:
        case Interval():
            low, high = _end(value.low, kind_of), _end(value.high, kind_of)
        case Truth():
            low, high = value.must, value.may
        case Code(text):
            low = high = text
        case Codes(values):
            low = high = None if values is None else sorted(values)
    return {"type": str(kind_of.kind), "low": low, "high": high, "gap": value.gap}


def json_value(held: Json, kind_of: Type) -> Value:
    """A value of a record, read back.

    Raises:
        ValueError: it is not of that type.

    Examples:
        >>> json_value({"type": "date", "low": "2024-02-29", "high": "2024-02-29", "gap": False}, Type(Kind.DATE))
        Interval(low=19782, high=19782, gap=False)
    """
    low, high, gap = held["low"], held["high"], held["gap"]
    if held["type"] != kind_of.kind:
        raise ValueError(f"a {held['type']} stands where a {kind_of.kind} belongs")
    match kind_of.kind:
        case Kind.BOOL if isinstance(low, bool) and isinstance(high, bool):
            return Truth(low, high, gap)
        case Kind.NUMBER | Kind.DATE:
            ends = Interval(_number(low, kind_of, -INFINITY), _number(high, kind_of, INFINITY), gap)
            if ends.low <= ends.high:
                return ends
        case Kind.TEXT if low == high and (low is None or isinstance(low, str)):
            return Code(low or None, gap)
        case Kind.LIST if low == high and (low is None or isinstance(low, list)):
            return Codes(None if low is None else frozenset(map(str, low)), gap)
    raise ValueError(f"{low!r} to {high!r} is no {kind_of.kind}")


def physical(name: str, held: Json, kind_of: Type) -> Row:
    """A field of a record, read back into the physical form of a row.

    Raises:
        ValueError: it is not of that type.

    Examples:
        >>> physical("kinds", {"type": "list", "low": ["a", "b"], "high": ["a", "b"], "gap": False}, Type(Kind.LIST))
        {'kinds': ';a;b;', 'kinds#x': False}
    """
    value = json_value(held, kind_of)
    cell: int | bool | str | None = None
    match value:
        case Interval() if value.known:
            cell = value.low
        case Truth() if value.known:
            cell = value.must
        case Code(text):
            cell = text or ""
        case Codes(values):
            cell = "" if values is None else ";".join(["", *sorted(values), ""]) if values else ";"
    return {name: cell, f"{name}{REFUSED}": value.gap}


def _end(value: int, kind_of: Type) -> str | None:
    if abs(value) >= INFINITY:
        return None
    if kind_of.kind is Kind.DATE:
        return (EPOCH + timedelta(days=value)).isoformat()
    return decimal_text(value, kind_of.scale)


def _number(text: Any, kind_of: Type, open_end: int) -> int:
    if text is None:
        return open_end
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is no {kind_of.kind}")
    if kind_of.kind is Kind.DATE:
        return day_number(date.fromisoformat(text))
    return decimal_value(text, kind_of.scale)
