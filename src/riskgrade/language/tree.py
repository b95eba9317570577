"""The closed tree of a condition: what a text means before names have types.

Two trees are equal when they mean the same; where they stood in the text does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]
Operator = Literal["+", "-", "*"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanned:
    """What stands in a text at columns `span[0]` up to, not including, `span[1]`."""

    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Spanned):
    """An exact decimal: `value` in units of 10**-scale, without trailing zeros; 13.50 is (135, 1)."""

    value: int
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Text(Spanned):
    """A code, or a date where it stands beside one."""

    value: str


@dataclass(frozen=True, slots=True)
class Bool(Spanned):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(Spanned):
    """A fact, field, conclusion, parameter, table or list."""

    name: str


@dataclass(frozen=True, slots=True)
class Subject(Spanned):
    """A field of the subject, written `subject.field`."""

    field: str


@dataclass(frozen=True, slots=True)
class Not(Spanned):
    """`not x`."""

    item: Node


@dataclass(frozen=True, slots=True)
class And(Spanned):
    """`a and b and …`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Spanned):
    """`a or b or …`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Spanned):
    """One comparison; a chain `a < b < c` is an `And` of them."""

    op: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class In(Spanned):
    """`x in ('a', 'b')` or `x in listed`."""

    item: Node
    choices: tuple[Number | Text | Bool, ...] | Name


@dataclass(frozen=True, slots=True)
class Negate(Spanned):
    """`-x` of what is not a literal; `-5` is a `Number`."""

    item: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Spanned):
    """`a + b`, `a - b` or `a * b`."""

    op: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call(Spanned):
    """A function of the fixed list on its arguments."""

    function: str
    args: tuple[Node, ...]


Node = Number | Text | Bool | Name | Subject | Not | And | Or | Compare | In | Negate | Arithmetic | Call


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in the order of the text.

    Examples:
        >>> children(Compare(">=", Name("failed"), Number(3)))
        (Name(name='failed'), Number(value=3, scale=0))
    """
    match node:
        case Not(item) | Negate(item):
            return (item,)
        case And(items) | Or(items):
            return items
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return left, right
        case In(item, Name() as listed):
            return item, listed
        case In(item, tuple() as choices):
            return item, *choices
        case Call(_, args):
            return args
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order of the text.

    Examples:
        >>> [type(part).__name__ for part in walk(Not(Name("special")))]
        ['Not', 'Name']
    """
    yield node
    for part in children(node):
        yield from walk(part)


def rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The tree with some of its parts changed.

    Args:
        node: the tree.
        change: gives what stands in a part's place (its own parts are then left alone), or None to look below.

    Examples:
        >>> rebuilt(Not(Name("special")), lambda part: Bool(True) if part == Name("special") else None)
        Not(item=Bool(value=True))
    """
    changed = change(node)
    if changed is not None:
        return changed
    match node:
        case Not(item) | Negate(item) | In(item):
            return replace(node, item=rebuilt(item, change))
        case And(items) | Or(items):
            return replace(node, items=tuple(rebuilt(item, change) for item in items))
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return replace(node, left=rebuilt(left, change), right=rebuilt(right, change))
        case Call(_, args):
            return replace(node, args=tuple(rebuilt(arg, change) for arg in args))
        case _:
            return node
