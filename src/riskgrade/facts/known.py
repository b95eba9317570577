"""What of a record was known on a day: nothing of it, or all but the values that came later."""

from __future__ import annotations

from ..pack.register_model import FieldType, RegisterModel
from .fact_value import Row


def known_by(model: RegisterModel, row: Row, as_of: int) -> bool:
    """Whether a record was, or may have been, known on a day: none of the dates that facts go by is later.

    Args:
        model: its register.
        row: the record, in physical form.
        as_of: the day, as a day number.

    Examples:
        >>> model = RegisterModel(key="a", date="on", recorded="at", fields={
        ...     "a": {"type": "code"}, "on": {"type": "date"}, "at": {"type": "date"}})
        >>> [known_by(model, {"on": 3, "at": at}, 5) for at in (5, 6, None)]
        [True, False, True]
    """
    days = (row[field] for field in (model.recorded, model.date, model.valid_from) if field is not None)
    return all(day is None or day <= as_of for day in days)


def as_known(model: RegisterModel, row: Row, as_of: int) -> Row:
    """A record as it read on a day: a value that came later is blank, and so is an end that came later.

    Args:
        model: its register.
        row: the record, in physical form.
        as_of: the day, as a day number.

    Examples:
        >>> model = RegisterModel(key="a", fields={
        ...     "a": {"type": "code"}, "open": {"type": "code", "known_from": "on"}, "on": {"type": "date"}})
        >>> as_known(model, {"a": "1", "open": "no", "on": 6}, 5)
        {'a': '1', 'open': '', 'on': 6}
    """
    from_ = {name: field.known_from for name, field in model.fields.items() if field.known_from is not None}
    if model.void is not None:
        from_ |= {model.void.on: model.void.on, model.void.reason: model.void.on}
    later = {name for name, day in from_.items() if row[day] is not None and row[day] > as_of}
    return dict(row) | {name: _blank(model.fields[name].type) for name in later}


def _blank(kind: FieldType) -> str | None:
    return "" if kind in (FieldType.TEXT, FieldType.CODE, FieldType.LIST) else None
