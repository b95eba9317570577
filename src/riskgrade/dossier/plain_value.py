"""A value of a record as anybody would write it in Python: exact, and None where it is unknown."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..language.types import EPOCH
from ..pack.register_model import FieldModel, FieldType

Plain = str | int | Decimal | bool | date | tuple[str, ...] | None
"""What a field can hold."""


def plain_value(field: FieldModel, physical: Any) -> Plain:
    """A physical value as a plain one.

    Args:
        field: the field that holds it.
        physical: the value as registers hold it (docs/design/engine.md).

    Examples:
        >>> plain_value(FieldModel(type="decimal"), 1350), plain_value(FieldModel(type="list"), ";fine;warning;")
        (Decimal('13.50'), ('fine', 'warning'))
        >>> plain_value(FieldModel(type="date"), 19722), plain_value(FieldModel(type="text"), "")
        (datetime.date(2023, 12, 31), None)
    """
    if physical is None or physical == "":
        return None
    match field.type:
        case FieldType.DECIMAL:
            return Decimal(physical).scaleb(-field.scale)
        case FieldType.DATE:
            return day(physical)
        case FieldType.LIST:
            return tuple(part for part in str(physical).split(";") if part)
        case _:
            value: str | int | bool = physical
            return value


def day(number: int | None) -> date | None:
    """A day of its number.

    Examples:
        >>> day(0)
        datetime.date(1970, 1, 1)
    """
    return None if number is None else EPOCH + timedelta(days=number)
