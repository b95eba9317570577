"""Configurations tried: each measured once, the best kept, how many there were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from ..pack.model import Pack
from .contribution_values import shown
from .drawing import Draw
from .error import TuningError
from .frames import Table
from .patch import PatchedPack, patch
from .search_constraints import Constraint
from .search_data import Learned, Part
from .search_measures import SMALLER, Counts, Measure, Number, counted

Values = Mapping[str, int | str]
Key = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One configuration.

    Args:
        changes: the numbers that differ from the declared ones, by path.
        rank: what it is ordered by: how far it breaks constraints, the objective, how much differs; smaller is better.
        counts: what came of it.
    """

    changes: Key
    rank: tuple[float, Number, int, Key]
    counts: Counts


@dataclass
class Trials:
    """Tries configurations on the rows that choose.

    Args:
        learned: the rows.
        objective: the measure to better.
        minimise: whether less of it is better.
        subject_to: the constraints.
        known: every configuration tried, by what differs.
    """

    learned: Learned
    objective: Measure
    minimise: bool
    subject_to: tuple[Constraint, ...]
    known: dict[Key, Trial] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.declared = self.learned.open.declared
        self.levels = len(self.learned.open.pack.grades[self.learned.open.grade].levels)
        self.before = self.learned.open.levels_at(self.declared)

    def tried(self, values: Values) -> Trial:
        """Try a configuration; one that was tried is not tried again."""
        changes = tuple(sorted((path, value) for path, value in values.items() if value != self.declared[path]))
        if changes not in self.known:
            counts = self.count(values, self.learned.fit)
            broken = sum(one.excess(counts) for one in self.subject_to)
            worth = self.objective(counts)
            self.known[changes] = Trial(
                changes, (broken, worth if self.minimise else -worth, len(changes), changes), counts
            )
        return self.known[changes]

    def count(self, values: Values, part: Part) -> Counts:
        """What comes of a configuration on some rows."""
        levels = self.learned.open.levels_at(values)
        level, happened = self.learned.graded(levels, part)
        before, _ = self.learned.graded(self.before, part)
        return counted(level, happened, before, self.levels)

    def best(self, keep: int) -> list[Trial]:
        """The best configurations, the best first; of some that come to the same counts only that with the fewest changes."""
        found: dict[Counts, Trial] = {}
        for trial in sorted(self.known.values(), key=lambda one: one.rank):
            found.setdefault(trial.counts, trial)
            if len(found) == keep:
                break
        return list(found.values())


@dataclass(frozen=True, eq=False, slots=True, repr=False)
class Pool(Table):
    """Packs that come near the best, as a table; the first row is the pack as it is declared.

    Args:
        declared: the pack.
        trials: what each row is.
        tried: how many configurations were tried to find them.
        notes: what to know before relying on them, in English and Chinese.
    """

    declared: Pack | None = None
    trials: tuple[dict[str, str], ...] = ()
    tried: int = 0
    notes: tuple[tuple[str, str], ...] = ()

    def changes(self, row: int = 1) -> dict[str, str]:
        """The patch of a row: path -> value; row 0 is the declared pack and changes nothing."""
        if not 0 <= row < len(self.trials):
            raise TuningError(
                f"there is no row {row}; the last is {len(self.trials) - 1}",
                f"没有第 {row} 行；最后一行为 {len(self.trials) - 1}",
            )
        return dict(self.trials[row])

    def pack(self, row: int = 1) -> PatchedPack:
        """The pack of a row, compiled and checked as any patch is."""
        assert self.declared is not None
        return patch(self.declared, self.changes(row))


def pooled(trials: Trials, keep: int, name: str, draw: Draw | None, values: Sequence[str]) -> Pool:
    """The best configurations as a table.

    Args:
        trials: all that was tried.
        keep: how many rows besides the declared pack.
        name: the objective.
        draw: draws the table.
        values: the paths that were searched.
    """
    learned, pack = trials.learned, trials.learned.open.pack
    declared = trials.tried(trials.declared)
    chosen = [declared, *(one for one in trials.best(keep + 1) if one is not declared)][: keep + 1]
    rows = []
    for place, trial in enumerate(chosen):
        whole = dict(trials.declared) | dict(trial.changes)
        row: dict[str, object] = {
            "row": place,
            "patch": "; ".join(f"{path}: {shown(value)}" for path, value in trial.changes),
            "keeps": all(one.holds(trial.counts) for one in trials.subject_to),
            name: float(trials.objective(trial.counts)),
        }
        test = None if learned.test is None else trials.count(whole, learned.test)
        row[f"{name}_test"] = None if test is None else float(trials.objective(test))
        for one in trials.subject_to:
            row[one.text] = float(one.measure(trial.counts))
            row[f"{one.text} (test)"] = None if test is None else float(one.measure(test))
        every = trial.counts.rows
        row |= {"moved": trial.counts.moved / every if every else 0.0, "tried": len(trials.known)}
        rows.append(row)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return Pool(
        frame, draw, learned.as_pandas, pack, tuple({path: shown(value) for path, value in one.changes} for one in chosen),
        len(trials.known), _notes(trials, rows, values),
    )  # fmt: skip


def _notes(trials: Trials, rows: list[dict[str, object]], values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    learned, found = trials.learned, []
    count = len(trials.known)
    found.append(
        (
            f"{count:,} configurations of {len(values)} values were tried; the best of many looks better than it is",
            f"共试算 {count:,} 种配置，涉及 {len(values)} 个取值；多中选优，结果偏乐观",
        )
    )
    if learned.no_test is not None:
        day = learned.no_test
        found.append(
            (
                f"the `test` columns are empty: {day} could have been the test, but no earlier day has all its outcomes known by then "
                "(horizon, embargo and lag together are longer than the days are apart); these figures are those by which the rows "
                "were chosen. Take a longer step, more days, or a shorter horizon or embargo",
                f"检验列为空：{day} 本可作检验日，但此前各日的结果到该日均未全部可知（观察期、隔离期与登记滞后之和长于评级日间隔）；"
                "所列数字即选择所依据的数字。请加大间隔、增加评级日，或缩短观察期、隔离期",
            )
        )
    elif learned.test is None:
        found.append(
            (
                "no day was left for a test: these figures are those by which the rows were chosen",
                "没有留出检验日：所列数字即选择所依据的数字",
            )
        )
    else:
        day = learned.test.days[0]
        found.append(
            (
                f"columns with `test` are of {day}, by which nothing was chosen",
                f"带 test 的列为 {day} 的结果，未参与选择",
            )
        )
    if learned.left_out:
        days = ", ".join(map(str, learned.left_out))
        found.append(
            (
                f"left out, for their outcomes were not known by the test: {days}",
                f"因检验日时结果尚未可知而未用：{days}",
            )
        )
    if not any(row["keeps"] for row in rows):
        found.append(
            ("no configuration keeps every constraint; the rows come nearest", "没有配置满足全部约束；所列为最接近者")
        )
    return tuple(found)


def better_smaller(name: str) -> bool:
    """Whether less of a measure is better."""
    return name in SMALLER or name.startswith("share_")
