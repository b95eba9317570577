"""The scores of many subjects as whole-number arithmetic over the numbers of a pack: levels under other numbers, without grading anew.

The engine grades once a day and answers what the arithmetic rests on: which rules hold, who is in scope, and the facts
behind the points. Levels under other points, cells, bins and limits then follow in a few array operations, and are those that
the engine gives for the patched pack: a test draws patches and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from ..grading.batch import Batch, grade_batch
from ..grading.subject_rows import versions_in_doubt
from ..pack.dating import Moment
from ..pack.diagnostics import hint
from ..pack.edit_values import UnwritableError, written
from ..pack.model import Pack
from ..registers import Registers
from .contribution_plan import Plan, Versions, plan_of
from .contribution_values import value_of
from .error import TuningError
from .formula import Array
from .grade_forms import Block, described, out_of_order, target_points
from .level_arrays import Levels
from .tunable import Tunable

View = Callable[[Registers, date], Registers]
"""The registers as they read on a day."""


@dataclass(frozen=True, eq=False, repr=False)
class Contributions:
    """The scores of subjects on days, open in the numbers of the pack.

    Args:
        pack: the pack that was graded.
        grade: the grade.
        rows: `subject` and `date` of each row.
        declared: the numbers as the pack has them: path -> whole number in ten-thousandths, or a level of a matrix.
        tunables: what is open: each with its path.
        constant: what is not open: path -> why not, in English and Chinese.
        plan: how the grades follow from one another.
        blocks: the answers, rows with the same versions of parameters together.
    """

    pack: Pack
    grade: str
    rows: pl.DataFrame
    declared: Mapping[str, int | str]
    tunables: tuple[Tunable, ...]
    constant: Mapping[str, tuple[str, str]]
    plan: Plan
    blocks: tuple[Block, ...]

    def __len__(self) -> int:
        return self.rows.height

    @property
    def paths(self) -> tuple[str, ...]:
        """What is open."""
        return tuple(one.path for one in self.tunables)

    def levels(self, changes: Mapping[str, object] | None = None) -> Levels:
        """The levels under other numbers.

        Args:
            changes: path -> number (or level, for a cell of a matrix); what is not named stays as it is declared.

        Returns:
            A level a row: its index, -1 where withheld, -2 where the subject is not graded; the best and worst possible; the score
            in hundredths of a point where the grade has one.

        Raises:
            TuningError: a path is not open, or the number cannot stand there.
        """
        return self.levels_at(self.values(changes or {}))

    def values(self, changes: Mapping[str, object]) -> dict[str, int | str]:
        """All numbers with some of them changed.

        Raises:
            TuningError: a path is not open, the number cannot stand there, or limits are out of order.
        """
        found = dict(self.declared)
        for path, value in changes.items():
            if path not in self._open:
                raise self._closed(path)
            try:
                text = written(value)
            except UnwritableError as error:
                raise TuningError(f"{path}: {error.en}", f"{path}：{error.zh}") from None
            found[path] = value_of(self._open[path], text, self.pack)
        for wrong in out_of_order(self.plan, found):
            raise wrong
        return found

    def levels_at(self, values: Mapping[str, int | str]) -> Levels:
        """The levels under these numbers; all that `declared` has must be there, in its form. Nothing is checked."""
        found = [described(self.plan, block, values, self.grade) for block in self.blocks]
        if len(found) == 1:
            return found[0]
        order = self._order

        def joined(name: str) -> Array:
            parts = [getattr(one, name) for one in found]
            return None if parts[0] is None else np.concatenate(parts)[order]

        return Levels(*(joined(name) for name in ("level", "best", "worst", "score_low", "score_high")))

    def counts(self, path: str) -> tuple[Array, Array]:
        """How much a point more of one number adds to each row's score at its two ends, in hundredths: before groups and limits.

        Args:
            path: an open number that gives points.

        Returns:
            The least and the most, a row each; 100 is one point of score for each point of the number.
        """
        one = dict(self.declared)
        number = one[path]
        if not isinstance(number, int):
            raise TuningError(f"{path} gives no points", f"{path} 不产生分值")
        one[path] = number + 10_000
        found = []
        for block in self.blocks:
            before, after = (target_points(self.plan, block, values) for values in (self.declared, one))
            found.append([b - a for a, b in zip(before, after, strict=True)])
        order = self._order if len(found) > 1 else slice(None)
        low, high = (np.concatenate([part[end] for part in found])[order] for end in (0, 1))
        return low, high

    @cached_property
    def _open(self) -> dict[str, Tunable]:
        return {one.path: one for one in self.tunables}

    @cached_property
    def _order(self) -> Array:
        """Where each row of `rows` stands in the blocks one after the other."""
        return np.argsort(np.concatenate([block.rows for block in self.blocks]), kind="stable")

    def _closed(self, path: str) -> TuningError:
        if path in self.constant:
            en, zh = self.constant[path]
            return TuningError(f"{path} cannot be tried without grading anew: {en}", f"{path} 须重新评级才能试算：{zh}")
        near, nearer = hint(path, [*self._open, *self.constant])
        return TuningError(
            f"pack {self.pack.id} has no number '{path}'{near or '; `tunable` lists them'}",
            f"规则包 {self.pack.id} 没有取值 {path}{nearer or '；tunable 列出全部取值'}",
        )


def contributions(
    pack: Pack,
    registers: Registers,
    dates: Iterable[date],
    grade: str | None = None,
    engine: str = "polars",
    view: View | None = None,
    moment: Callable[[date], Moment] = Moment.of,
) -> Contributions:
    """Grade on some days and keep what the levels rest on.

    Args:
        pack: the pack.
        registers: the registers.
        dates: the days.
        grade: which grade; the last of the pack if not given, which rests on the others where any does.
        engine: where it is computed.
        view: the registers as they read on a day; as they are if not given.
        moment: the rating year of a day; its own if not given.

    Raises:
        TuningError: there is no such grade, or no day.
        DatingError: a parameter has no value on a day.
    """
    days = sorted(set(dates))
    if not days:
        raise TuningError("give at least one day", "请至少给出一个日期")
    name = list(pack.grades)[-1] if grade is None else grade
    if name not in pack.grades:
        near, nearer = hint(name, pack.grades)
        raise TuningError(f"pack {pack.id} has no grade '{name}'{near}", f"规则包 {pack.id} 没有等级 {name}{nearer}")
    plan = plan_of(pack, name)
    runs: list[tuple[date, Batch, frozenset[str]]] = []
    for day in days:
        seen = registers if view is None else view(registers, day)
        batch = grade_batch(pack, seen, moment(day), engine, keep_facts=False, questions=plan.asked.questions)
        runs.append((day, batch, versions_in_doubt(seen.registers[pack.subject or ""])))
    heights = np.cumsum([0, *(batch.decisions.height for _, batch, _ in runs)])
    grouped: dict[Versions, list[int]] = {}
    for number, (_, batch, _) in enumerate(runs):
        grouped.setdefault(plan.versions_on(batch.moment.as_of), []).append(number)
    blocks = tuple(
        Block.of(
            plan,
            [(runs[one][1], runs[one][2]) for one in numbers],
            np.concatenate([np.arange(heights[one], heights[one + 1]) for one in numbers]),
        )
        for numbers in grouped.values()
    )
    rows = pl.concat([batch.decisions.select("subject", pl.lit(day).alias("date")) for day, batch, _ in runs])
    return Contributions(pack, name, rows, plan.declared, plan.tunables, plan.constant, plan, blocks)
