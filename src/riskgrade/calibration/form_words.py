"""What is wrong with the form of a calibration file, in plain words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .artefact_model import DAY, FIGURE, POINTS, SHA256

_PATTERNS = {
    SHA256: ("write a SHA-256 as 64 digits and letters a to f", "应为 SHA-256：64 位数字或 a 至 f 的小写字母"),
    DAY: ("write a day as YYYY-MM-DD", "应为 YYYY-MM-DD 形式的日期"),
    POINTS: ("write points with two decimals at most, such as 13.5", "应为分值，最多两位小数，如 13.5"),
    FIGURE: ("write a number with nine decimals, such as 0.250000000", "应为九位小数的数值，如 0.250000000"),
}

_TYPES = {
    "string_type": ("write a text in quotes", "应为加引号的文本"),
    "string_unicode": ("the text has characters that cannot be read", "文本含无法读取的字符"),
    "int_type": ("write a whole number", "应为整数"),
    "bool_type": ("write true or false", "应为 true 或 false"),
    "list_type": ("write a list, [ … ]", "应为列表 [ … ]"),
    "dict_type": ("write entries, { … }", "应为键值各项 { … }"),
    "model_type": ("write entries, { … }", "应为键值各项 { … }"),
    "missing": ("this entry is missing", "缺少此项"),
    "extra_forbidden": ("a calibration has no such entry", "校准文件没有此项"),
    "value_error": ("there is no such day in the calendar", "日历中没有这一天"),
}

OTHER = ("this is not what a calibration has here", "此处不是校准文件应有的内容")


def form_words(error: Mapping[str, Any]) -> tuple[str, str]:
    """One error of pydantic, in English and Chinese.

    Args:
        error: as `ValidationError.errors()` gives it.

    Examples:
        >>> form_words({"type": "missing"})[0]
        'this entry is missing'
        >>> form_words({"type": "greater_than_equal", "ctx": {"ge": 0}})
        ('the number must be 0 or more', '数值不得小于 0')
    """
    kind, context = str(error["type"]), error.get("ctx", {})
    match kind:
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], OTHER)
        case "greater_than_equal":
            return f"the number must be {context['ge']} or more", f"数值不得小于 {context['ge']}"
        case "less_than_equal":
            return f"the number must be {context['le']} or less", f"数值不得大于 {context['le']}"
        case "string_too_short":
            return "the text is empty", "文本为空"
        case "string_too_long":
            return f"the text is longer than {context['max_length']} characters", f"文本超过 {context['max_length']} 字"
        case "too_long":
            return f"the list has more than {context['max_length']} entries", f"列表超过 {context['max_length']} 项"
        case "enum" | "literal_error":
            choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            return f"write one of: {choices}", f"应为下列之一：{choices.replace(', ', '、')}"
    return _TYPES.get(kind, OTHER)
