"""Every measure of a sample by its name, taken once or again and again with rows counted more or less often."""

from __future__ import annotations

import numpy as np
import polars as pl

from .backtest_sample import Sample, crossed
from .bootstrap import bootstrap
from .intervals import jeffreys_interval
from .metrics_input import Numbers, Truths, Whole
from .metrics_likelihood import Chances
from .metrics_order import days_sooner, found_before
from .metrics_ranked import NOTHING, Ranked

BINS = 10

_OF_ALL = ("rate", "share_graded", "recall_graded")

Count = Whole | None


class Measures:
    """The measures of a sample.

    Pairs are compared that stand on one origin (all pairs where rows are visits), and scores only where one pack gave them.

    Args:
        sample: the rows.
    """

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.graded: Truths = sample.level >= 0
        self.scored: Truths = ~np.isnan(sample.score)
        self.told: Truths = ~np.isnan(sample.chance)
        self.ranks: dict[str, tuple[Truths, Ranked]] = {}
        for name, values, held, block in (
            ("score", sample.score, self.scored, sample.scale),
            ("level", sample.level.astype(np.float64), self.graded, sample.origin),
        ):
            if held.any():
                self._rank(name, values, held, block)
        self.chances = Chances(sample.happened[self.told], sample.chance[self.told]) if self.told.any() else None
        self.bins = None if self.chances is None else self.chances.bins(BINS)

    def _rank(self, name: str, values: Numbers, held: Truths, block: Whole) -> None:
        def ranked(stratum: Whole) -> tuple[Truths, Ranked]:
            return held, Ranked(self.sample.happened[held], values[held], stratum[held])

        self.ranks[f"auc_{name}"] = ranked(block)
        for stratum in self.sample.strata:
            self.ranks[f"auc_{name}_within_{stratum}"] = ranked(crossed(block, self.sample.codes(stratum)[0]))
        if name == "level" or np.unique(self.sample.codes("graded_by")[0][held]).size == 1:
            self.ranks[f"ks_{name}"] = ranked(np.zeros_like(block))

    def __call__(self, weight: Count = None) -> dict[str, float]:
        """Each measure by its name.

        Args:
            weight: how often each row counts; once if not given.
        """
        each = np.ones(len(self.sample)) if weight is None else weight.astype(np.float64)
        found = {"rate": _share(self.sample.happened, each)}
        for name, (held, ranked) in self.ranks.items():
            found[name] = ranked.ks(each[held]) if name.startswith("ks_") else ranked.auc(each[held])
        if self.graded.any():
            worst = self.sample.level == len(self.sample.levels) - 1
            found |= {
                "share_graded": _share(self.graded, each),
                "recall_graded": _share(self.graded, each * self.sample.happened),
                "recall_worst": _share(worst[self.graded], (each * self.sample.happened)[self.graded]),
                "precision_worst": _share(self.sample.happened[self.graded], (each * worst)[self.graded]),
                "share_worst": _share(worst[self.graded], each[self.graded]),
            }
        if self.chances is not None and self.bins is not None:
            here = each[self.told]
            slope, intercept = self.chances.line(here)
            found |= {
                "brier": self.chances.brier(here),
                "log_loss": self.chances.log_loss(here),
                "calibration_slope": slope,
                "calibration_intercept": intercept,
                "calibration_in_the_large": self.chances.large(here),
                "ece": self.chances.error(self.bins, here),
            }
        return found

    def once(self) -> dict[str, float]:
        """Each measure, with those of the order of visits, which stand for themselves."""
        found = self()
        visit = self.sample.visit
        if visit is not None and self.scored.any():
            here = (self.sample.happened[self.scored], visit[self.scored])
            score = self.sample.score[self.scored]
            found |= {
                "found_first_half": found_before(*here),
                "found_first_half_by_score": found_before(*here, score=score),
                "days_sooner": days_sooner(*here, score),
            }
        return found

    def proportion(self, name: str) -> Truths:
        """The rows of which `rate` or `precision_worst` is the share with the outcome."""
        return self.sample.level == len(self.sample.levels) - 1 if name == "precision_worst" else self.rows(name)

    def rows(self, name: str) -> Truths:
        """The rows that a measure is taken of."""
        if name in self.ranks:
            return self.ranks[name][0]
        if name.startswith(("found_", "days_")):
            return self.scored
        if name.endswith("_worst"):
            return self.graded
        return np.ones(len(self.sample), dtype=np.bool_) if name in _OF_ALL else self.told


def _unless_all_alike(ends: tuple[float, float], here: Truths, sample: Sample, level: float) -> tuple[float, float]:
    """The interval of a rate, after Jeffreys where every row has the same outcome: draws of them never tell another.

    Rows of one enterprise are alike, so that enterprises are counted, not rows.
    """
    happened = sample.happened[here]
    if not happened.size or happened.any() != happened.all():
        return ends
    firms = sample.frame.filter(pl.Series(here))["subject"].n_unique()
    return jeffreys_interval(firms if happened.all() else 0, firms, level)


def measured(sample: Sample, draws: int, level: float, seed: int) -> pl.DataFrame:
    """The measures of a sample as a table.

    Args:
        sample: the rows.
        draws: of the bootstrap; 0 for no intervals.
        level: of the intervals.
        seed: which draws.

    Returns:
        `measure`, `value`, `low`, `high`, `rows`, `events`; null where there is no number.
    """
    measures = Measures(sample)
    found = measures.once()
    ends: dict[str, tuple[float, float]] = {}
    if draws and len(sample):

        def again(rows: Whole) -> dict[str, float]:
            return measures(np.bincount(rows, minlength=len(sample)))

        ends = bootstrap(again, sample.frame["subject"].to_list(), draws, level, seed)
        for name in ("rate", "precision_worst"):
            if name in ends:
                ends[name] = _unless_all_alike(ends[name], measures.proportion(name), sample, level)
    shown = []
    for name, value in found.items():
        here = measures.rows(name)
        low, high = ends.get(name, (NOTHING, NOTHING))
        shown.append((name, value, low, high, int(here.sum()), int(sample.happened[here].sum())))
    schema = {"measure": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64}
    frame = pl.DataFrame(shown, schema=schema | {"rows": pl.Int64, "events": pl.Int64}, orient="row")
    return frame.with_columns(pl.col("value", "low", "high").fill_nan(None))


def _share(these: Truths, weight: Numbers) -> float:
    whole = weight.sum()
    return float((weight * these).sum() / whole) if whole else NOTHING
