"""What every function of the language is: its type rule, its meaning and its columns, side by side."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from ..codes import LanguageErrorCode as Code
from ..errors import LanguageError, refusal
from ..operands import Checker
from ..planes import Planes
from ..scopes import ColumnScope, Scope
from ..tree import Call
from ..typed import Typed
from ..values import Interval, Value


class Function(ABC):
    """A function of the fixed list.

    Args:
        name: how it is written.
        usage: how it is called, for messages.
        least: the fewest arguments.
        most: the most; None for any number.
    """

    name: str
    usage: str
    least: ClassVar[int] = 1
    most: ClassVar[int | None] = 1

    @abstractmethod
    def check(self, call: Call, checker: Checker) -> Typed:
        """The typed call.

        Args:
            call: the node.
            checker: gives the types of the arguments.

        Returns:
            The typed node.

        Raises:
            LanguageError: if the arguments do not fit.
        """

    @abstractmethod
    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """Its value for one subject: what the function means."""

    @abstractmethod
    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """Its planes for every row; the same values as `evaluate`."""

    def counted(self, call: Call) -> Call:
        """The call, if it has as many arguments as it should.

        Raises:
            LanguageError: if not.
        """
        if not self.least <= len(call.args) <= (len(call.args) if self.most is None else self.most):
            raise self.misused(call)
        return call

    def misused(self, call: Call) -> LanguageError:
        """The error that shows how a call is written."""
        return refusal(Code.WRONG_ARGUMENTS, call.span, usage=self.usage)


def interval(value: Value) -> Interval:
    """A number or date, for the type checker of Python."""
    if not isinstance(value, Interval):
        raise TypeError(f"{value} is not a number or date")
    return value
