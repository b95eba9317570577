"""The codes of all that can be wrong with a condition."""

from __future__ import annotations

from enum import StrEnum, auto


class LanguageErrorCode(StrEnum):
    """What is wrong with a condition; the value is what programs see and never changes.

    Examples:
        >>> LanguageErrorCode.UNKNOWN_NAME.value
        'UNKNOWN_NAME'
    """

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return name

    # The text cannot be read.
    EMPTY = auto()
    TOO_LONG = auto()
    TOO_DEEP = auto()
    TOO_LARGE = auto()
    INVALID_CHARACTER = auto()
    COMMENT = auto()
    SINGLE_EQUALS = auto()
    IMPLICIT_CONCATENATION = auto()
    STRING_FORM = auto()
    BAD_ESCAPE = auto()
    BAD_NUMBER = auto()
    TOO_MANY_DECIMALS = auto()
    NUMBER_TOO_LARGE = auto()
    SYNTAX = auto()
    NOT_ALLOWED = auto()
    UNKNOWN_FUNCTION = auto()
    BAD_CALL = auto()
    BAD_CHOICES = auto()

    # It can be read, but does not fit the names and types it is given.
    UNKNOWN_NAME = auto()
    UNKNOWN_FIELD = auto()
    UNKNOWN_TABLE = auto()
    UNKNOWN_LIST = auto()
    NAME_IS_TABLE = auto()
    NAME_IS_LIST = auto()
    LIST_FACT_IN = auto()
    WRONG_KIND = auto()
    KIND_MISMATCH = auto()
    NO_ORDER = auto()
    UNIT_MISMATCH = auto()
    UNIT_PRODUCT = auto()
    CODE_NOT_IN_VALUES = auto()
    BAD_CODE = auto()
    BAD_DATE = auto()
    DATE_DIFFERENCE = auto()
    DATE_ARITHMETIC = auto()
    DATE_OUT_OF_RANGE = auto()
    UNBOUNDED_ARITHMETIC = auto()
    ARITHMETIC_TOO_LARGE = auto()
    RATIO_NEGATIVE = auto()
    WRONG_ARGUMENTS = auto()
    LITERAL_NEEDED = auto()
    WRONG_TABLE = auto()
