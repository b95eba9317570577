"""The tables of a sample: rates by level, by stratum, shifts between days, crowds at cuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from .backtest_sample import Sample
from .bunching import bunching
from .intervals import holm, jeffreys_interval, jeffreys_test
from .metrics_input import Truths
from .metrics_ranked import NOTHING, Ranked
from .psi import psi


@dataclass(frozen=True, slots=True)
class Cut:
    """Where one level ends and the next begins.

    Args:
        risk: the worst score of the better level, a higher one being a higher risk.
        points: the same as the pack writes it.
        better: the better level.
        worse: the worse one.
    """

    risk: float
    points: float
    better: str
    worse: str


WITHHELD = "withheld"
"""What stands for the level of rows that have none."""


def by_level(sample: Sample, level: float = 0.95) -> pl.DataFrame:
    """Observed rates by level.

    Returns:
        A row a level, best first, and one for rows without a level: `level`, `rows`, `events`, `rate` with Jeffreys' interval
        `low`, `high`; whether the rate is `inverted`, below that of a better level; then, of rows that had a prediction,
        `tested` and their `tested_events`, the mean `predicted` rate, the `p` of Jeffreys' test that no more happens
        than predicted, and `p_holm` over all levels.
    """
    shown: list[dict[str, object]] = []
    highest = -1.0
    for number in [*range(len(sample.levels)), -1]:
        here = sample.level == number
        if number < 0 and not here.any():
            continue
        name = WITHHELD if number < 0 else sample.levels[number]
        row = {"level": name, **_rate(sample.happened[here], level), "inverted": None}
        if number >= 0 and here.any():
            rate = float(sample.happened[here].mean())
            row["inverted"] = rate < highest
            highest = max(highest, rate)
        shown.append(row | _tested(sample, here))
    schema = {"level": pl.String, **_RATE, "inverted": pl.Boolean, "tested": pl.Int64, "tested_events": pl.Int64}
    frame = pl.DataFrame(shown, schema=schema | {"predicted": pl.Float64, "p": pl.Float64})
    corrected = holm(frame["p"].fill_null(NOTHING).to_numpy())
    return frame.with_columns(pl.Series("p_holm", corrected).fill_nan(None))


_RATE = {"rows": pl.Int64, "events": pl.Int64, "rate": pl.Float64, "low": pl.Float64, "high": pl.Float64}


def _rate(happened: Truths, level: float) -> dict[str, object]:
    rows, events = happened.size, int(happened.sum())
    if not rows:
        return {"rows": 0, "events": 0, "rate": None, "low": None, "high": None}
    low, high = jeffreys_interval(events, rows, level)
    return {"rows": rows, "events": events, "rate": events / rows, "low": low, "high": high}


def _tested(sample: Sample, here: Truths) -> dict[str, object]:
    told = here & ~np.isnan(sample.chance)
    rows, events = int(told.sum()), int(sample.happened[told].sum())
    if not rows:
        return {"tested": 0, "tested_events": 0, "predicted": None, "p": None}
    predicted = float(sample.chance[told].mean())
    return {
        "tested": rows,
        "tested_events": events,
        "predicted": predicted,
        "p": jeffreys_test(events, rows, predicted),
    }


def by_stratum(sample: Sample, level: float = 0.95) -> pl.DataFrame:
    """Rates and discrimination in each stratum.

    Returns:
        `stratum`, `value` (null for rows without one), `rows`, `events`, `rate`, `low`, `high`, then `pairs_score` and
        `auc_score`, `pairs_level` and `auc_level`: pairs of rows of this stratum only. The mean of a stratum's column weighted
        by its pairs is the measure `auc_…_within_…`.
    """
    shown = []
    for stratum in sample.strata:
        codes, names = sample.codes(stratum)
        for number, name in enumerate(names):
            here = codes == number
            row: dict[str, object] = {"stratum": stratum, "value": None if name is None else str(name)}
            row |= _rate(sample.happened[here], level)
            for what, held, values, block in (
                ("score", here & ~np.isnan(sample.score), sample.score, sample.scale),
                ("level", here & (sample.level >= 0), sample.level.astype(np.float64), sample.origin),
            ):
                ranked = Ranked(sample.happened[held], values[held], block[held])
                row |= {f"pairs_{what}": ranked.pairs(), f"auc_{what}": ranked.auc()}
            shown.append(row)
    schema = {"stratum": pl.String, "value": pl.String, **_RATE}
    schema |= {
        f"{of}_{what}": kind for what in ("score", "level") for of, kind in (("pairs", pl.Int64), ("auc", pl.Float64))
    }
    return pl.DataFrame(shown, schema=schema).with_columns(pl.col("auc_score", "auc_level").fill_nan(None))


def shifts(observations: pl.DataFrame, levels: Sequence[str], by: str) -> pl.DataFrame:
    """How far the spread over levels moved from one group to the next and from the first; rows without a level are a level.

    Args:
        observations: with `level` and the column of groups.
        levels: best first.
        by: the column, whose order is that of the groups.

    Returns:
        `against` (``previous`` or ``first``), `from`, `to`, `rows_from`, `rows_to`, `psi`, `critical`, `moved`.
    """
    groups = observations[by].drop_nulls().unique().sort().to_list()
    level = pl.col("level").fill_null(WITHHELD)
    names = [*levels, WITHHELD] if observations["level"].null_count() else list(levels)

    def spread(group: object) -> list[int]:
        held = observations.filter(pl.col(by) == group).select(level).to_series().to_list()
        return [held.count(name) for name in names]

    spreads = {group: spread(group) for group in groups}
    pairs = [("previous", a, b) for a, b in pairwise(groups)] + [("first", groups[0], b) for b in groups[2:]]
    shown = []
    for against, a, b in pairs:
        found = psi(spreads[a], spreads[b])
        shown.append((against, a, b, sum(spreads[a]), sum(spreads[b]), found.psi, found.critical, found.moved))
    columns = ("against", "from", "to", "rows_from", "rows_to", "psi", "critical", "moved")
    return pl.DataFrame(shown, schema=columns, orient="row", infer_schema_length=None)


def crowds(observations: pl.DataFrame, cuts: Mapping[str, Sequence[Cut]], width: float) -> pl.DataFrame:
    """How scores crowd at cuts.

    Args:
        observations: with `score` and `graded_by`.
        cuts: of each pack.
        width: in points.

    Returns:
        `graded_by`, `cut` (as the pack writes it), `better_level`, `worse_level`, `better`, `worse`, `share`, `expected`, `z`,
        `p`, `p_holm`, `elsewhere`; see `riskgrade.tuning.bunching`.
    """
    shown: list[tuple[object, ...]] = []
    for pack, limits in cuts.items():
        scores = observations.filter(pl.col("graded_by") == pack)["score"].drop_nulls().to_numpy()
        if not scores.size:
            continue
        found = bunching(scores, [cut.risk for cut in limits], width)
        for one, cut in zip(found, limits, strict=True):
            beside = (one.better, one.worse, one.share, one.expected, one.z, one.p, one.elsewhere)
            shown.append((pack, cut.points, cut.better, cut.worse, *beside))
    schema: dict[str, type[pl.DataType]] = {"graded_by": pl.String, "cut": pl.Float64}
    schema |= {"better_level": pl.String, "worse_level": pl.String, "better": pl.Int64, "worse": pl.Int64}
    schema |= dict.fromkeys(("share", "expected", "z", "p", "elsewhere"), pl.Float64)
    frame = pl.DataFrame(shown, schema=schema, orient="row")
    p_holm = pl.Series("p_holm", holm(frame["p"].to_numpy()), dtype=pl.Float64)
    frame = frame.insert_column(frame.columns.index("elsewhere"), p_holm)
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))
