r"""The first look at a text: only characters and tokens that mean what they seem to may reach the parser.

The standard parser merges neighbouring texts, drops comments, reads 1_0, 0x10 and 1e3 and only warns of `'\d'`.
All that is refused here, so that what it is given has one reading.
"""

from __future__ import annotations

import re
import unicodedata

from .codes import LanguageErrorCode as Code
from .errors import refusal

LONGEST = 4000
DEEPEST = 64
MOST_DECIMALS = 4

TOKEN = re.compile(
    r"""(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    r"|(?P<number>\.?\d[\w.]*)|(?P<word>\w+)|(?P<operator>[=!<>]=|:=)|(?P<space>\s+)|(?P<other>.)"
)
NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")
PREFIX = re.compile(r"(?i)[rbfut]{1,2}")
ESCAPE = re.compile(r"\\.")


def scan(text: str) -> str:
    r"""Check a text and give what the standard parser may see, column for column.

    Full-width forms (`（`, `＞`, `１`) outside of quotes become plain ones; line ends become spaces.

    Args:
        text: the condition.

    Returns:
        A text of the same length.

    Raises:
        LanguageError: if a character or token is not part of the language.

    Examples:
        >>> scan("（不合格批次 ＞＝ １）\nand true")
        '(不合格批次 >= 1) and true'
        >>> scan("kind == 'a' 'b'")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        riskgrade.language.errors.LanguageError: two texts stand side by side and would ...
    """
    if len(text) > LONGEST:
        raise refusal(Code.TOO_LONG, (LONGEST, len(text)), length=len(text), limit=LONGEST)
    plain = _plain(text)
    if not plain.strip():
        raise refusal(Code.EMPTY, (0, len(text)))
    depth, before = 0, ""
    for token in TOKEN.finditer(plain):
        kind, word, span = str(token.lastgroup), token.group(), token.span()
        match kind:
            case "text":
                _check_text(plain, span, before)
            case "number":
                _check_number(word, span)
            case _:
                depth += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
                _check_other(word, span, depth)
        if kind != "space":
            before = kind
    return plain


def _plain(text: str) -> str:
    """Full-width forms and spaces outside of quotes as plain ones; what is in quotes stays as written."""
    out: list[str] = []
    quote, escaped = "", False
    for column, char in enumerate(text):
        if not quote and char in "\r\n\t":
            char = " "
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"):
            raise refusal(Code.INVALID_CHARACTER, (column, column + 1), number=f"{ord(char):04X}")
        if quote:
            if not escaped and char == quote:
                quote = ""
            escaped = not escaped and char == "\\"
        elif unicodedata.category(char) == "Zs":
            char = " "
        elif char in "\"'":
            quote = char
        elif "！" <= char <= "～" and char not in "＂＇":
            char = chr(ord(char) - 0xFEE0)
        out.append(char)
    return "".join(out)


def _check_text(plain: str, span: tuple[int, int], before: str) -> None:
    start, end = span
    prefix = re.search(r"\w+$", plain[:start])
    if (prefix and PREFIX.fullmatch(prefix.group())) or plain[start : start + 3] in ("'''", '"""'):
        raise refusal(Code.STRING_FORM, span)
    if before == "text":
        raise refusal(Code.IMPLICIT_CONCATENATION, span)
    for escape in ESCAPE.finditer(plain, start, end):
        if escape.group()[1] not in "\\'\"":
            raise refusal(Code.BAD_ESCAPE, escape.span(), escape=escape.group())


def _check_number(word: str, span: tuple[int, int]) -> None:
    found = NUMBER.fullmatch(word)
    if not found:
        raise refusal(Code.BAD_NUMBER, span, number=word)
    if len(found.group(1) or "") > MOST_DECIMALS:
        raise refusal(Code.TOO_MANY_DECIMALS, span, number=word, limit=MOST_DECIMALS)


def _check_other(word: str, span: tuple[int, int], depth: int) -> None:
    if depth > DEEPEST:
        raise refusal(Code.TOO_DEEP, span, limit=DEEPEST)
    if word == "#":
        raise refusal(Code.COMMENT, span)
    if word in ("=", ":="):
        raise refusal(Code.SINGLE_EQUALS, span, operator=word)
