"""What is wrong with a condition: one code, the place in the text, and a sentence in two languages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from .codes import LanguageErrorCode
from .messages import MESSAGES

ALIKE = 0.6
"""How alike a known name must be before it is offered."""


class Words(NamedTuple):
    """A word of a message in both languages."""

    en: str
    zh: str


class LanguageError(ValueError):
    """A condition that cannot be read or does not fit its environment.

    Args:
        code: what is wrong, for programs.
        message_en: what is wrong and what to do, in English.
        message_zh: the same in Chinese.
        start: the first column of the place, counted from 0.
        end: the column after it.

    Examples:
        >>> error = LanguageError(LanguageErrorCode.EMPTY, "the condition is empty", "条件为空", 0, 0)
        >>> error.code, str(error)
        (<LanguageErrorCode.EMPTY: 'EMPTY'>, 'the condition is empty')
    """

    def __init__(self, code: LanguageErrorCode, message_en: str, message_zh: str, start: int, end: int) -> None:
        super().__init__(code, message_en, message_zh, start, end)
        self.code = code
        self.message_en = message_en
        self.message_zh = message_zh
        self.start = start
        self.end = end

    def __str__(self) -> str:
        return self.message_en


def refusal(
    code: LanguageErrorCode,
    span: tuple[int, int],
    /,
    *,
    near: tuple[str, Iterable[str]] | None = None,
    **details: str | int | Words,
) -> LanguageError:
    """The error that refuses a condition.

    Args:
        code: what is wrong; its two sentences are in `messages`.
        span: the place.
        near: a word that is not known and the known ones; the nearest is offered at the end of the sentence.
        details: what the sentence names.

    Returns:
        The error, to be raised.

    Examples:
        >>> raise refusal(LanguageErrorCode.UNKNOWN_NAME, (0, 6), near=("failde", ["failed", "kind"]), name="failde")
        Traceback (most recent call last):
        riskgrade.language.errors.LanguageError: there is no name 'failde' here; did you mean 'failed'?
    """
    best = nearest(*near) if near else None
    hints = (f"; did you mean {best!r}?", f"；是否想写 {best!r}？") if best else ("", "")
    english, chinese = (
        template.format_map({k: v[i] if isinstance(v, Words) else v for k, v in details.items()}) + hints[i]
        for i, template in enumerate(MESSAGES[code])
    )
    return LanguageError(code, english, chinese, *span)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if one is like it at all.

    Examples:
        >>> nearest("ratoi", ["min", "ratio"])
        'ratio'
        >>> nearest("x", ["ratio"])
    """
    found = get_close_matches(word, sorted(known), n=1, cutoff=ALIKE)
    return found[0] if found else None
