"""The values of a pack that a calibration may ask for: points of rules, cells of tables, limits of bands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from ..language.environment import Table
from ..language.tree import Node, Number, Subject, walk
from ..language.types import rescale
from .calibration_bounds import Movable
from .edit_paths import children
from .expressions import Cite, names_in
from .model import Fact, Rule
from .parameter import Parameter
from .parts import PARAMETERS, Part, Parts
from .source_model import Citation


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell or bin of a table: its path, its value in hundredths, what it rests on and what it may be at all."""

    path: str
    value: int
    cites: tuple[Citation, ...]
    range: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Reads:
    """Every name that decides whether a rule holds, and every name its points come from."""

    decides: frozenset[str]
    gives: frozenset[str]


class Values:
    """Looks values up in a pack that is being compiled.

    Args:
        parts: the merged parts.
        parameters: the parameters.
        cite: resolves citations.
    """

    def __init__(self, parts: Parts, parameters: Mapping[str, Parameter], cite: Cite) -> None:
        self.parts, self.parameters, self.cite = parts, parameters, cite
        self.orders: list[tuple[str, ...]] = []

    def points_of(self, rule: Rule) -> int | None:
        """The points of a rule in hundredths; None where they are no plain number."""
        if rule.points is None or not isinstance(rule.points.node, Number) or not isinstance(rule.points.constant, int):
            return None
        return rescale(rule.points.constant, 2 - rule.points.type.scale)

    def cells_of(self, name: str) -> dict[str, Cell] | None:
        """The cells of a table, in its order; None where it has several versions in time, or too many decimals."""
        versions = self.parameters[name].versions
        table = versions[0].payload
        if len(versions) != 1 or not isinstance(table, Table) or table.scale > 2:
            return None
        ends = None
        if table.range is not None:
            ends = rescale(table.range[0], 2 - table.scale), rescale(table.range[1], 2 - table.scale)
        cites = versions[0].cites
        if not table.bins:
            return {
                code: Cell(f"parameters.{name}.table.{code}", rescale(value, 2 - table.scale), cites, ends)
                for code, value in table.entries.items()
            }
        part = self.parts.items[PARAMETERS][name]
        data = part.document.data
        for step in part.path:
            data = data[step]
        at: tuple[str | int, ...] = (0, "bins") if isinstance(data, list) else ("bins",)
        words = [word for word, _ in children(part, at)]
        return {
            word: Cell(f"parameters.{name}.bins.{word}.points", rescale(value, 2 - table.scale), cites, None)
            for word, (_, value) in zip(words, table.bins, strict=True)
        }

    def hold_order(self, cells: Mapping[str, Cell], moving: Mapping[str, Movable]) -> Iterator[tuple[str, str]]:
        """Note which cells stay in which order; gives the pairs that a cell which stands still lets get out of it.

        Args:
            cells: all cells.
            moving: those that may move.
        """
        names = list(cells)
        values = [cells[name].value for name in names]
        if all(one >= after for one, after in pairwise(values)) and not _constant(values):
            names.reverse()
        elif not all(one <= after for one, after in pairwise(values)):
            names.sort(key=lambda name: cells[name].value)
        bins = names and cells[names[0]].path.endswith(".points")
        for one, after in combinations(names, 2):
            if not bins and cells[one].value == cells[after].value:
                continue
            low, high = moving.get(one), moving.get(after)
            if low is not None and high is not None:
                self.orders.append((low.path, high.path))
            elif (low is not None and low.high > cells[after].value) or (
                high is not None and high.low < cells[one].value
            ):
                yield one, after

    def cites_of_band(self, part: Part, number: int) -> tuple[Citation, ...]:
        """What the limit of a band rests on: its own citation, or the grade's where it has none."""
        model = part.model
        own = model.bands[number].cite
        return self.cite(part, own, ("bands", number, "cite")) if own else self.cite(part, model.cite, ("cite",))

    def path_of_band(self, part: Part, grade: str, number: int, key: str) -> str:
        """The path of a band's limit."""
        return f"grades.{grade}.bands.{children(part, ('bands',))[number][0]}.{key}"

    def reads(self, rule: Rule, facts: Mapping[str, Fact], makers: Mapping[str, list[Rule]]) -> Reads:
        """The names that a rule rests on, those that decide it apart from those that give its points."""
        when = names_in(rule.when.node) if rule.when else frozenset()
        points = names_in(rule.points.node) if rule.points else frozenset()
        return Reads(self.closure(when, facts, makers), self.closure(points, facts, makers))

    def closure(
        self, names: Iterable[str], facts: Mapping[str, Fact], makers: Mapping[str, list[Rule]]
    ) -> frozenset[str]:
        """Every name that names rest on: facts, the fields and tables they read, and what conclusions are drawn from."""
        seen: set[str] = set()
        left = list(names)
        while left:
            name = left.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in facts:
                left.extend(one for node in _nodes(facts[name]) for one in _names(node))
            for rule in makers.get(name, ()):
                left.extend(rule.uses)
        return frozenset(seen)


def _constant(values: list[int]) -> bool:
    return len(set(values)) < 2


def _nodes(fact: Fact) -> Iterator[Node]:
    """The expressions of a fact."""
    for typed in (fact.value, fact.condition):
        if typed is not None:
            yield typed.node
    if fact.stretches is not None:
        if fact.stretches.each is not None:
            yield fact.stretches.each.node
        for inner in (*fact.stretches.inner, *fact.stretches.between):
            yield from _nodes(inner)


def _names(node: Node) -> Iterator[str]:
    yield from names_in(node)
    yield from (one.field for one in walk(node) if isinstance(one, Subject))
