"""`min`, `max`, `abs` and `ratio`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import narwhals as nw

from .. import domain
from ..build import choose, gap_of, largest, pair
from ..codes import LanguageErrorCode as Code
from ..errors import refusal
from ..operands import LARGEST_RESULT, Checker, alike, expect, joined, maybe, result, sized
from ..planes import Planes, lit
from ..scopes import ColumnScope, Scope
from ..tree import Call
from ..typed import Typed, reach_of, shifted
from ..types import INFINITY, Kind, Type
from ..values import Interval, Value
from .base import Function, interval


class Extreme(Function):
    """The smallest or largest of numbers or dates: that of the lower ends, and that of the upper.

    Args:
        name: how it is written.
        pick: picks it from integers.
        pick_columns: picks it in every row.
    """

    most = None

    def __init__(
        self,
        name: str,
        pick: Callable[[Iterable[int]], int],
        pick_columns: Callable[[Sequence[nw.Expr]], nw.Expr],
    ) -> None:
        self.name = name
        self.usage = f"{name}(a, b, …)"
        self.pick = pick
        self.pick_columns = pick_columns

    def check(self, call: Call, checker: Checker) -> Typed:
        """Numbers of one unit, or dates."""
        args = alike([checker.visit(arg) for arg in self.counted(call).args])
        for arg in args:
            expect(arg, Kind.NUMBER, Kind.DATE)
        ends = self.pick(arg.type.low for arg in args), self.pick(arg.type.high for arg in args)
        return result(call, joined(args, ends, maybe=maybe(args)), args)

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The pick of the lower ends and of the upper ends."""
        found = [interval(arg) for arg in args]
        return Interval(self.pick(a.low for a in found), self.pick(a.high for a in found), any(a.gap for a in found))

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        low, high = self.pick_columns([arg.low for arg in args]), self.pick_columns([arg.high for arg in args])
        return pair(typed.type.kind, low, high, args)


class Absolute(Function):
    """The magnitude of a number."""

    name, usage = "abs", "abs(a)"

    def check(self, call: Call, checker: Checker) -> Typed:
        """A number; the result is never below 0."""
        number = expect(checker.visit(self.counted(call).args[0]), Kind.NUMBER)
        return result(call, joined([number], domain.magnitude(number.type.ends), maybe=number.type.maybe), [number])

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The magnitudes between the ends."""
        number = interval(args[0])
        return Interval(*domain.magnitude((number.low, number.high)), number.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        (number,) = args
        if typed.args[0].type.low >= 0:
            return number
        minus_low, minus_high = lit(0) - number.low, lit(0) - number.high
        low = largest([number.low, minus_high] if number.certain else [lit(0), number.low, minus_high])
        return pair(Kind.NUMBER, low, largest([minus_low, number.high]), args)


class Ratio(Function):
    """`a / b` in whole hundredths of a percent, half up; unknown where b is 0.

    It is highest for the highest a and the lowest b. Where b can be 0 nothing is known but that it is not negative.
    """

    name, usage, least, most = "ratio", "ratio(a, b)", 2, 2

    def check(self, call: Call, checker: Checker) -> Typed:
        """Two numbers that cannot be negative."""
        typed = [expect(checker.visit(arg), Kind.NUMBER) for arg in self.counted(call).args]
        for arg in typed:
            if arg.type.low < 0:
                raise refusal(Code.RATIO_NEGATIVE, arg.node.span)
        a, b = _same_digits(typed)
        if 20000 * a.reach + b.reach > LARGEST_RESULT:
            raise refusal(Code.ARITHMETIC_TOO_LARGE, call.span)
        low, high = _ends(a.type.ends, b.type.ends)
        type_ = Type(Kind.NUMBER, low=low, high=high, maybe=maybe((a, b)) or b.type.low == 0)
        reach = reach_of(type_) if type_.bounded else 10001 * a.reach
        return sized(Typed(call, type_, (a, b), reach=reach))

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The ratio at opposite ends."""
        a, b = (interval(arg) for arg in args)
        return Interval(*_ends((a.low, a.high), (b.low, b.high)), a.gap or b.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        a, b = args
        nothing, divisor = b.low <= lit(0), largest([b.low, lit(1)])
        if a.certain and b.certain:
            found = _ratio(a.low, divisor)
            if typed.args[1].type.low > 0:
                return pair(Kind.NUMBER, found, found, args)
            # Both are known, yet b may be 0 in some rows.
            low, high = choose(nothing, lit(0), found), choose(nothing, lit(INFINITY), found)
            return Planes(Kind.NUMBER, low, high, False, gap_of(args))
        # An engine may work out both branches of a choice beforehand, so neither may divide by 0 or overflow.
        endless_a, endless_b = a.high >= lit(INFINITY), b.high >= lit(INFINITY)
        low = _ratio(a.low, choose(endless_b, lit(1), largest([b.high, lit(1)])))
        high = _ratio(choose(endless_a, lit(0), a.high), divisor)
        low, high = choose(nothing | endless_b, lit(0), low), choose(nothing | endless_a, lit(INFINITY), high)
        return Planes(Kind.NUMBER, low, high, False, gap_of(args))


def _same_digits(args: Sequence[Typed]) -> tuple[Typed, ...]:
    scale = max(arg.type.scale for arg in args)
    return tuple(shifted(arg, scale - arg.type.scale) for arg in args)


def _ends(a: domain.Ends, b: domain.Ends) -> domain.Ends:
    if b[0] <= 0:
        return 0, INFINITY
    low = 0 if b[1] >= INFINITY else (20000 * a[0] + b[1]) // (2 * b[1])
    return low, INFINITY if a[1] >= INFINITY else (20000 * a[1] + b[0]) // (2 * b[0])


def _ratio(a: nw.Expr, b: nw.Expr) -> nw.Expr:
    return (lit(20000) * a + b) // (lit(2) * b)
