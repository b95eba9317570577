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


def evaluate(typed: Typed, scope: Scope, seen: Seen | None = None, gapless: bool = False) -> Value:
    """The value of an expression for one subject.

    Args:
        typed: the checked expression.
        scope: where the names have their values.
        seen: told every part with its value, operands before what they are part of; for explanations.
        gapless: whether nothing in the scope has a gap, so that `and` and `or` may stop at the part that settles them.

    Returns:
        What is known of it, as a pair.

    Examples:
        >>> from .check import check
        >>> from .environment import Environment
        >>> from .parse import parse
        >>> evaluate(check(parse("2 + 3 >= 5 or false"), Environment()), scope=None)
        Truth(must=True, may=True, gap=False)
    """
    value: Value
    if isinstance(typed.node, Name) and typed.constant is None:
        value = scope.value(typed.node.name)
    elif isinstance(typed.constant, int | str):
        value = constant(typed.constant)
    elif gapless and seen is None and isinstance(typed.node, And | Or):
        return _settled(typed, scope, isinstance(typed.node, And))
    else:
        value = _value(typed, [evaluate(arg, scope, seen, gapless) for arg in typed.args], scope)
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
    node = typed.node
    if isinstance(node, Compare):
        return compare(node.op, args[0], args[1])
    if isinstance(node, In):
        return member(args[0], scope.codes(typed.codes) if typed.codes else typed.choices)
    if isinstance(node, Call):
        return FUNCTIONS[node.function].evaluate(typed, args, scope)
    gap = any(arg.gap for arg in args)
    match node, args:
        case Subject(field), _:
            return scope.subject(field)
        case Not(), [Truth(must, may)]:
            return Truth(not may, not must, gap)
        case And(), _:
            return Truth(all(_truth(arg).must for arg in args), all(_truth(arg).may for arg in args), gap)
        case Or(), _:
            return Truth(any(_truth(arg).must for arg in args), any(_truth(arg).may for arg in args), gap)
        case Negate(), [Interval(low, high)]:
            return Interval(-high, -low, gap)
        case Arithmetic(), [Interval(low, high)] if isinstance(typed.constant, Span):
            return Interval(arithmetic.moved(low, typed.constant), arithmetic.moved(high, typed.constant), gap)
        case Arithmetic(op), [Interval() as left, Interval() as right]:
            return arithmetic.evaluate(op, left, right)
        case _:
            raise TypeError(f"{typed.node} was not checked against this scope")


def _settled(typed: Typed, scope: Scope, every: bool) -> Truth:
    """`and` or `or` where nothing has a gap: what comes after a part that settles it cannot matter."""
    must = may = every
    for arg in typed.args:
        one = _truth(evaluate(arg, scope, None, True))
        if every:
            must, may = must and one.must, may and one.may
            if not may:
                break
        else:
            must, may = must or one.must, may or one.may
            if must:
                break
    return Truth(must, may)


def _truth(value: Value) -> Truth:
    if not isinstance(value, Truth):
        raise TypeError(f"{value} is not a truth")
    return value
