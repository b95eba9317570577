"""The one error of this room: the input cannot be read at all, so nothing is graded."""

from __future__ import annotations

from ..language.told import ToldError


class RegisterError(ToldError):
    """The registers cannot be read; a command ends with status 2.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(RegisterError("samplings.csv is empty.", "samplings.csv 是空文件。"))
        'samplings.csv is empty.'
    """
