"""Comparisons and `in`: the meaning and the columns of each, side by side.

What must hold and what may hold are asked of the ends: `a >= b` must hold when a.low >= b.high and may when
a.high >= b.low.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence

import narwhals as nw

from .build import all_of, any_of, pair
from .planes import Planes, lit
from .tree import Comparison
from .types import Kind
from .values import Code, Interval, Truth, Value

RISING = {"<": operator.lt, "<=": operator.le}
FALLING = {">": operator.gt, ">=": operator.ge}


def compare(op: Comparison, a: Value, b: Value) -> Truth:
    """The truth of a comparison.

    Args:
        op: the operator.
        a: the left side.
        b: the right side, of the same kind and digits.

    Returns:
        Whether it must and whether it may hold.

    Examples:
        >>> compare(">=", Interval(0, 5), Interval(3, 3))
        Truth(must=False, may=True, gap=False)
    """
    gap = a.gap or b.gap
    match a, b:
        case Interval(), Interval() if op in RISING:
            return Truth(RISING[op](a.high, b.low), RISING[op](a.low, b.high), gap)
        case Interval(), Interval() if op in FALLING:
            return Truth(FALLING[op](a.low, b.high), FALLING[op](a.high, b.low), gap)
        case Interval(), Interval():
            must, may = a.low == a.high == b.low == b.high, a.low <= b.high and b.low <= a.high
        case Truth(), Truth():
            must = (a.must and b.must) or not (a.may or b.may)
            may = (a.may and b.may) or not (a.must or b.must)
        case Code(), Code() if a.known and b.known:
            must = may = a.value == b.value
        case _:
            must, may = False, True
    return Truth(must, may, gap) if op == "==" else Truth(not may, not must, gap)


def compare_columns(op: Comparison, a: Planes, b: Planes) -> Planes:
    """`compare` for every row."""
    if op in RISING:
        return pair(Kind.BOOL, RISING[op](a.high, b.low), RISING[op](a.low, b.high), [a, b])
    if op in FALLING:
        return pair(Kind.BOOL, FALLING[op](a.low, b.high), FALLING[op](a.high, b.low), [a, b])
    must, may = _equal(a, b)
    return pair(Kind.BOOL, must, may, [a, b]) if op == "==" else pair(Kind.BOOL, ~may, ~must, [a, b])


def _equal(a: Planes, b: Planes) -> tuple[nw.Expr, nw.Expr]:
    same = a.low == b.low
    if a.certain and b.certain:
        return same, same
    if a.kind is Kind.TEXT:
        blank = any_of([side.low == lit("") for side in (a, b) if not side.certain])
        return same & ~blank, same | blank
    if a.kind is Kind.BOOL:
        return (a.low & b.low) | ~(a.high | b.high), (a.high & b.high) | ~(a.low | b.low)
    # With low <= high on both sides these two equalities make all four ends equal.
    return (a.low == b.high) & (a.high == b.low), (a.low <= b.high) & (b.low <= a.high)


def member(item: Value, choices: Sequence[int | str]) -> Truth:
    """The truth of `in`.

    Args:
        item: what is looked for.
        choices: codes, or numbers and dates of the same digits.

    Returns:
        Whether it must and whether it may be among them.

    Examples:
        >>> member(Interval(0, 5), [3, 9]), member(Code(None), ["fine"])
        (Truth(must=False, may=True, gap=False), Truth(must=False, may=True, gap=False))
    """
    match item:
        case Interval(low, high):
            numbers = [choice for choice in choices if isinstance(choice, int)]
            must = any(low == number == high for number in numbers)
            return Truth(must, any(low <= number <= high for number in numbers), item.gap)
        case Code(str(value)):
            return Truth(value in choices, value in choices, item.gap)
        case _:
            return Truth(False, True, item.gap)


def member_columns(item: Planes, choices: Sequence[int | str]) -> Planes:
    """`member` for every row."""
    if item.kind is Kind.TEXT:
        codes = [code for code in choices if code != ""]
        found = item.low.is_in(codes) if codes else lit(False)
        return pair(Kind.BOOL, found, found | (item.low == lit("")), [item])
    if item.certain:
        found = any_of([item.low == lit(choice) for choice in choices])
        return pair(Kind.BOOL, found, found, [item])
    must = any_of([all_of([item.low == lit(choice), item.high == lit(choice)]) for choice in choices])
    may = any_of([all_of([item.low <= lit(choice), item.high >= lit(choice)]) for choice in choices])
    return pair(Kind.BOOL, must, may, [item])
