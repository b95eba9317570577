"""`lookup` and `highest`: one number by code or by bin, and the highest by the codes of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw

from ..build import all_of, by_text, choose, largest, pair, smallest
from ..codes import LanguageErrorCode as Code
from ..domain import Ends, hull
from ..environment import Table, TableType
from ..errors import refusal
from ..operands import Checker, expect, sized
from ..planes import Planes, lit
from ..scopes import ColumnScope, Scope
from ..tree import Call, Name
from ..typed import Typed, reach_of, shifted
from ..types import INFINITY, Kind, rescale
from ..values import Code as Text
from ..values import Codes, Interval, Value
from .base import Function, interval
from .lists import contains, counted

ANYTHING = (-INFINITY, INFINITY)


def in_scale(table: Table, scale: int) -> Table:
    """The table with its numbers in a given number of decimal digits, at least its own.

    Examples:
        >>> in_scale(Table("area", bins=((150, 2), (None, 10))), 1).bins
        ((150, 20), (None, 100))
    """
    digits = scale - table.scale
    if not digits:
        return table
    return replace(
        table,
        entries={code: number * 10**digits for code, number in table.entries.items()},
        bins=tuple((bound, number * 10**digits) for bound, number in table.bins),
        scale=scale,
        otherwise=None if table.otherwise is None else table.otherwise * 10**digits,
        range=None if table.range is None else (rescale(table.range[0], digits), rescale(table.range[1], digits)),
    )


def missing(table: Table) -> Ends:
    """What a code that is not in the table can be."""
    if table.otherwise is not None:
        return table.otherwise, table.otherwise
    return table.range or ANYTHING


def _touched(table: Table, digits: int) -> list[tuple[int | None, int | None, int]]:
    """Each bin as (bound below, bound above, number), the bounds in as many more digits as the number looked up."""
    bounds = [None if bound is None else rescale(bound, digits) for bound, _ in table.bins]
    return [(below, above, n) for below, above, (_, n) in zip([None, *bounds], bounds, table.bins, strict=False)]


class _TableFunction(Function):
    least, most = 2, 2

    def table_type(self, call: Call, checker: Checker) -> tuple[str, TableType]:
        """The table named by the first argument."""
        table = self.counted(call).args[0]
        if not isinstance(table, Name):
            raise self.misused(call)
        if table.name not in checker.environment.tables:
            raise refusal(
                Code.UNKNOWN_TABLE, table.span, near=(table.name, checker.environment.tables), name=table.name
            )
        return table.name, checker.environment.tables[table.name]

    def table(self, typed: Typed, scope: Scope | ColumnScope) -> Table:
        """The table as it is in force, in the digits of the result."""
        return in_scale(scope.table(typed.table or ""), typed.scale)


class Lookup(_TableFunction):
    """The number of a code, or of the bin that a number falls into (its upper bound included)."""

    name, usage = "lookup", "lookup(table, a)"

    def check(self, call: Call, checker: Checker) -> Typed:
        """A table and its key; the type of its numbers."""
        name, table = self.table_type(call, checker)
        key = expect(checker.visit(call.args[1]), Kind.NUMBER if table.bins else Kind.TEXT)
        if table.bins:
            key = sized(shifted(key, max(0, table.bin_scale - key.type.scale)))
        type_ = replace(table.result, maybe=table.result.maybe or key.type.maybe)
        return sized(Typed(call, type_, (key,), table=name, reach=reach_of(type_)))

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The number of the code, or the hull of the bins that the number can fall into."""
        table, key = self.table(typed, scope), args[0]
        match key:
            case Text(None):
                ends = table.ends or ANYTHING
            case Text(str(code)) if code in table.entries:
                ends = table.entries[code], table.entries[code]
            case Text():
                ends = missing(table)
            case _:
                low, high = interval(key).low, interval(key).high
                bins = _touched(table, typed.args[0].type.scale - table.bin_scale)
                ends = hull(
                    (number, number)
                    for below, above, number in bins
                    if (above is None or low <= above) and (below is None or high > below)
                )
        return Interval(*ends, key.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        table, key = self.table(typed, scope), args[0]
        if table.bins:
            return self.bins(table, typed.args[0].type.scale - table.bin_scale, key)
        blank, other = table.ends or ANYTHING, missing(table)
        values = typed.args[0].type.values
        complete = table.otherwise is not None or (values is not None and values <= table.entries.keys())
        low, high = (
            key.low.replace_strict(
                [*table.entries, ""],
                [*table.entries.values(), blank[end]],
                default=lit(other[end]),
                return_dtype=nw.Int64,
            )
            for end in (0, 1)
        )
        certain = key.certain and complete
        return Planes(Kind.NUMBER, low, low if certain else high, certain, key.gap)

    def bins(self, table: Table, digits: int, key: Planes) -> Planes:
        """A look-up by bins: the least and most of the bins that the ends of the number touch."""
        lows, highs = [], []
        for below, above, number in _touched(table, digits):
            ends = [key.low <= lit(above)] if above is not None else []
            ends += [key.high > lit(below)] if below is not None else []
            lows.append(choose(all_of(ends), lit(number), lit(INFINITY)))
            highs.append(choose(all_of(ends), lit(number), lit(-INFINITY)))
        return pair(Kind.NUMBER, smallest(lows), largest(highs), [key])


class Highest(_TableFunction):
    """The highest number of the codes of a list; nothing is known of an empty list but what the table can give.

    A code that is not in the table can only raise it: to `otherwise`, or to anything up to the range's end.
    """

    name, usage = "highest", "highest(table, list)"

    def check(self, call: Call, checker: Checker) -> Typed:
        """A table by code and a list; the type of its numbers, unknown where the list is empty."""
        name, table = self.table_type(call, checker)
        if table.bins:
            raise refusal(Code.WRONG_TABLE, call.span, name=name)
        items = expect(checker.visit(call.args[1]), Kind.LIST)
        type_ = replace(table.result, maybe=True)
        return sized(Typed(call, type_, (items,), table=name, reach=reach_of(type_)))

    def evaluate(self, typed: Typed, args: Sequence[Value], scope: Scope) -> Value:
        """The highest of what each code in the list can be."""
        return self.answer(typed, args[0], scope)

    def answer(self, typed: Typed, items: Value, scope: Scope | ColumnScope) -> Interval:
        """The answer for one list."""
        table = self.table(typed, scope)
        if not isinstance(items, Codes):
            raise TypeError(f"{items} is not a list of codes")
        if not items.values:
            return Interval(*(table.ends or ANYTHING), items.gap)
        each = [(table.entries[c], table.entries[c]) if c in table.entries else missing(table) for c in items.values]
        return Interval(max(low for low, _ in each), max(high for _, high in each), items.gap)

    def columns(self, typed: Typed, args: Sequence[Planes], scope: ColumnScope) -> Planes:
        """The same for every row."""
        answered = by_text(args[0], Kind.NUMBER, lambda codes: self.answer(typed, codes, scope))
        if answered is not None:
            return answered
        table, items, count = self.table(typed, scope), args[0].low, args[0].high
        nothing = lit(-INFINITY)
        # Both ends use what was found in the list, and each search reads the whole text.
        each = [choose(contains(items, code), lit(number), nothing) for code, number in table.entries.items()]
        seen = scope.keep(largest(each or [nothing]))
        strange = scope.keep(count > counted(items, list(table.entries)))
        blank, other = table.ends or ANYTHING, missing(table)
        low, high = (
            choose(
                (items == lit("")) | (items == lit(";")),
                lit(blank[end]),
                largest([seen, choose(strange, lit(other[end]), nothing)]),
            )
            for end in (0, 1)
        )
        return Planes(Kind.NUMBER, low, high, False, args[0].gap)
