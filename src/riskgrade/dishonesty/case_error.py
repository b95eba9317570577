"""The one error of the case register: it cannot be used, or an act cannot be done on it."""

from __future__ import annotations

from ..language.told import ToldError


class CaseError(ToldError):
    """The case register cannot be used as asked.

    Args:
        en: what is wrong and what to do, in English.
        zh: the same in Chinese.

    Examples:
        >>> str(CaseError("cases.db is no case register", "cases.db 不是案件登记簿"))
        'cases.db is no case register'
    """


class ForeignFileError(CaseError):
    """The file is something else altogether; nobody here writes it."""
