"""The one error of this room: what was asked for cannot be published, and what to do instead."""

from __future__ import annotations

from ..language.told import ToldError


class PublicityError(ToldError):
    """What was asked for cannot be published.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(PublicityError("there is no feed 'x'", "没有名为 x 的输出"))
        "there is no feed 'x'"
    """
