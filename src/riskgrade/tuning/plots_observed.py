"""Picture of observations: the spread of those with and of those without the outcome, over levels or over scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .plots_compare import BEFORE, WORSE, place_words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BINS = 20

_WITHHELD = "withheld"


def observations(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """Of the rows with the outcome, and of those without, the share at each level; of a table without levels, over its scores."""
    known = data.filter(pl.col("outcome").is_not_null())
    groups = [
        (known.filter(pl.col("outcome") == came), colour, words(language, zh, en))
        for came, colour, zh, en in ((False, BEFORE, "未发生", "did not happen"), (True, WORSE, "发生", "happened"))
    ]
    if known["level"].null_count() < known.height or known["score"].null_count() == known.height:
        _levels(known, groups, ax, language)
    else:
        _scores(known, groups, ax, language)
    left = data.height - known.height
    unknown = words(language, f"；{left:,} 行结果未知，未画", f"; {left:,} rows of unknown outcome are not drawn")
    ax.set_title(words(language, "结果发生与未发生的观测", "observations by outcome") + (unknown if left else ""))
    ax.set_ylabel(words(language, "占该组的比例", "share of the group"))
    ax.legend(frameon=False)


def _levels(known: pl.DataFrame, groups: list[tuple[pl.DataFrame, str, str]], ax: Axes, language: str) -> None:
    level = pl.col("level").fill_null(_WITHHELD).alias("level")
    number = pl.col("level_number").cast(pl.Int64).fill_null(1_000_000)
    # In the order of the levels, withheld behind; grades as they stand.
    grades = {grade: place for place, grade in enumerate(known["grade"].unique(maintain_order=True))}
    order = known.select("grade", level, number.alias("n")).unique()
    places = order.sort(pl.col("grade").replace_strict(grades, return_dtype=pl.Int64), "n").select("grade", "level")
    several = places["grade"].n_unique() > 1
    for side, (rows, colour, said) in zip((-0.2, 0.2), groups, strict=True):
        counted = rows.select("grade", level).group_by("grade", "level").len()
        found = places.join(counted, on=["grade", "level"], how="left", maintain_order="left")
        share = pl.col("len").fill_null(0) / pl.col("len").sum().over("grade")
        shares = found.select(share.fill_nan(0)).to_series().to_list()
        label = f"{said} ({rows.height:,})"
        ax.bar([place + side for place in range(len(shares))], shares, 0.4, color=colour, label=label)
    shown = place_words(places["level"].to_list(), language)
    labels = [f"{grade}\n{one}" if several else one for grade, one in zip(places["grade"], shown, strict=True)]
    ax.set_xticks(range(len(labels)), labels)


def _scores(known: pl.DataFrame, groups: list[tuple[pl.DataFrame, str, str]], ax: Axes, language: str) -> None:
    scores = known["score"].drop_nulls()
    low, high = float(scores.min()), float(scores.max())  # type: ignore[arg-type]
    for rows, colour, said in groups:
        held = rows["score"].drop_nulls().to_list()
        weights = [1 / max(len(held), 1)] * len(held)
        ax.hist(
            held, bins=BINS, range=(low, high), weights=weights, histtype="step", linewidth=1.6, color=colour,
            label=f"{said} ({rows.height:,})",
        )  # fmt: skip
    ax.set_xlabel(words(language, "得分（高者风险大）", "score (higher is worse)"))
