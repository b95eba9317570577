"""What can be wrong with a pack: one code a kind of mistake, each with file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DiagnosticCode(StrEnum):
    """The kinds of mistake; the code is public and stays."""

    FILE_MISSING = "FILE_MISSING"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_NOT_TEXT = "FILE_NOT_TEXT"
    YAML_SYNTAX = "YAML_SYNTAX"
    YAML_TOO_DEEP = "YAML_TOO_DEEP"
    YAML_ANCHOR = "YAML_ANCHOR"
    YAML_TAG = "YAML_TAG"
    YAML_DUPLICATE_KEY = "YAML_DUPLICATE_KEY"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    MISSING_KEY = "MISSING_KEY"
    BAD_VALUE = "BAD_VALUE"
    UNKNOWN_PACK = "UNKNOWN_PACK"
    USE_CYCLE = "USE_CYCLE"
    NAME_CLASH = "NAME_CLASH"
    NOTHING_TO_REPLACE = "NOTHING_TO_REPLACE"
    NOTHING_TO_REMOVE = "NOTHING_TO_REMOVE"
    CITATION_MISSING = "CITATION_MISSING"
    CITATION_UNKNOWN = "CITATION_UNKNOWN"
    DATES_REVERSED = "DATES_REVERSED"
    DATES_HOLE = "DATES_HOLE"
    DATES_OVERLAP = "DATES_OVERLAP"
    UNKNOWN_NAME = "UNKNOWN_NAME"
    DEPENDENCY_CYCLE = "DEPENDENCY_CYCLE"
    EXPRESSION = "EXPRESSION"
    LEVEL_UNKNOWN = "LEVEL_UNKNOWN"
    BANDS_UNORDERED = "BANDS_UNORDERED"
    DOMAIN_NEEDED = "DOMAIN_NEEDED"
    POINTS_TOO_FINE = "POINTS_TOO_FINE"
    STEP_CHOICES = "STEP_CHOICES"
    GRADE_AMBIGUOUS = "GRADE_AMBIGUOUS"
    COMPOSITION = "COMPOSITION"
    CASE = "CASE"
    CALIBRATION = "CALIBRATION"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake in a pack, in both languages.

    Args:
        code: the kind of mistake.
        file: the file, as it was asked for.
        line: the line, counted from 1.
        en: the message in English.
        zh: the message in Chinese.
        detail: the finer code of the language, for an expression.
    """

    code: DiagnosticCode
    file: str
    line: int
    en: str
    zh: str
    detail: str = ""

    def text(self, language: str = "en") -> str:
        """One line for a person.

        Examples:
            >>> Diagnostic(DiagnosticCode.YAML_TAG, "rules.yaml", 3, "tags are not allowed", "不允许标签").text()
            'rules.yaml:3: YAML_TAG: tags are not allowed'
        """
        code = f"{self.code}/{self.detail}" if self.detail else str(self.code)
        return f"{self.file}:{self.line}: {code}: {self.zh if language == 'zh' else self.en}"


class PackError(Exception):
    """A pack that cannot be used; every mistake found is in `diagnostics`.

    Examples:
        >>> str(PackError([Diagnostic(DiagnosticCode.YAML_TAG, "rules.yaml", 3, "no tags", "不允许标签")]))
        'rules.yaml:3: YAML_TAG: no tags'
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics), key=lambda one: (one.file, one.line, one.code, one.en)))
        super().__init__("\n".join(one.text() for one in self.diagnostics))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or an empty text.

    Examples:
        >>> nearest("foodrisk", ["food_risk", "credit"])
        'food_risk'
    """
    found = difflib.get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)
    return found[0] if found else ""


def hint(name: str, known: Iterable[str]) -> tuple[str, str]:
    """The same as a half-sentence in English and Chinese, empty where nothing is near.

    Examples:
        >>> hint("foodrisk", ["food_risk"])
        ("; did you mean 'food_risk'?", '；是否应为 food_risk？')
    """
    close = nearest(name, known)
    return (f"; did you mean '{close}'?", f"；是否应为 {close}？") if close else ("", "")
