"""What pydantic refuses in a pack, in our words: in both languages, at the line, with the nearest key or value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from .diagnostics import Diagnostic, DiagnosticCode, hint
from .document import Document
from .scalars import BadValueError, normal
from .yaml_events import Path_

_WORDS = {
    "string_type": ("write one text", "请写一个文本"),
    "model_type": ("write `key: value` entries", "请写“键: 值”的各项"),
    "dict_type": ("write `name: …` entries", "请写“名称: 内容”的各项"),
    "tuple_type": ("write a list, such as [a, b]", "请写列表，如 [a, b]"),
    "list_type": ("write a list, such as [a, b]", "请写列表，如 [a, b]"),
    "decimal_type": ("write a number", "请写数字"),
    "int_type": ("write a whole number", "请写整数"),
    "bool_type": ("write true or false", "请写 true 或 false"),
    "date_type": ("write a day as YYYY-MM-DD", "请按 YYYY-MM-DD 写日期"),
}


def explain(error: ValidationError, model: Any, file: Document, path: Path_) -> list[Diagnostic]:
    """Pydantic's errors as diagnostics, each at the line of the nearest part that was written.

    Args:
        error: what pydantic refused.
        model: the type that was asked for.
        file: where the data stands.
        path: the path of the data in the file.
    """
    errors = error.errors(include_url=False)
    kept = [one for one in errors if not _other_reading(one, errors)]
    return list(dict.fromkeys(_explain(one, model, file, path) for one in kept))


def _other_reading(one: Any, errors: Iterable[Any]) -> bool:
    """Whether this only says that a list or mapping is no text, where the other reading says more."""
    loc = one["loc"]
    return (
        one["type"] == "string_type"
        and loc[-1:] == ("str",)
        and any(other is not one and other["loc"][: len(loc) - 1] == loc[:-1] for other in errors)
    )


def _explain(one: Mapping[str, Any], model: Any, file: Document, path: Path_) -> Diagnostic:
    where: Path_ = path
    for step in one["loc"]:
        if (*where, step) in file.lines:
            where = (*where, step)
    last = str(one["loc"][-1]) if one["loc"] else ""
    if one["type"] == "extra_forbidden":
        return _unknown_key(last, keys_at(model, one["loc"][:-1]), file, where)
    if one["type"] == "missing" and not isinstance(one["loc"][-1], int):
        return file.diagnostic(DiagnosticCode.MISSING_KEY, where, f"'{last}' is missing", f"缺少 {last}")
    en, zh = _message(one)
    got = ""
    if one["input"] is None:
        en, zh = f"{en}; here it is empty", f"{zh}；此处为空"
    elif isinstance(one["input"], str) and len(one["input"]) <= 60:
        got = one["input"]
    name = next((step for step in reversed(where) if isinstance(step, str)), "")
    if got and got != name:
        en, zh = f"{en} (got {got!r})", f"{zh}（现为 {got!r}）"
    if name:
        en, zh = f"'{name}': {en}", f"{name}：{zh}"
    return file.diagnostic(DiagnosticCode.BAD_VALUE, where, en, zh)


def _unknown_key(key: str, known: list[str], file: Document, where: Path_) -> Diagnostic:
    en, zh = hint(key, known)
    if not normal(key).isidentifier():
        en, zh = "; put a text with a comma or a `:` in quotes", "；含逗号或冒号的文本请加引号"
    elif not en and known:
        en, zh = f"; the keys here are: {', '.join(known)}", f"；可用的键：{'、'.join(known)}"
    return file.diagnostic(
        DiagnosticCode.UNKNOWN_KEY, where, f"'{key}' is not a key here{en}", f"此处没有名为 {key} 的键{zh}"
    )


def _message(one: Mapping[str, Any]) -> tuple[str, str]:
    kind, context = one["type"], one.get("ctx", {})
    mistake = context.get("error")
    if isinstance(mistake, BadValueError):
        return mistake.en, mistake.zh
    if kind in ("enum", "literal_error"):
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        en, zh = hint(str(one["input"]), choices)
        return f"write one of {', '.join(choices)}{en}", f"应为 {'、'.join(choices)} 之一{zh}"
    if kind in ("missing", "too_long", "too_short"):
        return "write exactly two values here, such as [0, 10]", "此处应正好有两个值，如 [0, 10]"
    if kind == "string_pattern_mismatch":
        en = "write lower-case letters and digits, parted by single hyphens, such as cn-food-risk-2016"
        return en, "请用小写字母和数字，以单个连字符分隔，如 cn-food-risk-2016"
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        return (
            (f"write {least} or more", f"不得小于 {least}")
            if most is None
            else (f"write {most} or less", f"不得大于 {most}")
        )
    return _WORDS.get(kind, (one["msg"], f"取值无效：{one['msg']}"))


def keys_at(model: Any, loc: Iterable[str | int]) -> list[str]:
    """The keys that may be written at a place inside a model; none where it is no mapping with fixed keys.

    Args:
        model: a model, or a type made of models.
        loc: the way to the place, as pydantic gives it.

    Examples:
        >>> from riskgrade.pack.part_models import GradeModel
        >>> keys_at(GradeModel, ("bands", 0))
        ['up_to', 'at_least', 'level', 'cite']
    """
    places = _models(model)
    for step in loc:
        inside = [one for place in places for one in _inside(place, step)]
        # A step that leads nowhere names one reading of a union.
        places = inside or places
    return [info.alias or name for place in places if _is_model(place) for name, info in place.model_fields.items()]


def _is_model(place: Any) -> bool:
    return isinstance(place, type) and issubclass(place, BaseModel)


def _models(place: Any) -> list[Any]:
    """A type without `Annotated` and `|`: every reading of it."""
    if get_origin(place) is Annotated:
        return _models(get_args(place)[0])
    if get_origin(place) in (UnionType, Union):
        return [one for reading in get_args(place) for one in _models(reading)]
    return [place]


def _inside(place: Any, step: str | int) -> list[Any]:
    if _is_model(place):
        fields = [info for name, info in place.model_fields.items() if step in (name, info.alias)]
        return [one for info in fields for one in _models(info.annotation)]
    if get_origin(place) is dict and isinstance(step, str):
        return _models(get_args(place)[1])
    if get_origin(place) in (tuple, list) and isinstance(step, int):
        return _models(get_args(place)[0])
    return []
