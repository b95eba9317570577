"""Grading every subject at once: one query from the registers to the levels, on the engine that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, reduce
from typing import Any

import narwhals as nw
import polars as pl

from ..facts.column_scope import FrameScope, Kept
from ..facts.columns import FactColumns, Item
from ..facts.engines import Engine, engine
from ..facts.gaps import gap_of
from ..facts.truth_planes import both, either, opposite
from ..facts.voids import alive_planes
from ..language.columns import columns as planes_of
from ..language.planes import Planes, lit
from ..language.typed import Typed
from ..language.types import Kind, day_number
from ..pack.dating import InForce, Moment, in_force
from ..pack.model import Pack
from ..registers.register import Registers
from . import compose_columns
from .decisions_frame import Layout, decisions_frame, facts_frame
from .grade_planes import GradePlanes, materialised
from .pack_columns import PackColumns, Reasons
from .ranks import with_ranks
from .rule_set import BITS, rule_set
from .subject_rows import FUTURE, UNDATED, versions_in_doubt
from .version_doubt import any_level_columns

Frame = nw.LazyFrame[Any]
Progress = Callable[[str], None]

ASKED = "__asked_"
"""What the columns of answers begin with on the engine."""

IN_DOUBT = "__in_doubt"
"""The column that marks subjects of which it cannot be told which version is valid."""


@dataclass(frozen=True)
class Batch:
    """The grades of every subject.

    Args:
        pack: the pack.
        moment: as of when, and for which period.
        engine: where it was computed.
        columns: the integers that came from the engine, sorted by subject.
        layout: what the columns of integers mean.
        answers: what was asked besides, sorted by subject.
    """

    pack: Pack
    moment: Moment
    engine: str
    columns: pl.DataFrame
    layout: Layout
    answers: pl.DataFrame | None = None

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules in the order of their bits in the masks."""
        return self.layout.rules.ids

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """One row a subject, sorted by it: its levels as text, flags, findings and the masks of rules."""
        return decisions_frame(self.columns, self.pack, self.layout, self.moment)

    @cached_property
    def facts(self) -> pl.DataFrame:
        """One row a subject: each fact's value, or its two ends, in physical form."""
        return facts_frame(self.columns, self.layout)


@dataclass(frozen=True, slots=True)
class Question:
    """An expression to be worked out beside the grades.

    Args:
        name: the prefix of its columns: `<name>_low` and `<name>_high`.
        pack: the id of the pack, or of one it is composed of, whose names it uses.
        typed: the expression.
    """

    name: str
    pack: str
    typed: Typed


def grade_batch(
    pack: Pack,
    registers: Registers,
    moment: Moment,
    engine_name: str = "polars",
    progress: Progress | None = None,
    keep_facts: bool = True,
    questions: Sequence[Question] | None = None,
) -> Batch:
    """Grade every subject of the registers.

    Args:
        pack: the pack.
        registers: the registers; the subject's must be among them.
        moment: as of when, and for which period.
        engine_name: ``polars`` or ``duckdb``.
        progress: told what is being done.
        keep_facts: whether the facts come back too.
        questions: what else is to be worked out for every subject; the inner outcomes of composed grades come with it, and where
            there is no question they alone.

    Raises:
        DatingError: a parameter has no value on that day.
        EngineError: there is no such engine.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> batch = grade_batch(pack, load_registers({"inspections": rows}, pack.registers), Moment.of(date(2014, 12, 31)))
        >>> batch.decisions["grade"].to_list()
        ['A']
    """
    say = progress or (lambda _: None)
    say("preparing")
    query = _Query(pack, registers, moment, engine(engine_name), keep_facts, questions)
    frame = query.build()
    say("grading")
    columns = query.engine.give(frame.sort("subject"))
    answers = columns.select("subject", pl.col(f"^{ASKED}.*$").name.map(_plain)) if questions is not None else None
    return Batch(pack, moment, engine_name, columns.select(pl.exclude(f"^{ASKED}.*$")), query.layout(), answers)


def _plain(name: str) -> str:
    return name.removeprefix(ASKED)


