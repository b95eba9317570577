"""The error of this room: a calibration that cannot be made or must not be used, and what to do instead."""

from __future__ import annotations

from ..language.told import ToldError


class CalibrationError(ToldError):
    """A calibration cannot be made or must not be used; a command ends with status 2.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(CalibrationError("it is not approved", "尚未批准"))
        'it is not approved'
    """
