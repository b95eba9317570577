"""From the points of a rule to a formula: which numbers can be left open, what the engine is asked, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..grading.batch import Question
from ..grading.effects import Effects
from ..language.environment import Table
from ..language.tree import Arithmetic, Call, Name, Negate
from ..language.tree import Number as Literal
from ..language.typed import Span, Typed, uses
from ..language.types import Kind
from ..pack.evidence import reachable
from ..pack.model import Pack, Rule
from .formula import Branch, Extreme, Formula, Leaf, Negated, Product, Sum, Weight
from .formula_cells import BinLookup, CodeLookup

WHOLE = 2**62
"""No sum of formulas leaves 64 bits while each stays below this in its finest digits."""

DECIDES = (
    "it decides which rules hold or which records count, so that only grading anew tells what it changes",
    "它决定哪些规则成立或哪些记录计入，改动须重新评级才知结果",
)
AROUND = (
    "it stands inside {}, which is worked out by the engine alone",
    "它处于 {} 之内，只能由引擎计算",
)
TOO_LARGE = (
    "the points could be too large to be worked out apart from the engine",
    "分值可能过大，无法脱离引擎计算",
)

Why = tuple[str, str]


@dataclass
class Asked:
    """The questions that formulas need, each asked once."""

    questions: list[Question] = field(default_factory=list)
    known: dict[tuple[str, Typed], str] = field(default_factory=dict)

    def name(self, pack: str, typed: Typed) -> str:
        """The name under which an expression is answered."""
        key = pack, typed
        if key not in self.known:
            self.known[key] = f"q{len(self.questions)}"
            self.questions.append(Question(self.known[key], pack, typed))
        return self.known[key]


class _ClosedError(Exception):
    """A parameter cannot be left open after all."""

    def __init__(self, name: str, why: Why) -> None:
        super().__init__(name)
        self.name, self.why = name, why


class FormulaBuilder:
    """Makes the formulas of one pack's rules.

    Args:
        pack: the pack.
        prefix: what stands before its paths.
        moves: the rules of the grade.
        numbers: the names of the parameters that have numbers to leave open.
        asked: the questions; added to.

    After `build`, `closed` holds why a parameter is not open.
    """

    def __init__(self, pack: Pack, prefix: str, moves: Effects, numbers: Iterable[str], asked: Asked) -> None:
        self.pack, self.prefix, self.moves, self.asked = pack, prefix, moves, asked
        self.facts = {fact.name: fact for fact in pack.facts}
        self.closed: dict[str, Why] = dict.fromkeys(self._deciding(), DECIDES)
        self.numbers = set(numbers)

    def build(self) -> dict[str, Formula]:
        """Rule -> the formula of its points, in digits of its own."""
        while True:
            try:
                return {rule.id: self._rule(rule) for rule in self.moves.points}
            except _ClosedError as closed:
                self.closed[closed.name] = closed.why

    @property
    def open(self) -> set[str]:
        """The parameters that are left open."""
        return self.numbers - self.closed.keys()

    def _rule(self, rule: Rule) -> Formula:
        assert rule.points is not None
        typed = rule.points
        if isinstance(typed.node, Literal):
            return Weight(f"{self.prefix}rules.{rule.id}", ("then", "points"))
        if typed.reach * 10**8 > WHOLE:
            for name in self._open_in(typed):
                raise _ClosedError(name, TOO_LARGE)
        return self._formula(typed)

    def _deciding(self) -> set[str]:
        """Every name that decides more than how many points there are: truths, records, scope, tables, domains."""
        names: set[str] = set(self.pack.where_uses)
        for rule in self.pack.rules:
            if rule.when is not None:
                names |= uses(rule.when).names | uses(rule.when).tables | uses(rule.when).codes
        for fact in self.pack.facts:
            if fact.aggregate is not None or fact.declared or fact.stretches is not None:
                names |= fact.uses
        for grade in self.pack.grades.values():
            names |= grade.table.uses if grade.table else frozenset()
        found, _ = reachable(names, self.facts, self.pack.rules, self.pack.parameters)
        return found & self.pack.parameters.keys()

    def _open_in(self, typed: Typed) -> set[str]:
        """The open parameters that an expression rests on, by way of facts too."""
        here = uses(typed)
        found = set(here.names | here.tables) & self.open
        for name in here.names & self.facts.keys():
            fact = self.facts[name]
            if fact.aggregate is None and fact.value is not None and not fact.declared:
                found |= self._open_in(fact.value)
        return found

    def _formula(self, typed: Typed) -> Formula:
        if not self._open_in(typed):
            return Leaf(self.asked.name(self.pack.id, typed), typed.type.scale)
        match typed.node:
            case Name(name) if name in self.facts:
                value = self.facts[name].value
                assert value is not None
                return self._formula(value)
            case Name(name):
                return Weight(f"{self.prefix}parameters.{name}", ("value",))
            case Negate():
                return Negated(self._formula(typed.args[0]))
            case Arithmetic(op) if not isinstance(typed.constant, Span):
                left, right = (self._formula(arg) for arg in typed.args)
                return Product(left, right) if op == "*" else Sum((left, Negated(right) if op == "-" else right))
            case Call("min" | "max" as name) if typed.type.kind is Kind.NUMBER:
                return Extreme(tuple(self._formula(arg) for arg in typed.args), name == "max")
            case Call("if_else") if not self._open_in(typed.args[0]):
                condition = self.asked.name(self.pack.id, typed.args[0])
                return Branch(condition, *(self._formula(arg) for arg in typed.args[1:]))
            case Call("lookup") if not self._open_in(typed.args[0]):
                return self._lookup(typed)
        shown = typed.node.function if isinstance(typed.node, Call) else type(typed.node).__name__
        raise _ClosedError(min(self._open_in(typed)), (AROUND[0].format(shown), AROUND[1].format(shown)))

    def _lookup(self, typed: Typed) -> Formula:
        name, key = typed.table or "", typed.args[0]
        part, question = f"{self.prefix}parameters.{name}", self.asked.name(self.pack.id, key)
        shapes = {_shape(one.payload) for one in self.pack.parameters[name].versions if isinstance(one.payload, Table)}
        if len(shapes) > 1:
            en, zh = "its versions have other codes or bins", "其各版本的代码或分档不同"
            raise _ClosedError(name, (en, zh))
        codes, bins, beside = next(iter(shapes))
        if bins:
            return BinLookup(question, key.type.scale, part, bins)
        return CodeLookup(question, part, codes, beside)


def _shape(table: Table) -> tuple[tuple[str, ...], int, tuple[tuple[object, ...], ...]]:
    beside: tuple[tuple[object, ...], ...] = ()
    if table.otherwise is not None:
        beside = (("otherwise",),)
    elif table.range is not None:
        beside = (("range", 0), ("range", 1))
    return tuple(table.entries), len(table.bins), beside
