"""Pictures of a calibration: each draws one table on one axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GOOD, _BAD, _QUIET = "#3b6ea5", "#b5442e", "#8a8f98"


def values(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """Every value in its band, all bands drawn to one width: declared, fitted and given."""
    held = data.with_columns(pl.col("declared", "low", "high", "tried", "given").cast(pl.Float64))
    places = list(range(held.height))[::-1]
    width = held["high"] - held["low"]
    for name, mark, colour, en, zh in (
        ("declared", "|", "black", "declared", "原值"),
        ("tried", "o", _QUIET, "fitted", "拟合值"),
        ("given", "D", _GOOD, "given", "采用值"),
    ):
        at = ((held[name] - held["low"]) / width).to_list()
        size = {"|": 260, "o": 70, "D": 34}[mark]
        ax.scatter(at, places, marker=mark, s=size, color=colour, label=_word(en, zh, language), zorder=3)
    ax.hlines(places, 0, 1, color=_QUIET, linewidth=1)
    rows = held.select("path", "low", "high").iter_rows()
    ax.set_yticks(places, [f"{path}  [{low:g}, {high:g}]" for path, low, high in rows])
    ax.set_xlabel(_word("place in the band", "在区间中的位置", language))
    ax.set_xticks([])
    ax.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)


def gates(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """Every gate: whether it holds, with figure and limit."""
    places = list(range(data.height))[::-1]
    colours = [_GOOD if passed else _BAD for passed in data["passed"]]
    ax.scatter([0.03] * data.height, places, color=colours, s=90)
    for place, row in zip(places, data.iter_rows(named=True), strict=True):
        figure = "–" if row["figure"] is None else f"{float(row['figure']):g}"
        sign = {">=": "≥", "<=": "≤"}[row["side"]]
        told = f"{row['zh' if language == 'zh' else 'en']}:  {figure}  ({sign} {float(row['limit']):g})"
        ax.text(0.08, place, told, va="center")
    ax.set_xlim(0, 1.6)
    ax.set_axis_off()


def folds(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """What was gained on each day, in log-loss; the last one was kept for the end."""
    held = data.with_columns(pl.col("log_loss_declared", "log_loss").cast(pl.Float64))
    gain = (held["log_loss_declared"] - held["log_loss"]).to_list()
    colours = [
        "black" if last else _GOOD if one > 0 else _BAD for one, last in zip(gain, held["signed_off"], strict=True)
    ]
    ax.bar(held["day"].to_list(), gain, color=colours, width=0.6)
    ax.axhline(0, color=_QUIET, linewidth=0.8)
    ax.set_ylabel(_word("log-loss gained; black: kept for the end", "对数损失的改进；黑色为最后检验", language))
    ax.tick_params(axis="x", rotation=30)


def probabilities(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The probability at each score; the size of a mark is its cases."""
    held = data.with_columns(pl.col("score", "probability").cast(pl.Float64))
    most = max(held["cases"].max() or 1, 1)
    ax.plot(held["score"], held["probability"], color=_GOOD, linewidth=1.2)
    ax.scatter(
        held["score"], held["probability"], s=[20 + 180 * one / most for one in held["cases"]], color=_GOOD, alpha=0.75
    )
    ax.set_xlabel(_word("score", "分值", language))
    ax.set_ylabel(_word("probability of being found; size: cases", "被发现的概率；点的大小为样本数", language))


def levels(data: pl.DataFrame, ax: Axes, language: str) -> None:
    """The rate at each level with its Jeffreys interval and how many cases it rests on."""
    held = data.with_columns(pl.col("rate", "low", "high").cast(pl.Float64))
    places = list(range(held.height))
    errors = [(held["rate"] - held["low"]).clip(0).to_list(), (held["high"] - held["rate"]).clip(0).to_list()]
    ax.bar(places, held["rate"], color=_GOOD, width=0.6, alpha=0.75)
    ax.errorbar(places, held["rate"], yerr=errors, fmt="none", ecolor="black", capsize=3, linewidth=1)
    ax.set_xticks(places, [f"{level}\n{cases:,}" for level, cases in held.select("level", "cases").iter_rows()])
    ax.set_ylabel(_word("observed rate", "实际发生率", language))


def _word(en: str, zh: str, language: str) -> str:
    return zh if language == "zh" else en
