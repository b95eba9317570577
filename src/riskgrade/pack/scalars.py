"""Words of a YAML file as numbers, days, truths and names: one spelling of each, everything else refused.

Pydantic by itself would also read `1_0`, `1e99`, `on` and a number of seconds where a day should stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from keyword import iskeyword
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from ..language.told import ToldError

MOST_DECIMALS = 4
MOST_DIGITS = 13
"""So that no number of a pack leaves 64 bits in its smallest unit."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadValueError(ToldError, ValueError):
    """What is wrong with a value, in both languages.

    Args:
        en: the message in English.
        zh: the message in Chinese.
    """


def normal(name: str) -> str:
    """A name as conditions see it (NFKC, as Python itself reads identifiers).

    Examples:
        >>> normal("ｎａｍｅ")
        'name'
    """
    return unicodedata.normalize("NFKC", name)


def number(text: str) -> Decimal:
    """A plain number.

    Raises:
        BadValueError: it is not written so, or too large or too fine.

    Examples:
        >>> number("13.50")
        Decimal('13.50')
        >>> number("1e3")
        Traceback (most recent call last):
        riskgrade.pack.scalars.BadValueError: write a plain number such as 12 or -0.5
    """
    if not _NUMBER.fullmatch(text):
        raise BadValueError("write a plain number such as 12 or -0.5", "请写普通数字，如 12 或 -0.5")
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(whole) > MOST_DIGITS:
        en = f"the number is too large; write at most {MOST_DIGITS} digits before the point"
        raise BadValueError(en, f"数字过大，整数部分最多 {MOST_DIGITS} 位")
    if len(decimals.rstrip("0")) > MOST_DECIMALS:
        raise BadValueError(f"the number has more than {MOST_DECIMALS} decimals", f"小数超过 {MOST_DECIMALS} 位")
    return Decimal(text)


def _number(value: object) -> object:
    return number(value) if isinstance(value, str) else value


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _NUMBER.fullmatch(value) or "." in value:
        raise BadValueError("write a whole number such as 2 or -1", "请写整数，如 2 或 -1")
    return int(number(value))


def _truth(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in ("true", "false"):
        raise BadValueError("write true or false", "请写 true 或 false")
    return value == "true"


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    en, zh = (
        "write a day of the calendar as YYYY-MM-DD, such as 2023-01-31",
        "请按 YYYY-MM-DD 写有效日期，如 2023-01-31",
    )
    raise BadValueError(en, zh)


def _word(value: str) -> str:
    word = normal(value)
    if not word.isidentifier():
        en = "a name is letters (Chinese ones too), digits and `_`, and does not begin with a digit"
        raise BadValueError(en, "名称由字母（含汉字）、数字和下划线组成，且不以数字开头")
    if iskeyword(word) or word in ("true", "false", "subject"):
        en = "conditions keep this word for themselves; take another, such as one with `_` at its end"
        raise BadValueError(en, "该词为条件语言保留；请改名，例如在末尾加下划线")
    return word


def rising(name: str, ends: Iterable[Decimal | None]) -> None:
    """Refuse two ends of which the first is the larger.

    Raises:
        BadValueError: naming the key.
    """
    low, high = ends
    if low is not None and high is not None and high < low:
        en, zh = f"the first end ({low}) is larger than the second ({high})", f"前端 {low} 大于后端 {high}"
        raise BadValueError(f"`{name}`: {en}; write them as [smallest, largest]", f"{name} 的{zh}；请写成 [最小, 最大]")


def in_order(first: date | None, last: date | None) -> bool:
    """Whether `to` does not lie before `from`.

    Examples:
        >>> in_order(date(2024, 1, 1), date(2023, 12, 31)), in_order(None, date(2023, 12, 31))
        (False, True)
    """
    return first is None or last is None or first <= last


Number = Annotated[Decimal, BeforeValidator(_number)]
"""An exact number: at most 13 digits and 4 decimals."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number."""

Truth = Annotated[bool, BeforeValidator(_truth)]
"""`true` or `false`."""

Day = Annotated[date, BeforeValidator(_day)]
"""A day as YYYY-MM-DD."""

Word = Annotated[str, AfterValidator(_word)]
"""A name that conditions can use, in its NFKC form."""
