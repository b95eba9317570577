"""And, or and not of truths in columns; one expression for both planes where nothing is unknown."""

from __future__ import annotations

from functools import reduce
from operator import or_

from ..language.planes import Planes
from ..language.types import Kind


def either(one: Planes, other: Planes) -> Planes:
    """Whether one of two things holds."""
    low = one.low | other.low
    certain = one.certain and other.certain
    gaps = [gap for gap in (one.gap, other.gap) if gap is not None]
    gap = reduce(or_, gaps) if gaps else None
    return Planes(Kind.BOOL, low, low if certain else one.high | other.high, certain, gap)


def both(one: Planes | None, other: Planes | None) -> Planes | None:
    """Whether two things hold together; None always holds."""
    if one is None or other is None:
        return other if one is None else one
    low = one.low & other.low
    certain = one.certain and other.certain
    return Planes(Kind.BOOL, low, low if certain else one.high & other.high, certain)


def opposite(one: Planes) -> Planes:
    """Whether something does not hold."""
    low = ~one.high
    return Planes(Kind.BOOL, low, low if one.certain else ~one.low, one.certain)
