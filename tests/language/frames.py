"""Rows as a frame on Polars or DuckDB, and what the column evaluator gives over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from riskgrade.language.columns import columns
from riskgrade.language.environment import Table
from riskgrade.language.planes import Planes
from riskgrade.language.scopes import ColumnScope
from riskgrade.language.typed import Typed
from riskgrade.language.types import Kind
from riskgrade.language.values import Code, Codes, Interval, Truth, Value
from tests.strategies.expressions import World
from tests.strategies.rows import CONSTANTS, FIELDS, Row, types_of

ENGINES = ("polars", "duckdb")


def frame(world: World, rows: Sequence[Row], engine: str) -> nw.LazyFrame[Any]:
    """The physical form of rows: no null, two columns of ends, `;a;b;` with its count."""
    data: dict[str, pl.Series] = {"#": pl.Series(range(len(rows)))}
    for name, type_ in types_of(world).items():
        values = [row[name] for row in rows]
        low, high = zip(*map(ends, values), strict=True)
        kind = {Kind.BOOL: pl.Boolean, Kind.TEXT: pl.String, Kind.LIST: pl.String}.get(type_.kind, pl.Int64)
        data[f"{name} low"] = pl.Series(low, dtype=kind)
        data[f"{name} high"] = pl.Series(high, dtype=pl.Int64 if type_.kind is Kind.LIST else kind)
        data[f"{name} gap"] = pl.Series([value.gap for value in values], dtype=pl.Boolean)
    table = pl.DataFrame(data)
    if engine == "polars":
        return nw.from_native(table.lazy())
    return nw.from_native(duckdb.from_arrow(table.to_arrow()))


def ends(value: Value) -> tuple[int | bool | str, int | bool | str]:
    """The two physical values of what is known."""
    match value:
        case Interval(low, high):
            return low, high
        case Truth(must, may):
            return must, may
        case Code(text):
            return text or "", text or ""
        case Codes(None):
            return "", 0
        case Codes(items):
            return ";" + "".join(f"{code};" for code in sorted(items or ())), len(items or ())


@dataclass(frozen=True)
class FrameScope(ColumnScope):
    """The names of such a frame, for `columns`."""

    world: World
    rows: Sequence[Row]
    keeps: bool = True
    kept: list[nw.Expr] = field(default_factory=list)

    def keep(self, expression: nw.Expr) -> nw.Expr:
        if not self.keeps:
            return expression
        self.kept.append(expression.alias(f"kept {len(self.kept)}"))
        return nw.col(f"kept {len(self.kept) - 1}")

    def planes(self, name: str) -> Planes:
        values = [row[name] for row in self.rows]
        kind = types_of(self.world)[name].kind
        low, high = nw.col(f"{name} low"), nw.col(f"{name} high")
        certain = all(value.known for value in values)
        gap = nw.col(f"{name} gap") if any(value.gap for value in values) else None
        one = kind is Kind.TEXT or (certain and kind is not Kind.LIST)
        return Planes(kind, low, low if one else high, certain, gap)

    def subject(self, field: str) -> Planes:
        return self.planes(f"subject.{field}")

    def constant(self, name: str) -> int | bool | str | None:
        return CONSTANTS.get(name)

    def is_field(self, name: str) -> bool:
        return name in FIELDS

    def table(self, name: str) -> Table:
        return self.world.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        return self.world.codes[name]


def run(
    typed: Sequence[Typed], world: World, rows: Sequence[Row], engine: str, *, keeps: bool = True
) -> list[list[Value]]:
    """The values that the column evaluator gives, per expression and row."""
    scope = FrameScope(world, rows, keeps)
    planes = [columns(each, scope) for each in typed]
    wanted = [nw.col("#")]
    for i, each in enumerate(planes):
        wanted += [each.low.alias(f"low {i}"), each.high.alias(f"high {i}")]
        wanted.append((nw.lit(False) if each.gap is None else each.gap).alias(f"gap {i}"))
    data = frame(world, rows, engine)
    for expression in scope.kept:
        data = data.with_columns(expression)
    found = data.select(*wanted).collect("polars").sort("#")
    return [
        [
            _value(each.kind, low, high, gap)
            for low, high, gap in zip(found[f"low {i}"], found[f"high {i}"], found[f"gap {i}"], strict=True)
        ]
        for i, each in enumerate(planes)
    ]


def _value(kind: Kind, low: object, high: object, gap: bool) -> Value:
    match kind:
        case Kind.BOOL:
            return Truth(low is True, high is True, gap)
        case Kind.TEXT:
            assert low == high
            return Code(str(low) or None, gap)
        case Kind.LIST:
            items = frozenset(str(low).split(";")[1:-1]) if low else None
            assert high == len(items or ())
            return Codes(items, gap)
        case _:
            assert isinstance(low, int)
            assert isinstance(high, int)
            return Interval(low, high, gap)
