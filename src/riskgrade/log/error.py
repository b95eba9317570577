"""The one error of this room: the log cannot be read, or an event cannot be taken."""

from __future__ import annotations

from ..language.told import ToldError


class LogError(ToldError):
    """A log cannot be used, or an event is refused.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(LogError("nobody is named", "未写明何人"))
        'nobody is named'
    """
