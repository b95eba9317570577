"""The typed tree: what the checker gives and the evaluators read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .tree import Name, Node, Subject
from .types import INFINITY, LARGEST, Kind, Type, rescale


@dataclass(frozen=True, slots=True)
class Span:
    """A length of calendar time: whole months, or days."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """A node with its type and what the evaluators need, worked out once.

    Args:
        node: the node.
        type: its type; `low` and `high` are its domain, found by evaluating it with every name unknown.
        args: its operands, in the order of the text (tables, lists of codes and choices are not operands).
        constant: the value of a literal in the integers of `type`, or a length of time.
        choices: the literals after `in`, or the codes of `has_any` and `has_only`.
        codes: the name of a list of codes that stands in their place.
        table: the name of the table of a look-up.
        shift: how many decimal digits the result gains after the node has been evaluated, to stand beside another.
        reach: the largest magnitude it can have, a register holding no number above `LARGEST`.
    """

    node: Node
    type: Type
    args: tuple[Typed, ...] = ()
    constant: int | bool | str | Span | None = None
    choices: tuple[int | str, ...] = ()
    codes: str | None = None
    table: str | None = None
    shift: int = 0
    reach: int = 0

    @property
    def scale(self) -> int:
        """The decimal digits of the node itself, before `shift`."""
        return self.type.scale - self.shift

    @property
    def own(self) -> tuple[int, int]:
        """The domain of the node itself, before `shift`."""
        low, high = (end if abs(end) >= INFINITY else end // 10**self.shift for end in self.type.ends)
        return low, high


@dataclass(frozen=True, slots=True)
class Uses:
    """The names that an expression needs.

    Args:
        names: facts, fields, conclusions and scalar parameters.
        subject: fields of the subject.
        tables: tables of look-ups.
        codes: lists of codes.
    """

    names: frozenset[str]
    subject: frozenset[str]
    tables: frozenset[str]
    codes: frozenset[str]


def leaf(node: Node, type_: Type, constant: int | bool | str | None = None) -> Typed:
    """A name or a literal.

    Examples:
        >>> from .tree import Name
        >>> leaf(Name("failed"), Type(Kind.NUMBER, low=0, high=40)).reach
        40
    """
    return Typed(node, type_, constant=constant, reach=reach_of(type_))


def reach_of(type_: Type, *others: Typed) -> int:
    """The largest magnitude of a value of a type; without a domain, that of what it is made of or of a register.

    Examples:
        >>> reach_of(Type(Kind.NUMBER, low=-5, high=3))
        5
        >>> reach_of(Type(Kind.NUMBER, low=0)) == LARGEST
        True
    """
    if type_.kind not in (Kind.NUMBER, Kind.DATE):
        return 0
    if max(map(abs, type_.ends)) < INFINITY:
        return max(map(abs, type_.ends))
    return max([other.reach for other in others], default=LARGEST)


def shifted(typed: Typed, digits: int) -> Typed:
    """The same with that many more decimal digits."""
    if not digits:
        return typed
    type_ = Type(
        typed.type.kind,
        scale=typed.type.scale + digits,
        unit=typed.type.unit,
        low=rescale(typed.type.low, digits),
        high=rescale(typed.type.high, digits),
        maybe=typed.type.maybe,
    )
    return Typed(
        typed.node,
        type_,
        typed.args,
        constant=typed.constant,
        choices=typed.choices,
        codes=typed.codes,
        table=typed.table,
        shift=typed.shift + digits,
        reach=typed.reach * 10**digits,
    )


def walk(typed: Typed) -> Iterator[Typed]:
    """The node and all below it, in the order of the text."""
    yield typed
    for arg in typed.args:
        yield from walk(arg)


def uses(typed: Typed) -> Uses:
    """The names that an expression needs.

    Args:
        typed: a checked expression.

    Returns:
        Them, by what they are.

    Examples:
        >>> from .tree import Name
        >>> sorted(uses(leaf(Name("failed"), Type(Kind.NUMBER))).names)
        ['failed']
    """
    parts = list(walk(typed))
    return Uses(
        names=frozenset(part.node.name for part in parts if isinstance(part.node, Name)),
        subject=frozenset(part.node.field for part in parts if isinstance(part.node, Subject)),
        tables=frozenset(part.table for part in parts if part.table is not None),
        codes=frozenset(part.codes for part in parts if part.codes is not None),
    )
