"""Random environments, and random expressions that check in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from riskgrade.language.check import check
from riskgrade.language.environment import Environment, Table, TableType
from riskgrade.language.errors import LanguageError
from riskgrade.language.tree import (
    And,
    Arithmetic,
    Bool,
    Call,
    Compare,
    Comparison,
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
from riskgrade.language.typed import Typed
from riskgrade.language.types import INFINITY, Kind, Type, date_type

CODES = ("fine", "warning", "丁", "x'y", "a b")
ORDERED: tuple[Comparison, ...] = ("==", "!=", "<", "<=", ">", ">=")
DATES = ("1999-12-31", "2020-01-31", "2023-03-31", "2024-02-29", "2024-12-31")


@dataclass(frozen=True)
class World:
    """An environment with the tables and lists that its names stand for."""

    environment: Environment
    tables: dict[str, Table]
    codes: dict[str, tuple[str, ...]]


def number_types() -> st.SearchStrategy[Type]:
    """Types of numbers: bounded, half bounded, unbounded; sometimes with a unit and decimals."""
    ends = st.sampled_from(
        [(0, 20), (0, 20), (-10, 10), (1, 9), (-7, -2), (5, 5), (0, INFINITY), (-INFINITY, INFINITY), (0, 10**6)]
    )
    return st.builds(
        lambda ends, scale, unit, maybe: Type(Kind.NUMBER, scale, unit, ends[0], ends[1], maybe=maybe),
        ends,
        st.sampled_from([0, 0, 1, 2]),
        st.sampled_from([None, None, None, "yuan", "day"]),
        st.booleans(),
    )


def code_types(kind: Kind) -> st.SearchStrategy[Type]:
    """Types of texts or lists, open or closed."""
    values = st.none() | st.sets(st.sampled_from(CODES), min_size=1).map(frozenset)
    return st.builds(lambda values, maybe: Type(kind, values=values, maybe=maybe), values, st.booleans())


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    """A table by code or by bin."""
    numbers = st.integers(-30, 300)
    scale, unit = draw(st.sampled_from([0, 2])), draw(st.sampled_from([None, None, "yuan"]))
    if draw(st.booleans()):
        bounds = sorted(draw(st.sets(st.integers(-100, 1000), max_size=3)))
        bins = tuple((bound, draw(numbers)) for bound in [*bounds, None])
        return Table(name, bins=bins, bin_scale=draw(st.sampled_from([0, 1])), scale=scale, unit=unit)
    entries = draw(st.dictionaries(st.sampled_from(CODES), numbers, max_size=4))
    match draw(st.sampled_from(["range", "otherwise", "none"])):
        case "range":
            low, high = sorted((draw(numbers), draw(numbers)))
            return Table(name, entries, scale=scale, unit=unit, range=(low, high))
        case "otherwise":
            return Table(name, entries, scale=scale, unit=unit, otherwise=draw(numbers))
        case _:
            return Table(name, entries, scale=scale, unit=unit)


def table_type(table: Table) -> TableType:
    """What the checker knows of a table."""
    low, high = table.ends or (-INFINITY, INFINITY)
    certain = bool(table.bins) or table.otherwise is not None
    result = Type(Kind.NUMBER, table.scale, table.unit, low, high, maybe=not certain)
    return TableType(bool(table.bins), result, table.bin_scale)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """An environment with names of every kind, tables and lists."""
    names = {f"n{i}": draw(number_types()) for i in range(4)}
    names |= {f"日期{i}": date_type(draw(st.booleans())) for i in range(2)}
    names |= {"as_of": date_type(maybe=False), "limit": Type(Kind.NUMBER, low=0, high=100, maybe=False)}
    names |= {f"t{i}": draw(code_types(Kind.TEXT)) for i in range(2)}
    names |= {f"l{i}": draw(code_types(Kind.LIST)) for i in range(2)}
    names |= {f"b{i}": Type(Kind.BOOL, maybe=draw(st.booleans())) for i in range(2)}
    subject = {"count": draw(number_types()), "kind": draw(code_types(Kind.TEXT)), "decided_on": date_type()}
    found = {name: draw(tables(name)) for name in ("deduction", "area", "points")}
    codes: dict[str, tuple[str, ...]] = {"empty": ()}
    codes["listed"] = tuple(sorted(draw(st.sets(st.sampled_from(CODES), max_size=3))))
    environment = Environment(names, subject, {n: table_type(t) for n, t in found.items()}, frozenset(codes))
    return World(environment, found, codes)


@st.composite
def typed_expressions(
    draw: st.DrawFn, environment: Environment, kind: Kind, *, depth: int = 4, plain: bool = False
) -> Typed:
    """An expression of a kind that checks.

    Args:
        draw: given by Hypothesis.
        environment: the names it may use.
        kind: what it gives.
        depth: how deep it may nest.
        plain: leave out `known` and `coalesce`, which speak of the record and not of the world.
    """
    return check(_Grower(draw, environment, plain).node(kind, depth), environment, kind)


class _Grower:
    def __init__(self, draw: st.DrawFn, environment: Environment, plain: bool) -> None:
        self.draw = draw
        self.environment = environment
        self.plain = plain
        self.makers: dict[Kind, list[Callable[[int], Node]]] = {
            Kind.BOOL: [self.compare, self.compare, self.compare, self.both, self.both, self.negation, self.member],
            Kind.NUMBER: [self.arithmetic, self.arithmetic, self.of_numbers, self.between, self.lookup, self.ratio],
            Kind.DATE: [self.moved, self.moved, self.of_dates],
            Kind.TEXT: [],
            Kind.LIST: [],
        }
        self.makers[Kind.BOOL] += [self.date_compare, *([] if plain else [self.known])]
        types = [*environment.names.values(), *environment.subject.values()]
        self.lists = any(type_.kind is Kind.LIST for type_ in types)
        if self.lists:
            self.makers[Kind.BOOL].append(self.holds)

    def node(self, kind: Kind, depth: int) -> Node:
        """A node of a kind; where what was drawn does not check, a leaf."""
        makers = list(self.makers[kind])
        if kind is not Kind.LIST:
            makers.append(lambda depth: Call("if_else", (self.node(Kind.BOOL, depth), *self.two(kind, depth))))
        if not self.plain:
            makers.append(lambda depth: Call("coalesce", (self.node(kind, depth), *self.two(kind, depth))))
        if depth <= 0 or not makers or self.draw(st.integers(0, 9)) == 9:
            return self.leaf(kind)
        for _ in range(3):
            node = self.draw(st.sampled_from(makers))(depth - 1)
            try:
                check(node, self.environment, kind)
            except LanguageError:
                continue
            return node
        return self.leaf(kind)

    def leaf(self, kind: Kind) -> Node:
        """A name or a literal."""
        found: list[Node] = [Name(name) for name, type_ in self.environment.names.items() if type_.kind is kind]
        found += [Subject(name) for name, type_ in self.environment.subject.items() if type_.kind is kind]
        if kind is Kind.NUMBER and (not found or self.draw(st.booleans())):
            return self.number()
        if kind is Kind.BOOL:
            found += [Bool(True), Bool(False)]
        if kind is Kind.TEXT and not found:
            return self.text()
        if kind is Kind.DATE and (not found or self.draw(st.integers(0, 9)) == 0):
            return Text(self.draw(st.sampled_from(DATES)))
        return self.draw(st.sampled_from(found))

    def number(self) -> Number:
        value, scale = self.draw(st.integers(-30, 60)), self.draw(st.sampled_from([0, 0, 1]))
        return Number(value, scale) if value % 10 else Number(value // 10)

    def two(self, kind: Kind, depth: int) -> tuple[Node, Node]:
        return self.node(kind, depth), self.node(kind, depth)

    def known(self, depth: int) -> Node:
        kinds = [Kind.NUMBER, Kind.BOOL, Kind.DATE, Kind.TEXT, *([Kind.LIST] if self.lists else [])]
        return Call("known", (self.node(self.draw(st.sampled_from(kinds)), depth),))

    def text(self) -> Text:
        return Text(self.draw(st.sampled_from(CODES)))

    def compare(self, depth: int) -> Node:
        kind = self.draw(st.sampled_from([Kind.NUMBER, Kind.NUMBER, Kind.NUMBER, Kind.TEXT, Kind.BOOL]))
        op = self.draw(st.sampled_from(ORDERED if kind is Kind.NUMBER else ORDERED[:2]))
        left, right = self.two(kind, depth)
        if kind is Kind.TEXT and self.draw(st.booleans()):
            right = self.text()
        return Compare(op, left, right)

    def date_compare(self, depth: int) -> Node:
        left, right = self.two(Kind.DATE, depth)
        if self.draw(st.booleans()):
            right = Text(self.draw(st.sampled_from(DATES)))
        return Compare(self.draw(st.sampled_from(ORDERED)), left, right)

    def both(self, depth: int) -> Node:
        items = tuple(self.node(Kind.BOOL, depth) for _ in range(self.draw(st.integers(2, 3))))
        return And(items) if self.draw(st.booleans()) else Or(items)

    def negation(self, depth: int) -> Node:
        return Not(self.node(Kind.BOOL, depth))

    def member(self, depth: int) -> Node:
        match self.draw(st.sampled_from(["text", "number", "date", "list"])):
            case "number":
                return In(self.node(Kind.NUMBER, depth), (self.number(), self.number()))
            case "date":
                return In(self.node(Kind.DATE, depth), tuple(Text(day) for day in DATES[:3]))
            case "list" if self.environment.lists:
                return In(self.node(Kind.TEXT, depth), Name(self.draw(st.sampled_from(sorted(self.environment.lists)))))
            case _:
                return In(self.node(Kind.TEXT, depth), (self.text(), self.text()))

    def holds(self, depth: int) -> Node:
        codes: tuple[Node, ...] = (self.text(), self.text())
        name = self.draw(st.sampled_from(["has_any", "has_only"]))
        if len(self.environment.lists) > 0 and self.draw(st.booleans()):
            codes = (Name(self.draw(st.sampled_from(sorted(self.environment.lists)))),)
        return Call(name, (self.node(Kind.LIST, depth), *codes))

    def arithmetic(self, depth: int) -> Node:
        left, right = self.two(Kind.NUMBER, depth)
        if not isinstance(left, Number) and self.draw(st.integers(0, 4)) == 0:
            return Negate(left)
        return Arithmetic(self.draw(st.sampled_from(["+", "-", "*"])), left, right)

    def of_numbers(self, depth: int) -> Node:
        name = self.draw(st.sampled_from(["min", "max", "abs"]))
        return Call(name, self.two(Kind.NUMBER, depth)[: 1 if name == "abs" else 2])

    def between(self, depth: int) -> Node:
        return Call(self.draw(st.sampled_from(["days_between", "months_between"])), self.two(Kind.DATE, depth))

    def ratio(self, depth: int) -> Node:
        return Call("ratio", self.two(Kind.NUMBER, depth))

    def lookup(self, depth: int) -> Node:
        if not self.environment.tables:
            return self.number()
        name, table = self.draw(st.sampled_from(sorted(self.environment.tables.items(), key=lambda item: item[0])))
        if table.bins:
            return Call("lookup", (Name(name), self.node(Kind.NUMBER, depth)))
        if not self.lists or self.draw(st.booleans()):
            return Call("lookup", (Name(name), self.node(Kind.TEXT, depth)))
        return Call("highest", (Name(name), self.node(Kind.LIST, depth)))

    def moved(self, depth: int) -> Node:
        span = Call(self.draw(st.sampled_from(["years", "months", "days"])), (Number(self.draw(st.integers(0, 30))),))
        return Arithmetic(self.draw(st.sampled_from(["+", "-"])), self.node(Kind.DATE, depth), span)

    def of_dates(self, depth: int) -> Node:
        return Call(self.draw(st.sampled_from(["min", "max"])), self.two(Kind.DATE, depth))
