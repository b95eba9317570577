"""What the checker asks of operands: their kind, unit and digits, and that nothing computed can overflow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from .civil import FIRST_YEAR, LAST_YEAR
from .codes import LanguageErrorCode as Code
from .domain import Ends, hull
from .environment import Environment
from .errors import Words, refusal
from .tree import Node, Text
from .typed import Typed, leaf, reach_of, shifted
from .types import Kind, Type, day_number

KINDS = {
    Kind.BOOL: Words("true or false", "真假值"),
    Kind.NUMBER: Words("a number", "数"),
    Kind.DATE: Words("a date", "日期"),
    Kind.TEXT: Words("a text", "文本"),
    Kind.LIST: Words("a list of codes", "代码列表"),
    Kind.SPAN: Words("a length of time", "时间长度"),
}

LARGEST_RESULT = 2**60
"""Nothing computed may be larger, so that two of them still fit an end that is not `INFINITY`."""

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Checker(Protocol):
    """What a function may ask while it is checked."""

    @property
    def environment(self) -> Environment:
        """The names there are."""
        ...

    def visit(self, node: Node) -> Typed:
        """The typed tree of an argument."""
        ...


def expect(typed: Typed, *kinds: Kind) -> Typed:
    """The operand, if it is of one of the kinds.

    Raises:
        LanguageError: if it is of another.
    """
    if typed.type.kind not in kinds:
        wanted = [KINDS[kind] for kind in kinds]
        words = Words(" or ".join(word.en for word in wanted), "或".join(word.zh for word in wanted))
        raise refusal(Code.WRONG_KIND, typed.node.span, wanted=words, found=KINDS[typed.type.kind])
    return typed


def alike(args: Sequence[Typed]) -> tuple[Typed, ...]:
    """Operands that stand side by side: of one kind and unit, with the same decimal digits.

    Args:
        args: the operands; a text literal beside a date is read as a date.

    Returns:
        Them, with digits added where others have more.

    Raises:
        LanguageError: if they do not fit.
    """
    if any(arg.type.kind is Kind.DATE for arg in args):
        args = [as_date(arg) for arg in args]
    first = args[0]
    for arg in args[1:]:
        if arg.type.kind is not first.type.kind:
            raise refusal(Code.KIND_MISMATCH, arg.node.span, left=KINDS[first.type.kind], right=KINDS[arg.type.kind])
    common_unit(args)
    scale = max(arg.type.scale for arg in args)
    return tuple(sized(shifted(arg, scale - arg.type.scale)) for arg in args)


def common_unit(args: Sequence[Typed]) -> str | None:
    """The unit of all operands; one without a unit fits any.

    Raises:
        LanguageError: if two have different ones.
    """
    unit: str | None = None
    for arg in args:
        if arg.type.unit is not None and unit is not None and arg.type.unit != unit:
            raise refusal(Code.UNIT_MISMATCH, arg.node.span, left=unit, right=arg.type.unit)
        unit = unit or arg.type.unit
    return unit


def joined(args: Sequence[Typed], ends: Ends, *, maybe: bool) -> Type:
    """The type of what is made of alike operands, with a domain of its own."""
    values = [arg.type.values for arg in args]
    closed = frozenset[str]().union(*(v for v in values if v is not None)) if None not in values else None
    first = args[0].type
    return Type(first.kind, first.scale, common_unit(args), *ends, values=closed, maybe=maybe)


def ends_of(args: Sequence[Typed]) -> Ends:
    """The ends of what can be any of the operands."""
    return hull(arg.type.ends for arg in args)


def maybe(args: Sequence[Typed]) -> bool:
    """Whether any of the operands can be unknown."""
    return any(arg.type.maybe for arg in args)


def truth_type(args: Sequence[Typed]) -> Type:
    """The type of a truth that rests on the operands."""
    return Type(Kind.BOOL, maybe=maybe(args))


def computable(typed: Typed) -> Typed:
    """The operand, if arithmetic on it always stays exact.

    Raises:
        LanguageError: if it may be unknown without ends; adding to such an end would mean nothing.
    """
    if typed.type.maybe and not typed.type.bounded:
        raise refusal(Code.UNBOUNDED_ARITHMETIC, typed.node.span)
    return typed


def sized(typed: Typed) -> Typed:
    """The result, if it fits.

    Raises:
        LanguageError: if it could be too large for 64 bits.
    """
    if typed.reach > LARGEST_RESULT:
        raise refusal(Code.ARITHMETIC_TOO_LARGE, typed.node.span)
    return typed


def result(node: Node, type_: Type, args: Sequence[Typed]) -> Typed:
    """The typed node of something made of operands without growing beyond them."""
    return sized(Typed(node, type_, tuple(args), reach=reach_of(type_, *args)))


def as_date(typed: Typed) -> Typed:
    """A text literal read as a date; anything else as it is.

    Raises:
        LanguageError: if it is not written YYYY-MM-DD.
    """
    if not isinstance(typed.node, Text) or typed.type.kind is Kind.DATE:
        return typed
    text = typed.node.value
    try:
        day = date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise refusal(Code.BAD_DATE, typed.node.span, text=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refusal(Code.DATE_OUT_OF_RANGE, typed.node.span, first=FIRST_YEAR, last=LAST_YEAR)
    number = day_number(day)
    return leaf(typed.node, Type(Kind.DATE, low=number, high=number, maybe=False), number)


def held(code: Text, values: frozenset[str] | None, *, listed: bool = False) -> str:
    """A code, if what it is compared with can hold it.

    Raises:
        LanguageError: if it cannot.
    """
    if listed and ";" in code.value:
        raise refusal(Code.BAD_CODE, code.span, code=code.value)
    if values is not None and code.value not in values:
        raise refusal(Code.CODE_NOT_IN_VALUES, code.span, near=(code.value, values), code=code.value)
    return code.value
