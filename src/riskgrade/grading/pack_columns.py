"""What one pack says of every subject, as columns: rules layer by layer, then its own grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from ..facts.column_scope import FrameScope
from ..facts.truth_planes import either
from ..facts.voids import VOID
from ..language.columns import columns
from ..language.planes import Planes, lit
from ..language.types import Kind
from ..pack.dating import Moment
from ..pack.model import Grade, Pack, Rule
from . import level_columns
from .compose import OUT_OF_SCOPE
from .effects import effects
from .grade_planes import GradePlanes, bits, choose, kept
from .rule_set import BITS
from .voices import Voices, differ

Frame = nw.LazyFrame[Any]


@dataclass(slots=True)
class Reasons:
    """The reasons why subjects are not graded, numbered from 1 in the order they are met."""

    texts: list[str] = field(default_factory=list)

    def number(self, text: str) -> int:
        """The number of a reason."""
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text) + 1


class PackColumns:
    """Adds what a pack says to a frame that has its facts.

    Args:
        pack: the pack.
        tag: the prefix of its columns.
        scope: its names; conclusions are added to it.
        alive: whether a subject that is itself a record is not void; None where none can be.
        moment: as of when.
        reasons: where reasons get their numbers.
    """

    def __init__(
        self, pack: Pack, tag: str, scope: FrameScope, alive: Planes | None, moment: Moment, reasons: Reasons
    ) -> None:
        self.alive = alive
        self.pack, self.tag, self.scope, self.moment, self.reasons = pack, tag, scope, moment, reasons
        self.truths: dict[str, Planes | None] = {}
        self.within: Planes | None = None
        self.excluded: nw.Expr | None = None
        self.doubtful: nw.Expr | None = None
        self.voices = Voices(pack, moment.as_of)
        self.row_masks: list[str] = []

    def add_rules(self, frame: Frame) -> Frame:
        """Columns for the truth of each rule; None in `truths` is a rule that always holds."""
        never = Planes(Kind.BOOL, lit(False), lit(False), True)
        made = {rule.conclude for rule in self.pack.rules if rule.conclude}
        for name in made:
            self.scope.known[name] = never
        for layer in range(1 + max((rule.layer for rule in self.pack.rules), default=0)):
            now = [rule for rule in self.pack.rules if rule.layer == layer]
            new: dict[str, nw.Expr] = {}
            for rule in now:
                self.truths[rule.id] = self._truth(rule, never, new)
            frame = self.scope.kept.flush(frame)
            if new:
                frame = frame.with_columns(**new)
            self._conclude(now)
        self._exclude()
        return self.scope.kept.flush(frame)

    def _truth(self, rule: Rule, never: Planes, new: dict[str, nw.Expr]) -> Planes | None:
        if not rule.in_force(self.moment.as_of):
            return never
        if rule.when is None:
            return None
        self.scope.kept.apart()
        planes = columns(rule.when, self.scope)
        low, high = f"{self.tag}r{rule.number}_m", f"{self.tag}r{rule.number}_y"
        new[low] = planes.low
        if planes.certain:
            here = nw.col(low)
            return Planes(Kind.BOOL, here, here, True, planes.gap)
        new[high] = planes.high
        return Planes(Kind.BOOL, nw.col(low), nw.col(high), False, planes.gap)

    def _conclude(self, rules: Sequence[Rule]) -> None:
        for rule in rules:
            if rule.conclude:
                truth = self.truths[rule.id] or Planes(Kind.BOOL, lit(True), lit(True), True)
                self.scope.known[rule.conclude] = either(self.scope.known[rule.conclude], truth)

    def _exclude(self) -> None:
        """Why a subject is not graded, apart from the pack's scope; the first reason counts."""
        certain: list[tuple[nw.Expr, nw.Expr]] = []
        doubts: list[nw.Expr] = []
        for condition, reason in self.pack.visible:
            holds = columns(condition, self.scope)
            certain.append((~holds.high, lit(self.reasons.number(reason))))
            if not holds.certain:
                doubts.append(~holds.low)
        if self.alive is not None:
            certain.append((~self.alive.high, lit(self.reasons.number(VOID))))
            if not self.alive.certain:
                doubts.append(~self.alive.low)
        for rule in self.pack.rules:
            if rule.exclude is not None:
                truth = self.truths[rule.id]
                certain.append((lit(True) if truth is None else truth.low, lit(self.reasons.number(rule.exclude))))
                if truth is not None and not truth.certain:
                    doubts.append(truth.high)
        if self.pack.where is not None:
            self.within = columns(self.pack.where, self.scope)
        if certain:
            self.excluded = choose(certain, lit(0))
        if doubts:
            self.doubtful = reduce(or_, doubts)

    def alone(self) -> tuple[nw.Expr | None, nw.Expr | None]:
        """Exclusion and doubt of a pack that no other pack decides about: with its scope."""
        excluded, doubtful = self.excluded, self.doubtful
        if self.within is not None:
            out = lit(self.reasons.number(OUT_OF_SCOPE))
            before = lit(0) if excluded is None else excluded
            excluded = nw.when((before == lit(0)) & ~self.within.high).then(out).otherwise(before)
            if not self.within.certain:
                open_ = ~self.within.low
                doubtful = open_ if doubtful is None else doubtful | open_
        return excluded, doubtful

    def own_grade(
        self, frame: Frame, tag: str, grade: Grade, excluded: nw.Expr | None, doubtful: nw.Expr | None
    ) -> tuple[Frame, GradePlanes]:
        """The planes of one of the pack's own grades, in columns of their own.

        The steps are kept one after another: an expression that is used twice would be computed twice.
        """
        moves = effects(self.pack, grade)
        score: tuple[nw.Expr | None, nw.Expr | None] = (None, None)
        if grade.score is not None:
            given: dict[str, list[level_columns.Ends]] = {}
            for rule in moves.points:
                ends = level_columns.contribution(self.truths[rule.id], self._points(rule))
                given.setdefault(rule.group or "", []).append(ends)
            low, high = level_columns.total(grade.score, given)
            frame, own = kept(self.scope.kept.flush(frame), tag, score_low=low, score_high=high)
            score = own["score_low"], own["score_high"]
        finding = None
        if grade.bands is not None:
            assert score[0] is not None and score[1] is not None
            base = level_columns.banded(grade.bands, (score[0], score[1]))
        else:
            assert grade.table is not None
            rows = [None if when is None else columns(when, self.scope) for when, _ in grade.table.rows]
            frame, rows = _kept_truths(self.scope.kept.flush(frame), tag, rows)
            base, finding = level_columns.looked_up(grade.table, rows, len(grade.levels))
            if differ(self.voices.of[grade.name].rows):
                masks = _row_masks(level_columns.reached(grade.table, rows))
                frame, _ = kept(frame, tag, **masks)
                self.row_masks.extend(f"{tag}_{name}" for name in masks)
        frame, own = kept(
            frame, tag, base_best=base[0], base_worst=base[1], finding=finding, excluded=excluded, doubtful=doubtful
        )
        base, finding = (own["base_best"], own["base_worst"]), own["finding"]
        excluded, doubtful = own["excluded"], own["doubtful"]
        moved = level_columns.after_moves(grade, moves, self.truths, base)
        frame, own = kept(frame, tag, best=moved.best, worst=moved.worst, low=moved.low, high=moved.high)
        best, worst = own["best"], own["worst"]
        permitted = bits(own["low"], own["high"], len(grade.levels))
        open_ = [] if best is worst else [best != worst]
        open_ += [one for one in (doubtful, None if finding is None else finding > lit(0)) if one is not None]
        level, permitted = level_columns.given(grade, best, worst, permitted, open_)
        frame, own = kept(frame, tag, level=level, permitted=permitted)
        return frame, GradePlanes(
            excluded, doubtful, *score, *base, best, worst, own["level"], own["permitted"], finding
        )

    def _points(self, rule: Rule) -> level_columns.Ends:
        assert rule.points is not None
        planes = columns(rule.points, self.scope)
        factor = 10 ** (2 - rule.points.type.scale)
        if factor == 1:
            return planes.low, planes.high
        low = planes.low * lit(factor)
        return low, low if planes.low is planes.high else planes.high * lit(factor)


def _row_masks(reached: Sequence[nw.Expr]) -> dict[str, nw.Expr]:
    """A bit for each row of a decision table that decides or may decide."""
    parts = [nw.when(one).then(lit(2 ** (row % BITS))).otherwise(lit(0)) for row, one in enumerate(reached)]
    return {
        row_mask(number): nw.sum_horizontal(*parts[first : first + BITS])
        for number, first in enumerate(range(0, len(parts), BITS))
    }


def row_mask(number: int) -> str:
    """The name of a column of such bits, behind the prefix of its grade.

    Examples:
        >>> row_mask(0)
        'rows_0'
    """
    return f"rows_{number}"


def _kept_truths(frame: Frame, tag: str, rows: list[Planes | None]) -> tuple[Frame, list[Planes | None]]:
    """Columns for the truth of each row of a decision table."""
    planes: dict[str, nw.Expr] = {}
    for number, row in enumerate(rows):
        if row is not None:
            planes |= {f"row{number}_m": row.low, f"row{number}_y": row.high}
    frame, own = kept(frame, tag, **planes)
    return frame, [
        None if row is None else Planes(Kind.BOOL, own[f"row{number}_m"], own[f"row{number}_y"], row.certain)
        for number, row in enumerate(rows)
    ]
