"""Text that a terminal must not take for a command."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    r"""Text for a terminal: what cannot be seen is written out, so that no record can move the cursor or hide a line.

    Examples:
        >>> visible("a\x1b[2Jb")
        'a\\x1b[2Jb'
    """
    return "".join(one.encode("unicode_escape").decode() if _hidden(one) else one for one in text)


def _hidden(one: str) -> bool:
    # Controls, format characters (such as those that turn the direction of writing), halves of pairs, line separators.
    return one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")
