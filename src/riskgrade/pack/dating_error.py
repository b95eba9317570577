"""The refusal of a day for which a pack has no answer."""


class DatingError(Exception):
    """A day on which a pack has no answer.

    Args:
        en: the message in English.
        zh: the message in Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)
