"""Features that no calibrated weight may rest on, found by the words of their names and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from .document import read_document
from .scalars import normal
from .shelf import shipped

_LATIN = re.compile(r"[a-z0-9]+")


@cache
def forbidden_words() -> Mapping[str, tuple[str, ...]]:
    """What is forbidden everywhere: kind of feature -> its words, from `rules/forbidden_features.yaml`."""
    name = "forbidden_features.yaml"
    found = read_document(shipped() / name, name).data
    return {kind: tuple(words) for kind, words in found.items()}


def forbidden_in(name: str, labels: Iterable[str], more: Iterable[str] = ()) -> tuple[str, str] | None:
    """The word by which a feature is forbidden, with its kind; None where it is not.

    Args:
        name: a fact, a field or a parameter.
        labels: what people call it.
        more: words that the pack forbids besides.

    Examples:
        >>> forbidden_in("inspector_id", ()), forbidden_in("average_score", ()), forbidden_in("score", ["检查员评分"])
        (('inspector', 'inspector'), None, ('inspector', '检查员'))
        >>> forbidden_in("moon_phase", (), ["moon"])
        ('moon', 'moon')
    """
    texts = [normal(text).casefold() for text in (name, *labels)]
    asked = [(kind, word) for kind, words in forbidden_words().items() for word in words]
    for kind, word in (*asked, *((word, word) for word in more)):
        wanted = normal(word).casefold()
        if any(_holds(text, wanted) for text in texts):
            return kind, word
    return None


def _holds(text: str, word: str) -> bool:
    """Whether a text holds a word: Chinese anywhere, others as whole parts, one after the other."""
    parts = _LATIN.findall(word)
    if "".join(parts) != word.replace("_", "").replace("-", "").replace(" ", "") or not parts:
        return bool(word) and word in text
    there = _LATIN.findall(text)
    return any(there[start : start + len(parts)] == parts for start in range(len(there) - len(parts) + 1))