class _Query:
    """Builds the one query of a batch."""

    def __init__(
        self, pack: Pack, registers: Registers, moment: Moment, where: Engine, keep_facts: bool,
        questions: Sequence[Question] | None = None,
    ) -> None:  # fmt: skip
        self.questions = questions
        self.pack, self.registers, self.moment, self.engine, self.keep_facts = (
            pack,
            registers,
            moment,
            where,
            keep_facts,
        )
        self.packs = (pack, *pack.composed)
        self.constants: dict[str, InForce] = {one.id: in_force(one, moment) for one in self.packs}
        self.subjects = registers.registers[pack.subject or ""]
        self.reasons = Reasons()
        self.rules = rule_set(pack)
        self.outside: dict[str, str] = {}
        self.items: list[Item] = []
        self.in_doubt: frozenset[str] = frozenset()
        self.inner: dict[tuple[str, str], str] = {}
        self.graders: dict[str, nw.Expr] = {}
        self.ranked: list[str] = []

    def layout(self) -> Layout:
        kept = [(item.tag, self._fact_name(item)) for item in self.items] if self.keep_facts else []
        return Layout(self.rules, tuple(self.reasons.texts), tuple(kept), tuple(self.outside.items()), self.inner)

    def build(self) -> Frame:
        frame = self._subjects()
        for number, pack in enumerate(self.packs):
            for place, fact in enumerate(pack.facts):
                gap = None
                if fact.register is not None:
                    gap = gap_of(fact, pack, self.registers, self.moment)
                self.items.append(Item(f"__p{number}f{place}", fact, pack, self.constants[pack.id], gap))
        facts = FactColumns(self.registers, self.engine, self.subjects)
        frame = facts.add(frame, self.items)
        self.outside = {
            f"{tag}_out": self._fact_name(item) for item in self.items if (tag := item.tag) in facts.outside
        }
        alive = alive_planes(self.subjects, day_number(self.moment.as_of))
        judged: dict[str, PackColumns] = {}
        for number, pack in enumerate(self.packs):
            known = {item.fact.name: facts.planes[item.tag] for item in self.items if item.pack is pack}
            scope = FrameScope(self.constants[pack.id], self.subjects, known=known, kept=Kept(f"kp{number}"))
            columns = PackColumns(pack, f"__p{number}", scope, alive, self.moment, self.reasons)
            frame = columns.add_rules(frame)
            judged[pack.id] = columns
        frame, grades = self._grades(frame, judged)
        frame, self.ranked = with_ranks(frame, judged[self.pack.id])
        frame, asked = self._asked(frame, judged)
        return self._select(frame, judged, grades, asked)

    def _asked(self, frame: Frame, judged: dict[str, PackColumns]) -> tuple[Frame, dict[str, nw.Expr]]:
        """The columns of the questions, and of what composed packs say by themselves."""
        found: dict[str, nw.Expr] = {}
        if self.questions is None:
            return frame, found
        for question in self.questions:
            scope = judged[question.pack].scope
            planes = planes_of(question.typed, scope)
            frame = scope.kept.flush(frame)
            found[f"{ASKED}{question.name}_low"] = planes.low
            if planes.high is not planes.low:
                found[f"{ASKED}{question.name}_high"] = planes.high
        excluded, doubtful = judged[self.pack.id].alone()
        found |= {f"{ASKED}/excluded": lit(0) if excluded is None else excluded}
        found |= {f"{ASKED}/doubtful": lit(False) if doubtful is None else doubtful}
        names = frame.collect_schema().names()
        for (pack, grade), tag in self.inner.items():
            for one in fields(GradePlanes):
                if f"{tag}_{one.name}" in names:
                    found[f"{ASKED}{pack}/{grade}/{one.name}"] = nw.col(f"{tag}_{one.name}")
        return frame, found

    def _fact_name(self, item: Item) -> str:
        return item.fact.name if item.pack is self.pack else f"{item.pack.id}/{item.fact.name}"

    def _subjects(self) -> Frame:
        """The subjects, each with the row that is valid as of the day."""
        model = self.subjects.model
        frame = self.engine.take(self.subjects.frame)
        if model.valid_from is None:
            return frame
        self.in_doubt = versions_in_doubt(self.subjects)
        if self.in_doubt:
            marked = pl.LazyFrame({"__key": sorted(self.in_doubt)}).with_columns(pl.lit(True).alias(IN_DOUBT))
            frame = frame.join(self.engine.take(marked), left_on=model.key, right_on="__key", how="left")
            found = nw.col(IN_DOUBT)
            frame = frame.with_columns(nw.when(found.is_null()).then(lit(False)).otherwise(found).alias(IN_DOUBT))
        day = nw.col(model.valid_from)
        future = day > lit(day_number(self.moment.as_of))
        order = nw.when(day.is_null()).then(lit(UNDATED)).otherwise(nw.when(future).then(lit(FUTURE)).otherwise(day))
        second = nw.when(day.is_null()).then(lit(0)).otherwise(day)
        ordered = frame.with_columns(__order=order, __second=second)
        return ordered.unique([model.key], keep="last", order_by=["__order", "__second"])

    def _grades(self, frame: Frame, judged: dict[str, PackColumns]) -> tuple[Frame, dict[str, GradePlanes]]:
        own = judged[self.pack.id]
        if self.in_doubt:
            mark = nw.col(IN_DOUBT)
            own.doubtful = mark if own.doubtful is None else own.doubtful | mark
        excluded, doubtful = own.alone()
        inner: dict[tuple[str, str], GradePlanes] = {}
        found: dict[str, GradePlanes] = {}
        for number, (name, grade) in enumerate(self.pack.grades.items()):
            tag = f"__g{number}"
            if grade.matrix is not None:
                continue
            if not grade.packs:
                frame, planes = own.own_grade(frame, tag, grade, excluded, doubtful)
                if self.in_doubt:
                    planes = any_level_columns(grade, planes, nw.col(IN_DOUBT))
                    frame, planes = materialised(frame, planes, tag)
                found[name] = planes
            else:
                members = []
                for place, pack in enumerate(grade.packs):
                    columns = judged[pack.id]
                    key = (pack.id, grade.source)
                    if key not in inner:
                        source = pack.grades[grade.source]
                        self.inner[key] = f"{tag}i{place}"
                        frame, inner[key] = columns.own_grade(
                            frame, self.inner[key], source, columns.excluded, columns.doubtful
                        )
                    members.append((columns.within, inner[key]))
                self.graders[f"{tag}_graders"] = compose_columns.graders([within for within, _ in members])
                planes = compose_columns.first_in_scope(grade, members, self.reasons)
                frame, planes = materialised(frame, planes, f"{tag}c")
                planes = compose_columns.overlaid(grade, planes, excluded, doubtful)
                if self.in_doubt:
                    planes = any_level_columns(grade, planes, nw.col(IN_DOUBT))
                frame, found[name] = materialised(frame, planes, tag)
        for number, (name, grade) in enumerate(self.pack.grades.items()):
            if grade.matrix is not None:
                rows, columns_ = found[grade.matrix.rows], found[grade.matrix.columns]
                planes = compose_columns.crossed(grade, grade.matrix, rows, columns_, self.reasons)
                frame, found[name] = materialised(frame, planes, f"__g{number}")
        return frame, found

    def _play(self, judged: dict[str, PackColumns]) -> dict[str, Planes | None]:
        """For each pack, whether it grades the subject; None if it always does."""
        own = judged[self.pack.id].within
        play: dict[str, Planes | None] = {self.pack.id: own}
        for inner in self.pack.composed:
            parts: list[Planes | None] = []
            for grade in self.pack.grades.values():
                before: Planes | None = None
                for pack in grade.packs:
                    within = judged[pack.id].within
                    if pack.id == inner.id:
                        parts.append(within if before is None else both(within, opposite(before)))
                        break
                    within = within or Planes(Kind.BOOL, lit(True), lit(True), True)
                    before = within if before is None else either(before, within)
            chosen = None if None in parts else reduce(either, [one for one in parts if one is not None])
            play[inner.id] = both(chosen, own)
        return play

    def _select(
        self, frame: Frame, judged: dict[str, PackColumns], grades: dict[str, GradePlanes], asked: dict[str, nw.Expr]
    ) -> Frame:
        """The columns that leave the engine: integers and truths, nothing textual but the key and what was asked."""
        columns: dict[str, nw.Expr] = {"subject": nw.col(self.subjects.model.key)}
        for number, name in enumerate(self.pack.grades):
            columns |= _grade_columns(f"__g{number}", grades[name])
        columns |= {name: nw.col(name) for name in self.ranked} | asked
        columns |= self.graders | {name: nw.col(name) for one in judged.values() for name in one.row_masks}
        play = self._play(judged)
        truths: list[Planes | None] = []
        for pack, rule in self.rules.members:
            truth = play[pack.id] if rule is None else both(judged[pack.id].truths[rule.id], play[pack.id])
            truths.append(truth)
        for mask in range(self.rules.masks):
            held = truths[mask * BITS : (mask + 1) * BITS]
            columns[f"rules_true_{mask}"] = _mask([lit(True) if one is None else one.low for one in held])
            columns[f"rules_may_{mask}"] = _mask([lit(True) if one is None else one.high for one in held])
        for column in self.outside:
            columns[column] = nw.col(column)
        if self.keep_facts:
            names = set(frame.collect_schema().names())
            for item in self.items:
                for side in ("low", "high"):
                    if f"{item.tag}_{side}" in names:
                        columns[f"{item.tag}_{side}"] = nw.col(f"{item.tag}_{side}")
        return frame.select(**columns)


SHORT = 13
"""The bits that are first put together in 16 bits, which engines handle several times as fast as 64; they divide BITS."""


def _mask(truths: list[nw.Expr]) -> nw.Expr:
    def bit(truth: nw.Expr, place: int) -> nw.Expr:
        return nw.when(truth).then(nw.lit(2**place, nw.Int16)).otherwise(nw.lit(0, nw.Int16))

    parts = []
    for start in range(0, len(truths), SHORT):
        held = truths[start : start + SHORT]
        part = nw.sum_horizontal(*(bit(truth, place) for place, truth in enumerate(held))).cast(nw.Int64)
        parts.append(part * lit(2**start))
    return nw.sum_horizontal(lit(0), *parts)


def _grade_columns(tag: str, planes: GradePlanes) -> dict[str, nw.Expr]:
    """The planes by name; numbers of levels, reasons and findings are few, and short ones are sooner sorted."""
    found = {one.name: getattr(planes, one.name) for one in fields(planes)}
    wide = ("doubtful", "score_low", "score_high")
    return {
        f"{tag}_{name}": one if name in wide else one.cast(nw.Int16) for name, one in found.items() if one is not None
    }
