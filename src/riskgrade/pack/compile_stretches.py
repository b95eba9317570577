"""`per` and `each` compiled: records are taken together by month, quarter or year, and the fact is of those."""

from __future__ import annotations

from dataclasses import replace

from ..language import tree
from ..language.environment import Environment
from ..language.typed import Typed, leaf
from ..language.types import Kind, Type
from .compile_aggregates import AGGREGATES, MOST_RECORDS, aggregate_type
from .diagnostics import DiagnosticCode
from .expressions import Compiler
from .model import Fact, Stretches
from .part_models import EachModel, FactModel, Stretch
from .parts import Part
from .register_model import RegisterModel

BARE = ("count", "any")
"""Aggregations that are of nothing."""

CALLED = frozenset(AGGREGATES) - {*BARE, "latest"}
"""Aggregations that `each` may call; `min` and `max` of one thing are over the records, of more a plain function."""

OVER = ("count", "mean", "sum", "min", "max")
"""Aggregations over stretches: `value` beside `per`."""


class StretchCompiler:
    """Compiles what a fact says of stretches.

    Args:
        compiler: collects what is wrong.
        part: the fact as written.
        register: the register of its records.
        environment: the names a record's conditions may use.
        constants: the names that are the same everywhere; `each` may use these, and its aggregations.
    """

    def __init__(
        self, compiler: Compiler, part: Part, register: RegisterModel, environment: Environment, constants: Environment
    ) -> None:
        self.compiler, self.part, self.register = compiler, part, register
        self.environment, self.constants = environment, constants

    def compile(self) -> tuple[str, Type, Typed | None, Stretches] | None:
        """The aggregation over the longest stretches, its type, what it is of, and the stretches; None if something is wrong."""
        model: FactModel = self.part.model
        date = model.by or self.register.date
        if date is None or not self.register.fields[date].required:
            en = "`per` needs a date that every record has: a required one"
            self._wrong(("per",), en, "per 需要每条记录都有的日期（required）")
            return None
        kinds, values, each = self._levels(model)
        lengths = [kind.months for kind in kinds]
        if lengths != sorted(set(lengths)):
            en = "what stands under `each` must be shorter: quarter, then month"
            self._wrong(("each", "per"), en, "each 内的期间须更短：先 quarter 后 month")
            return None
        if any(value not in OVER for value in values):
            en, zh = (
                f"beside `per`, `value` is one of {', '.join(OVER)}",
                f"与 per 同用时 value 应为 {'、'.join(OVER)} 之一",
            )
            self._wrong(("value",), f"{en}, without brackets", f"{zh}，不带括号")
            return None
        if each is None and values[0] != "count":
            en = f"{values[0]} of what? say it in `each`, such as `sum(deduction)`"
            self._wrong(("value",), en, f"{values[0]} 的对象是什么？请写 each，例如 sum(deduction)")
            return None
        inner: dict[str, Fact] = {}
        typed = None if each is None else self._each(each, inner)
        if each is not None and typed is None:
            return None
        return self._climb(kinds, values, typed, tuple(inner.values()), date)

    def _levels(self, model: FactModel) -> tuple[list[Stretch], list[str], str | None]:
        """The kinds of stretches and the aggregations over them, shortest first, and what is taken of the shortest."""
        assert model.per is not None
        kinds, values, each = [model.per], [model.value.strip()], model.each
        while isinstance(each, EachModel):
            kinds.insert(0, each.per)
            values.insert(0, each.value.strip())
            each = each.each
        return kinds, values, each

    def _each(self, text: str, inner: dict[str, Fact]) -> Typed | None:
        before = len(self.compiler.wrong)
        node = self.compiler.parse(text, self.part, ("each",), CALLED)
        if node is None:
            return None
        node = tree.rebuilt(node, lambda part: self._taken(part, text, inner))
        if len(self.compiler.wrong) > before:
            return None
        if not inner:
            en = "`each` is over the records of a stretch: use sum(…), count, max(…), min(…), mean(…) or distinct(…)"
            self._wrong(
                ("each",), en, "each 针对一段期间的记录，须使用 sum(…)、count、max(…)、min(…)、mean(…) 或 distinct(…)"
            )
            return None
        names = {**self.constants.names, **{name: fact.type for name, fact in inner.items()}}
        typed = self.compiler.check(node, replace(self.constants, names=names), None, text, self.part, ("each",))
        if typed is not None and typed.type.kind is not Kind.NUMBER:
            self._wrong(("each",), "`each` must be a number", "each 须为数值")
            return None
        return typed

    def _taken(self, node: tree.Node, text: str, inner: dict[str, Fact]) -> tree.Node | None:
        """An aggregation over records in an expression: a name in its place, and the aggregation beside."""
        argument: tree.Node | None = None
        if isinstance(node, tree.Name) and node.name in BARE:
            name = aggregate = node.name
        elif isinstance(node, tree.Call) and node.function in CALLED and len(node.args) == 1:
            name, aggregate = " ".join(text[node.span[0] : node.span[1]].split()), node.function
            argument = node.args[0]
        else:
            return None
        if name not in inner:
            value = None
            if argument is not None:
                value = self.compiler.check(argument, self.environment, None, text, self.part, ("each",))
                if value is None:
                    return tree.Name(name)
            kind_of = aggregate_type(aggregate, value, self.register, self.part, self.compiler.wrong)
            if kind_of is None:
                return tree.Name(name)
            # No record of a stretch is missing, so a sum or a count over it has ends.
            inner[name] = Fact(name, _bounded(kind_of, aggregate, value, MOST_RECORDS), value, aggregate)
        return tree.Name(name, span=node.span)

    def _climb(
        self, kinds: list[Stretch], values: list[str], each: Typed | None, inner: tuple[Fact, ...], date: str
    ) -> tuple[str, Type, Typed | None, Stretches] | None:
        """The types of the aggregations over stretches, from the shortest up."""
        between: list[Fact] = []
        value = each
        for number, aggregate in enumerate(values):
            of = None if aggregate == "count" else value
            kind_of = aggregate_type(aggregate, of, self.register, self.part, self.compiler.wrong)
            if kind_of is None:
                return None
            if number < len(values) - 1:
                kind_of = _bounded(kind_of, aggregate, of, kinds[number + 1].months // kinds[number].months)
            between.append(Fact(f"per {kinds[number]}", kind_of, of, aggregate))
            value = leaf(tree.Name(f"per {kinds[number]}"), kind_of)
        last = between.pop()
        months = tuple(kind.months for kind in kinds)
        return last.aggregate or "", last.type, last.value, Stretches(months, inner, each, tuple(between), date)

    def _wrong(self, at: tuple[str, ...], en: str, zh: str) -> None:
        self.compiler.wrong.append(self.part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, at))


def _bounded(kind_of: Type, aggregate: str, value: Typed | None, most: int) -> Type:
    """The type of an aggregation over so many values at most."""
    if kind_of.kind is not Kind.NUMBER or aggregate in ("max", "min", "mean"):
        return kind_of
    reach = most * (value.reach if value is not None and aggregate == "sum" else 1)
    return replace(kind_of, low=max(kind_of.low, -reach), high=min(kind_of.high, reach))
