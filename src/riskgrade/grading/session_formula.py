"""Conditions lowered for the rule engine of a session: negation-free and/or over `field op whole number`.

A condition becomes two formulas: one that holds where it must be true, one where it is certainly false; neither
holds where it is not known. What is more than a comparison with a constant (arithmetic, tables, lists, field against
field, `known`) is computed before by `language.evaluate` and handed in as whole numbers, two for what has two ends.
So nothing but whole numbers and no name of anybody enters the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..language.tree import And, Compare, Comparison, In, Not, Or
from ..language.typed import Typed
from ..language.types import INFINITY, Kind
from ..language.values import Code, Codes, Interval, Truth, Value

MOST_PATHS = 12
"""The engine fires a rule once for each way through its `or`s; beyond this part of the condition is computed before."""

MOST_GATES = 10
"""`and`s and `or`s of one formula; the engine refuses a rule of more than about 14."""

MOST_WIDTH = 24
"""Tests of one formula that can hold side by side; the engine keeps a stack of 64."""

MOST_CHOICES = 6
"""The choices of an `in` that are told apart in the engine."""

OTHER, UNKNOWN = 0, -1
"""A text that no rule of the part names, and one that is not known."""

FLIPPED: dict[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Asks:
    """A comparison in the engine's own words (`$eq`, `$gte`, …): of a field, by its number, with a constant."""

    field: int
    op: str
    constant: int


@dataclass(frozen=True, slots=True)
class Gate:
    """All of some formulas, or any."""

    every: bool
    items: tuple[Formula, ...]


Formula = Asks | Gate


