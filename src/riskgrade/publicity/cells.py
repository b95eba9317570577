"""The text of one column of one record: exact, in the words of the platform, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..dossier.plain_value import Plain
from ..pack.register_model import FieldModel
from .content import Item, Source
from .layout_model import ColumnModel, DateStyle, Form, When
from .money import in_10000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Args:
        text: what stands in it; empty where nothing does.
        needed: whether the record cannot go out without it.
        field: the field of the register that holds its value, for messages.
        masked: whether it names a person and was masked.
    """

    text: str
    needed: bool
    field: str
    masked: bool = False


def cell_of(column: ColumnModel, item: Item, dates: DateStyle) -> Cell:
    """The cell of a column.

    Args:
        column: the column.
        item: the record with its term.
        dates: how days are written.
    """
    source = item.source
    field = next((one for one in column.value if one[:1] not in "=@"), column.id)
    if not fits(column.only_when, source.raw):
        return Cell("", False, field)
    needed = column.required and (not column.required_when or fits(column.required_when, source.raw))
    needed = needed or (bool(column.required_when) and fits(column.required_when, source.raw))
    for value in column.value:
        text = _text(value, column, item, dates)
        if text:
            shown, raw, _ = _found(value, item.source)
            return Cell(text, needed, field, shown != raw and not column.patterns)
    return Cell("", needed, field)


def fits(when: When, raw: Mapping[str, Plain]) -> bool:
    """Whether each of these fields holds one of its codes.

    Examples:
        >>> fits({"kinds": ("fine",)}, {"kinds": ("warning", "fine")}), fits({"kind": ("person",)}, {"kind": None})
        (True, False)
    """
    return all(_holds(raw.get(name), codes) for name, codes in when.items())


def _holds(value: Plain, codes: tuple[str, ...]) -> bool:
    held = value if isinstance(value, tuple) else (value,)
    return any(one in codes for one in held)


def _text(value: str, column: ColumnModel, item: Item, dates: DateStyle) -> str:
    if value.startswith("="):
        return value[1:]
    if value.startswith("@"):
        term = item.term
        day = None if term is None else term.end if value == "@publicity_end" else term.start
        return "" if day is None else written(day, dates)
    shown, raw, model = _found(value, item.source)
    if raw is None or raw == ():
        return ""
    if column.not_same_as is not None and raw == item.source.raw.get(column.not_same_as):
        # A blank number reads as the record's own key, which is no number that anybody gave.
        return ""
    if column.patterns:
        fitting = (text for form, text in column.patterns.items() if re.fullmatch(form, str(raw)))
        return next(fitting, "")
    if column.form is Form.MONEY_10000 and isinstance(raw, Decimal):
        return in_10000(raw)
    return plain_text(shown, model, column.words, dates)


def _found(value: str, source: Source) -> tuple[Plain, Plain, FieldModel | None]:
    register, dot, name = value.rpartition(".")
    if not dot:
        return source.values.get(name), source.raw.get(name), source.model.fields.get(name)
    shown, raw = source.tied.get(register, ({}, {}))
    return shown.get(name), raw.get(name), None


def plain_text(value: Plain, model: FieldModel | None, words: Mapping[str, str] | None, dates: DateStyle) -> str:
    """A value in the words of the platform, else in those of its register.

    Examples:
        >>> plain_text(("fine", "other"), None, {"fine": "罚款"}, DateStyle.DASHES)
        '罚款;other'
        >>> plain_text(date(2023, 1, 3), None, None, DateStyle.SLASHES)
        '2023/01/03'
    """
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case date():
            return written(value, dates)
        case tuple():
            return ";".join(_word(one, model, words) for one in value)
        case Decimal():
            return f"{value:f}"
        case _:
            return _word(str(value), model, words)


def _word(code: str, model: FieldModel | None, words: Mapping[str, str] | None) -> str:
    if words is not None:
        return words.get(code, code)
    label = None if model is None or model.values is None else model.values.get(code)
    return code if label is None else label.zh or code


def written(day: date, style: DateStyle) -> str:
    """A day as the platform wants it.

    Examples:
        >>> written(date(2023, 1, 3), DateStyle.DASHES)
        '2023-01-03'
    """
    sign = "/" if style is DateStyle.SLASHES else "-"
    return f"{day.year:04d}{sign}{day.month:02d}{sign}{day.day:02d}"
