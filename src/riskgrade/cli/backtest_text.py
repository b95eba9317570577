"""What `riskgrade backtest` shows and writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from ..report.summary import pack_data
from ..report.tables_out import write_tables
from ..tuning.backtest import Backtest
from ..tuning.error import TuningError
from ..tuning.frames import Table
from ..tuning.outcome import Outcome
from ..tuning.split import Fold, RollingOrigin
from .screen import Screen

DIGITS = 7
"""Digits of a figure in a document, as a text: the same on every machine."""


class Shown:
    """A backtest to be shown.

    Args:
        found: the backtest.
        split: its origins.
        draws: of the intervals.
        seed: which draws.
    """

    def __init__(self, found: Backtest, split: RollingOrigin, draws: int, seed: int) -> None:
        self.found, self.split, self.draws, self.seed = found, split, draws, seed

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every table that there is."""
        tables = {
            "folds": self.found.folds(),
            "metrics": self.found.metrics(ci=self.draws > 0, draws=max(self.draws, 1), seed=self.seed),
            "by_grade": self.found.by_grade(),
        }
        for name, table in (("psi", self.found.psi), ("strata", self.found.strata), ("bunching", self.found.bunching)):
            try:
                tables[name] = table()
            except TuningError:
                continue  # one origin, no strata, no score with cuts: there is no such table
        return tables

    def about(self) -> dict[str, Any]:
        """What was tested."""
        return {
            "what": "backtest",
            "pack": pack_data(self.found.pack),
            **asked(self.found.outcome, self.split),
            "until": self.found.until.isoformat(),
            "draws": self.draws,
            "seed": self.seed,
            "notes": [{"en": en, "zh": zh} for en, zh in self.found.notes],
        }

    def document(self, files: dict[str, str]) -> dict[str, Any]:
        """All of it as plain data; figures are texts with seven decimals."""
        found = {name: [_plain(row) for row in table.data.to_dicts()] for name, table in self.tables.items()}
        return self.about() | found | ({"files": files} if files else {})

    def write(self, out: Path, language: str) -> dict[str, str]:
        """Write the tables, the observations and their drawings."""
        return write_tables(
            out, self.tables | {"observations": self.found.observations()}, self.about(), None, language
        )

    def show(self, screen: Screen, out: Path | None) -> None:
        """Show the most important in a terminal."""
        outcome, span = self.found.outcome, asked(self.found.outcome, self.split)
        screen.line(
            f"{self.found.pack.id}: {outcome} within {span['horizon']} of each origin, embargo {span['embargo']}",
            f"{self.found.pack.id}：各起点之后 {span['horizon']} 内的 {outcome}，暂不计入 {span['embargo']}",
        )
        for grade in self.found.levels:
            self._folds(screen, grade)
            self._metrics(screen, grade)
            self._rates(screen, grade)
        others = [name for name in self.tables if name not in ("folds", "metrics", "by_grade")]
        if others:
            screen.line(f"with --json or --out: {', '.join(others)}", f"另见 --json 或 --out：{'、'.join(others)}")
        if out is not None:
            screen.line(f"written to {out}", f"已写入 {out}")

    def _of(self, name: str, grade: str) -> list[dict[str, Any]]:
        return self.tables[name].data.filter(pl.col("grade") == grade).to_dicts()

    def _folds(self, screen: Screen, grade: str) -> None:
        heads = {
            "date": ("origin", "起点"),
            "graded": ("graded", "有级别"),
            "withheld": ("withheld", "暂缓"),
            "events": ("events", "事件"),
            "rate": ("rate", "发生率"),
            "auc_level": ("AUC of level", "级别 AUC"),
            "auc_score": ("AUC of score", "得分 AUC"),
        }
        rows = []
        for fold in self._of("folds", grade):
            cells = [_cell(fold[name]) for name in heads]
            if not fold["closed"]:
                cells[3:5] = [screen.pick("not yet", "尚不可知"), ""]
            rows.append(cells)
        screen.table(
            f"{grade}: " + screen.pick("origins", "起点"),
            [screen.pick(*one) for one in heads.values()],
            rows,
            range(1, 7),
        )

    def _metrics(self, screen: Screen, grade: str) -> None:
        rows = [
            (
                one["measure"],
                _cell(one["value"]),
                _between(one["low"], one["high"]),
                _cell(one["rows"]),
                _cell(one["events"]),
            )
            for one in self._of("metrics", grade)
        ]
        heads = (
            ("measure", "指标"),
            ("value", "数值"),
            ("95 % interval", "95% 区间"),
            ("rows", "行数"),
            ("events", "事件"),
        )
        screen.table(
            f"{grade}: " + screen.pick("measures", "指标"), [screen.pick(*one) for one in heads], rows, range(1, 5)
        )

    def _rates(self, screen: Screen, grade: str) -> None:
        rows = [
            (
                one["level"], _cell(one["rows"]), _cell(one["events"]), _cell(one["rate"]), _between(one["low"], one["high"]),
                _cell(one["predicted"]), _cell(one["p_holm"]),
            )
            for one in self._of("by_grade", grade)
        ]  # fmt: skip
        heads = (
            ("level", "级别"),
            ("rows", "行数"),
            ("events", "事件"),
            ("rate", "发生率"),
            ("Jeffreys 95 %", "Jeffreys 95%"),
            ("predicted", "预测"),
            ("p (Holm)", "p（Holm）"),
        )
        title = f"{grade}: " + screen.pick("observed rate by level", "各级别实际发生率")
        screen.table(title, [screen.pick(*one) for one in heads], rows, range(1, 7))


def show_folds(screen: Screen, folds: Sequence[Fold], outcome: Outcome, split: RollingOrigin, as_json: bool) -> None:
    """Say what would be tested."""
    if as_json:
        days = [{"origin": str(one.origin), "first": str(one.first), "last": str(one.last)} for one in folds]
        screen.json({"what": "backtest", "dry_run": True, **asked(outcome, split), "folds": days})
        return
    heads = (("origin", "起点"), ("events from", "事件自"), ("to", "至"))
    rows = [(one.origin, one.first, one.last) for one in folds]
    title = screen.pick(f"{len(folds)} folds, outcome {outcome}", f"共 {len(folds)} 折，结果 {outcome}")
    screen.table(title, [screen.pick(*one) for one in heads], rows)


def asked(outcome: Outcome, split: RollingOrigin) -> dict[str, str | None]:
    """What was asked for, as texts."""
    return {
        "outcome": str(outcome),
        "among": outcome.among,
        "horizon": str(outcome.horizon),
        "lag": str(outcome.lag),
        "from": str(split.start),
        "to": str(split.end),
        "step": str(split.step),
        "embargo": str(split.embargo),
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.{DIGITS}f}"
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.4f} – {high:.4f}"
