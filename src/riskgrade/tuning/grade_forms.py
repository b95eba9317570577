"""The rows of a run with what the levels rest on, and the levels under given numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
import polars as pl

from ..grading.batch import Batch
from ..grading.compose_columns import NO_SCORE
from ..pack.model import Rule
from . import level_arrays as arrays
from .contribution_plan import Form, Plan
from .contribution_values import EXCLUDED, FINER
from .error import TuningError
from .formula import Array, Formula, Given
from .level_arrays import Levels, Limits, Moves
from .tunable import TunableKind

Key = tuple[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """Rows for which the same versions of parameters are in force.

    Args:
        rows: where each row stands among all.
        count: how many there are.
        given: the answers and places; its values are the declared ones.
        truths: (pack's id, rule) -> whether it must and may hold.
        moves: form -> how far its rules move each subject.
        doubtful: form -> whether it is not certain that the subject is graded.
        graded: form -> whether the subject is not excluded by the pack that has it.
        scopes: pack's id -> whether the subject must and may be in its scope.
        fixed: form without bands -> its levels.
        mark: whether the version of the subject that is valid is in doubt.
        outer: whether the pack itself is not certain to grade the subject.
        excluded, unsure: grade of the pack -> whether the subject is excluded, and whether that is not certain.
    """

    rows: Array
    count: int
    given: Given
    truths: Mapping[Key, tuple[Array, Array]]
    moves: Mapping[Key, Moves]
    doubtful: Mapping[Key, Array]
    graded: Mapping[Key, Array]
    scopes: Mapping[str, tuple[Array, Array]]
    fixed: Mapping[Key, Levels]
    mark: Array
    outer: Array
    excluded: Mapping[str, Array]
    unsure: Mapping[str, Array]

    @staticmethod
    def of(plan: Plan, runs: Sequence[tuple[Batch, frozenset[str]]], rows: Array) -> Block:
        """Take what is needed from some runs.

        Args:
            plan: what is needed.
            runs: the runs, each with the subjects whose valid version is in doubt.
            rows: where their rows stand among all.
        """
        held = [_Held(plan, batch, marked) for batch, marked in runs]
        answers = {
            one.name: (
                _together([run.ends(one.name)[0] for run in held]),
                _together([run.ends(one.name)[1] for run in held]),
            )
            for one in plan.asked.questions
        }
        for name, (low, high) in list(answers.items()):
            if low.dtype.kind in "iub" and np.array_equal(low, high):
                answers[name] = (low, low)
        places = plan.places_on(plan.versions_on(runs[0][0].moment.as_of))
        given = Given(answers, {}, places)
        truths: dict[Key, tuple[Array, Array]] = {}
        moves: dict[Key, Moves] = {}
        count = len(rows)
        for key, form in plan.forms.items():
            for rule in (*form.moves.points, *form.moves.raising, *form.moves.lowering, *form.moves.floors):
                force = _together([np.full(run.count, rule.in_force(run.day)) for run in held])
                when = form.whens.get(rule.id)
                must, may = (force, force) if when is None else (force & answers[when][0], force & answers[when][1])
                truths[form.pack.id, rule.id] = must, may
            moves[key] = _moves(form, truths, count)
        always = np.ones(count, dtype=bool)
        scopes: dict[str, tuple[Array, Array]] = {
            form.pack.id: answers[form.alone] if form.alone else (always, always)
            for form in plan.forms.values()
            if form.prefix
        }
        outer = _together([run.column("/doubtful", False) for run in held]).astype(bool)
        doubtful, graded, fixed = {}, {}, {}
        for key, form in plan.forms.items():
            doubtful[key] = _together([run.own(form, "doubtful", False) for run in held]).astype(bool)
            graded[key] = _together([run.own(form, "excluded", 0) for run in held]) == 0
            if form.grade.bands is None:
                best = _together([run.own(form, "best", 0) for run in held])
                worst = _together([run.own(form, "worst", None, "best") for run in held])
                level = _together([run.own(form, "level", 0) for run in held])
                low = _together([run.own(form, "score_low", NO_SCORE) for run in held])
                high = _together([run.own(form, "score_high", NO_SCORE, "score_low") for run in held])
                fixed[key] = Levels(level, best, worst, low, high)
        excluded = {one: _together([run.grade(one, "excluded", 0) for run in held]) > 0 for one in plan.grades}
        unsure = {
            one: _together([run.grade(one, "doubtful", False) for run in held]).astype(bool) for one in plan.grades
        }
        mark = _together([run.mark for run in held])
        return Block(
            rows, count, given, truths, moves, doubtful, graded, scopes, fixed, mark, outer, excluded, unsure
        )  # fmt: skip


class _Held:
    """The columns of one run."""

    def __init__(self, plan: Plan, batch: Batch, marked: frozenset[str]) -> None:
        self.plan, self.columns, self.day = plan, batch.columns, batch.moment.as_of
        self.asked = batch.answers if batch.answers is not None else batch.columns
        self.count = batch.columns.height
        self.mark = batch.columns["subject"].is_in(sorted(marked)).to_numpy()
        self.numbers = {name: number for number, name in enumerate(batch.pack.grades)}

    def ends(self, question: str) -> tuple[Array, Array]:
        low = self.asked[f"{question}_low"].to_numpy()
        return low, self.asked[f"{question}_high"].to_numpy() if f"{question}_high" in self.asked.columns else low

    def column(self, name: str, otherwise: object, frame: pl.DataFrame | None = None) -> Array:
        frame = self.asked if frame is None else frame
        if name in frame.columns:
            return frame[name].to_numpy()
        return np.full(self.count, otherwise)

    def grade(self, name: str, what: str, otherwise: object) -> Array:
        return self.column(f"__g{self.numbers[name]}_{what}", otherwise, self.columns)

    def own(self, form: Form, what: str, otherwise: object, instead: str | None = None) -> Array:
        """A plane of a grade that a pack gives by itself; another one where it is the same and so was not kept twice."""
        if not form.prefix:
            return self.grade(form.grade.name, what, otherwise)
        at = f"{form.pack.id}/{form.grade.name}/"
        name = what if f"{at}{what}" in self.asked.columns or instead is None else instead
        return self.column(f"{at}{name}", otherwise)


def _together(parts: Sequence[Array]) -> Array:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _moves(form: Form, truths: Mapping[Key, tuple[Array, Array]], count: int) -> Moves:
    def given(rules: Sequence[Rule], of_step: bool) -> list[tuple[int, Array, Array]]:
        return [
            ((rule.step or (0,))[0] if of_step else rule.floor or 0, *truths[form.pack.id, rule.id]) for rule in rules
        ]

    moves = form.moves
    return arrays.moves(
        given(moves.raising, True), given(moves.lowering, True), given(moves.floors, False), form.grade.steps, count
    )


def described(plan: Plan, block: Block, values: Mapping[str, int | str], grade: str) -> Levels:
    """The levels of a grade of the pack under these numbers.

    Raises:
        TuningError: the points have more than two decimals under them.
    """
    found: dict[str, Levels] = {}
    for name in plan.grades:
        model = plan.pack.grades[name]
        if model.matrix is not None:
            matrix = model.matrix
            cells = np.array(
                [
                    [_cell(plan, name, i, j, level, values) for j, level in enumerate(row)]
                    for i, row in enumerate(matrix.cells)
                ]
            )
            rows, columns = found[matrix.rows], found[matrix.columns]
            unsure = block.unsure[matrix.rows] | block.unsure[matrix.columns]
            found[name] = arrays.crossed(model, cells, rows, columns, unsure)
            continue
        if model.packs:
            keys = [(pack.id, model.source) for pack in model.packs]
            inner = [own_levels(plan, block, key, values) for key in keys]
            scopes = [block.scopes[pack.id] for pack in model.packs]
            one = arrays.first_in_scope(model, scopes, [block.graded[key] for key in keys], inner)
            level = arrays.given(model, one.best, one.worst, one.level, block.outer)
            one = Levels(level, one.best, one.worst, one.score_low, one.score_high)
        else:
            one = own_levels(plan, block, (plan.pack.id, name), values)
        if block.mark.any():
            own = plan.forms.get((plan.pack.id, name))
            limits = limits_of(own, values) if own is not None and own.grade.bands is not None else None
            one = arrays.any_level(model, one, block.mark, limits)
        found[name] = one
    last = found[grade]
    level = np.where(block.excluded[grade], EXCLUDED, last.level)
    return Levels(level, last.best, last.worst, last.score_low, last.score_high)


def own_levels(plan: Plan, block: Block, key: Key, values: Mapping[str, int | str]) -> Levels:
    """The levels that one pack gives by itself."""
    if key in block.fixed:
        return block.fixed[key]
    form = plan.forms[key]
    score = scores(form, block, values)
    base = arrays.banded(form.grade, limits_of(form, values).bands, score)
    found = arrays.settled(form.grade, base, block.moves[key], block.doubtful[key])
    return Levels(found.level, found.best, found.worst, *score)


def scores(form: Form, block: Block, values: Mapping[str, int | str]) -> tuple[Array, Array]:
    """The score of a grade at its two ends, in hundredths."""
    points = points_of(form, block, values)
    by_group: dict[str, list[tuple[Array, Array]]] = {}
    for rule in form.moves.points:
        by_group.setdefault(rule.group or "", []).append(points[rule.id])
    return arrays.total(limits_of(form, values), by_group, block.count)


def points_of(form: Form, block: Block, values: Mapping[str, int | str]) -> dict[str, tuple[Array, Array]]:
    """The points that each rule gives each subject, in hundredths."""
    given = Given(block.given.answers, values, block.given.places, block.given.possible)  # type: ignore[arg-type]
    found = {}
    for name, formula in form.formulas.items():
        low, high = _hundredths(name, formula, given)
        found[name] = arrays.contribution(*block.truths[form.pack.id, name], low, high)
    return found


def _hundredths(rule: str, formula: Formula, given: Given) -> tuple[Array, Array]:
    low, high, scale = formula.ends(given)
    if scale <= 2:
        return low * 10 ** (2 - scale), high * 10 ** (2 - scale)
    finer = 10 ** (scale - 2)
    if np.any(low % finer) or np.any(high % finer):
        raise TuningError(f"the points of {rule} would have more than two decimals", f"{rule} 的分值将超过两位小数")
    return low // finer, high // finer


def limits_of(form: Form, values: Mapping[str, int | str]) -> Limits:
    """The limits of a score under these numbers."""
    score, bands = form.grade.score, form.grade.bands
    assert score is not None and bands is not None

    def end(*at: object, declared: int | None) -> int | None:
        value = values.get(".".join((form.part, *map(str, at))))
        return declared if value is None else int(value) // FINER

    groups = {
        name: (
            end("score", "groups", name, "min", declared=low),
            end("score", "groups", name, "max", declared=high),
        )
        for name, (low, high) in score.groups.items()
    }
    key = "up_to" if bands.rising else "at_least"
    cuts = tuple(
        int(values.get(path, limit * FINER)) // FINER
        for path, limit in zip(band_paths(form, key), bands.limits, strict=True)
    )
    initial = end("score", "initial", declared=score.initial) or 0
    low, high = end("score", "min", declared=score.low), end("score", "max", declared=score.high)
    return Limits(initial, low, high, groups, cuts)


def out_of_order(plan: Plan, values: Mapping[str, int | str]) -> Iterator[TuningError]:
    """What the loader would refuse of some numbers: bands, bins and ends that do not follow one another."""
    for form in plan.forms.values():
        if form.grade.bands is None:
            continue
        limits = limits_of(form, values)
        cuts = limits.bands if form.grade.bands.rising else limits.bands[::-1]
        ends = [(limits.low, limits.high), *limits.groups.values()]
        crossed = any(low is not None and high is not None and high < low for low, high in ends)
        if crossed or any(one >= other for one, other in pairwise(cuts)):
            yield TuningError(
                f"{form.part}: limits must follow one another, and no least be above its most",
                f"{form.part}：界限须依次递进，且下限不得高于上限",
            )
    bounds: dict[str, list[int]] = {}
    for one in plan.tunables:
        if one.kind is TunableKind.BIN_LIMIT:
            bounds.setdefault(f"{one.pack}{one.section}.{one.part} {one.first or ''}", []).append(int(values[one.path]))
    for part, found in bounds.items():
        if any(one >= other for one, other in pairwise(found)):
            yield TuningError(f"{part.strip()}: the bounds of bins must rise", f"{part.strip()}：分档上界须递增")


def band_paths(form: Form, key: str) -> list[str]:
    """The paths of the limits of a grade's bands, in their order."""
    bands = form.grade.bands
    assert bands is not None
    names = [form.grade.levels[level] for level in bands.levels]
    words = [name if names.count(name) == 1 else str(place) for place, name in enumerate(names)]
    return [f"{form.part}.bands.{word}.{key}" for word in words[: len(bands.limits)]]


def _cell(plan: Plan, name: str, i: int, j: int, level: int, values: Mapping[str, int | str]) -> int:
    grade = plan.pack.grades[name]
    assert grade.matrix is not None
    rows, columns = (plan.pack.grades[axis].levels for axis in (grade.matrix.rows, grade.matrix.columns))
    value = values.get(f"grades.{name}.cells.{rows[i]}.{columns[j]}")
    return level if value is None else grade.levels.index(str(value))


def target_points(plan: Plan, block: Block, values: Mapping[str, int | str]) -> tuple[Array, Array]:
    """The points of all rules together before groups and limits, of every form that has any: for how much a number counts."""
    ends = [points for form in plan.forms.values() for points in points_of(form, block, values).values()]
    zero = np.zeros(block.count, dtype=np.int64)
    return reduce(np.add, [low for low, _ in ends], zero), reduce(np.add, [high for _, high in ends], zero)
