"""The calibrated levels of every firm of a run at once: the same formula as for one, as columns of integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import polars as pl

from ..grading.batch import Batch, Progress, grade_batch
from ..grading.decisions_frame import decisions_frame
from ..grading.rule_set import BITS
from ..pack.calibration_bounds import Bounds
from ..pack.calibration_model import Direction
from ..pack.model import Matrix, Pack
from ..registers.register import Registers
from .bounded_level import bounded_column
from .in_use import InUse


@dataclass(frozen=True, kw_only=True)
class CalibratedBatch(Batch):
    """A batch whose levels are calibrated.

    Args:
        use: the calibration.
        before: `subject`, and the declared level of each grade that the calibration moves, as text.
    """

    use: InUse
    before: pl.DataFrame

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """As of a batch, with `<grade>_before` beside each grade that was calibrated, and last `calibration`: its hash."""
        frame = decisions_frame(self.columns, self.pack, self.layout, self.moment)
        order = []
        for name in frame.columns:
            order.append(name)
            if name in self.use.grades:
                order.append(f"{name}_before")
        joined = pl.concat([frame, self.before.drop("subject")], how="horizontal").select(order)
        design = [
            pl.when(pl.col(name) != pl.col(f"{name}_before"))
            .then(pl.lit("design"))
            .otherwise(pl.col(f"{name}_evidence"))
            .alias(f"{name}_evidence")
            for name in self.use.grades
        ]
        return joined.with_columns(*design, pl.lit(self.use.name).alias("calibration"))


def calibrated_batch(
    use: InUse, batch: Batch, registers: Registers, progress: Progress | None = None
) -> CalibratedBatch:
    """Calibrate a batch.

    Args:
        use: the calibration.
        batch: the batch by the declared pack.
        registers: what it was made from; they are graded once more by the moved values.
        progress: told what is being done.
    """
    columns, tags = batch.columns, {name: f"__g{number}" for number, name in enumerate(use.pack.grades)}
    other = columns
    if use.candidate.edits:
        other = grade_batch(use.candidate, registers, batch.moment, batch.engine, progress, keep_facts=False).columns
    frame = columns.with_columns(
        other.get_column(f"{tags[name]}_{of}").alias(f"__moved_{name}_{of}")
        for name in use.grades
        for of in _present(other, tags[name])
    )
    for name in use.grades:
        frame = _with_level(frame, use, batch, name, tags)
    named = [
        _named(pl.col(f"{tags[name]}_level"), columns, tags[name], use.pack.grades[name].levels).alias(f"{name}_before")
        for name in use.grades
    ]
    before = columns.select("subject", *named)
    changed = []
    for name in use.grades:
        tag, after = tags[name], pl.col(f"__after_{name}")
        moved = after != pl.col(f"{tag}_level")
        kept = {of: pl.col(f"{tag}_{of}") for of in ("level", "best", "worst")}
        changed += [pl.when(moved).then(after).otherwise(one).alias(f"{tag}_{of}") for of, one in kept.items()]
        bits = pl.lit(1) * 2 ** after.clip(0)
        permitted = pl.col(f"{tag}_permitted").cast(pl.Int64)
        changed.append(
            pl.when(moved).then(permitted | bits.cast(pl.Int64)).otherwise(permitted).alias(f"{tag}_permitted")
        )
    known = frame.with_columns(changed).select(columns.columns)
    same = {one.name: getattr(batch, one.name) for one in fields(batch)}
    return CalibratedBatch(**same | {"columns": known}, use=use, before=before)


_PARTS = ("level", "best", "worst", "excluded", "doubtful", "finding")


def _present(columns: pl.DataFrame, tag: str) -> list[str]:
    return [of for of in _PARTS if f"{tag}_{of}" in columns.columns]


def certain_column(frame: pl.DataFrame, tag: str) -> pl.Expr:
    """Whether there is a level and nothing unknown could change it.

    Args:
        frame: the integers of a batch.
        tag: the prefix of the grade's columns.
    """
    level = pl.col(f"{tag}_level")
    holds = (level >= 0) & (pl.col(f"{tag}_best") == pl.col(f"{tag}_worst"))
    if f"{tag}_excluded" in frame.columns:
        holds = holds & (pl.col(f"{tag}_excluded") == 0)
    if f"{tag}_doubtful" in frame.columns:
        holds = holds & ~pl.col(f"{tag}_doubtful")
    return holds


def _with_level(frame: pl.DataFrame, use: InUse, batch: Batch, name: str, tags: Mapping[str, str]) -> pl.DataFrame:
    """Add `__floor_`, `__moves_` (whether the formula is applied) and `__after_` of a grade."""
    tag, matrix = tags[name], use.pack.grades[name].matrix
    before = pl.col(f"{tag}_level").cast(pl.Int64)
    if matrix is None:
        floor = floor_column(use.bounds, use.target, use.prefix, batch, before)
        target, sure = pl.col(f"__moved_{name}_level").cast(pl.Int64), certain_column(frame, f"__moved_{name}")
    else:
        floor, target, sure = _of_matrix(use, matrix, before, tags)
    moves = certain_column(frame, tag) & sure
    after = pl.when(moves).then(bounded_column(floor, before, target, use.notch)).otherwise(before)
    return frame.with_columns(
        floor.alias(f"__floor_{name}"), moves.alias(f"__moves_{name}"), after.alias(f"__after_{name}")
    )


def floor_column(bounds: Bounds, target: Pack, prefix: str, batch: Batch, before: pl.Expr) -> pl.Expr:
    """The level that no calibration betters, as a column over the integers of a batch.

    Args:
        bounds: what may move.
        target: the pack that declares it.
        prefix: what stands before the names of its rules in the batch.
        batch: the batch by the declared pack.
        before: the declared level.
    """
    if bounds.direction is Direction.RAISE_ONLY:
        return before
    floor = pl.lit(0, pl.Int64)
    rules = {rule.id: rule for rule in target.rules}
    for name in bounds.vetoes:
        level = pl.lit(rules[name].floor or 0, pl.Int64)
        floor = pl.when(_may(batch, prefix + name)).then(pl.max_horizontal(floor, level)).otherwise(floor)
    steps = [_may(batch, prefix + name) for name in bounds.steps]
    return pl.when(pl.any_horizontal(steps)).then(before).otherwise(floor) if steps else floor


def _may(batch: Batch, rule: str) -> pl.Expr:
    number = batch.rule_ids.index(rule)
    return (pl.col(f"rules_may_{number // BITS}") & pl.lit(1 << number % BITS, dtype=pl.Int64)) != 0


def _of_matrix(
    use: InUse, matrix: Matrix, before: pl.Expr, tags: Mapping[str, str]
) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    floors, levels, sure = [], [], pl.lit(True)
    for axis in (matrix.rows, matrix.columns):
        if axis in use.grades:
            level = pl.col(f"__after_{axis}")
            floors.append(pl.when(pl.col(f"__moves_{axis}")).then(pl.col(f"__floor_{axis}")).otherwise(level))
        else:
            level = pl.col(f"{tags[axis]}_level").cast(pl.Int64)
            floors.append(level)
        levels.append(level)
        sure = sure & (level >= 0)
    wide = len(matrix.cells[0])
    best = [
        min(min(cells[column:]) for cells in matrix.cells[row:])
        for row in range(len(matrix.cells))
        for column in range(wide)
    ]
    cells = [cell for row in matrix.cells for cell in row]

    def looked_up(pair: list[pl.Expr], values: list[int]) -> pl.Expr:
        place = pair[0] * wide + pair[1]
        return place.replace_strict(list(range(len(values))), values, default=None, return_dtype=pl.Int64)

    floor = before if use.raise_only else pl.min_horizontal(looked_up(floors, best), before)
    return floor, looked_up(levels, cells), sure


def _named(index: pl.Expr, columns: pl.DataFrame, tag: str, levels: tuple[str, ...]) -> pl.Expr:
    shown = index
    if f"{tag}_excluded" in columns.columns:
        shown = pl.when(pl.col(f"{tag}_excluded") == 0).then(index)
    return shown.cast(pl.Int64).replace_strict(
        list(range(len(levels))), list(levels), default=None, return_dtype=pl.String
    )
