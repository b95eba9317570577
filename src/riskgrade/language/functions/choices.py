"""`known`, `coalesce` and `if_else`: what to do where something is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw

from ..build import any_of, choose, gap_of, known, largest, pair, smallest
from ..operands import Checker, alike, ends_of, expect, joined, maybe, result
from ..planes import Planes, lit
from ..scopes import ColumnScope, Scope
from ..tree import Call, Name, Subject
from ..typed import Typed
from ..types import INFINITY, Kind, Type
from ..values import Truth, Value, hull
from .base import Function

ANY = (Kind.BOOL, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.LIST)


class Known(Function):
    """Whether the record says it.

    Of a field it is never unknown, not even of a cell that held something that could not be taken. Of what rests on
    other records it is, where there is a gap in them: what is not seen may still be there.
    """

    name, usage = "known", "known(a)"

    def check(self, call: Call, checker: Checker) -> Typed:
        """A truth; unknown itself only where there is a gap."""
        item = expect(checker.visit(self.counted(call).args[0]), *ANY)
        return Typed(call, Type(Kind.BOOL, maybe=item.type.maybe), (item,))

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """Whether only one value is possible."""
        gap = args[0].gap and not _asks_record(typed, scope)
        return Truth(args[0].known, args[0].known or gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        truth, gap = known(args[0]), None if _asks_record(typed, scope) else args[0].gap
        return Planes(Kind.BOOL, truth, truth, True) if gap is None else Planes(Kind.BOOL, truth, truth | gap, False)


def _asks_record(typed: Typed, scope: Scope | ColumnScope) -> bool:
    """Whether it is asked of a field: what its cell holds is the record's, whatever the world may hold."""
    node = typed.args[0].node
    return isinstance(node, Subject) or (isinstance(node, Name) and scope.is_field(node.name))


class Coalesce(Function):
    """The first that is known; one that is unknown because of a gap in the record does not give way.

    There the result is anything that it or the next ones can be.
    """

    name, usage, least, most = "coalesce", "coalesce(a, b, …)", 2, None

    def check(self, call: Call, checker: Checker) -> Typed:
        """The hull of the arguments up to the first that is never unknown."""
        args = alike([expect(checker.visit(arg), *ANY) for arg in self.counted(call).args])
        # What stands after one that is never unknown is never used.
        last = next((i for i, arg in enumerate(args) if not arg.type.maybe), len(args) - 1)
        used = args[: last + 1]
        return result(call, joined(used, ends_of(used), maybe=args[0].type.maybe), args)

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The first known one, seen from the last to the first."""
        found = args[-1]
        for arg in reversed(args[:-1]):
            if arg.known:
                found = arg
            elif arg.gap:
                found = hull(arg, found)
        return replace(found, gap=any(arg.gap for arg in args))

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        found = args[-1]
        for arg in reversed(args[:-1]):
            found = arg if arg.certain else _first_known(arg, found)
        return replace(found, gap=gap_of(args))


def _first_known(first: Planes, rest: Planes) -> Planes:
    is_known = known(first)
    if first.gap is None:
        low = choose(is_known, first.low, rest.low)
        if rest.certain and first.kind is not Kind.LIST:
            return Planes(first.kind, low, low, True)
        high = low if first.kind is Kind.TEXT else choose(is_known, first.high, rest.high)
        return Planes(first.kind, low, high, rest.certain)
    low, high = _either(first, rest)
    low = choose(is_known, first.low, choose(first.gap, low, rest.low))
    if first.kind is Kind.TEXT:
        return Planes(first.kind, low, low, False)
    return Planes(first.kind, low, choose(is_known, first.high, choose(first.gap, high, rest.high)), False)


def _either(unknown: Planes, other: Planes) -> tuple[nw.Expr, nw.Expr]:
    """The hull of what is unknown and something else."""
    match unknown.kind:
        case Kind.TEXT:
            return lit(""), lit("")
        case Kind.LIST:
            return lit(""), lit(0)
        case Kind.BOOL:
            return lit(False), lit(True)
        case _:
            return smallest([unknown.low, other.low]), largest([unknown.high, other.high])


class IfElse(Function):
    """One where the condition must hold, the other where it cannot; where that is open, anything either can be."""

    name, usage, least, most = "if_else", "if_else(condition, a, b)", 3, 3

    def check(self, call: Call, checker: Checker) -> Typed:
        """A truth and two branches that are alike; the hull of both."""
        condition, *branches = (checker.visit(arg) for arg in self.counted(call).args)
        args = (expect(condition, Kind.BOOL), *alike(branches))
        for branch in args[1:]:
            expect(branch, Kind.BOOL, Kind.NUMBER, Kind.DATE, Kind.TEXT)
        return result(call, joined(args[1:], ends_of(args[1:]), maybe=maybe(args)), args)

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The branch that the truth leads to, or the hull of both."""
        condition, a, b = args
        if not isinstance(condition, Truth):
            raise TypeError(f"{condition} is not a truth")
        found = a if condition.must else hull(a, b) if condition.may else b
        return replace(found, gap=any(arg.gap for arg in args))

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        condition, a, b = args
        if condition.certain:
            low, high = choose(condition.low, a.low, b.low), choose(condition.low, a.high, b.high)
            return pair(a.kind, low, low if a.kind is Kind.TEXT else high, args)
        # Each branch is named once a plane: it counts where the condition lets it.
        for_a, for_b = condition.high, ~condition.low
        if a.kind is Kind.BOOL:
            low = (~for_a | a.low) & (~for_b | b.low)
            return pair(a.kind, low, any_of([for_a & a.high, for_b & b.high]), args)
        if a.kind is Kind.TEXT:
            text = choose(~for_b | (a.low == b.low), a.low, choose(for_a, lit(""), b.low))
            return Planes(a.kind, text, text, False, gap_of(args))
        low = smallest([choose(for_a, a.low, lit(INFINITY)), choose(for_b, b.low, lit(INFINITY))])
        high = largest([choose(for_a, a.high, lit(-INFINITY)), choose(for_b, b.high, lit(-INFINITY))])
        return pair(a.kind, low, high, args)
