"""Pictures of what was measured: each draws one table on one axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GOOD, _BAD, _QUIET = "#3b6ea5", "#b5442e", "#8a8f98"


def measures(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """AUCs and their intervals, one line each."""
    held = data.filter(pl.col("measure").str.starts_with("auc_") & pl.col("value").is_not_null())
    labels = [_joined(grade, measure) for grade, measure in held.select("grade", "measure").iter_rows()]
    _forest(held, labels, ax)
    ax.axvline(0.5, color=_QUIET, linewidth=0.8, linestyle="--")
    ax.set_xlabel(_word("AUC", "AUC（0.5 为无区分）", language))


def rates(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The observed rate of each level with Jeffreys' interval, and the predicted one where there is one."""
    held = data.filter(pl.col("rate").is_not_null())
    labels = [_joined(grade, level) for grade, level in held.select("grade", "level").iter_rows()]
    places = range(held.height)
    rate = held["rate"].to_list()
    errors = [(held["rate"] - held["low"]).to_list(), (held["high"] - held["rate"]).to_list()]
    ax.bar(places, rate, color=_GOOD, width=0.6, alpha=0.75)
    ax.errorbar(places, rate, yerr=errors, fmt="none", ecolor="black", capsize=3, linewidth=1)
    told = held.with_row_index("place").filter(pl.col("predicted").is_not_null())
    if told.height:
        ax.plot(told["place"], told["predicted"], "_", color=_BAD, markersize=22, markeredgewidth=2,
                label=_word("predicted from earlier folds", "由较早各折预测", language))  # fmt: skip
        ax.legend(frameon=False)
    _ticks(ax, labels)
    ax.set_ylabel(_word("observed rate", "实际发生率", language))


def strata(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The AUC of the score within each stratum; of the level where no score is known. The size of a mark is its pairs."""
    of = "score" if data["pairs_score"].sum() else "level"
    held = data.filter(pl.col(f"auc_{of}").is_not_null())
    pairs = held[f"pairs_{of}"]
    places = list(range(held.height))[::-1]
    sizes = [20 + 180 * count / max(pairs.max() or 1, 1) for count in pairs.to_list()]
    ax.scatter(held[f"auc_{of}"], places, s=sizes, color=_GOOD, alpha=0.75)
    ax.set_yticks(places, [_joined(*row) for row in held.select("grade", "stratum", "value").iter_rows()])
    ax.axvline(0.5, color=_QUIET, linewidth=0.8, linestyle="--")
    ax.set_xlabel(_word("AUC within the stratum; size: pairs", "层内 AUC；点的大小为配对数", language))


def shifts(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The index of stability from fold to fold, and what chance alone makes of it."""
    for grade in data["grade"].unique(maintain_order=True):
        held = data.filter((pl.col("grade") == grade) & (pl.col("against") == "previous"))
        to = [str(day) for day in held["to"]]
        (line,) = ax.plot(to, held["psi"], "o-", label=grade or "PSI")
        ax.plot(to, held["critical"], "--", color=line.get_color(), linewidth=0.9)
    ax.set_ylabel(_word("PSI against the fold before; dashed: critical", "与前一折相比的 PSI；虚线为临界值", language))
    ax.tick_params(axis="x", rotation=30)
    ax.legend(frameon=False)


def crowds(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The share on the good side of each cut, beside what is expected."""
    held = data.filter(pl.col("expected").is_not_null())
    places = list(range(held.height))
    colours = [_BAD if p is not None and p < 0.05 else _GOOD for p in held["p_holm"]]
    ax.bar(places, held["share"], color=colours, width=0.6, alpha=0.75)
    ax.plot(places, held["expected"], "_", color="black", markersize=22, markeredgewidth=2,
            label=_word("expected of a smooth spread", "平滑分布下的预期", language))  # fmt: skip
    names = held.select("graded_by", "better_level", "worse_level", "cut").iter_rows()
    _ticks(ax, [f"{pack}\n{better}|{worse} {cut:g}" for pack, better, worse, cut in names])
    ax.set_ylabel(_word("share on the good side of the cut", "位于较好一侧的比例", language))
    ax.legend(frameon=False)


def folds(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The rate and the AUC of the level from fold to fold."""
    for grade in data["grade"].unique(maintain_order=True):
        held = data.filter((pl.col("grade") == grade) & pl.col("closed"))
        days = [str(day) for day in held["date"]]
        (line,) = ax.plot(days, held["auc_level"], "o-", label=_joined("AUC", grade))
        ax.plot(days, held["rate"], "s--", color=line.get_color(), linewidth=0.9,
                label=_joined(_word("rate", "发生率", language), grade))  # fmt: skip
    ax.set_ylim(0, 1)
    ax.tick_params(axis="x", rotation=30)
    ax.legend(frameon=False, fontsize="small")


def _forest(held: pl.DataFrame, labels: Sequence[str], ax: Axes) -> None:
    places = list(range(held.height))[::-1]
    for place, (value, low, high) in zip(places, held.select("value", "low", "high").iter_rows(), strict=True):
        if low is not None and high is not None:
            ax.plot([low, high], [place, place], color=_GOOD, linewidth=2, alpha=0.6)
        ax.plot([value], [place], "o", color=_GOOD)
    ax.set_yticks(places, labels)


def _ticks(ax: Axes, labels: Sequence[str]) -> None:
    ax.set_xticks(range(len(labels)), labels)
    if sum(map(len, labels)) > 60:
        ax.tick_params(axis="x", rotation=45)


def _joined(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def _word(en: str, zh: str, language: str) -> str:
    return zh if language == "zh" else en
