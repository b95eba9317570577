"""Drawing of a pool: the objective of each pack, where it was chosen and where it was tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .plots_compare import BEFORE, WORSE, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def pool(frame: pl.DataFrame, ax: Axes, language: str) -> None:
    """A point a pack: how it did where it was chosen and, beside it, on the day that chose nothing; row 0 is the declared pack."""
    name = frame.columns[3]
    places = frame["row"].to_list()
    ax.plot(places, frame[name].to_list(), "o", color=BEFORE, label=words(language, "选择所用", "where chosen"))
    test = frame[f"{name}_test"]
    if test.null_count() < len(test):
        ax.plot(places, test.to_list(), "s", color=WORSE, fillstyle="none", label=words(language, "检验日", "tested"))
    ax.axhline(frame[name][0], color=BEFORE, linewidth=0.8, linestyle=":")
    ax.set_xticks(places[:: max(1, len(places) // 10)])
    tried = frame["tried"][0]
    ax.set_xlabel(words(language, "行（0 为现行规则包）", "row (0 is the declared pack)"))
    ax.set_ylabel(name)
    ax.set_title(words(language, f"相近的规则包（共试算 {tried:,} 种）", f"packs that come near ({tried:,} tried)"))
    ax.legend()
