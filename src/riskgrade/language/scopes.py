"""Where the evaluators find the values of names: given by whoever evaluates."""

from __future__ import annotations

from typing import Protocol

import narwhals as nw

from .environment import Table
from .planes import Planes
from .values import Value


class Scope(Protocol):
    """The names of one subject (or one record), for `evaluate`."""

    def value(self, name: str) -> Value:
        """What is known of a name, in the integers of its type."""
        ...

    def subject(self, field: str) -> Value:
        """What is known of a field of the subject."""
        ...

    def table(self, name: str) -> Table:
        """A table as it is in force."""
        ...

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes as it is in force."""
        ...

    def is_field(self, name: str) -> bool:
        """Whether a name is a field of the record itself: `known` then asks what the record says, gap or not."""
        return False


class ColumnScope(Protocol):
    """The names of a frame of subjects (or records), for `columns`; derive from it to have its two defaults."""

    def planes(self, name: str) -> Planes:
        """What is known of a name in every row."""
        ...

    def subject(self, field: str) -> Planes:
        """What is known of a field of the subject in every row."""
        ...

    def constant(self, name: str) -> int | bool | str | None:
        """The value of a name that is known and the same in every row, such as `as_of`; else None."""
        return None

    def keep(self, expression: nw.Expr) -> nw.Expr:
        """Give an expression a column of its own, to be read instead; a scope that cannot gives the expression back."""
        return expression

    def table(self, name: str) -> Table:
        """A table as it is in force."""
        ...

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes as it is in force."""
        ...

    def is_field(self, name: str) -> bool:
        """Whether a name is a field of the record itself: `known` then asks what the record says, gap or not."""
        return False
