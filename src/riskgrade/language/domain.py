"""Arithmetic of domains: the two ends of a result from the two ends of its operands, unbounded ends kept."""

from __future__ import annotations

from collections.abc import Iterable

from .types import INFINITY

Ends = tuple[int, int]


def add(a: Ends, b: Ends) -> Ends:
    """The ends of a sum.

    Examples:
        >>> add((0, INFINITY), (1, 2)) == (1, INFINITY)
        True
    """
    return _plus(a[0], b[0]), _plus(a[1], b[1])


def negate(a: Ends) -> Ends:
    """The ends of a negative.

    Examples:
        >>> negate((-1, 5))
        (-5, 1)
    """
    return -a[1], -a[0]


def multiply(a: Ends, b: Ends) -> Ends:
    """The ends of a product.

    Examples:
        >>> multiply((-1, 5), (2, 3))
        (-3, 15)
        >>> multiply((0, INFINITY), (0, 3)) == (0, INFINITY)
        True
    """
    return hull((_times(x, y), _times(x, y)) for x in a for y in b)


def magnitude(a: Ends) -> Ends:
    """The ends of an absolute value.

    Examples:
        >>> magnitude((-3, 2)), magnitude((-3, -2))
        ((0, 3), (2, 3))
    """
    low, high = a
    return max(0, low, -high), max(-low, high)


def hull(parts: Iterable[Ends]) -> Ends:
    """The ends of what can be any of several.

    Examples:
        >>> hull([(0, 1), (5, 6)])
        (0, 6)
    """
    lows, highs = zip(*parts, strict=True)
    return min(lows), max(highs)


def _plus(x: int, y: int) -> int:
    return next((end for end in (x, y) if abs(end) >= INFINITY), x + y)


def _times(x: int, y: int) -> int:
    if x == 0 or y == 0:
        return 0
    if max(abs(x), abs(y)) >= INFINITY:
        return INFINITY if (x > 0) == (y > 0) else -INFINITY
    return x * y
