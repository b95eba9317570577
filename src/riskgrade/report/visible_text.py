"""Text whose every character is seen: nothing in a record moves the cursor, turns the writing or hides a line."""

from __future__ import annotations

import json
import unicodedata


def visible(text: str) -> str:
    r"""Text for a terminal or a page: what cannot be seen is written out.

    Examples:
        >>> visible("a\x1b[2Jb")
        'a\\x1b[2Jb'
    """
    return "".join(one.encode("unicode_escape").decode() if _hidden(one) else one for one in text)


def visible_json(text: str) -> str:
    r"""A JSON document for a terminal: the same document, with what cannot be seen as JSON writes it out.

    Examples:
        >>> visible_json('["a\x9b2Jb"]')
        '["a\\u009b2Jb"]'
    """
    return "".join(json.dumps(one)[1:-1] if _hidden(one) else one for one in text)


def _hidden(one: str) -> bool:
    # Controls, format characters (such as those that turn the direction of writing), halves of pairs, line separators.
    return one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")
