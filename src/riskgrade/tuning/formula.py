"""The points of a rule as arithmetic over whole numbers, with the numbers of the pack left open.

What no open number enters is worked out by the engine, once for every subject: a leaf. What is left above the leaves is small
(sums, products, the least and most, a choice, a look-up) and follows the meaning of the language end by end, so that
the points under other numbers are those that the engine would give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

Array = Any
"""Whole numbers, one a subject, or one for all of them."""

Ends = tuple[Array, Array, int]
"""The least and the most, and in how many decimal digits."""

FINE = 4
"""The decimal digits in which open numbers are held: no number of a pack has more."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a formula is worked out from.

    Args:
        answers: question -> its two ends, one a subject.
        values: path -> the open number, in `FINE` digits.
        places: (parameter with its pack, place in it) -> path, for the versions in force.
        possible: a look-up's id -> the cells that are possible: patterns, and the pattern of each subject.
    """

    answers: Mapping[str, tuple[Array, Array]]
    values: Mapping[str, int]
    places: Mapping[tuple[str, tuple[object, ...]], str]
    possible: dict[tuple[int, tuple[int, ...]], tuple[Array, Array]] = field(default_factory=dict)

    def value(self, part: str, at: tuple[object, ...]) -> int:
        """An open number."""
        return self.values[self.places[part, at]]


class Formula(Protocol):
    """Something that comes out as two ends."""

    def ends(self, given: Given) -> Ends:
        """The least and the most it can be."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the engine worked out."""

    question: str
    scale: int

    def ends(self, given: Given) -> Ends:
        """Both ends as they are."""
        low, high = given.answers[self.question]
        return low, high, self.scale


@dataclass(frozen=True, slots=True)
class Weight:
    """A number of the pack that is the same for everybody."""

    part: str
    at: tuple[object, ...]

    def ends(self, given: Given) -> Ends:
        """The number twice."""
        number = given.value(self.part, self.at)
        return number, number, FINE


@dataclass(frozen=True, slots=True)
class Negated:
    """`-a`."""

    item: Formula

    def ends(self, given: Given) -> Ends:
        """The ends change places."""
        low, high, scale = self.item.ends(given)
        return -high, -low, scale


@dataclass(frozen=True, slots=True)
class Sum:
    """`a + b`; a difference is a sum with what is negated."""

    items: tuple[Formula, ...]

    def ends(self, given: Given) -> Ends:
        """End by end."""
        found, scale = aligned([one.ends(given) for one in self.items])
        return sum(low for low, _ in found), sum(high for _, high in found), scale


@dataclass(frozen=True, slots=True)
class Product:
    """`a * b`."""

    left: Formula
    right: Formula

    def ends(self, given: Given) -> Ends:
        """The least and most of the products of the ends."""
        a, b = self.left.ends(given), self.right.ends(given)
        if a[0] is a[1] and b[0] is b[1]:
            found = a[0] * b[0]
            return found, found, a[2] + b[2]
        products = [x * y for x in a[:2] for y in b[:2]]
        return least(products), most(products), a[2] + b[2]


@dataclass(frozen=True, slots=True)
class Extreme:
    """`min` or `max`."""

    items: tuple[Formula, ...]
    highest: bool

    def ends(self, given: Given) -> Ends:
        """That of the lower ends and that of the upper."""
        found, scale = aligned([one.ends(given) for one in self.items])
        pick = most if self.highest else least
        return pick([low for low, _ in found]), pick([high for _, high in found]), scale


@dataclass(frozen=True, slots=True)
class Branch:
    """`if_else` with a condition that no open number enters."""

    condition: str
    yes: Formula
    no: Formula

    def ends(self, given: Given) -> Ends:
        """The branch that the truth leads to, or the hull of both."""
        must, may = given.answers[self.condition]
        ((a, a_high), (b, b_high)), scale = aligned([self.yes.ends(given), self.no.ends(given)])
        low = np.where(must, a, np.where(may, np.minimum(a, b), b))
        return low, np.where(must, a_high, np.where(may, np.maximum(a_high, b_high), b_high)), scale


def aligned(found: list[Ends]) -> tuple[list[tuple[Array, Array]], int]:
    """Ends in as many digits as the finest of them has.

    Examples:
        >>> aligned([(1, 2, 0), (5, 5, 1)])
        ([(10, 20), (5, 5)], 1)
    """
    scale = max(one[2] for one in found)
    return [(_scaled(low, scale - own), _scaled(high, scale - own)) for low, high, own in found], scale


def _scaled(value: Array, digits: int) -> Array:
    return value * 10**digits if digits else value


def least(arrays: list[Array]) -> Array:
    """The smallest of each subject."""
    found = arrays[0]
    for one in arrays[1:]:
        found = np.minimum(found, one)
    return found


def most(arrays: list[Array]) -> Array:
    """The largest of each subject."""
    found = arrays[0]
    for one in arrays[1:]:
        found = np.maximum(found, one)
    return found
