"""The facts of every subject at once: one pass over each register, then one column or two per fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw
import polars as pl

from ..language.columns import columns
from ..language.planes import Planes, lit
from ..language.typed import Typed
from ..language.types import Kind
from ..language.values import Interval, Truth
from ..pack.dating import InForce
from ..pack.model import Fact, Pack
from ..registers.register import Register, Registers
from .aggregate import aggregate
from .aggregate_columns import Recipe, recipe, widened
from .column_scope import SUBJECT, FrameScope, Kept
from .engines import Engine
from .gaps import Gap
from .sieve import sifted
from .stretch_columns import Placing, over_stretches, placing
from .truth_planes import both
from .voids import alive_planes

Frame = nw.LazyFrame[Any]
TIE = "__tie"


@dataclass(frozen=True, slots=True)
class Item:
    """A fact of one pack to be computed.

    Args:
        tag: the prefix of its columns.
        fact: the fact.
        pack: its pack.
        constants: what of the pack is in force.
        gap: where the world may hold more (None for an expression).
    """

    tag: str
    fact: Fact
    pack: Pack
    constants: InForce
    gap: Gap | None


class FactColumns:
    """Adds the columns of facts to a frame of subjects.

    Args:
        registers: the registers.
        engine: where to compute.
        own: the subjects' register.
    """

    def __init__(self, registers: Registers, engine: Engine, own: Register) -> None:
        self.registers, self.engine, self.own = registers, engine, own
        self.planes: dict[str, Planes] = {}
        self.outside: dict[str, nw.Expr] = {}
        self.kept = Kept("kf")
        self._ends: dict[str, Callable[[], tuple[nw.Expr, nw.Expr, bool]]] = {}

    def add(self, subjects: Frame, items: Sequence[Item]) -> Frame:
        """Add every fact; its planes are then in `planes` by tag, and where it left its domain in `outside`."""
        groups: dict[tuple[str, str, bool], list[Item]] = {}
        scopes: dict[str, FrameScope] = {}
        for item in items:
            scope = FrameScope(item.constants, self.own, kept=self.kept)
            scopes.setdefault(item.pack.id, scope)
            if item.fact.register is not None and item.gap is not None and item.gap.supplied:
                key = (item.fact.register, item.fact.join[0], item.fact.paired)
                groups.setdefault(key, []).append(item)
        whole = subjects
        for number, ((register, field, paired), members) in enumerate(groups.items()):
            subjects = self._group(number, subjects, whole, self.registers.registers[register], field, paired, members)
        subjects = self._gaps(subjects, items)
        columns_now: dict[str, nw.Expr] = {}
        for item in items:
            if item.fact.register is not None:
                self.kept.apart()
                self._finish(item, self._from_records(item, scopes[item.pack.id]), columns_now, scopes[item.pack.id])
        subjects = self.kept.flush(subjects)
        if columns_now:
            subjects = subjects.with_columns(**columns_now)
        return self._expressions(subjects, items, scopes)

    def _expressions(self, subjects: Frame, items: Sequence[Item], scopes: Mapping[str, FrameScope]) -> Frame:
        """Facts from other facts, one layer of columns after another."""
        layer: dict[tuple[str, str], int] = {}
        layers: dict[int, list[Item]] = {}
        for item in items:
            if item.fact.register is None:
                used = [layer.get((item.pack.id, name), 0) for name in item.fact.uses]
                mine = layer[item.pack.id, item.fact.name] = 1 + max(used, default=0)
                layers.setdefault(mine, []).append(item)
        for number in sorted(layers):
            columns_now: dict[str, nw.Expr] = {}
            for item in layers[number]:
                scope = scopes[item.pack.id]
                assert item.fact.value is not None
                self.kept.apart()
                self._finish(item, columns(item.fact.value, scope), columns_now, scope)
            subjects = self.kept.flush(subjects).with_columns(**columns_now)
        return subjects

    def _finish(self, item: Item, planes: Planes, columns_now: dict[str, nw.Expr], scope: FrameScope) -> None:
        """Cut a fact to its domain, give it columns of its own, and make it known to later facts."""
        low, high, certain = planes.low, planes.high, planes.certain
        kind_of = item.fact.type
        if item.fact.declared:
            # Each end is used several times below; engines would compute it each time.
            low = self.kept.keep(low)
            high = low if planes.high is planes.low else self.kept.keep(high)
            outside = (low > lit(kind_of.high)) | (high < lit(kind_of.low))
            columns_now[f"{item.tag}_out"] = outside
            self.outside[item.tag] = nw.col(f"{item.tag}_out")
            low, high = (
                nw.when(outside).then(lit(kind_of.low)).otherwise(nw.max_horizontal(low, lit(kind_of.low))),
                nw.when(outside).then(lit(kind_of.high)).otherwise(nw.min_horizontal(high, lit(kind_of.high))),
            )
            certain = False
        columns_now[f"{item.tag}_low"] = low
        own_low = own_high = nw.col(f"{item.tag}_low")
        if not certain and planes.kind is not Kind.TEXT:
            columns_now[f"{item.tag}_high"] = high
            own_high = nw.col(f"{item.tag}_high")
        own = Planes(planes.kind, own_low, own_high, certain, planes.gap)
        self.planes[item.tag] = own
        scope.known[item.fact.name] = own

    def _from_records(self, item: Item, scope: FrameScope) -> Planes:
        fact, gap = item.fact, item.gap
        assert gap is not None
        kind = fact.type.kind
        if not gap.supplied:
            if kind is Kind.TEXT:
                return Planes(kind, lit(""), lit(""), False, lit(True))
            ends = (False, True) if kind is Kind.BOOL else (fact.type.low, fact.type.high)
            return Planes(kind, lit(ends[0]), lit(ends[1]), False, lit(True))
        low, high, certain = self._ends[item.tag]()
        open_ = self._open(item, scope)
        if open_ is None:
            return Planes(kind, low, high, certain)
        if kind is Kind.TEXT:
            text = nw.when(open_).then(lit("")).otherwise(low)
            return Planes(kind, text, text, False, open_)
        if kind is Kind.BOOL and fact.aggregate == "latest":
            return Planes(kind, low & ~open_, high | open_, False, open_)
        return Planes(kind, *widened(fact, item.tag, low, high, open_), False, open_)

    def _open(self, item: Item, scope: FrameScope) -> nw.Expr | None:
        """Subjects for which the world may hold more records; None where there are none."""
        gap, tie = item.gap, item.fact.join[1]
        assert gap is not None
        if gap.always:
            return lit(True)
        found = []
        if gap.set_aside:
            found.append(nw.col(_gap_column(item)))
        if tie in self.own.nullable:
            found.append(nw.col(tie) == lit(""))
        if gap.outside is not None:
            found.append(columns(gap.outside, scope).high)
        return reduce(or_, found) if found else None

    def _may_open(self, item: Item) -> bool:
        """Whether there are subjects for which the world may hold more records."""
        return item.gap is not None and (not item.gap.nowhere or item.fact.join[1] in self.own.nullable)

    def _gaps(self, subjects: Frame, items: Sequence[Item]) -> Frame:
        """A column for each register that had rows set aside: whether one of them is this subject's."""
        done = set()
        for item in items:
            if item.gap is None or not item.gap.set_aside or item.gap.always or _gap_column(item) in done:
                continue
            name = _gap_column(item)
            done.add(name)
            keys = pl.LazyFrame({TIE: sorted(item.gap.set_aside)}).with_columns(pl.lit(True).alias(name))
            subjects = subjects.join(self.engine.take(keys), left_on=item.fact.join[1], right_on=TIE, how="left")
            subjects = subjects.with_columns(
                nw.when(nw.col(name).is_null()).then(lit(False)).otherwise(nw.col(name)).alias(name)
            )
        return subjects

    def _group(
        self,
        number: int,
        subjects: Frame,
        whole: Frame,
        register: Register,
        field: str,
        paired: bool,
        members: Sequence[Item],
    ) -> Frame:
        """One pass over a register: keep what may count, compute beside each record, aggregate, join."""
        frame = self.engine.take(sifted(register, [(_condition(one), one.constants) for one in members]))
        if field in register.nullable:
            frame = frame.filter(nw.col(field) != lit(""))
        tie, back = field, field
        if paired:
            itself = members[0].fact.register == members[0].pack.subject
            frame, tie = self._with_subject(frame, whole, register, field, itself)
            back = self.own.model.key
        kept = Kept(f"k{number}")
        as_of = int(members[0].constants.scalars["as_of"])
        kept_alive = alive_planes(register, as_of)
        judged: list[Judged] = []
        placed: list[tuple[Item, Planes, FrameScope, Placing]] = []
        flags: dict[str, nw.Expr] = {}
        for item in members:
            scope = self._record_scope(item, register, paired, kept)
            kept.apart()
            counts = columns(_condition(item), scope)
            counts = _flagged(item.tag, both(counts, kept_alive) or counts, flags)
            if item.fact.stretches is not None:
                placed.append((item, counts, scope, placing(item.fact, item.tag, counts, scope)))
            else:
                value = None if item.fact.value is None else columns(item.fact.value, scope)
                judged.append((item, counts, value))
        frame = kept.flush(frame).with_columns(**flags)
        # What no fact may count is dropped before anything else is computed: most of a register.
        may = [one[1].high for one in judged] + [one[1].high for one in placed]
        frame = frame.filter(_columnar(reduce(or_, may), tie))
        tied = f"__tie{number}"
        beside = {tied: nw.col(tie)}
        grouped = [one for one in judged if one[0].fact.aggregate != "latest"]
        recipes = [(*one, recipe(one[0].fact, one[0].tag, one[1], one[2])) for one in grouped]
        for *_, made in recipes:
            beside |= made.beside
        newest = [one for one in judged if one[0].fact.aggregate == "latest"]
        for item, counts, value in newest:
            assert value is not None
            beside |= _latest_columns(item.tag, register, counts, value)
        for *_, beside_record in placed:
            beside |= beside_record.beside
        frame = frame.select(**beside)
        totals = self._aggregate(frame, tied, recipes)
        for item, _, _ in newest:
            totals = self._latest(totals, frame, tied, item)
        for item, _, scope, beside_record in placed:
            over = over_stretches(frame, tied, item.fact, item.tag, beside_record, scope)
            totals = totals.join(over, left_on=tied, right_on=f"{item.tag}_t", how="left")
            self._ends[item.tag] = _joined(item, certain=False)
        return subjects.join(totals, left_on=back, right_on=tied, how="left")

    def _record_scope(self, item: Item, register: Register, paired: bool, kept: Kept) -> FrameScope:
        return FrameScope(item.constants, register, self.own if paired else None, kept=kept)

    def _with_subject(
        self, frame: Frame, whole: Frame, register: Register, field: str, itself: bool
    ) -> tuple[Frame, str]:
        """Records beside the subjects they are tied to; a subject is not evidence about itself."""
        names = [name for name in whole.collect_schema().names() if not name.startswith("__")]
        own = whole.select(nw.col(field).alias(TIE), *(nw.col(name).alias(SUBJECT + name) for name in names))
        paired = frame.with_columns(nw.col(field).alias("__record_tie")).join(
            own, left_on="__record_tie", right_on=TIE, how="inner"
        )
        key = SUBJECT + self.own.model.key
        if itself:
            paired = paired.filter(nw.col(register.model.key) != nw.col(key))
        return paired, key

    def _aggregate(
        self, frame: Frame, tied: str, recipes: Sequence[tuple[Item, Planes, Planes | None, Recipe]]
    ) -> Frame:
        """One row for each subject that has a record, with two columns a fact at most: the join costs the most."""
        if not recipes:
            return frame.select(tied).unique([tied])
        over: dict[str, nw.Expr] = {}
        for *_, made in recipes:
            over |= made.over
        totals = frame.group_by(tied).agg(*(expression.alias(name) for name, expression in over.items()))
        narrow: dict[str, nw.Expr] = {}
        for item, counts, value, made in recipes:
            certain = counts.certain and _always_known(item.fact, value)
            low, high = made.planes()
            narrow[f"{item.tag}_l"] = low
            if not certain:
                narrow[f"{item.tag}_h"] = high
            if item.fact.aggregate in ("max", "min") and self._may_open(item):
                narrow[f"{item.tag}_s"] = ~nw.col(f"{item.tag}_m").is_null()
            self._ends[item.tag] = _joined(item, certain)
        return totals.select(tied, **narrow)

    def _latest(self, totals: Frame, frame: Frame, tied: str, item: Item) -> Frame:
        """The newest record that may count; known where it certainly does."""
        tag, fact = item.tag, item.fact
        newest = (
            frame.filter(nw.col(f"{tag}_may"))
            .select(tied, *(f"{tag}_{part}" for part in ("must", "l", "h", *ORDER)))
            .unique([tied], keep="last", order_by=[f"{tag}_{part}" for part in ORDER])
            .select(nw.col(tied).alias(f"{tag}_t"), f"{tag}_must", f"{tag}_l", f"{tag}_h")
        )
        totals = totals.join(newest, left_on=tied, right_on=f"{tag}_t", how="left")
        must, low, high = nw.col(f"{tag}_must"), nw.col(f"{tag}_l"), nw.col(f"{tag}_h")
        kind_of = fact.type

        def planes() -> tuple[nw.Expr, nw.Expr, bool]:
            if kind_of.kind is Kind.TEXT:
                absent = lit(str(fact.absent) if fact.absent is not None else "")
                text = nw.when(must.is_null()).then(absent).otherwise(nw.when(must).then(low).otherwise(lit("")))
                return text, text, False
            blank = (False, True) if kind_of.kind is Kind.BOOL else (kind_of.low, kind_of.high)
            none = blank if fact.absent is None else (fact.absent, fact.absent)
            return (
                nw.when(must.is_null()).then(lit(none[0])).otherwise(nw.when(must).then(low).otherwise(lit(blank[0]))),
                nw.when(must.is_null()).then(lit(none[1])).otherwise(nw.when(must).then(high).otherwise(lit(blank[1]))),
                False,
            )

        self._ends[tag] = planes
        return totals


