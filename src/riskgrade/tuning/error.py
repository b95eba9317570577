"""The error of this room: what was asked for cannot be tried, and what to do instead."""

from __future__ import annotations

from ..language.told import ToldError


class TuningError(ToldError):
    """What was asked for cannot be tried; a command ends with status 2.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(TuningError("no outcome was seen", "没有任何结果"))
        'no outcome was seen'
    """
