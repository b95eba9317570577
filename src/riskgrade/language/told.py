"""What every refusal of riskgrade has: one sentence in English and the same in Chinese."""

from __future__ import annotations


class ToldError(Exception):
    """An error that says in two languages what is wrong and what to do; each room has its own kind of it.

    Args:
        en: the message in English.
        zh: the same in Chinese.

    Examples:
        >>> error = ToldError("nobody is named", "未写明何人")
        >>> str(error), error.zh
        ('nobody is named', '未写明何人')
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh
