"""An expression as Narwhals expressions: in every row exactly what `evaluate` gives, on every engine.

Only what all engines do alike is used: 64-bit literals, no bit operations, no null. Engines do not
share what stands twice: where operands that are used many times nest, the scope is asked to keep them in columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import arithmetic
from .build import all_of, any_of, literal, pair, rescaled
from .environment import Table
from .evaluate import constant, evaluate
from .functions import FUNCTIONS
from .planes import Planes, lit
from .relations import compare_columns, member_columns
from .scopes import ColumnScope, Scope
from .tree import And, Arithmetic, Call, Compare, In, Name, Negate, Not, Or, Subject
from .typed import Span, Typed, walk
from .types import INFINITY, Kind
from .values import Value


def columns(typed: Typed, scope: ColumnScope) -> Planes:
    """The planes of an expression over a frame.

    Args:
        typed: the checked expression.
        scope: where the names have their planes.

    Returns:
        Its planes; both the same object where nothing it rests on can be unknown.

    Examples:
        >>> import narwhals as nw, polars as pl
        >>> from .check import check
        >>> from .environment import Environment
        >>> from .parse import parse
        >>> planes = columns(check(parse("2 + 3 >= 5"), Environment()), scope=None)
        >>> nw.from_native(pl.DataFrame({"key": ["a"]})).with_columns(true=planes.low)["true"].to_list()
        [True]
    """
    return _weighed(typed, scope)[0]


HEAVY = 64
"""How often a name may stand in an expression before it is kept in a column of its own."""

_USES = {"months_between": 8, "lookup": 8, "ratio": 4, "if_else": 3, "coalesce": 3}
_MONTHS = 8
"""How often a date stands in the column of its day some months later."""


def _weighed(typed: Typed, scope: ColumnScope) -> tuple[Planes, int]:
    """The planes, and how often they name a column."""
    if _is_constant(typed, scope):
        return literal(evaluate(typed, _Constants(scope)), typed.type.kind), 0
    weighed = [_weighed(arg, scope) for arg in typed.args]
    planes = _planes(typed, [one for one, _ in weighed], scope)
    weight = max(1, _uses(typed) * sum(weight for _, weight in weighed))
    if typed.shift:
        low, high = typed.own
        planes = rescaled(planes, typed.shift, bounded=not typed.type.maybe or (low > -INFINITY and high < INFINITY))
    return (_kept(planes, scope), 1) if weight > HEAVY else (planes, weight)


def _uses(typed: Typed) -> int:
    """How often the node uses each of its operands, at most."""
    match typed.node:
        case Call(function):
            return _USES.get(function, 2)
        case Arithmetic() if isinstance(typed.constant, Span):
            return _MONTHS if typed.constant.months else 1
        case Arithmetic("*"):
            return 4
        case Compare() | In():
            return 2
        case _:
            return 1


def _kept(planes: Planes, scope: ColumnScope) -> Planes:
    low = scope.keep(planes.low)
    high = low if planes.high is planes.low else scope.keep(planes.high)
    return Planes(planes.kind, low, high, planes.certain, planes.gap)


def _planes(typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
    lows, highs = [arg.low for arg in args], [arg.high for arg in args]
    match typed.node, args:
        case Name(name), _:
            return scope.planes(name)
        case Subject(field), _:
            return scope.subject(field)
        case Not(), [item]:
            return pair(Kind.BOOL, ~item.high, ~item.low, args)
        case And(), _:
            return pair(Kind.BOOL, all_of(lows), all_of(highs), args)
        case Or(), _:
            return pair(Kind.BOOL, any_of(lows), any_of(highs), args)
        case Compare(op), [left, right]:
            return compare_columns(op, left, right)
        case In(), [item]:
            return member_columns(item, scope.codes(typed.codes) if typed.codes else typed.choices)
        case Negate(), [item]:
            return pair(Kind.NUMBER, lit(0) - item.high, lit(0) - item.low, args)
        case Arithmetic(), [day] if isinstance(typed.constant, Span):
            return arithmetic.moved_columns(day, typed.args[0].type.ends, typed.constant, scope.keep)
        case Arithmetic(op), [left, right]:
            return arithmetic.columns(op, typed, left, right)
        case Call(function), _:
            return FUNCTIONS[function].columns(typed, args, scope)
        case _:
            raise TypeError(f"{typed.node} was not checked against this scope")


def _is_constant(typed: Typed, scope: ColumnScope) -> bool:
    """Whether the whole is the same in every row; then Python computes it once, date arithmetic above all."""
    for part in walk(typed):
        match part.node:
            case Subject():
                return False
            case Name(name) if scope.constant(name) is None:
                return False
    return typed.type.kind is not Kind.LIST


@dataclass(frozen=True, slots=True)
class _Constants(Scope):
    """The scope of what is the same in every row."""

    columns: ColumnScope

    def value(self, name: str) -> Value:
        found = self.columns.constant(name)
        if found is None:
            raise LookupError(name)
        return constant(found)

    def subject(self, field: str) -> Value:
        raise LookupError(field)

    def table(self, name: str) -> Table:
        return self.columns.table(name)

    def codes(self, name: str) -> tuple[str, ...]:
        return self.columns.codes(name)
