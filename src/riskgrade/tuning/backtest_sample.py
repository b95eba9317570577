"""Observations as columns of numbers: those of one grade of which the outcome is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from .error import TuningError
from .metrics_input import Numbers, Truths, Whole, groups
from .metrics_order import days

COLUMNS = ("grade", "date", "subject", "level", "level_number", "score", "graded_by", "chance", "outcome")
"""What every frame of observations has."""

TAKEN = frozenset((*COLUMNS, "why", "event_on", "told_on"))
"""Names that a stratum cannot have, for observations have columns of these names."""


def free(strata: Sequence[str]) -> tuple[str, ...]:
    """Names of strata that observations have room for.

    Raises:
        TuningError: one of them is the name of a column of its own, or stands twice.

    Examples:
        >>> free(["kind"])
        ('kind',)
    """
    for name in strata:
        if name in TAKEN or list(strata).count(name) > 1:
            raise TuningError(
                f"a stratum cannot be called '{name}': observations have that column already; give it another name",
                f"分层项不能名为 {name}：观测表中已有此列；请改用其他名称",
            )
    return tuple(strata)


@dataclass(frozen=True)
class Sample:
    """Rows of one grade with an outcome.

    Args:
        frame: the rows, with `COLUMNS` and a column for each stratum.
        levels: of the grade, best first; empty where there are none.
        strata: the columns of strata.
        visits: whether `date` is the day of each row's own visit, else that of the origin, on which all are compared.
    """

    frame: pl.DataFrame
    levels: tuple[str, ...]
    strata: tuple[str, ...]
    visits: bool

    @classmethod
    def of(cls, observations: pl.DataFrame, levels: Sequence[str], strata: Sequence[str], visits: bool) -> Sample:
        """The rows whose outcome is known."""
        known = observations.filter(pl.col("outcome").is_not_null())
        return cls(known, tuple(levels), tuple(strata), visits)

    def __len__(self) -> int:
        return self.frame.height

    @cached_property
    def happened(self) -> Truths:
        """Whether each row has the outcome."""
        return self.frame["outcome"].to_numpy().astype(np.bool_)

    @cached_property
    def level(self) -> Whole:
        """The place of each row's level; -1 where it has none."""
        return self.frame["level_number"].fill_null(-1).to_numpy().astype(np.int64)

    @cached_property
    def score(self) -> Numbers:
        """Each row's score; NaN where it has none."""
        return self.frame["score"].fill_null(float("nan")).to_numpy().astype(np.float64)

    @cached_property
    def chance(self) -> Numbers:
        """Each row's probability; NaN where it has none."""
        return self.frame["chance"].fill_null(float("nan")).to_numpy().astype(np.float64)

    @cached_property
    def origin(self) -> Whole:
        """The origin of each row, as a number; all 0 where rows are visits and are compared all with all."""
        if self.visits:
            return np.zeros(len(self), dtype=np.int64)
        return self.frame["date"].rank("dense").to_numpy().astype(np.int64)

    @cached_property
    def scale(self) -> Whole:
        """A number for each origin and pack: rows whose scores can be compared."""
        return crossed(self.origin, self.codes("graded_by")[0])

    @cached_property
    def visit(self) -> Whole | None:
        """The day of each visit; None where rows are no visits."""
        if not self.visits or self.frame["date"].null_count():
            return None
        return days(self.frame["date"].to_numpy(), len(self))

    def codes(self, column: str) -> tuple[Whole, list[object]]:
        """A column of names as numbers, and the names."""
        return groups(self.frame[column].to_list(), len(self), column, column)


def crossed(one: Whole, other: Whole) -> Whole:
    """A number for each pair that occurs.

    Examples:
        >>> crossed(np.array([0, 0, 1]), np.array([5, 6, 5])).tolist()
        [0, 1, 2]
    """
    if not one.size:
        return one
    pairs = one * (int(other.max()) + 1) + other
    return np.asarray(np.unique(pairs, return_inverse=True)[1], dtype=np.int64)
