"""Where columns are computed: Polars in this process by default, or DuckDB.

An engine takes a normalised Polars frame in and gives a Narwhals lazy frame; in the end it gives a Polars frame back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import narwhals as nw
import polars as pl

from ..language.told import ToldError


class Engine(Protocol):
    """A place to compute."""

    def take(self, frame: pl.LazyFrame) -> nw.LazyFrame[Any]:
        """A frame of this engine."""

    def give(self, frame: nw.LazyFrame[Any]) -> pl.DataFrame:
        """The computed frame."""


class PolarsEngine:
    """Polars, lazily: one query from the files to the levels."""

    def take(self, frame: pl.LazyFrame) -> nw.LazyFrame[Any]:
        """A frame of this engine."""
        return nw.from_native(frame)

    def give(self, frame: nw.LazyFrame[Any]) -> pl.DataFrame:
        """The computed frame."""
        collected: pl.DataFrame = frame.to_native().collect()
        return collected


class DuckDBEngine:
    """DuckDB in memory: frames go in and out as Arrow tables."""

    def __init__(self) -> None:
        try:
            import duckdb
        except ImportError:
            raise EngineError(
                "DuckDB is not installed; install `riskgrade[duckdb]`, or use --engine polars",
                "未安装 DuckDB；请安装 riskgrade[duckdb]，或使用 --engine polars",
            ) from None
        self.connection: Any = duckdb.connect()
        self.tables: list[Any] = []

    def take(self, frame: pl.LazyFrame) -> nw.LazyFrame[Any]:
        """A frame of this engine."""
        table = frame.collect().to_arrow()
        self.tables.append(table)  # DuckDB reads it in place; it must live as long as the query
        taken: nw.LazyFrame[Any] = nw.from_native(self.connection.from_arrow(table)).lazy()
        return taken

    def give(self, frame: nw.LazyFrame[Any]) -> pl.DataFrame:
        """The computed frame."""
        return pl.DataFrame(frame.to_native().to_arrow_table())


class EngineError(ToldError):
    """An engine that cannot be had.

    Args:
        en: the message in English.
        zh: the message in Chinese.
    """


ENGINES: dict[str, Callable[[], Engine]] = {"polars": PolarsEngine, "duckdb": DuckDBEngine}


def engine(name: str) -> Engine:
    """The engine of that name.

    Raises:
        EngineError: there is no such engine here.

    Examples:
        >>> type(engine("polars")).__name__
        'PolarsEngine'
    """
    if name not in ENGINES:
        known = ", ".join(ENGINES)
        raise EngineError(f"there is no engine '{name}'; use one of: {known}", f"没有名为 {name} 的引擎；可用：{known}")
    return ENGINES[name]()
