"""The words of a credit file: how a record stands and what a value says, in English and Chinese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..dossier import Record, Section
from ..dossier.plain_value import Plain
from ..dossier.standing import Standing
from ..pack.register_model import FieldModel, Label, RegisterModel

STANDING = {
    Standing.STANDS: Label(en="stands", zh="有效"),
    Standing.NOTED: Label(en="stands, with a note", zh="有效（有注记）"),
    Standing.VOID: Label(en="void", zh="已作废"),
    Standing.MAY_BE_VOID: Label(en="may be void", zh="可能已作废"),
}
"""How a record stands, in a word."""


def standing_text(one: Record, model: RegisterModel) -> Label:
    """How a record stands, since when and why; nothing where it simply stands.

    Args:
        one: the record.
        model: its register.
    """
    if one.standing is Standing.STANDS:
        return Label()
    why = reason_label(model, one.reason)
    en_since = f" since {one.since}" if one.since else ""
    zh_since = f"自 {one.since} 起" if one.since else ""
    match one.standing:
        case Standing.VOID:
            return Label(en=f"VOID{en_since}: {why.en}", zh=f"{zh_since}作废：{why.zh}")
        case Standing.NOTED:
            return Label(en=f"{why.en}{en_since}; the record stands", zh=f"{zh_since}{why.zh}；记录仍有效")
        case _:
            lacks_en = (
                "its reason is not given or cannot be read" if one.since else "no day is given that could be read"
            )
            lacks_zh = "未写明原因或原因无法读取" if one.since else "未写明日期或日期无法读取"
            named_en = f"{why.en}, " if one.reason else ""
            named_zh = f"{why.zh}，" if one.reason else ""
            return Label(
                en=f"MAY BE VOID{en_since}: {named_en}{lacks_en}", zh=f"{zh_since}可能已作废：{named_zh}{lacks_zh}"
            )


def reason_label(model: RegisterModel, reason: str) -> Label:
    """What people call the reason why a record is void or noted; its code where the pack has no words for it.

    Args:
        model: the register.
        reason: the code; empty where there is none.
    """
    values = None if model.void is None else model.fields[model.void.reason].values
    return _both((values or {}).get(reason, Label()), reason)


def field_label(model: RegisterModel, name: str) -> Label:
    """What people call a field; its name where the pack has no words for it."""
    return _both(model.fields[name].label, name)


def section_title(section: Section) -> Label:
    """What people call a register; its name where the pack has no words for it."""
    return _both(section.model.title, section.register)


def value_text(field: FieldModel, value: Plain, language: str) -> str:
    """A value as people read it: codes by their labels, numbers as they stand, nothing for what is unknown.

    Args:
        field: the field.
        value: its value.
        language: ``en`` or ``zh``.

    Examples:
        >>> field = FieldModel(type="list", values={"fine": {"zh": "罚款"}, "warning": {"zh": "警告"}})
        >>> value_text(field, ("fine", "warning"), "zh"), value_text(field, None, "zh")
        ('罚款;警告', '')
        >>> value_text(FieldModel(type="bool"), False, "zh"), value_text(FieldModel(type="decimal"), Decimal("13.50"), "en")
        ('否', '13.50')
    """
    match value:
        case None:
            return ""
        case bool():
            return {True: ("yes", "是"), False: ("no", "否")}[value][language == "zh"]
        case tuple():
            return ";".join(_code(field, code, language) for code in value) or ";"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return _code(field, value, language)


def _code(field: FieldModel, code: str, language: str) -> str:
    label = _both((field.values or {}).get(code, Label()), code)
    return label.zh if language == "zh" else label.en


def _both(label: Label, otherwise: str) -> Label:
    return Label(en=label.en or label.zh or otherwise, zh=label.zh or label.en or otherwise)
