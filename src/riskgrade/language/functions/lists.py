"""`has_any` and `has_only`: what a list of codes holds."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from ..build import any_of, by_text, pair
from ..codes import LanguageErrorCode as Code
from ..errors import refusal
from ..operands import Checker, expect, held, truth_type
from ..planes import Planes, lit
from ..scopes import ColumnScope, Scope
from ..tree import Call, Name, Text
from ..typed import Typed
from ..types import Kind
from ..values import Codes, Truth, Value
from .base import Function


def contains(items: nw.Expr, code: str) -> nw.Expr:
    """Where the text `;a;b;` of a list holds a code."""
    return items.str.contains(f";{code};", literal=True)


def counted(items: nw.Expr, codes: Sequence[str]) -> nw.Expr:
    """How many of different codes the text of a list holds."""
    ones = [nw.when(contains(items, code)).then(lit(1)).otherwise(lit(0)) for code in codes]
    return nw.sum_horizontal(*ones) if ones else lit(0)


class _Holds(Function):
    """A question about a list and some codes, given one by one or as a list of the pack."""

    least, most = 2, None

    def check(self, call: Call, checker: Checker) -> Typed:
        """A list, then codes that it can hold or the name of a list of codes."""
        items, *codes = self.counted(call).args
        typed = expect(checker.visit(items), Kind.LIST)
        type_ = truth_type((typed,))
        if len(codes) == 1 and isinstance(codes[0], Name):
            name = codes[0].name
            if name not in checker.environment.lists:
                raise refusal(Code.UNKNOWN_LIST, codes[0].span, near=(name, checker.environment.lists), name=name)
            return Typed(call, type_, (typed,), codes=name)
        texts = [code for code in codes if isinstance(code, Text)]
        if len(texts) < len(codes):
            raise self.misused(call)
        found = [held(code, typed.type.values, listed=True) for code in texts]
        return Typed(call, type_, (typed,), choices=tuple(dict.fromkeys(found)))

    def wanted(self, typed: Typed, scope: Scope | ColumnScope) -> list[str]:
        """The codes asked for, each once."""
        codes = scope.codes(typed.codes) if typed.codes else typed.choices
        return list(dict.fromkeys(map(str, codes)))


class HasAny(_Holds):
    """Whether at least one of the codes is in the list."""

    name, usage = "has_any", "has_any(list, 'a', 'b', …) / has_any(list, codes)"

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """Whether the known list and the codes share one."""
        return self.answer(typed, args[0], scope)

    def answer(self, typed: Typed, codes: Value, scope: Scope | ColumnScope) -> Truth:
        """The answer for one list."""
        if not isinstance(codes, Codes) or codes.values is None:
            return Truth(False, True, codes.gap)
        found = not codes.values.isdisjoint(self.wanted(typed, scope))
        return Truth(found, found, codes.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        answered = by_text(args[0], Kind.BOOL, lambda codes: self.answer(typed, codes, scope))
        if answered is not None:
            return answered
        items = args[0].low
        found = any_of([contains(items, code) for code in self.wanted(typed, scope)])
        return pair(Kind.BOOL, found, found | (items == lit("")), args)


class HasOnly(_Holds):
    """Whether everything in the list is one of the codes; true of an empty list."""

    name, usage = "has_only", "has_only(list, 'a', 'b', …) / has_only(list, codes)"

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """Whether the known list holds nothing beside the codes."""
        return self.answer(typed, args[0], scope)

    def answer(self, typed: Typed, codes: Value, scope: Scope | ColumnScope) -> Truth:
        """The answer for one list."""
        if not isinstance(codes, Codes) or codes.values is None:
            return Truth(False, True, codes.gap)
        found = codes.values.issubset(self.wanted(typed, scope))
        return Truth(found, found, codes.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        answered = by_text(args[0], Kind.BOOL, lambda codes: self.answer(typed, codes, scope))
        if answered is not None:
            return answered
        items, count = args[0].low, args[0].high
        found, unknown = counted(items, self.wanted(typed, scope)) == count, items == lit("")
        return pair(Kind.BOOL, found if args[0].certain else found & ~unknown, found | unknown, args)
