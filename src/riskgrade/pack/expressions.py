"""Compiling the texts of a pack: parse, check, and turn a mistake into a diagnostic at its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language import tree
from ..language.check import check
from ..language.environment import Environment
from ..language.errors import LanguageError
from ..language.parse import parse
from ..language.typed import Typed
from ..language.types import Kind
from .diagnostics import Diagnostic, DiagnosticCode
from .document import Path_
from .parts import Part, Parts
from .source_model import Citation

Cite = Callable[[Part, tuple[str, ...], tuple[str | int, ...]], tuple[Citation, ...]]
"""Resolves the citations of a part that stand at a path inside it."""


def names_in(node: tree.Node) -> frozenset[str]:
    """Every name a tree uses: facts, fields, conclusions, parameters and tables.

    Examples:
        >>> sorted(names_in(parse("a > 1 and lookup(t, b) == 2")))
        ['a', 'b', 't']
    """
    return frozenset(one.name for one in tree.walk(node) if isinstance(one, tree.Name))


class Compiler:
    """Compiles texts and collects what is wrong with them."""

    def __init__(self, wrong: list[Diagnostic]) -> None:
        self.wrong = wrong

    def parse(self, text: str, part: Part | Parts, at: Path_, also: frozenset[str] = frozenset()) -> Any:
        """The tree of a text, or None after noting what is wrong."""
        try:
            return parse(text, also)
        except LanguageError as error:
            self._note(error, text, part, at)
            return None

    def check(
        self, node: Any, environment: Environment, want: Kind | None, text: str, part: Part | Parts, at: Path_
    ) -> Typed | None:
        """The typed tree, or None after noting what is wrong."""
        if node is None:
            return None
        try:
            return check(node, environment, want)
        except LanguageError as error:
            self._note(error, text, part, at)
            return None

    def compile(
        self, text: str, environment: Environment, want: Kind | None, part: Part | Parts, at: Path_
    ) -> Typed | None:
        """Parse and check a text."""
        return self.check(self.parse(text, part, at), environment, want, text, part, at)

    def _note(self, error: LanguageError, text: str, part: Part | Parts, at: Path_) -> None:
        en, zh = f"{error.message_en}\n    {text}", f"{error.message_zh}\n    {text}"
        if error.end > error.start:
            marks = "\n    " + " " * error.start + "^" * (error.end - error.start)
            en, zh = en + marks, zh + marks
        self.wrong.append(part.diagnostic(DiagnosticCode.EXPRESSION, en, zh, at, str(error.code)))
