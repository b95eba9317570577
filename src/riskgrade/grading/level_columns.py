"""From points to levels for every subject at once: the same arithmetic as in `levels`, as columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from ..language.planes import Planes, lit
from ..pack.model import Bands, DecisionTable, Grade, Rule, Score
from ..pack.part_models import Hit, Steps
from .effects import Effects
from .grade_planes import FINDINGS, WITHHELD, bits, choose
from .outcome import GAP, HIT

Ends = tuple[nw.Expr, nw.Expr]


def contribution(truth: Planes | None, points: Ends) -> Ends:
    """The points a rule gives; `truth` None if it always holds."""
    low, high = points
    if truth is None:
        return points
    zero = lit(0)
    if truth.certain:
        first = nw.when(truth.low).then(low).otherwise(zero)
        return first, first if low is high else nw.when(truth.low).then(high).otherwise(zero)
    return (
        nw.when(truth.low).then(low).otherwise(nw.when(truth.high).then(nw.min_horizontal(zero, low)).otherwise(zero)),
        nw.when(truth.low)
        .then(high)
        .otherwise(nw.when(truth.high).then(nw.max_horizontal(zero, high)).otherwise(zero)),
    )


def clamped(value: nw.Expr, low: int | None, high: int | None) -> nw.Expr:
    """A column within limits."""
    value = value if low is None else nw.max_horizontal(value, lit(low))
    return value if high is None else nw.min_horizontal(value, lit(high))


def total(score: Score, given: Mapping[str, Sequence[Ends]]) -> Ends:
    """The score, in hundredths."""

    def plane(side: int) -> nw.Expr:
        parts = [lit(score.initial)]
        for group, limits in score.groups.items():
            if given.get(group):
                parts.append(clamped(reduce(lambda a, b: a + b, [one[side] for one in given[group]]), *limits))
            else:
                parts.append(
                    lit(max(limits[0] or 0, 0) if limits[1] is None else min(max(limits[0] or 0, 0), limits[1]))
                )
        return clamped(reduce(lambda a, b: a + b, parts), score.low, score.high)

    low = plane(0)
    same = all(one[0] is one[1] for ends in given.values() for one in ends)
    return low, low if same else plane(1)


def banded(bands: Bands, score: Ends) -> Ends:
    """The best and worst level of the score."""

    def level(column: nw.Expr) -> nw.Expr:
        cases = [
            (column <= lit(limit) if bands.rising else column >= lit(limit), lit(one))
            for limit, one in zip(bands.limits, bands.levels, strict=False)
        ]
        return choose(cases, lit(bands.levels[-1]))

    low = level(score[0])
    if score[0] is score[1]:
        return low, low
    high = level(score[1])
    return (low, high) if bands.rising else (high, low)


def looked_up(table: DecisionTable, truths: Sequence[Planes | None], count: int) -> tuple[Ends, nw.Expr | None]:
    """The best and worst level of a decision table, and its finding; a truth None always holds."""
    levels = [level for _, level in table.rows]
    if table.hit is Hit.FIRST:
        return _first_row(list(truths), levels, table.default, count)
    return _unique_row(list(truths), levels, table.default, count)


def reached(table: DecisionTable, truths: Sequence[Planes | None]) -> list[nw.Expr]:
    """Whether each row of a decision table decides or may decide, and last, whether perhaps none does."""
    found: list[nw.Expr] = []
    before = lit(False)
    for truth in truths:
        found.append(_high(truth) & ~before if table.hit is Hit.FIRST else _high(truth))
        before = before | _low(truth)
    return [*found, ~before]


def _first_row(
    truths: list[Planes | None], levels: list[int], default: int | None, count: int
) -> tuple[Ends, nw.Expr | None]:
    if default is not None:
        truths, levels = [*truths, None], [*levels, default]
    closed = None in truths
    if closed:
        # What stands after a row that always holds is never reached.
        end = truths.index(None) + 1
        truths, levels = truths[:end], levels[:end]
    reached: list[nw.Expr] = []
    before: nw.Expr | None = None
    for truth in truths:
        reached.append(_high(truth) if before is None else ~before if truth is None else truth.high & ~before)
        before = _low(truth) if before is None else before | _low(truth)
    best = _extreme(reached, levels, nw.min_horizontal, count)
    if closed and all(truth is None or truth.certain for truth in truths):
        return (best, best), None
    worst = _extreme(reached, levels, nw.max_horizontal, -1)
    if closed:
        return (best, worst), None
    return _opened(best, worst, lit(True) if before is None else ~before, truths, count)


def _unique_row(
    truths: list[Planes | None], levels: list[int], default: int | None, count: int
) -> tuple[Ends, nw.Expr | None]:
    may = [_high(truth) for truth in truths]
    number = nw.sum_horizontal(lit(0), *(nw.when(_low(truth)).then(lit(1)).otherwise(lit(0)) for truth in truths))
    none_certain, too_many = number == lit(0), number > lit(1)
    best = _extreme(may, levels, nw.min_horizontal, count)
    worst = _extreme(may, levels, nw.max_horizontal, -1)
    finding = lit(0)
    if default is None:
        (best, worst), gap = _opened(best, worst, none_certain, truths, count)
        finding = finding if gap is None else gap
    else:
        best = nw.when(none_certain).then(nw.min_horizontal(best, lit(default))).otherwise(best)
        worst = nw.when(none_certain).then(nw.max_horizontal(worst, lit(default))).otherwise(worst)
    best = nw.when(too_many).then(lit(0)).otherwise(best)
    worst = nw.when(too_many).then(lit(count - 1)).otherwise(worst)
    return (best, worst), nw.when(too_many).then(lit(FINDINGS.index(HIT))).otherwise(finding)


def _opened(
    best: nw.Expr, worst: nw.Expr, none_certain: nw.Expr, truths: Sequence[Planes | None], count: int
) -> tuple[Ends, nw.Expr | None]:
    """Without a row that certainly holds and without a default nothing can be said of the level."""
    none = reduce(and_, [~_high(truth) for truth in truths], lit(True))
    finding = nw.when(none).then(lit(FINDINGS.index(GAP))).otherwise(lit(0))
    ends = (
        nw.when(none_certain).then(lit(0)).otherwise(best),
        nw.when(none_certain).then(lit(count - 1)).otherwise(worst),
    )
    return ends, finding


def _extreme(reached: Sequence[nw.Expr], levels: Sequence[int], pick: Callable[..., nw.Expr], none: int) -> nw.Expr:
    if not reached:
        return lit(none)
    return pick(
        *(nw.when(one).then(lit(level)).otherwise(lit(none)) for one, level in zip(reached, levels, strict=True))
    )


def moved(
    base: nw.Expr,
    up: Sequence[tuple[nw.Expr, int]],
    down: Sequence[tuple[nw.Expr, int]],
    floors: Sequence[tuple[nw.Expr, int]],
    steps: Steps,
    worst: int,
) -> nw.Expr:
    """A level after steps and vetoes, each with the truth that it holds."""

    def amount(rules: Sequence[tuple[nw.Expr, int]], pick: Callable[..., nw.Expr]) -> nw.Expr:
        parts = [nw.when(truth).then(lit(step)).otherwise(lit(0)) for truth, step in rules]
        return nw.sum_horizontal(*parts) if steps is Steps.SUM else pick(*parts)

    level = base
    if up or down:
        raised = amount(up, nw.max_horizontal) if up else lit(0)
        if down:
            blocked = [truth for truth, _ in (*up, *floors)]
            lowered = _lowered(down, steps)
            if blocked:
                lowered = nw.when(reduce(or_, blocked)).then(lit(0)).otherwise(lowered)
            raised = raised + lowered
        level = clamped(base + raised, 0, worst)
    if not floors:
        return level
    return nw.max_horizontal(level, *(nw.when(truth).then(lit(floor)).otherwise(lit(0)) for truth, floor in floors))


def _lowered(down: Sequence[tuple[nw.Expr, int]], steps: Steps) -> nw.Expr:
    parts = [nw.when(truth).then(lit(step)).otherwise(lit(0)) for truth, step in down]
    return nw.sum_horizontal(*parts) if steps is Steps.SUM else nw.min_horizontal(*parts)


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Levels after steps and vetoes: the best and worst, and the ends of what an officer may give in any case."""

    best: nw.Expr
    worst: nw.Expr
    low: nw.Expr
    high: nw.Expr


