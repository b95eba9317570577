"""`+`, `-`, `*` of numbers, and dates moved by a length of time: types, meaning and columns, side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from . import domain
from .build import largest, pair, smallest
from .civil import FIRST_YEAR, LAST_YEAR, add_months
from .civil_columns import Days, Keep, add_months_column
from .codes import LanguageErrorCode as Code
from .errors import refusal
from .operands import alike, as_date, computable, ends_of, expect, joined, maybe, sized
from .planes import Planes, lit
from .tree import Arithmetic, Operator
from .typed import Span, Typed, reach_of
from .types import Kind, Type, day_number
from .values import Interval

FIRST, LAST = day_number(date(FIRST_YEAR, 1, 1)), day_number(date(LAST_YEAR, 12, 31))


def check(node: Arithmetic, left: Typed, right: Typed) -> Typed:
    """The type of a sum, difference or product.

    Args:
        node: the node.
        left: its left side.
        right: its right side.

    Returns:
        The typed node.

    Raises:
        LanguageError: if the operands do not fit, have no ends, or the result could be too large.
    """
    if Kind.SPAN in (left.type.kind, right.type.kind) or Kind.DATE in (left.type.kind, right.type.kind):
        return _check_date(node, left, right)
    for side in (left, right):
        computable(expect(side, Kind.NUMBER))
    if node.op == "*":
        return _check_product(node, left, right)
    left, right = alike((left, right))
    other = domain.negate(right.type.ends) if node.op == "-" else right.type.ends
    type_ = joined((left, right), domain.add(left.type.ends, other), maybe=maybe((left, right)))
    reach = reach_of(type_) if type_.bounded else left.reach + right.reach
    return sized(Typed(node, type_, (left, right), reach=reach))


def _check_product(node: Arithmetic, left: Typed, right: Typed) -> Typed:
    if left.type.unit is not None and right.type.unit is not None:
        raise refusal(Code.UNIT_PRODUCT, node.span, left=left.type.unit, right=right.type.unit)
    ends = domain.multiply(left.type.ends, right.type.ends)
    type_ = Type(
        Kind.NUMBER,
        left.type.scale + right.type.scale,
        left.type.unit or right.type.unit,
        *ends,
        maybe=maybe((left, right)),
    )
    return sized(Typed(node, type_, (left, right), reach=left.reach * right.reach))


def _check_date(node: Arithmetic, left: Typed, right: Typed) -> Typed:
    if node.op == "+" and left.type.kind is Kind.SPAN:
        left, right = right, left
    left = as_date(left)
    if node.op == "-" and left.type.kind is Kind.DATE and as_date(right).type.kind is Kind.DATE:
        raise refusal(Code.DATE_DIFFERENCE, node.span)
    span = right.constant
    if node.op == "*" or left.type.kind is not Kind.DATE or not isinstance(span, Span):
        raise refusal(Code.DATE_ARITHMETIC, node.span)
    if node.op == "-":
        span = Span(-span.months, -span.days)
    try:
        low, high = (moved(end, span) for end in ends_of([left]))
    except (ValueError, OverflowError):
        low, high = FIRST - 1, LAST
    if not FIRST <= low <= high <= LAST:
        raise refusal(Code.DATE_OUT_OF_RANGE, node.span, first=FIRST_YEAR, last=LAST_YEAR)
    type_ = replace(left.type, low=low, high=high)
    return Typed(node, type_, (left,), constant=span, reach=reach_of(type_))


def evaluate(op: Operator, a: Interval, b: Interval) -> Interval:
    """A sum, difference or product; the ends are those of all its possible values.

    Examples:
        >>> evaluate("*", Interval(-1, 2), Interval(3, 3))
        Interval(low=-3, high=6, gap=False)
    """
    gap = a.gap or b.gap
    if op == "+":
        return Interval(a.low + b.low, a.high + b.high, gap)
    if op == "-":
        return Interval(a.low - b.high, a.high - b.low, gap)
    products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Interval(min(products), max(products), gap)


def columns(op: Operator, typed: Typed, a: Planes, b: Planes) -> Planes:
    """`evaluate` for every row."""
    if op == "+":
        return pair(Kind.NUMBER, a.low + b.low, a.high + b.high, [a, b])
    if op == "-":
        return pair(Kind.NUMBER, a.low - b.high, a.high - b.low, [a, b])
    left, right = typed.args
    if a.certain and b.certain:
        return pair(Kind.NUMBER, a.low * b.low, a.low * b.low, [a, b])
    if left.type.low >= 0 and right.type.low >= 0:
        return pair(Kind.NUMBER, a.low * b.low, a.high * b.high, [a, b])
    if a.certain:
        a, b, right = b, a, left
    if b.certain and right.type.low >= 0:
        return pair(Kind.NUMBER, a.low * b.low, a.high * b.low, [a, b])
    products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return pair(Kind.NUMBER, smallest(products), largest(products), [a, b])


def moved(day: int, span: Span) -> int:
    """A day moved by a length of time.

    Examples:
        >>> moved(0, Span(days=3)), moved(0, Span(months=-1))
        (3, -31)
    """
    return add_months(day, span.months) + span.days


def moved_columns(day: Planes, ends: domain.Ends, span: Span, keep: Keep) -> Planes:
    """`moved` for every row; `ends` is the domain of the day."""
    low, high = day.low, day.high
    if span.months:
        low = add_months_column(Days(low, *ends), span.months, keep)
        high = low if day.certain else add_months_column(Days(high, *ends), span.months, keep)
    if span.days:
        low, high = low + lit(span.days), high + lit(span.days)
    return pair(Kind.DATE, low, high, [day])