@dataclass(frozen=True, slots=True)
class Lowered:
    """A condition for the engine.

    Args:
        true: holds where the condition must be true.
        false: holds where it is certainly false.
        source: the condition.
        parts: what it was made of, where it is a gate.
    """

    true: Formula
    false: Formula
    source: Typed
    parts: tuple[Lowered, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the engine takes it as it is."""
        both = (self.true, self.false)
        return (
            max(map(paths, both)) <= MOST_PATHS
            and max(map(gates, both)) <= MOST_GATES
            and max(map(width, both)) <= MOST_WIDTH
        )


def paths(formula: Formula) -> int:
    """In how many ways a formula can be true at once: how often the engine may fire its rule.

    Examples:
        >>> one = Asks(0, "$eq", 1)
        >>> paths(Gate(True, (Gate(False, (one, one)), Gate(False, (one, one, one)))))
        6
    """
    if isinstance(formula, Asks):
        return 1
    found = [paths(item) for item in formula.items]
    if not formula.every:
        return sum(found)
    product = 1
    for one in found:
        product *= one
    return product


def gates(formula: Formula) -> int:
    """How many `and`s and `or`s a formula has."""
    return 0 if isinstance(formula, Asks) else 1 + sum(map(gates, formula.items))


def width(formula: Formula) -> int:
    """How many of its tests can wait side by side in the engine while a message is matched.

    Examples:
        >>> one = Asks(0, "$eq", 1)
        >>> width(Gate(True, (one, one, one))), width(Gate(False, (one, one, one)))
        (1, 3)
    """
    if isinstance(formula, Asks):
        return 1
    found = [width(item) for item in formula.items]
    return sum(found) if not formula.every else 1 + sum(one - 1 for one in found)


@dataclass(slots=True)
class Asked:
    """What is computed for a message, and where its whole numbers stand.

    Args:
        typed: the expression.
        low: the number of the field of its lower end, its `must` or its text; the upper end or `may` comes next.
        codes: the texts that are told apart, with the number of each.
    """

    typed: Typed
    low: int
    codes: dict[str, int] = field(default_factory=dict)

    def numbers(self, value: Value) -> tuple[int, int]:
        """A value as the two whole numbers that are handed in.

        Examples:
            >>> from ..language.tree import Name
            >>> from ..language.typed import leaf
            >>> from ..language.types import Type
            >>> Asked(leaf(Name("kind"), Type(Kind.TEXT)), 0, {"caterer": 1}).numbers(Code("shop"))
            (0, 0)
        """
        match value:
            case Interval(low, high):
                return max(-INFINITY, min(low, INFINITY)), max(-INFINITY, min(high, INFINITY))
            case Truth(must, may):
                return int(must), int(may)
            case Code(None):
                return UNKNOWN, UNKNOWN
            case Code(str(text)):
                number = self.codes.get(text, OTHER)
                return number, number
            case Codes():
                raise TypeError("a list is asked of by a function, and the answer is a truth")
        raise TypeError(f"{value} is no value")


class Lowering:
    """Lowers the conditions of one message; expressions that occur several times are computed once.

    Args:
        constant: the value of an expression that is the same for every subject on that day, or None.
    """

    def __init__(self, constant: Callable[[Typed], Value | None]) -> None:
        self.constant = constant
        self.asked: dict[Typed, Asked] = {}

    def lower(self, typed: Typed) -> Lowered:
        """A condition, lowered so far as the engine takes it.

        Args:
            typed: a truth.
        """
        match typed.node:
            case Not():
                (inner,) = (self.lower(arg) for arg in typed.args)
                return Lowered(inner.false, inner.true, typed, inner.parts)
            case And() | Or():
                return self._gate(typed, isinstance(typed.node, And))
            case Compare(op):
                return self._compare(typed, op)
            case In() if typed.codes is None and len(typed.choices) <= MOST_CHOICES:
                return self._member(typed)
            case _:
                return self._whole(typed)

    def _whole(self, typed: Typed) -> Lowered:
        """A truth that is computed before."""
        low = self._ask(typed).low
        return Lowered(Asks(low, "$eq", 1), Asks(low + 1, "$eq", 0), typed)

    def _gate(self, typed: Typed, every: bool) -> Lowered:
        parts = [self.lower(arg) for arg in typed.args]
        found = _joined(typed, every, parts)
        while not found.fits:
            # The largest part is computed before; where nothing is left to take, the whole.
            size, place = max((gates(part.true) + gates(part.false), -i) for i, part in enumerate(parts))
            if not size:
                return self._whole(typed)
            parts[-place] = self._whole(parts[-place].source)
            found = _joined(typed, every, parts)
        return found

    def _compare(self, typed: Typed, op: Comparison) -> Lowered:
        left, right = typed.args
        limit = self.constant(right)
        if limit is None:
            limit, left, op = self.constant(left), right, FLIPPED[op]
        match limit:
            case Interval(low, high) if low == high and abs(low) < INFINITY:
                return self._number(typed, self._ask(left).low, op, low)
            case Code(str(text)):
                one = self._told_apart(typed, left, (text,))
                return one if op == "==" else Lowered(one.false, one.true, typed)
            case _:
                return self._whole(typed)

    def _number(self, typed: Typed, low: int, op: Comparison, limit: int) -> Lowered:
        """A number or date, whose ends are the fields `low` and `low + 1`, against a constant."""
        high = low + 1
        match op:
            case ">=" | ">":
                true, false = ("$gte", "$lt") if op == ">=" else ("$gt", "$lte")
                return Lowered(Asks(low, true, limit), Asks(high, false, limit), typed)
            case "<=" | "<":
                true, false = ("$lte", "$gt") if op == "<=" else ("$lt", "$gte")
                return Lowered(Asks(high, true, limit), Asks(low, false, limit), typed)
            case _:
                same = Gate(True, (Asks(low, "$eq", limit), Asks(high, "$eq", limit)))
                apart = Gate(False, (Asks(high, "$lt", limit), Asks(low, "$gt", limit)))
                return Lowered(same, apart, typed) if op == "==" else Lowered(apart, same, typed)

    def _member(self, typed: Typed) -> Lowered:
        (item,) = typed.args
        if item.type.kind is Kind.TEXT:
            return self._told_apart(typed, item, tuple(map(str, dict.fromkeys(typed.choices))))
        return self._whole(typed)

    def _told_apart(self, typed: Typed, item: Typed, texts: tuple[str, ...]) -> Lowered:
        """Whether a text is one of some."""
        if not texts:
            return self._whole(typed)
        asked = self._ask(item)
        numbers = [asked.codes.setdefault(text, len(asked.codes) + 1) for text in texts]
        same = tuple(Asks(asked.low, "$eq", number) for number in numbers)
        other = tuple(Asks(asked.low, "$neq", number) for number in numbers)
        apart = Gate(True, (*other, Asks(asked.low, "$neq", UNKNOWN)))
        return Lowered(same[0] if len(same) == 1 else Gate(False, same), apart, typed)

    def _ask(self, typed: Typed) -> Asked:
        if typed not in self.asked:
            self.asked[typed] = Asked(typed, 2 * len(self.asked))
        return self.asked[typed]


def _joined(typed: Typed, every: bool, parts: list[Lowered]) -> Lowered:
    true = Gate(every, tuple(part.true for part in parts))
    false = Gate(not every, tuple(part.false for part in parts))
    return Lowered(true, false, typed, tuple(parts))
