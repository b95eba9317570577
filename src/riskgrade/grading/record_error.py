"""The error of a record that cannot be taken: it is no decision, or was made by another pack."""

from __future__ import annotations

from ..language.told import ToldError


class RecordError(ToldError):
    """A record of a decision cannot be used.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> RecordError("the record has no pack", "决定记录缺少 pack").zh
        '决定记录缺少 pack'
    """
