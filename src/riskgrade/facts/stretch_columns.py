"""Facts over stretches of the calendar for every subject at once: the same meaning as in `stretches`, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import narwhals as nw

from ..language.civil_columns import Days, months_between_column
from ..language.columns import columns
from ..language.planes import Planes, lit
from ..language.types import FIRST_DAY, LAST_DAY, Kind
from ..pack.model import Fact
from .aggregate_columns import Recipe, one_or_none, recipe
from .column_scope import FrameScope, Kept

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True, slots=True)
class Placing:
    """What is needed of each record of one fact over stretches.

    Args:
        beside: columns to compute for each record, by name.
        inner: the recipe of each inner aggregation.
    """

    beside: dict[str, nw.Expr]
    inner: tuple[Recipe, ...]
    certain: tuple[bool, ...]


def placing(fact: Fact, tag: str, counts: Planes, scope: FrameScope) -> Placing:
    """The columns beside each record: its month, whether it counts, and what the inner aggregations need.

    Args:
        fact: the fact, with its `stretches`.
        tag: the prefix of its columns.
        counts: whether a record counts.
        scope: the names of the records' frame.
    """
    assert fact.stretches is not None
    first, days = lit(FIRST_DAY), nw.col(fact.stretches.date)
    month = months_between_column(Days(first, FIRST_DAY, FIRST_DAY), Days(days, FIRST_DAY, LAST_DAY), scope.keep)
    beside = {f"{tag}_g": month, f"{tag}_must": one_or_none(counts.low), f"{tag}_may": one_or_none(counts.high)}
    recipes, certain = [], []
    for number, one in enumerate(fact.stretches.inner):
        value = None if one.value is None else columns(one.value, scope)
        recipes.append(recipe(one, f"{tag}_i{number}", counts, value))
        certain.append(counts.certain and _known(one, value))
        beside |= recipes[-1].beside
    return Placing(beside, tuple(recipes), tuple(certain))


def over_stretches(frame: Frame, tied: str, fact: Fact, tag: str, placed: Placing, scope: FrameScope) -> Frame:
    """One row for each subject, with the two planes of the fact as `<tag>_l` and `<tag>_h`.

    Args:
        frame: the records that may count for some fact, with the columns of `placing`.
        tied: the column with the subject.
        fact: the fact, with its `stretches`.
        tag: the prefix of its columns.
        placed: what was computed beside each record.
        scope: the constants of the pack; what the frame of records holds is not read.
    """
    stretches = fact.stretches
    assert stretches is not None
    number, must, may = f"{tag}_g", f"{tag}_must", f"{tag}_may"
    frame = frame.filter(nw.col(may) > lit(0))
    frame = frame.with_columns((nw.col(number) // lit(stretches.months[0])).alias(number))
    over = {name: one for made in placed.inner for name, one in made.over.items()}
    frame = _grouped(frame, [tied, number], over, must)
    frame, value = _each(frame, fact, tag, placed, scope)
    counts = Planes(Kind.BOOL, nw.col(must) > lit(0), nw.col(number) >= lit(0), False)
    steps = zip(pairwise(stretches.months), stretches.between, strict=True)
    for place, ((shorter, longer), aggregation) in enumerate(steps):
        made = recipe(aggregation, f"{tag}_b{place}", counts, value)
        longer_number = nw.col(number) // lit(longer // shorter)
        frame = frame.select(tied, longer_number.alias(number), must, **made.beside)
        frame = _grouped(frame, [tied, number], made.over, must)
        low, high = made.planes()
        frame = frame.select(tied, number, must, low.alias(f"{tag}_l"), high.alias(f"{tag}_h"))
        value = Planes(Kind.NUMBER, nw.col(f"{tag}_l"), nw.col(f"{tag}_h"), False)
    made = recipe(fact, f"{tag}_o", counts, value)
    frame = frame.select(nw.col(tied).alias(f"{tag}_t"), **made.beside)
    totals = frame.group_by(f"{tag}_t").agg(*(one.alias(name) for name, one in made.over.items()))
    low, high = made.planes()
    return totals.select(f"{tag}_t", low.alias(f"{tag}_l"), high.alias(f"{tag}_h"))


def _grouped(frame: Frame, by: list[str], over: dict[str, nw.Expr], must: str) -> Frame:
    """One row a stretch; it certainly is one if some record of it certainly counts."""
    kept = {**over, must: nw.col(must).max().cast(nw.Int64)}
    return frame.group_by(*by).agg(*(one.alias(name) for name, one in kept.items()))


def _each(frame: Frame, fact: Fact, tag: str, placed: Placing, scope: FrameScope) -> tuple[Frame, Planes | None]:
    """The value of each shortest stretch, in columns of its own."""
    stretches = fact.stretches
    assert stretches is not None
    if stretches.each is None:
        return frame, None
    kept = Kept(f"{tag}k")
    here = FrameScope(scope.constants, scope.register, kept=kept)
    held: dict[str, nw.Expr] = {}
    for place, (one, made, certain) in enumerate(zip(stretches.inner, placed.inner, placed.certain, strict=True)):
        low, high = made.planes()
        names = f"{tag}_v{place}l", f"{tag}_v{place}h"
        held |= {names[0]: low, **({} if certain else {names[1]: high})}
        ends = nw.col(names[0]), nw.col(names[0] if certain else names[1])
        here.known[one.name] = Planes(one.type.kind, *ends, certain)
    frame = frame.with_columns(**held)
    value = columns(stretches.each, here)
    frame = kept.flush(frame).with_columns(**{f"{tag}_l": value.low, f"{tag}_h": value.high})
    return frame, Planes(Kind.NUMBER, nw.col(f"{tag}_l"), nw.col(f"{tag}_h"), value.certain)


def _known(fact: Fact, value: Planes | None) -> bool:
    """Whether an inner aggregation is known once its records are: a stretch has a record, but perhaps only in doubt."""
    return value is None or (value.certain and fact.aggregate not in ("max", "min", "mean"))
