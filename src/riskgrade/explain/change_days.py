"""Days on which an expression comes out otherwise while nothing but the calendar moves: found exactly.

The days that conditions know (as_of, the ends of the period, the starts of windows of working days) never move back. Where an
expression can only rise or only fall with them, it is the same on all days between two on which it is the same; so its
changes are found by halving. What is not seen to rise or fall is asked day by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..language.tree import And, Arithmetic, Call, Compare, Name, Negate, Not, Or
from ..language.typed import Typed, uses
from ..language.types import Kind
from ..language.values import Value
from ..pack.compile_facts import CONSTANTS
from ..pack.window import is_constant

On = Callable[[Typed, int], Value]
"""The value of a part on a day."""


def is_day(name: str) -> bool:
    """Whether a name moves with the calendar.

    Examples:
        >>> is_day("as_of"), is_day("as_of_less_7_working_days"), is_day("sampled_on")
        (True, True, False)
    """
    return name in CONSTANTS or is_constant(name)


def moving_parts(typed: Typed) -> tuple[Typed, ...]:
    """The parts of an expression that hang on the calendar: while they are the same, so is the whole.

    `and`, `or` and `not` are taken apart; nothing else is.
    """
    if not any(map(is_day, uses(typed).names)):
        return ()
    if isinstance(typed.node, And | Or | Not):
        return tuple(part for arg in typed.args for part in moving_parts(arg))
    return (typed,)


def direction(typed: Typed) -> int | None:
    """Whether an expression rises (1) or falls (-1) with the days, does not move (0), or may do both (None).

    A truth rises when it becomes true.
    """
    node = typed.node
    if isinstance(node, Name):
        return int(typed.constant is None and is_day(node.name))
    if not any(map(is_day, uses(typed).names)):
        return 0
    ways = [direction(arg) for arg in typed.args]
    match node:
        case Negate() | Not():
            return _turned(ways[0])
        case And() | Or():
            return _together(ways)
        case Arithmetic() if len(ways) == 1:
            return ways[0]  # a date moved by a length of time
        case Arithmetic("+"):
            return _together(ways)
        case Arithmetic("-") | Compare(">" | ">="):
            return _together([ways[0], _turned(ways[1])])
        case Compare("<" | "<="):
            return _together([_turned(ways[0]), ways[1]])
        case Call("min" | "max"):
            return _together(ways)
        case Call("days_between" | "months_between"):
            return _together([_turned(ways[0]), ways[1]])
        case _:
            return None


def _turned(way: int | None) -> int | None:
    return None if way is None else -way


def _together(ways: list[int | None]) -> int | None:
    """The way of what is made of parts that go these ways."""
    moving = {way for way in ways if way != 0}
    if not moving:
        return 0
    return moving.pop() if len(moving) == 1 else None


def changing_days(part: Typed, on: On, first: int, last: int) -> Iterator[int]:
    """The days after `first`, up to `last`, on which a part is not what it was the day before, in order.

    Args:
        part: the part.
        on: its value on a day.
        first: the day it starts from.
        last: the last day.
    """
    if first >= last:
        return
    if direction(part) is None or part.type.kind in (Kind.TEXT, Kind.LIST):
        before = on(part, first)
        for day in range(first + 1, last + 1):
            now = on(part, day)
            if now != before:
                yield day
            before = now
        return
    stack = [(first, last, on(part, first), on(part, last))]
    while stack:
        start, end, before, after = stack.pop()
        if before == after:
            continue
        if end == start + 1:
            yield end
            continue
        middle = (start + end) // 2
        between = on(part, middle)
        stack += [(middle, end, between, after), (start, middle, before, between)]
