"""The aggregations of a fact over every subject at once: the same meaning as in `aggregate`, as columns.

A fact goes through three steps: columns beside each record, aggregates of them per subject, and, after the join
to the subjects, its two planes. Every aggregate is cast to 64 bits: the engines choose other widths.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import narwhals as nw

from ..language.planes import Planes, lit
from ..language.types import INFINITY, Kind
from ..pack.model import Fact


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one fact is aggregated.

    Args:
        beside: columns to compute for each record, by name.
        over: the aggregation of each, by its name after grouping.
        planes: the two planes of the fact from those.
    """

    beside: dict[str, nw.Expr]
    over: dict[str, nw.Expr]
    planes: Callable[[], tuple[nw.Expr, nw.Expr]]


def _sum(name: str) -> nw.Expr:
    return nw.col(name).sum().cast(nw.Int64)


def _max(name: str) -> nw.Expr:
    return nw.col(name).max().cast(nw.Int64)


def _min(name: str) -> nw.Expr:
    return nw.col(name).min().cast(nw.Int64)


def _or(name: str, value: int) -> nw.Expr:
    here = nw.col(name)
    return nw.when(here.is_null()).then(lit(value)).otherwise(here)


def one_or_none(truth: nw.Expr) -> nw.Expr:
    """1 where it holds, else 0: what counting sums."""
    return nw.when(truth).then(lit(1)).otherwise(lit(0))


def _where(truth: nw.Expr, value: nw.Expr) -> nw.Expr:
    return nw.when(truth).then(value)


def recipe(fact: Fact, tag: str, counts: Planes, value: Planes | None) -> Recipe:
    """How a fact is aggregated.

    Args:
        fact: the fact; not `latest`, which is no grouped aggregate.
        tag: a short name for its columns, unique in the frame.
        counts: whether a record counts.
        value: what is aggregated, if anything.
    """
    match fact.aggregate:
        case "count" | "any":
            return _count(fact, tag, counts)
        case "distinct":
            assert value is not None
            return _distinct(tag, counts, value)
        case "sum":
            assert value is not None
            return _total(tag, counts, value)
        case "max" | "min":
            assert value is not None
            return _extreme(fact, tag, counts, value)
        case _:
            assert value is not None
            return _mean(fact, tag, counts, value)


def _count(fact: Fact, tag: str, counts: Planes) -> Recipe:
    over = _max if fact.aggregate == "any" else _sum
    beside, names = {f"{tag}_m": one_or_none(counts.low)}, {f"{tag}_m": over(f"{tag}_m")}
    if not counts.certain:
        beside[f"{tag}_y"], names[f"{tag}_y"] = one_or_none(counts.high), over(f"{tag}_y")

    def planes() -> tuple[nw.Expr, nw.Expr]:
        low = _or(f"{tag}_m", 0)
        high = low if counts.certain else _or(f"{tag}_y", 0)
        if fact.aggregate == "count":
            return low, high
        low_truth = low > lit(0)
        return low_truth, low_truth if counts.certain else high > lit(0)

    return Recipe(beside, names, planes)


def _identity(value: Planes) -> tuple[nw.Expr, nw.Expr | None]:
    """What makes a value distinct, and where it is known (None: everywhere)."""
    if value.certain:
        return value.low, None
    if value.kind is Kind.TEXT:
        return value.low, value.low != lit("")
    return value.low, value.low == value.high


def _distinct(tag: str, counts: Planes, value: Planes) -> Recipe:
    same, known = _identity(value)
    beside: dict[str, nw.Expr] = {}
    over: dict[str, nw.Expr] = {f"{tag}_len": nw.len().cast(nw.Int64)}

    def number(name: str, truth: nw.Expr) -> None:
        beside[name] = _where(truth if known is None else truth & known, same)
        over[name] = nw.col(name).n_unique().cast(nw.Int64)
        over[f"{name}c"] = nw.col(name).count().cast(nw.Int64)

    number(f"{tag}_m", counts.low)
    one_plane = counts.certain and known is None
    if not one_plane:
        number(f"{tag}_y", counts.high)
    if known is not None:
        beside |= {f"{tag}_a": one_or_none(counts.low), f"{tag}_n": one_or_none(counts.high & ~known)}
        over |= {f"{tag}_a": _max(f"{tag}_a"), f"{tag}_n": _sum(f"{tag}_n")}

    def different(name: str) -> nw.Expr:
        # Null counts as one value on every engine; take it off where there is one.
        null = nw.when(nw.col(f"{name}c") < nw.col(f"{tag}_len")).then(lit(1)).otherwise(lit(0))
        return nw.col(name) - null

    def planes() -> tuple[nw.Expr, nw.Expr]:
        low = different(f"{tag}_m")
        if one_plane:
            return low, low
        high = different(f"{tag}_y")
        if known is None:
            return low, high
        return nw.max_horizontal(low, nw.col(f"{tag}_a")), high + nw.col(f"{tag}_n")

    return Recipe(beside, over, planes)


def _total(tag: str, counts: Planes, value: Planes) -> Recipe:
    one_plane = counts.certain and value.certain
    zero = lit(0)
    beside = {f"{tag}_m": nw.when(counts.low).then(value.low).otherwise(zero)}
    over = {f"{tag}_m": _sum(f"{tag}_m")}
    if not one_plane:
        low = (
            nw.when(counts.low)
            .then(value.low)
            .otherwise(nw.when(counts.high).then(nw.min_horizontal(zero, value.low)).otherwise(zero))
        )
        high = (
            nw.when(counts.low)
            .then(value.high)
            .otherwise(nw.when(counts.high).then(nw.max_horizontal(zero, value.high)).otherwise(zero))
        )
        beside = {f"{tag}_m": low, f"{tag}_y": high}
        over[f"{tag}_y"] = _sum(f"{tag}_y")

    def planes() -> tuple[nw.Expr, nw.Expr]:
        low = _or(f"{tag}_m", 0)
        return low, low if one_plane else _or(f"{tag}_y", 0)

    return Recipe(beside, over, planes)


