"""`years`, `months` and `days`: lengths of calendar time, to be added to a date or taken from one."""

from __future__ import annotations

from collections.abc import Sequence

from ..codes import LanguageErrorCode as Code
from ..errors import refusal
from ..operands import Checker
from ..planes import Planes
from ..scopes import ColumnScope, Scope
from ..tree import Call, Number
from ..typed import Span, Typed
from ..types import Kind, Type
from ..values import Value
from .base import Function


class SpanOf(Function):
    """A length of time written as a whole number of one unit.

    It has no value of its own: the date it is added to takes it up.
    """

    def __init__(self, name: str, *, months: int = 0, days: int = 0) -> None:
        self.name = name
        self.usage = f"{name}(n)"
        self.months = months
        self.days = days

    def check(self, call: Call, checker: Checker) -> Typed:
        """A literal whole number."""
        (arg,) = self.counted(call).args
        if not isinstance(arg, Number) or arg.scale or arg.value < 0:
            raise refusal(Code.LITERAL_NEEDED, arg.span, name=self.name)
        span = Span(self.months * arg.value, self.days * arg.value)
        return Typed(call, Type(Kind.SPAN, maybe=False), constant=span)

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """A length of time alone has no value."""
        raise TypeError("a length of time has no value of its own")

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """A length of time alone has no planes."""
        raise TypeError("a length of time has no value of its own")
