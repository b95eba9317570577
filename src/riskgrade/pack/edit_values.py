"""A value given by a patch in the form in which a pack file would hold it: texts, lists and mappings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from numbers import Integral
from typing import Any

from ..language.told import ToldError


class UnwritableError(ToldError):
    """A value that no pack file can hold.

    Args:
        en: the message in English.
        zh: the same in Chinese.
    """


def written(value: object) -> Any:
    """The value as a pack file would hold it.

    Args:
        value: a number, yes or no, a day, a text, or lists and mappings of these.

    Raises:
        UnwritableError: it is something else.

    Examples:
        >>> from datetime import date
        >>> written({"up_to": 55, "fine": Decimal("0.50"), "on": date(2024, 1, 31)})
        {'up_to': '55', 'fine': '0.5', 'on': '2024-01-31'}
    """
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case Integral():
            return str(int(value))
        case float() | Decimal():
            # The shortest decimal of a float is what was typed; the pack's own check refuses more than four decimals.
            return _plain(Decimal(repr(float(value))) if isinstance(value, float) else value)
        case date():
            return value.isoformat()
        case str():
            if any(unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t" for one in value):
                raise UnwritableError("the text has characters that cannot be seen", "文本含不可见字符")
            return str(value)
        case list() | tuple():
            return [written(one) for one in value]
        case Mapping():
            return {str(key): written(one) for key, one in value.items()}
        case _:
            kind = type(value).__name__
            en = f"a {kind} cannot stand in a pack; give a number, a text, a day, true or false, or lists of these"
            raise UnwritableError(en, f"规则包中不能写 {kind}；请给出数字、文本、日期、true、false 或其列表")


def _plain(number: Decimal) -> str:
    if number == 0:
        return "0"
    if not number.is_finite():
        raise UnwritableError(f"{number} is no number", f"{number} 不是数字")
    return format(number.normalize(), "f")


def like(old: Any, new: Any) -> Any:
    """A new value in the form of the old: where both are numbers, the plainest writing of it, so that a patch is written one way.

    Examples:
        >>> like("1", "1.50"), like("0101", "01")
        ('1.5', '01')
    """
    if isinstance(old, str) and isinstance(new, str) and _number(old) is not None:
        number = _number(new)
        return new if number is None else _plain(number)
    return new


def same(one: Any, other: Any) -> bool:
    """Whether two written values say the same: `55` and `55.0` do.

    Examples:
        >>> same(["55"], ["55.0"]), same("055", "55")
        (True, False)
    """
    match one, other:
        case str(), str():
            return one == other or (_number(one) is not None and _number(one) == _number(other))
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case dict(), dict():
            return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
        case _:
            return one is None and other is None


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    # Codes keep their zeros: 055 is not 55.
    return found if found.is_finite() and format(found, "f") == text else None
