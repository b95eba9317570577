"""The refusals of this room."""

from __future__ import annotations

from ..language.told import ToldError


class ListingError(ToldError):
    """What was asked for cannot be done with this pack, these days or this penalty; it says what to do instead.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.
    """


class IncompleteDraftError(ListingError):
    """A draft that lacks what the law wants in it, so that it is not made.

    Args:
        record_id: the penalty.
        missing: what it lacks: fields of the penalty, or parts of the entry.
        en: the message in English.
        zh: the same in Chinese.
    """

    def __init__(self, record_id: str, missing: tuple[str, ...], en: str, zh: str) -> None:
        super().__init__(en, zh)
        self.record_id, self.missing = record_id, missing
