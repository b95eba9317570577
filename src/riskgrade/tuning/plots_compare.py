"""Drawings of a comparison: each on one axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .error import TuningError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SAME, WORSE, BETTER, BEFORE = "#8c8c8c", "#c0392b", "#2e7d32", "#9db8d2"
"""Colours that differ in lightness too, for print and for eyes that do not tell red from green."""


def words(language: str, zh: str, en: str) -> str:
    """A text in one of two languages."""
    return zh if language == "zh" else en


def place_words(places: list[str], language: str) -> list[str]:
    """Levels as they are; withheld and excluded in words."""
    said = {"withheld": ("暂缓", "withheld"), "excluded": ("不评级", "excluded")}
    return [words(language, *said[one]) if one in said else one for one in places]


def only_grade(frame: pl.DataFrame) -> str:
    """The one grade of a frame.

    Raises:
        TuningError: there are several; a drawing has one.
    """
    found = frame["grade"].unique(maintain_order=True).to_list()
    if len(found) != 1:
        shown = ", ".join(found) or "none"
        raise TuningError(
            f"one grade is drawn at a time; give compare one with grade=…: {shown}",
            f"一次只画一个等级；请用 grade=… 指定：{shown}",
        )
    return str(found[0])


def migration(frame: pl.DataFrame, ax: Axes, language: str) -> None:
    """The matrix as a heat map: a cell's colour is its share of its row, its number how many subjects."""
    grade = only_grade(frame)
    rows, columns = (frame[name].unique(maintain_order=True).to_list() for name in ("from", "to"))
    counts = frame["subjects"].to_numpy().reshape(len(rows), len(columns))
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            if count:
                strong = bool(shares[y, x] > 0.6)
                ax.text(x, y, f"{count:,}", ha="center", va="center", color="white" if strong else "black")
    ax.set_xticks(range(len(columns)), place_words(columns, language))
    ax.set_yticks(range(len(rows)), place_words(rows, language))
    ax.set_xlabel(words(language, "之后", "after"))
    ax.set_ylabel(words(language, "之前", "before"))
    ax.set_title(words(language, f"{grade}：级别变动（户）", f"{grade}: subjects by level before and after"))


SUMMARY_WORDS = {
    "better_by_more": ("下调两级以上", "better by two or more"),
    "better_by_one": ("下调一级", "better by one"),
    "stay": ("不变", "stay"),
    "worse_by_one": ("上调一级", "worse by one"),
    "worse_by_more": ("上调两级以上", "worse by two or more"),
    "newly_withheld": ("转为暂缓", "newly withheld"),
    "no_longer_withheld": ("不再暂缓", "no longer withheld"),
}


def summary(frame: pl.DataFrame, ax: Axes, language: str) -> None:
    """How many subjects move, a group of bars a grade; those that stay are told in the title, for they dwarf the rest."""
    kinds = [name for name in SUMMARY_WORDS if name != "stay"]
    height = 0.8 / frame.height
    for place, row in enumerate(frame.iter_rows(named=True)):
        at = [number + place * height for number in range(len(kinds))]
        bars = ax.barh(at, [row[kind] for kind in kinds], height=height, label=row["grade"])
        ax.bar_label(bars)
    centre = (frame.height - 1) * height / 2
    ax.set_yticks(
        [number + centre for number in range(len(kinds))], [words(language, *SUMMARY_WORDS[kind]) for kind in kinds]
    )
    ax.set_xlabel(words(language, "户数", "subjects"))
    stay = "; ".join(f"{row['grade']} {row['stay']:,} / {row['subjects']:,}" for row in frame.iter_rows(named=True))
    ax.set_title(words(language, f"不变：{stay}", f"stay: {stay}"))
    if frame.height > 1:
        ax.legend()


def changed(frame: pl.DataFrame, ax: Axes, language: str) -> None:
    """How far subjects move: a bar for each number of levels."""
    counted = frame.filter(pl.col("notches").is_not_null()).group_by("notches").len().sort("notches")
    notches, counts = counted["notches"].to_list(), counted["len"].to_list()
    bars = ax.bar(range(len(notches)), counts, color=[WORSE if one > 0 else BETTER for one in notches])
    ax.bar_label(bars)
    ax.set_xticks(range(len(notches)), [f"{one:+d}" for one in notches])
    ax.set_xlabel(words(language, "变动级数（正数为风险更高）", "levels moved (worse above 0)"))
    ax.set_ylabel(words(language, "户数", "subjects"))
    ax.set_title(words(language, "级别变动的主体", "subjects that move"))


def workload(frame: pl.DataFrame, ax: Axes, language: str) -> None:
    """The least inspections a year by level, before and after.

    Raises:
        TuningError: no pack says how often its levels are inspected, or there are several grades.
    """
    if not frame.height:
        raise TuningError(
            "no workload can be drawn: neither pack says how often the levels of this grade are inspected (`inspections` of a band); "
            "compare a grade that says so",
            "无法画出工作量：两个规则包均未规定该等级的检查频次（分段的 inspections）；请比较规定了频次的等级",
        )
    grade = only_grade(frame)
    levels = frame["level"].to_list()
    width = 0.4
    for name, shift, colour, said in (
        ("least_before", -width / 2, BEFORE, words(language, "之前", "before")),
        ("least_after", width / 2, WORSE, words(language, "之后", "after")),
    ):
        bars = ax.bar(
            [place + shift for place in range(len(levels))],
            frame[name].fill_null(0).to_list(),
            width,
            color=colour,
            label=said,
        )
        ax.bar_label(bars, fmt="{:,.0f}")
    ax.set_xticks(range(len(levels)), levels)
    ax.set_ylabel(words(language, "每年最少检查次数", "least inspections a year"))
    ax.set_title(words(language, f"{grade}：检查工作量", f"{grade}: inspections called for"))
    ax.legend()
