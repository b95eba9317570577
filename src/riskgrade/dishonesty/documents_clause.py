"""The number of a clause as a Chinese document writes it: 5-2-3 is 第五条第（二）项第3目."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .content_value import Cite

WORDS, FIGURES = "{words}", "{figures}"
"""What a form has in the place of the number: written 一百二十五, or 125."""

_DIGITS = "〇一二三四五六七八九"
MOST = 9999


def number_zh(number: int) -> str:
    """A number in Chinese words.

    Args:
        number: from 1 to 9999.

    Examples:
        >>> [number_zh(one) for one in (2, 10, 16, 20, 105, 110, 125, 1001, 1010)]
        ['二', '十', '十六', '二十', '一百〇五', '一百一十', '一百二十五', '一千〇一', '一千〇一十']
    """
    if not 1 <= number <= MOST:
        raise ValueError(f"{number} has no words here")
    said, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if not digit:
            skipped = bool(said)
            continue
        said += (_DIGITS[0] if skipped else "") + _DIGITS[digit] + name
        skipped = False
    return said[1:] if 10 <= number < 20 else said


def clause_zh(cite: Cite, forms: Mapping[str, Sequence[str]]) -> str:
    """The number of a clause in words; as it is where its source has no forms, or it is not made of figures.

    Args:
        cite: the clause.
        forms: source -> how the parts of a clause's number are written, from the article down.

    Returns:
        The words; a number that stays as it is begins with a blank; empty where the clause is a word of the pack.
    """
    if not cite.clause[:1].isdigit():
        return ""
    own = forms.get(cite.cite.removesuffix(f"-{cite.clause}"), ())
    parts = cite.clause.split("-")
    if len(parts) > len(own) or not all(
        one.isascii() and one.isdigit() and 1 <= int(one) <= MOST and one == str(int(one)) for one in parts
    ):
        return f" {cite.clause}"
    return "".join(
        form.replace(WORDS, number_zh(int(one))).replace(FIGURES, one) for one, form in zip(parts, own, strict=False)
    )