def after_moves(grade: Grade, moves: Effects, truths: Mapping[str, Planes | None], base: Ends) -> Moved:
    """The levels after steps and vetoes; `truths` are those of the rules, None if one always holds."""
    worst_level = len(grade.levels) - 1

    def must(rules: Sequence[Rule], of: Callable[[Rule], int]) -> list[tuple[nw.Expr, int]]:
        return [(_low(truths[rule.id]), of(rule)) for rule in rules]

    def may(rules: Sequence[Rule], of: Callable[[Rule], int]) -> list[tuple[nw.Expr, int]]:
        return [(_high(truths[rule.id]), of(rule)) for rule in rules]

    def level(start: nw.Expr, up: list[Any], down: list[Any], floors: list[Any]) -> nw.Expr:
        return moved(start, up, down, floors, grade.steps, worst_level)

    up, down, vetoes = moves.raising, moves.lowering, moves.floors
    certain = all(truth is None or truth.certain for rule in (*up, *down, *vetoes) for truth in [truths[rule.id]])
    surely, perhaps = must(vetoes, _floor), may(vetoes, _floor)
    best = level(base[0], must(up, _first), may(down, _first), surely)
    same = certain and base[0] is base[1]
    worst = best if same else level(base[1], may(up, _first), must(down, _first), perhaps)
    if not any(len(rule.step or ()) > 1 for rule in (*up, *down)):
        return Moved(best, worst, best, best)
    low = level(base[1], may(up, _least), must(down, _least), perhaps)
    high = level(base[0], must(up, _most), may(down, _most), surely)
    return Moved(best, worst, low, high)


def given(grade: Grade, best: nw.Expr, worst: nw.Expr, permitted: nw.Expr, uncertain: Sequence[nw.Expr]) -> Ends:
    """The level that is given and the levels permitted."""
    if not uncertain:
        return best, permitted
    open_ = reduce(or_, uncertain)
    if grade.on_unknown is None:
        return nw.when(open_).then(lit(WITHHELD)).otherwise(best), nw.when(open_).then(lit(0)).otherwise(permitted)
    instead = worst if grade.on_unknown == "worst" else lit(int(grade.on_unknown))
    level = nw.when(open_).then(instead).otherwise(best)
    return level, nw.when(open_).then(bits(level, level, len(grade.levels))).otherwise(permitted)


def _low(truth: Planes | None) -> nw.Expr:
    return lit(True) if truth is None else truth.low


def _high(truth: Planes | None) -> nw.Expr:
    return lit(True) if truth is None else truth.high


def _first(rule: Rule) -> int:
    return (rule.step or (0,))[0]


def _least(rule: Rule) -> int:
    return min(rule.step or (0,))


def _most(rule: Rule) -> int:
    return max(rule.step or (0,))


def _floor(rule: Rule) -> int:
    return rule.floor or 0
