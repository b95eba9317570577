"""Text of a record as it may stand in a document: nothing in it can break the file, mislead the eye, or tell who a person is."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ..dossier.masking import HIDDEN

_ID = re.compile(r"(?<![0-9A-Za-z])[1-8][0-9]{5}([0-9]{8})[0-9]{3}[0-9Xx](?![0-9A-Za-z])", re.ASCII)
"""An identity number: region, day of birth, three digits, one to check."""


def clean(text: str) -> str:
    r"""A text on one line, of characters that a document may hold.

    Line breaks and tabs become blanks; controls, halves of characters, and marks that turn the direction of writing or that nobody
    sees go. Identity numbers within it are masked.

    Examples:
        >>> clean("a\x00\u202eb\r\n c <w:t> {{ x }}"), clean("身份证510100199001011234，电话")
        ('ab c <w:t> {{ x }}', '身份证******，电话')
    """
    kept = (" " if one.isspace() else one for one in text if one.isspace() or _stands(one))
    return _ID.sub(_hidden, re.sub(" {2,}", " ", "".join(kept)).strip())


def _stands(one: str) -> bool:
    return unicodedata.category(one) not in ("Cc", "Cf", "Cs") and ord(one) & 0xFFFE != 0xFFFE


def _hidden(found: re.Match[str]) -> str:
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return found[0]
    return HIDDEN if 1900 <= day.year <= 2100 else found[0]


def day_words(text: str) -> str:
    """A day as documents write it; anything else as it is.

    Examples:
        >>> day_words("2023-09-04"), day_words("未知")
        ('2023年9月4日', '未知')
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"
