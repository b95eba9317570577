"""`days_between` and `months_between`: from one date to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import narwhals as nw

from ..build import pair
from ..civil_columns import Days, Keep
from ..operands import Checker, as_date, expect, maybe, result
from ..planes import Planes
from ..scopes import ColumnScope, Scope
from ..tree import Call, Name
from ..typed import Typed
from ..types import Kind, Type
from ..values import Interval, Value
from .base import Function, interval


class Between(Function):
    """A count from one date to another; negative if the second is earlier.

    It falls with the first date and rises with the second, so its ends are at their opposite ends.

    Args:
        name: how it is written.
        count: the count for two days.
        count_columns: the count for two columns of days, given what puts aside.
    """

    least, most = 2, 2

    def __init__(
        self,
        name: str,
        count: Callable[[int, int], int],
        count_columns: Callable[[Days, Days, Keep], nw.Expr],
    ) -> None:
        self.name = name
        self.usage = f"{name}(from, to)"
        self.count = count
        self.count_columns = count_columns

    def check(self, call: Call, checker: Checker) -> Typed:
        """Two dates; a number without a unit."""
        a, b = (expect(as_date(checker.visit(arg)), Kind.DATE) for arg in self.counted(call).args)
        low, high = self.count(a.type.high, b.type.low), self.count(a.type.low, b.type.high)
        return result(call, Type(Kind.NUMBER, low=low, high=high, maybe=maybe((a, b))), (a, b))

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The count at opposite ends."""
        a, b = (interval(arg) for arg in args)
        return Interval(self.count(a.high, b.low), self.count(a.low, b.high), a.gap or b.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        (a, b), (first, second) = args, (_ends(arg, scope) for arg in typed.args)
        low = self.count_columns(Days(a.high, *first), Days(b.low, *second), scope.keep)
        if a.certain and b.certain:
            return pair(Kind.NUMBER, low, low, args)
        return pair(Kind.NUMBER, low, self.count_columns(Days(a.low, *first), Days(b.high, *second), scope.keep), args)


def _ends(date: Typed, scope: ColumnScope) -> tuple[int, int]:
    """Between which days a date lies; one day where it is the same in every row, as `as_of` is."""
    value = scope.constant(date.node.name) if isinstance(date.node, Name) else None
    return date.type.ends if value is None else (int(value), int(value))
