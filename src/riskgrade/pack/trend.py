"""Whether a value is seen to rise or fall with a fact, from the expression alone: exact where it says so, else silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from itertools import pairwise

from ..language import tree
from ..language.environment import Table


class Way(Enum):
    """How a value goes with a name, everything else staying as it is."""

    STILL = "still"
    UP = "up"
    DOWN = "down"
    OPEN = "open"

    @property
    def turned(self) -> Way:
        """The way of the value with its sign changed."""
        return {Way.UP: Way.DOWN, Way.DOWN: Way.UP}.get(self, self)


def together(ways: Iterable[Way]) -> Way:
    """The way of a sum, a least, a greatest, an `and` or an `or` of values.

    Examples:
        >>> together([Way.STILL, Way.UP]), together([Way.UP, Way.DOWN])
        (<Way.UP: 'up'>, <Way.OPEN: 'open'>)
    """
    found = set(ways) - {Way.STILL}
    if not found:
        return Way.STILL
    return found.pop() if len(found) == 1 else Way.OPEN


class Trends:
    """Follows one name through expressions.

    Args:
        fact: the name.
        inside: the expression behind another name (a fact over facts, a conclusion), or None for one that has none.
        tables: every version of each table.
    """

    def __init__(
        self, fact: str, inside: Callable[[str], tree.Node | None], tables: Mapping[str, tuple[Table, ...]]
    ) -> None:
        self.fact, self.inside, self.tables = fact, inside, tables
        self.found: dict[str, Way] = {fact: Way.UP}

    def of(self, node: tree.Node) -> Way:
        """The way of an expression; a condition goes up where it can only become true."""
        match node:
            case tree.Name(name):
                return self._name(name)
            case tree.Not(item) | tree.Negate(item):
                return self.of(item).turned
            case tree.And(items) | tree.Or(items):
                return together(map(self.of, items))
            case tree.Compare(">" | ">=", left, right):
                return together((self.of(left), self.of(right).turned))
            case tree.Compare("<" | "<=", left, right):
                return together((self.of(left).turned, self.of(right)))
            case tree.Arithmetic("+", left, right):
                return together((self.of(left), self.of(right)))
            case tree.Arithmetic("-", left, right):
                return together((self.of(left), self.of(right).turned))
            case tree.Arithmetic("*", tree.Number(value), other) | tree.Arithmetic("*", other, tree.Number(value)):
                return Way.STILL if value == 0 else self.of(other) if value > 0 else self.of(other).turned
            case tree.Call("min" | "max", args):
                return together(map(self.of, args))
            case tree.Call("lookup", (tree.Name(table), key)):
                return self._looked_up(table, self.of(key))
            case _:
                parts = together(map(self.of, tree.children(node)))
                return parts if parts is Way.STILL else Way.OPEN

    def _name(self, name: str) -> Way:
        if name not in self.found:
            # A name is looked into once, so that a circle, which the loader refuses elsewhere, ends here too.
            self.found[name] = Way.OPEN
            node = self.inside(name)
            self.found[name] = Way.STILL if node is None else self.of(node)
        return self.found[name]

    def _looked_up(self, name: str, key: Way) -> Way:
        tables = self.tables.get(name, ())
        if key is Way.STILL:
            return key
        if not tables or any(not one.bins for one in tables):
            return Way.OPEN
        numbers = [[number for _, number in one.bins] for one in tables]
        if all(one <= after for each in numbers for one, after in pairwise(each)):
            return key
        if all(one >= after for each in numbers for one, after in pairwise(each)):
            return key.turned
        return Way.OPEN
