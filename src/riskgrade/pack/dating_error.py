"""The refusal of a day for which a pack has no answer."""

from __future__ import annotations

from ..language.told import ToldError


class DatingError(ToldError):
    """A day on which a pack has no answer.

    Args:
        en: the message in English.
        zh: the message in Chinese.
    """
