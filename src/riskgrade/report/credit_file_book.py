"""A credit file as a workbook: an overview, a sheet a register under its Chinese headings, and the rows set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..dossier import Dossier, Record, Section
from ..dossier.plain_value import Plain
from ..dossier.standing import Standing
from ..pack.register_model import FieldModel, FieldType
from .credit_file_document import KIND
from .credit_file_tables import record_values
from .credit_file_words import STANDING, field_label, section_title, value_text
from .tables import LONGEST_CELL, plain_workbook

OVERVIEW, ASIDE = "概况", "搁置的行"
_WIDEST = 44
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top"}


def write_credit_file(dossier: Dossier, path: Path) -> None:
    """Write the workbook; texts stay text, and the same file gives the same bytes.

    Args:
        dossier: the credit file.
        path: where.

    Raises:
        OSError: it cannot be written.
    """
    with plain_workbook(path, about=KIND) as book:
        styles = _Styles(book)
        names = sheet_names(dossier)
        _overview(_Page(book.add_worksheet(OVERVIEW), styles), dossier)
        for section in dossier:
            if section.register in names:
                _records(_Page(book.add_worksheet(names[section.register]), styles), section, section is dossier.own)
        if any(section.aside for section in dossier):
            _aside(_Page(book.add_worksheet(ASIDE), styles), dossier)


def sheet_names(dossier: Dossier) -> dict[str, str]:
    """The sheet of each register that was supplied and can be tied to the firm.

    Args:
        dossier: the credit file.
    """
    found: dict[str, str] = {}
    taken = {OVERVIEW, ASIDE}
    for section in dossier:
        if section.supplied and section.reachable:
            found[section.register] = _free(section_title(section).zh, taken)
            taken.add(found[section.register].casefold())
    return found


def _free(title: str, taken: set[str]) -> str:
    # What Excel takes for the name of a sheet: 31 characters, none of these, not twice.
    bare = re.sub(r"[\[\]:*?/\\']", "_", title)[:31] or "_"
    name, number = bare, 2
    while name.casefold() in taken:
        name, number = f"{bare[:28]}_{number}", number + 1
    return name


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(_FONT | properties)
        return self.made[key]


class _Page:
    """A sheet that is filled from the top, with columns as wide as what stands in them."""

    def __init__(self, sheet: Any, styles: _Styles) -> None:
        self.sheet, self.styles, self.row = sheet, styles, 0
        self.widths: dict[int, int] = {}

    def heading(self, texts: Sequence[str]) -> None:
        for place, text in enumerate(texts):
            self.cell(place, text, bold=True, bg_color="#E7EEF4", bottom=1)
            # A heading may take two lines, so that columns with little in them stay narrow.
            self.widths[place] = min(self.widths[place], max(_width(text) // 2 + 3, 9))
        self.row += 1

    def cell(self, place: int, value: Plain, **style: Any) -> None:
        write: Callable[..., Any] = self.sheet.write_string
        held: Any = value
        match value:
            case None | "":
                write, held = (lambda row, column, _, style: self.sheet.write_blank(row, column, None, style)), ""
            case date():
                write, held = self.sheet.write_datetime, datetime(value.year, value.month, value.day)  # noqa: DTZ001
                style |= {"num_format": "yyyy-mm-dd", "align": "left"}
            case Decimal():
                write, style = (
                    self.sheet.write_number,
                    style | {"num_format": f"0.{'0' * -int(value.as_tuple().exponent)}"},
                )
            case int() if not isinstance(value, bool):
                write, style = self.sheet.write_number, style | {"num_format": "0"}
            case _:
                held = str(value)[:LONGEST_CELL]
                style |= {"num_format": "@", "text_wrap": True}
        write(self.row, place, held, self.styles.of(**style))
        longest = max((_width(line) for line in str(value or "").split("\n")), default=0)
        self.widths[place] = max(self.widths.get(place, 6), min(longest + 2, _WIDEST))

    def done(self, frozen: int = 0) -> None:
        for place, width in self.widths.items():
            self.sheet.set_column(place, place, width)
        if frozen:
            self.sheet.freeze_panes(frozen, 1)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _overview(page: _Page, dossier: Dossier) -> None:
    key = field_label(dossier.own.model, dossier.own.model.key).zh
    day = dossier.as_of or "名册所载全部"
    persons = "人员姓名已按要求显示" if dossier.persons_shown else "人员姓名和证件号码已遮蔽"
    lines: list[tuple[str, Plain]] = [
        ("信用档案", section_title(dossier.own).zh), (key, dossier.subject), ("截至", day),
        ("规则包", f"{dossier.pack.id} {dossier.pack.version}"), ("个人信息", persons),
    ]  # fmt: skip
    if dossier.version_in_doubt:
        lines.append(("注意", "主体自身有无法读取的行，现行版本无法确定"))
    for name, value in lines:
        page.cell(0, name, bold=True)
        page.cell(1, value)
        page.row += 1
    page.row += 1
    page.heading(["名册", "记录", "已作废", "可能已作废", "搁置的行", "归属不明的行", "完整期间", "说明"])
    for section in dossier:
        page.cell(0, section_title(section).zh)
        if section.supplied and section.reachable:
            counts = (
                len(section.records), section.count(Standing.VOID), section.count(Standing.MAY_BE_VOID),
                len(section.aside), section.unattributed,
            )  # fmt: skip
            for place, count in enumerate(counts, 1):
                page.cell(place, count)
        page.cell(6, coverage_text(section))
        page.cell(7, _remark(section, dossier))
        page.row += 1
    page.done()


def coverage_text(section: Section) -> str:
    """The days for which a register was declared complete; nothing where none were."""
    if section.coverage is None:
        return ""
    first, last = section.coverage
    return f"{first or '…'} – {last or '…'}"


def _remark(section: Section, dossier: Dossier) -> str:
    if not section.supplied:
        return "未提供：有无记录不得而知"
    if not section.reachable:
        between = next((one for one in dossier if one.register == section.through), None)
        name = section.through if between is None else section_title(between).zh
        return f"未提供{name}，无法判断哪些记录属于该主体"
    return "" if section.records or section.aside else "已提供，无记录"


def _records(page: _Page, section: Section, own: bool) -> None:
    model = section.model
    first = ["状态", *(["现行"] if own else [])]
    page.heading([*first, *(field_label(model, name).zh for name in model.fields), "问题"])
    for one in section.records:
        struck: dict[str, Any] = (
            {"font_strikeout": True, "font_color": "#7F7F7F"} if one.standing is Standing.VOID else {}
        )
        page.cell(0, STANDING[one.standing].zh, bold=one.standing is not Standing.STANDS)
        if own:
            page.cell(1, "是" if one.in_force else "否")
        for place, (name, value) in enumerate(record_values(one, section).items(), len(first)):
            marked = {"bg_color": "#FFF2CC"} if name in one.refused else {}
            page.cell(place, shown(model.fields[name], value), **(_reasons(name, section, struck) | marked))
        page.cell(len(first) + len(model.fields), _problems(one, section))
        page.row += 1
    page.done(frozen=1)


def shown(field: FieldModel, value: Plain) -> Plain:
    """A value as a cell: numbers and days as such, codes by their Chinese labels, the rest as text.

    Examples:
        >>> shown(FieldModel(type="code", values={"fail": {"zh": "不合格"}}), "fail")
        '不合格'
    """
    if field.type in (FieldType.INT, FieldType.DECIMAL, FieldType.DATE):
        return value
    return value_text(field, value, "zh") or None


def _reasons(name: str, section: Section, struck: dict[str, Any]) -> dict[str, Any]:
    """Why a record is void is not struck through."""
    void = section.model.void
    return {} if void is not None and name in (void.on, void.reason) else struck


def _problems(one: Record, section: Section) -> str:
    if not one.refused:
        return ""
    told = [found.zh for found in one.findings]
    names = "、".join(field_label(section.model, name).zh for name in one.refused)
    return "\n".join(told) or f"单元格无法读取：{names}"


def _aside(page: _Page, dossier: Dossier) -> None:
    page.heading(["名册", "文件", "行号", "原因", "可读取的内容"])
    for section in dossier:
        for one in section.aside:
            page.cell(0, section_title(section).zh)
            page.cell(1, one.file)
            page.cell(2, one.row)
            page.cell(3, "\n".join(found.zh for found in one.findings))
            page.cell(4, "；".join(_pairs(one.values, section)))
            page.row += 1
    page.done(frozen=1)


def _pairs(values: Any, section: Section) -> list[str]:
    model = section.model
    texts = {name: value_text(model.fields[name], value, "zh") for name, value in values.items()}
    return [f"{field_label(model, name).zh}：{text}" for name, text in texts.items() if text]
