"""The one error of this room: there is no such subject."""

from __future__ import annotations

from ..language.told import ToldError


class UnknownSubjectError(ToldError):
    """No row of the subject register has this key.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(UnknownSubjectError("no row has the code '7'", "没有代码为 7 的行"))
        "no row has the code '7'"
    """
