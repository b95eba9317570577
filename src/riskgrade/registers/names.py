"""Which column of a file holds which field, and which file or sheet holds which register."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from ..pack.register_model import RegisterModel
from .errors import RegisterError


def plain(text: str) -> str:
    """A heading or name as it is compared: width, case and outer spaces do not matter.

    Examples:
        >>> plain("　ＵＳＣＣ ")
        'uscc'
    """
    return unicodedata.normalize("NFKC", text).strip().strip("\ufeff\u200b").casefold()


def register_names(models: Mapping[str, RegisterModel]) -> dict[str, str]:
    """What a file or sheet may be called -> the register; a register's own name wins over another's title."""
    names = {plain(name): name for name in models}
    for name, model in models.items():
        for title in (model.title.zh, model.title.en):
            if title:
                names.setdefault(plain(title), name)
    return names


def heading_names(model: RegisterModel) -> dict[str, str]:
    """What a column may be called -> the field; a field's own name wins over labels, labels over other headings."""
    names = {plain(name): name for name in model.fields}
    for name, field in model.fields.items():
        for label in (field.label.zh, field.label.en):
            if label:
                names.setdefault(plain(label), name)
    for name, field in model.fields.items():
        for heading in field.headings:
            names.setdefault(plain(heading), name)
    return names


def called(name: str, label: str) -> str:
    """A field for a message: its name, and its label where it has one.

    Examples:
        >>> called("uscc", "统一社会信用代码"), called("uscc", "")
        ("'uscc' (统一社会信用代码)", "'uscc'")
    """
    return f"'{name}' ({label})" if label and label != name else f"'{name}'"


def match_columns(
    file: str, model: RegisterModel, headings: Sequence[str], demand: bool = True
) -> tuple[dict[str, int], list[str]]:
    """Find each field's column.

    Args:
        file: the file, for messages.
        model: the register.
        headings: the headings as they stand in the file.
        demand: whether the column of a required field must be there.

    Returns:
        Field -> position of its column; and the headings that no field claims.

    Raises:
        RegisterError: two columns hold one field, or a required field has no column.
    """
    names = heading_names(model)
    found: dict[str, int] = {}
    unknown: list[str] = []
    for position, heading in enumerate(headings):
        name = names.get(plain(heading))
        if name is None:
            if heading.strip():
                unknown.append(heading)
        elif name in found:
            first = headings[found[name]]
            raise RegisterError(
                f"{file}: the columns '{first}' and '{heading}' both hold the field '{name}'. "
                "Please keep one, or rename the other.",
                f"{file}：列“{first}”与“{heading}”都对应字段 {name}，请只保留一列，或将另一列改名。",
            )
        else:
            found[name] = position
    if demand:
        _demand(file, model, found, headings)
    return found, unknown


def _demand(file: str, model: RegisterModel, found: Iterable[str], headings: Sequence[str]) -> None:
    present = set(found)
    for name, field in model.fields.items():
        needed = field.required or (name in (model.key, model.join_field) and field.blank is None)
        if name in present or not needed:
            continue
        wanted = [name, field.label.zh, field.label.en, *field.headings]
        near = nearest(wanted, headings)
        seen = ", ".join(f"'{text}'" for text in (near or list(headings)[:12]))
        zh_seen = "、".join(near or list(headings)[:12])
        en, zh = _remedy(headings)
        raise RegisterError(
            f"{file}: the required field {called(name, field.label.zh or field.label.en)} has no column. "
            f"{'Nearest headings there' if near else 'Headings there'}: {seen or 'none'}. {en}",
            f"{file}：缺少必填字段 {name}（{field.label.zh or field.label.en or name}）的列。"
            f"{'相近的表头' if near else '现有表头'}：{zh_seen or '无'}。{zh}",
        )


def _remedy(headings: Sequence[str]) -> tuple[str, str]:
    """What to do about a missing column; one heading with a separator in it is a whole heading row not taken apart."""
    if len(headings) == 1:
        for separator, en, zh in (("\t", "tabs", "制表符"), (";", "semicolons", "分号")):
            if separator in headings[0]:
                return (
                    f"The columns seem to be separated by {en}; the separator must be a comma. Please save it as CSV with commas.",
                    f"各列似以{zh}分隔，而分隔符须为英文逗号，请另存为以逗号分隔的 CSV。",
                )
    return "Please rename the column, or add it.", "请改名或补充该列。"


def nearest(wanted: Iterable[str], present: Iterable[str]) -> list[str]:
    """The texts present that are most like one of those wanted, best first, at most three.

    Examples:
        >>> nearest(["sampled_on"], ["sampeld_on", "name"])
        ['sampeld_on']
    """
    by_plain = {plain(text): text for text in present if text.strip()}
    out: list[str] = []
    for text in wanted:
        for hit in difflib.get_close_matches(plain(text), by_plain, n=3, cutoff=0.6):
            if by_plain[hit] not in out:
                out.append(by_plain[hit])
    return out[:3]
