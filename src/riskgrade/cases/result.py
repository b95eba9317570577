"""What came of running cases."""

from __future__ import annotations

from dataclasses import dataclass

from .case_model import Case
from .coverage import Coverage


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in which a case fails.

    Args:
        what: the key of `expect`, or what else is wrong.
        expected: what was expected (of two evaluators: what the reference says).
        got: what came out.
        source: which evaluator gave it.
    """

    what: str
    expected: str
    got: str
    source: str = "reference"

    def text(self, language: str = "en") -> str:
        """One line for a person.

        Examples:
            >>> Problem("rating", "5", "4").text()
            'rating: expected 5, got 4'
        """
        by_zh, by_en = ("", "") if self.source == "reference" else (f"（{self.source}）", f" ({self.source})")
        if language == "zh":
            return f"{self.what}：期望 {self.expected}，得到 {self.got}{by_zh}"
        return f"{self.what}: expected {self.expected}, got {self.got}{by_en}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case.

    Args:
        case: the case.
        problems: in what it fails; none if it passes.
        notes: what was found about its records, in English and Chinese.
    """

    case: Case
    problems: tuple[Problem, ...]
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Suite:
    """What came of all cases of a pack.

    Args:
        results: of each case, in the order of the files.
        coverage: what of the pack they touched.
        warnings: names in cases that the pack does not know, in English and Chinese.
    """

    results: tuple[CaseResult, ...]
    coverage: Coverage
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that fail."""
        return tuple(one for one in self.results if not one.passed)
