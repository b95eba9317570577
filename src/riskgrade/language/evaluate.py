"""What an expression means: plain Python over the pairs of `values`. The columns must give the same in every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import arithmetic
from .functions import FUNCTIONS
from .relations import compare, member
from .scopes import Scope
from .tree import And, Arithmetic, Call, Compare, In, Name, Negate, Not, Or, Subject
from .typed import Span, Typed
from .types import rescale
from .values import Code, Interval, Truth, Value

Seen = Callable[[Typed, Value], None]


def evaluate(typed: Typed, scope: Scope, seen: Seen | None = None) -> Value:
    """The value of an expression for one subject.

    Args:
        typed: the checked expression.
        scope: where the names have their values.
        seen: told every part with its value, operands before what they are part of; for explanations.

    Returns:
        What is known of it, as a pair.

    Examples:
        >>> from .check import check
        >>> from .environment import Environment
        >>> from .parse import parse
        >>> evaluate(check(parse("2 + 3 >= 5 or false"), Environment()), scope=None)
        Truth(must=True, may=True, gap=False)
    """
    args = [evaluate(arg, scope, seen) for arg in typed.args]
    value = _value(typed, args, scope)
    if typed.shift and isinstance(value, Interval):
        value = Interval(rescale(value.low, typed.shift), rescale(value.high, typed.shift), value.gap)
    if seen is not None:
        seen(typed, value)
    return value


def constant(value: int | bool | str) -> Value:
    """The value of a literal.

    Examples:
        >>> constant(3), constant("fine")
        (Interval(low=3, high=3, gap=False), Code(value='fine', gap=False))
    """
    if isinstance(value, bool):
        return Truth(value, value)
    return Code(value) if isinstance(value, str) else Interval(value, value)


def _value(typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
    if isinstance(typed.constant, int | str):
        return constant(typed.constant)
    gap = any(arg.gap for arg in args)
    match typed.node, args:
        case Name(name), _:
            return scope.value(name)
        case Subject(field), _:
            return scope.subject(field)
        case Not(), [Truth(must, may)]:
            return Truth(not may, not must, gap)
        case And(), _:
            return Truth(all(_truth(arg).must for arg in args), all(_truth(arg).may for arg in args), gap)
        case Or(), _:
            return Truth(any(_truth(arg).must for arg in args), any(_truth(arg).may for arg in args), gap)
        case Compare(op), [left, right]:
            return compare(op, left, right)
        case In(), [item]:
            return member(item, scope.codes(typed.codes) if typed.codes else typed.choices)
        case Negate(), [Interval(low, high)]:
            return Interval(-high, -low, gap)
        case Arithmetic(), [Interval(low, high)] if isinstance(typed.constant, Span):
            return Interval(arithmetic.moved(low, typed.constant), arithmetic.moved(high, typed.constant), gap)
        case Arithmetic(op), [Interval() as left, Interval() as right]:
            return arithmetic.evaluate(op, left, right)
        case Call(function), _:
            return FUNCTIONS[function].evaluate(typed, args, scope)
        case _:
            raise TypeError(f"{typed.node} was not checked against this scope")


def _truth(value: Value) -> Truth:
    if not isinstance(value, Truth):
        raise TypeError(f"{value} is not a truth")
    return value
