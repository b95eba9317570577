"""Records as the cells of a sheet: headings and words are the pack's, so that they cannot drift from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from riskgrade.pack.register_model import FieldModel, FieldType, RegisterModel

from .record import Row, Value

MARK_HEADING = "数据说明"
MARK = "合成数据"
"""Stands in every row of every sheet: nothing here is real."""

AS_CODES = {
    "hazard",
    "retest",
    "checklist",
    "void_reason",
    "intent",
    "authority_kind",
    "general_credit_class",
    "scale",
    "ban",
}
"""Fields whose cells hold the pack's code; in all others of a fixed set the Chinese word stands."""

TRUTHS = {"inspections": ("true", "false"), "self_checks": ("1", "0")}
"""Register -> how it writes yes and no, where that is not 是 and 否."""

DATES = {"complaints": "{0.year}/{0.month}/{0.day}", "hazard_reports": "{0.year}年{0.month}月{0.day}日"}
"""Register -> how it writes a date, where that is not 2023-06-30."""

NUMBERS = (FieldType.INT, FieldType.DECIMAL)


class Verbatim(str):
    """A cell as somebody typed it, whatever its field may hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A register as it is written.

    Args:
        register: its name in the pack.
        title: its title in Chinese.
        headings: its columns.
        numeric: for each column whether its cells are numbers.
        rows: the cells as texts.
    """

    register: str
    title: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: list[tuple[str, ...]]


def sheet(register: str, rows: Sequence[Row], model: RegisterModel) -> Sheet:
    """The sheet of a register: the fields that occur, in the order of the pack, and the mark.

    Args:
        register: its name.
        rows: its records.
        model: the register in the pack.

    Raises:
        KeyError: a record has a field that the pack does not know, or a field has no Chinese label.
        ValueError: a cell holds what its field cannot.
    """
    known: Mapping[str, FieldModel] = model.fields
    present = {name: None for row in rows for name in row}
    stray = [name for name in present if name not in known or not known[name].label.zh]
    if stray:
        raise KeyError(f"{register}: the pack has no field with a Chinese label for {', '.join(stray)}")
    names = [name for name in known if name in present]
    return Sheet(
        register,
        model.title.zh,
        (*(known[name].label.zh for name in names), MARK_HEADING),
        (*(known[name].type in NUMBERS for name in names), False),
        [(*(cell(register, name, known[name], row.get(name)) for name in names), MARK) for row in rows],
    )


def cell(register: str, name: str, field: FieldModel, value: Value) -> str:
    """A value as it stands in a cell.

    Examples:
        >>> model = FieldModel(type="list", values={"fine": {"zh": "罚款"}, "warning": {"zh": "警告"}})
        >>> cell("penalties", "kinds", model, ("warning", "fine"))
        '警告;罚款'
        >>> cell("complaints", "received_on", FieldModel(type="date"), date(2023, 6, 3))
        '2023/6/3'
    """
    if value is None:
        return ""
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, bool):
        return TRUTHS.get(register, ("是", "否"))[not value]
    if isinstance(value, date):
        return DATES.get(register, "{0:%Y-%m-%d}").format(value)
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}"
    if field.type in (*NUMBERS, FieldType.DATE, FieldType.BOOL):
        raise ValueError(f"{register}.{name} cannot hold {value!r}")
    items = [value] if isinstance(value, str) else list(value)
    return ";".join(_word(register, name, field, item) for item in items)


def _word(register: str, name: str, field: FieldModel, code: str) -> str:
    if field.values is None:
        return code
    if code not in field.values:
        raise ValueError(f"{register}.{name} has no value {code!r}")
    return code if name in AS_CODES else field.values[code].zh or code