Judged = tuple[Item, Planes, Planes | None]
"""A fact, whether each record counts for it, and what is aggregated."""

ORDER = ("o1", "o2", "k")
"""What the newest record goes by: event date, date of record, key."""


def _condition(item: Item) -> Typed:
    assert item.fact.condition is not None
    return item.fact.condition


def _flagged(tag: str, counts: Planes, flags: dict[str, nw.Expr]) -> Planes:
    """Whether records count, in columns of their own."""
    flags[f"{tag}_c"] = counts.low
    low = high = nw.col(f"{tag}_c")
    if not counts.certain:
        flags[f"{tag}_d"] = counts.high
        high = nw.col(f"{tag}_d")
    return Planes(Kind.BOOL, low, high, counts.certain)


def _latest_columns(tag: str, register: Register, counts: Planes, value: Planes) -> dict[str, nw.Expr]:
    """What is needed of each record to find the newest."""
    model = register.model
    order = []
    for field in (model.date or model.valid_from, model.recorded):
        # A date that is not known may be the newest, as in the reference.
        order.append(lit(0) if field is None else _ordered(register, field))
    parts = {"may": counts.high, "must": counts.low, "l": value.low, "h": value.high}
    parts |= {"o1": order[0], "o2": order[1], "k": nw.col(model.key)}
    return {f"{tag}_{name}": one for name, one in parts.items()}


