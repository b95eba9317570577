"""A finding: something about the records that a person should see, with file, row and field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What became of the record."""

    ERROR = "error"
    """The row was set aside."""
    FINDING = "finding"
    """The row stays; the value is unknown."""
    WARNING = "warning"
    """The row and the value stay."""


class FindingCode(StrEnum):
    """The kinds of finding; the code is public and stays."""

    UNREADABLE = "UNREADABLE"
    REQUIRED_BLANK = "REQUIRED_BLANK"
    CHECK_FAILED = "CHECK_FAILED"
    DIGITS_LOST = "DIGITS_LOST"
    CONFLICT = "CONFLICT"
    SHIFTED = "SHIFTED"
    NOT_IN_VALUES = "NOT_IN_VALUES"
    OUT_OF_DOMAIN = "OUT_OF_DOMAIN"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_DECIMALS = "TOO_MANY_DECIMALS"
    DATE_OUT_OF_RANGE = "DATE_OUT_OF_RANGE"
    CHECK_DOUBTFUL = "CHECK_DOUBTFUL"
    SPACES_IN_CODE = "SPACES_IN_CODE"
    FULL_WIDTH = "FULL_WIDTH"
    PLACEHOLDER = "PLACEHOLDER"
    NUMBER_AS_CODE = "NUMBER_AS_CODE"
    DUPLICATE_ROW = "DUPLICATE_ROW"
    SUBJECT_ABSENT = "SUBJECT_ABSENT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in both languages.

    Args:
        code: the kind.
        severity: what became of the row.
        register: the register's name.
        file: the file's name, or the frame's.
        row: the row as a person sees it in the file (a heading counts as row 1); None where it has no one row.
        field: the field's name; None where it is about the whole row.
        value: the cell's text.
        key: the row's key as far as it could be read.
        en: the message in English.
        zh: the message in Chinese.
        count: the rows it stands for.
    """

    code: FindingCode
    severity: Severity
    register: str
    file: str
    row: int | None
    field: str | None
    value: str
    key: str
    en: str
    zh: str
    count: int = 1
