"""A second reading of the language, for rows in which all is known: fractions, dates and sets, no pairs and no digits.

It shares nothing with the evaluators but the tree, so that a mistake made in both of them shows.
"""

from __future__ import annotations

import calendar
import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from riskgrade.language.tree import (
    And,
    Arithmetic,
    Bool,
    Call,
    Compare,
    In,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
    Subject,
    Text,
)
from riskgrade.language.types import EPOCH, Kind, Type
from riskgrade.language.values import Code, Codes, Interval, Truth, Value
from tests.strategies.expressions import World
from tests.strategies.rows import Row, types_of

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class NotKnownError(Exception):
    """What the language calls unknown although every name is known."""


def as_plain(value: Value, type_: Type) -> Any:
    """A known value as Python would have it; raises `NotKnownError` for another."""
    if not value.known:
        raise NotKnownError
    match value:
        case Interval(low):
            return EPOCH + timedelta(days=low) if type_.kind is Kind.DATE else Fraction(low, 10**type_.scale)
        case Truth(must):
            return must
        case Code(text):
            return text
        case Codes(items):
            return items


@dataclass(frozen=True)
class Plain:
    """One row."""

    world: World
    row: Row

    def read(self, node: Node) -> Any:
        """The value of an expression."""
        match node:
            case Number(value, scale):
                return Fraction(value, 10**scale)
            case Text(value) | Bool(value):
                return value
            case Name(name):
                return as_plain(self.row[name], types_of(self.world)[name])
            case Subject(name):
                return as_plain(self.row[f"subject.{name}"], self.world.environment.subject[name])
            case Not(item):
                return not self.read(item)
            case And(items):
                return self.connected(items, False)
            case Or(items):
                return self.connected(items, True)
            case Compare(op, left, right):
                return COMPARE[op](*dates_alike([self.read(left), self.read(right)]))
            case In(item, Name(name)):
                return self.read(item) in self.world.codes[name]
            case In(item, tuple() as choices):
                sought, *rest = dates_alike([self.read(item), *map(self.read, choices)])
                return sought in rest
            case Negate(item):
                return -self.read(item)
            case Arithmetic(op, left, right):
                return self.arithmetic(op, left, right)
            case Call(function, args):
                return self.call(function, args)

    def connected(self, items: tuple[Node, ...], decides: bool) -> bool:
        """`and` and `or`: one that decides does so even beside what is unknown."""
        found, unknown = [], False
        for item in items:
            try:
                found.append(self.read(item))
            except NotKnownError:
                unknown = True
        if decides in found:
            return decides
        if unknown:
            raise NotKnownError
        return not decides

    def arithmetic(self, op: str, left: Node, right: Node) -> Any:
        for day, span, sign in ((left, right, -1 if op == "-" else 1), (right, left, 1)):
            if isinstance(span, Call) and span.function in ("years", "months", "days"):
                count = int(self.read(span.args[0])) * sign
                start = as_day(self.read(day))
                if span.function == "days":
                    return start + timedelta(days=count)
                return months_later(start, count * (12 if span.function == "years" else 1))
        a, b = self.read(left), self.read(right)
        return {"+": operator.add, "-": operator.sub, "*": operator.mul}[op](a, b)

    def call(self, function: str, args: tuple[Node, ...]) -> Any:
        match function, args:
            case "known", [item]:
                try:
                    self.read(item)
                except NotKnownError:
                    return False
                return True
            case "coalesce", [*items, last]:
                for item in items:
                    try:
                        return dates_alike([self.read(item), *self.some_date(args)])[0]
                    except NotKnownError:
                        # Of what holds an unknown part the bounds may still say one value, as of min(1, one or more): no word on it.
                        if getattr(item, "function", None) not in ("highest", "lookup", "ratio"):
                            raise
                        continue
                return dates_alike([self.read(last), *self.some_date(args)])[0]
            case "if_else", [condition, a, b]:
                found = self.read(a if self.read(condition) else b)
                return dates_alike([found, *self.some_date((a, b))])[0]
            case "min" | "max", items:
                return (min if function == "min" else max)(dates_alike([self.read(item) for item in items]))
            case "abs", [item]:
                return abs(self.read(item))
            case "days_between", [a, b]:
                return Fraction((as_day(self.read(b)) - as_day(self.read(a))).days)
            case "months_between", [a, b]:
                return Fraction(completed(as_day(self.read(a)), as_day(self.read(b))))
            case "ratio", [a, b]:
                share, whole = self.read(a), self.read(b)
                if whole == 0:
                    raise NotKnownError
                return Fraction((share / whole * 10000 + Fraction(1, 2)).__floor__())
            case "has_any" | "has_only", [items, *codes]:
                held, wanted = self.read(items), self.codes(codes)
                return bool(held & wanted) if function == "has_any" else held <= wanted
            case "lookup", [Name(table), key]:
                return self.lookup(table, self.read(key))
            case "highest", [Name(table), items]:
                held = self.read(items)
                if not held:
                    raise NotKnownError
                return max(self.lookup(table, code) for code in held)
            case _:
                raise AssertionError(function)

    def some_date(self, nodes: tuple[Node, ...]) -> list[date]:
        """A date, if one of the nodes is one: then text literals beside it are dates."""
        found = []
        for node in nodes:
            try:
                found.append(self.read(node))
            except NotKnownError:
                continue
        return [one for one in found if isinstance(one, date)]

    def codes(self, nodes: list[Node]) -> frozenset[str]:
        match nodes:
            case [Name(name)]:
                return frozenset(self.world.codes[name])
            case _:
                return frozenset(map(self.read, nodes))

    def lookup(self, name: str, key: Any) -> Fraction:
        table = self.world.tables[name]
        if table.bins:
            bounds = [(bound, number) for bound, number in table.bins]
            number = next(n for bound, n in bounds if bound is None or key <= Fraction(bound, 10**table.bin_scale))
        elif key in table.entries:
            number = table.entries[key]
        elif table.otherwise is not None:
            number = table.otherwise
        elif table.range is not None and table.range[0] == table.range[1]:
            number = table.range[0]
        else:
            raise NotKnownError
        return Fraction(number, 10**table.scale)


def as_day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def dates_alike(values: list[Any]) -> list[Any]:
    """Text literals beside a date as dates."""
    return [as_day(value) for value in values] if any(isinstance(value, date) for value in values) else values


def months_later(day: date, months: int) -> date:
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def completed(first: date, second: date) -> int:
    """Completed months, counted one by one by the day of the month."""
    if second < first:
        return -completed(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months if second.day >= first.day else months - 1