def _columnar(condition: nw.Expr, column: str) -> nw.Expr:
    """A condition that is the same in every row as a column: engines refuse to filter by a literal."""
    return condition & ~nw.col(column).is_null()


def _joined(item: Item, certain: bool) -> Callable[[], tuple[nw.Expr, nw.Expr, bool]]:
    """The planes of a fact after the join: a subject without records has what the reference gives for none."""
    nothing = aggregate(item.fact, [], gap=False)
    ends = (nothing.must, nothing.may) if isinstance(nothing, Truth) else (0, 0)
    ends = (nothing.low, nothing.high) if isinstance(nothing, Interval) else ends

    def planes() -> tuple[nw.Expr, nw.Expr, bool]:
        low = _filled(nw.col(f"{item.tag}_l"), ends[0])
        return low, low if certain else _filled(nw.col(f"{item.tag}_h"), ends[1]), certain

    return planes


def _filled(column: nw.Expr, value: int | bool) -> nw.Expr:
    return nw.when(column.is_null()).then(lit(value)).otherwise(column)


def _ordered(register: Register, field: str) -> nw.Expr:
    here = nw.col(field)
    if field not in register.nullable:
        return here
    return nw.when(here.is_null()).then(lit(register.model.fields[field].language_type.high)).otherwise(here)


def _gap_column(item: Item) -> str:
    return f"__gap_{item.fact.register}"


def _always_known(fact: Fact, value: Planes | None) -> bool:
    """Whether a fact is known in every row once its records are: an extreme of no records is not."""
    if value is None:
        return True
    if fact.aggregate in ("max", "min", "mean"):
        return value.certain and fact.absent is not None
    return value.certain
