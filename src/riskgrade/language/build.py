"""Building blocks of the column evaluator: literals, gaps, and pairs whose halves are one where nothing is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_

import narwhals as nw

from .planes import Planes, lit
from .types import INFINITY, Kind
from .values import Code, Codes, Interval, Truth, Value, codes_of


def pair(kind: Kind, low: nw.Expr, high: nw.Expr, args: Sequence[Planes]) -> Planes:
    """A result with two ends; one expression for both where all operands are certain.

    Args:
        kind: what it is.
        low: its lower end or must.
        high: its upper end or may.
        args: the operands it rests on.

    Returns:
        The planes of the result.
    """
    certain = all(arg.certain for arg in args)
    return Planes(kind, low, low if certain else high, certain, gap_of(args))


def gap_of(args: Sequence[Planes]) -> nw.Expr | None:
    """Where any operand has a gap."""
    gaps = [arg.gap for arg in args if arg.gap is not None]
    return reduce(or_, gaps) if gaps else None


def literal(value: Value, kind: Kind) -> Planes:
    """The planes of one value in every row."""
    match value:
        case Interval(low, high):
            first, second = lit(low), lit(high)
        case Truth(must, may):
            first, second = lit(must), lit(may)
        case Code(text):
            first = second = lit(text or "")
        case _:
            raise TypeError(f"{value} cannot be written as a literal")
    return Planes(kind, first, first if value.known else second, value.known)


def by_text(items: Planes, kind: Kind, answer: Callable[[Codes], Value]) -> Planes | None:
    """What is asked of a list, answered in Python for every text that occurs; None where these are not known.

    Args:
        items: the list.
        kind: what the answer is.
        answer: the meaning, for one list.
    """
    if not items.texts:
        return None
    found = [answer(codes_of(text)) for text in items.texts]
    ends = [(one.must, one.may) if isinstance(one, Truth) else _numbers(one) for one in found]
    dtype = nw.Boolean if kind is Kind.BOOL else nw.Int64

    def plane(side: int) -> nw.Expr:
        values = [pair[side] for pair in ends]
        return items.low.replace_strict(list(items.texts or ()), values, default=lit(values[0]), return_dtype=dtype)

    low = plane(0)
    certain = all(first == second for first, second in ends)
    return Planes(kind, low, low if certain else plane(1), certain, items.gap)


def _numbers(value: Value) -> tuple[int, int]:
    if not isinstance(value, Interval):
        raise TypeError(f"{value} is not a number")
    return value.low, value.high


def known(planes: Planes) -> nw.Expr:
    """Where a value is known."""
    if planes.certain:
        return lit(True)
    if planes.kind in (Kind.TEXT, Kind.LIST):
        return planes.low != lit("")
    return planes.low == planes.high


def all_of(truths: Sequence[nw.Expr]) -> nw.Expr:
    """Where all hold; a true where there are none."""
    return reduce(and_, truths) if truths else lit(True)


def any_of(truths: Sequence[nw.Expr]) -> nw.Expr:
    """Where any holds; a false where there are none."""
    return reduce(or_, truths) if truths else lit(False)


def smallest(parts: Sequence[nw.Expr]) -> nw.Expr:
    """The smallest of each row."""
    return nw.min_horizontal(*parts) if len(parts) > 1 else parts[0]


def largest(parts: Sequence[nw.Expr]) -> nw.Expr:
    """The largest of each row."""
    return nw.max_horizontal(*parts) if len(parts) > 1 else parts[0]


def choose(condition: nw.Expr, then: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
    """The one where the condition holds, else the other."""
    return nw.when(condition).then(then).otherwise(otherwise)


def rescaled(planes: Planes, digits: int, *, bounded: bool) -> Planes:
    """A number with that many more decimal digits; an end that is not bounded stays so."""
    factor = lit(10**digits)
    if bounded or planes.certain:
        return pair(planes.kind, planes.low * factor, planes.high * factor, [planes])
    # An engine may work out both branches of a choice beforehand, so neither may overflow.
    endless = planes.low <= lit(-INFINITY), planes.high >= lit(INFINITY)
    low, high = (choose(no_end, lit(0), end) for no_end, end in zip(endless, (planes.low, planes.high), strict=True))
    low, high = choose(endless[0], lit(-INFINITY), low * factor), choose(endless[1], lit(INFINITY), high * factor)
    return pair(planes.kind, low, high, [planes])
