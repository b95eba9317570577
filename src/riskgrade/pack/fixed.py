"""What of an expression is the same for every subject on a day: worked out once instead of for each record."""

from __future__ import annotations

from dataclasses import replace

from ..language.environment import Table
from ..language.evaluate import constant, evaluate
from ..language.typed import Typed, uses
from ..language.types import Kind
from ..language.values import Code, Interval, Truth, Value
from .dating import InForce


def folded_on(typed: Typed, constants: InForce) -> Typed:
    """An expression with what is the same for every subject on a day worked out; done once a day."""
    found = constants.folded.get(id(typed))
    if found is None:
        found = constants.folded[id(typed)] = (typed, Fixed(constants).folded(typed))
    return found[1]


class Fixed:
    """The names that are the same for every subject, as a scope; and expressions of nothing else.

    Args:
        constants: what of a pack is in force.

    Examples:
        >>> from ..language.check import check
        >>> from ..language.environment import Environment
        >>> from ..language.parse import parse
        >>> from ..language.types import date_type
        >>> names = {"as_of": date_type(False), "on": date_type()}
        >>> typed = check(parse("on > as_of - months(12)"), Environment(names))
        >>> folded = Fixed(InForce({"as_of": 19782}, {}, {})).folded(typed)
        >>> folded.args[1].constant
        19416
    """

    def __init__(self, constants: InForce) -> None:
        self._constants = constants

    def value_of(self, typed: Typed) -> Value | None:
        """The value of an expression that is the same for every subject, or None."""
        if typed.type.kind is Kind.SPAN:
            return None
        names = uses(typed)
        if names.subject or not names.names <= self._constants.scalars.keys():
            return None
        return evaluate(typed, self)

    def folded(self, typed: Typed) -> Typed:
        """The same expression, with what is the same for every subject worked out."""
        if typed.constant is None or typed.args:
            match self.value_of(typed):
                case Interval(low, high, False) if low == high:
                    return replace(typed, args=(), constant=low, shift=0)
                case Code(str(text), False):
                    return replace(typed, args=(), constant=text)
                case Truth(must, may, False) if must == may:
                    return replace(typed, args=(), constant=must)
        args = tuple(self.folded(arg) for arg in typed.args)
        return typed if args == typed.args else replace(typed, args=args)

    def value(self, name: str) -> Value:
        """A day or a parameter."""
        return constant(self._constants.scalars[name])

    def subject(self, field: str) -> Value:
        """None: a subject is not the same for every subject."""
        raise KeyError(field)

    def table(self, name: str) -> Table:
        """A table as it is in force."""
        return self._constants.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes as it is in force."""
        return self._constants.lists[name]

    def is_field(self, name: str) -> bool:
        """Never: these are no fields."""
        return False