def _extreme(fact: Fact, tag: str, counts: Planes, value: Planes) -> Recipe:
    is_max = fact.aggregate == "max"
    best, other = (_max, _min) if is_max else (_min, _max)
    near, far = (value.low, value.high) if is_max else (value.high, value.low)
    beside = {f"{tag}_m": _where(counts.low, near), f"{tag}_f": _where(counts.high, far)}
    over = {f"{tag}_m": best(f"{tag}_m"), f"{tag}_f": best(f"{tag}_f")}
    if not counts.certain:
        beside[f"{tag}_o"] = _where(counts.high, near)
        over[f"{tag}_o"] = other(f"{tag}_o")
    absent = fact.absent if isinstance(fact.absent, int) else None
    blank = (fact.type.low, fact.type.high) if is_max else (fact.type.high, fact.type.low)
    toward, away = (nw.max_horizontal, nw.min_horizontal) if is_max else (nw.min_horizontal, nw.max_horizontal)

    def planes() -> tuple[nw.Expr, nw.Expr]:
        sure, far_end = nw.col(f"{tag}_m"), nw.col(f"{tag}_f")
        none = (lit(absent), lit(absent)) if absent is not None else (lit(blank[0]), lit(blank[1]))
        near_end = nw.when(~sure.is_null()).then(sure)
        far_plane = nw.when(~sure.is_null()).then(far_end)
        if counts.certain:
            ends = near_end.otherwise(none[0]), far_plane.otherwise(none[1])
        else:
            if absent is not None:
                doubtful = away(lit(absent), _or(f"{tag}_o", absent)), toward(lit(absent), _or(f"{tag}_f", absent))
            else:
                doubtful = lit(blank[0]), lit(blank[1])
            some = ~far_end.is_null()
            ends = (
                near_end.otherwise(nw.when(some).then(doubtful[0]).otherwise(none[0])),
                far_plane.otherwise(nw.when(some).then(doubtful[1]).otherwise(none[1])),
            )
        return ends if is_max else (ends[1], ends[0])

    return Recipe(beside, over, planes)


def _mean(fact: Fact, tag: str, counts: Planes, value: Planes) -> Recipe:
    zero = lit(0)
    beside = {
        f"{tag}_l": nw.when(counts.low).then(value.low).otherwise(zero),
        f"{tag}_h": nw.when(counts.low).then(value.high).otherwise(zero),
        f"{tag}_m": one_or_none(counts.low),
        f"{tag}_y": one_or_none(counts.high),
        f"{tag}_a": _where(counts.high, value.low),
        f"{tag}_b": _where(counts.high, value.high),
    }
    over = {name: _sum(name) for name in (f"{tag}_l", f"{tag}_h", f"{tag}_m", f"{tag}_y")}
    over |= {f"{tag}_a": _min(f"{tag}_a"), f"{tag}_b": _max(f"{tag}_b")}
    absent = fact.absent if isinstance(fact.absent, int) else None

    def planes() -> tuple[nw.Expr, nw.Expr]:
        must, may = _or(f"{tag}_m", 0), _or(f"{tag}_y", 0)
        count = nw.max_horizontal(must, lit(1))

        def plane(total: str, end: str, blank: int, away: Callable[..., nw.Expr]) -> nw.Expr:
            exact = (lit(2) * _or(total, 0) + count) // (lit(2) * count)
            alone = lit(blank) if absent is None else away(lit(absent), _or(end, absent))
            none = lit(blank) if absent is None else lit(absent)
            return (
                nw.when(may == lit(0)).then(none)
                .otherwise(nw.when(must == may).then(exact)
                .otherwise(nw.when(must > lit(0)).then(_or(end, blank)).otherwise(alone)))
            )  # fmt: skip

        return (
            plane(f"{tag}_l", f"{tag}_a", fact.type.low, nw.min_horizontal),
            plane(f"{tag}_h", f"{tag}_b", fact.type.high, nw.max_horizontal),
        )

    return Recipe(beside, over, planes)


def widened(fact: Fact, tag: str, low: nw.Expr, high: nw.Expr, gap: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """The planes of a fact where there may be more records than the register holds."""

    def end(plane: nw.Expr, value: int | bool | str, where: nw.Expr = gap) -> nw.Expr:
        return nw.when(where).then(lit(value)).otherwise(plane)

    match fact.aggregate:
        case _ if fact.stretches is not None and fact.aggregate != "count":
            # A record that is not seen may change any stretch.
            return end(low, fact.type.low), end(high, fact.type.high)
        case "any":
            return low, high | gap
        case "count" | "distinct":
            return low, end(high, INFINITY)
        case "sum":
            assert fact.value is not None
            of = fact.value.type
            return end(low, -INFINITY) if of.low < 0 else low, end(high, INFINITY) if of.high > 0 else high
        case "max" | "min":
            # A record that certainly counts holds its end; what is not seen can only move the other.
            sure = nw.col(f"{tag}_s")
            open_end = gap & nw.when(sure.is_null()).then(lit(True)).otherwise(~sure)
            if fact.aggregate == "max":
                return end(low, fact.type.low, open_end), end(high, fact.type.high)
            return end(low, fact.type.low), end(high, fact.type.high, open_end)
        case _:
            return end(low, fact.type.low), end(high, fact.type.high)
