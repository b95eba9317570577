"""The one error of this room: what was asked for cannot be done, and what to do instead."""

from __future__ import annotations

from ..language.told import ToldError


class RefusalError(ToldError):
    """What was asked for cannot be done; a command ends with status 2.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(RefusalError("build/june holds other files.", "build/june 中有其他文件。"))
        'build/june holds other files.'
    """
