"""Findings as a table: about records, row by row, and about decisions, subject by subject."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ..grading.batch import Batch
from ..registers import Finding, Registers, Severity

COLUMNS = {
    "severity": pl.String,
    "code": pl.String,
    "register": pl.String,
    "file": pl.String,
    "row": pl.Int64,
    "field": pl.String,
    "value": pl.String,
    "key": pl.String,
    "count": pl.Int64,
    "message": pl.String,
    "message_zh": pl.String,
}

_MEANINGS = {
    "domain": (
        "the value of the fact lies outside its declared domain and counts as unknown",
        "事实的取值超出声明范围，按未知处理",
    ),
    "gap": ("no row of the decision table applies", "决策表中没有适用的行"),
    "hit_policy": ("more than one row of a `unique` decision table applies", "unique 决策表中有多行同时适用"),
}


def record_findings(findings: Iterable[Finding]) -> pl.DataFrame:
    """Findings about records, one row each (one that stands for several rows says so in `count`).

    Examples:
        >>> record_findings([]).columns[:3]
        ['severity', 'code', 'register']
    """
    rows = [
        (
            str(one.severity), str(one.code), one.register, one.file, one.row, one.field, one.value, one.key, one.count,
            one.en, one.zh,
        )
        for one in findings
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def decision_findings(batch: Batch) -> pl.DataFrame:
    """Findings about decisions: a fact outside its domain, a decision table that does not decide."""
    found = batch.decisions.filter(pl.col("findings") != "").select("subject", pl.col("findings").str.split(";"))
    split = found.explode("findings").select(
        "subject", pl.col("findings").str.split_exact(":", 1).struct.rename_fields(["code", "field"]).struct.unnest()
    )
    en, zh = (pl.col("code").replace_strict({code: text[place] for code, text in _MEANINGS.items()}, default=pl.col("code"))
              for place in (0, 1))  # fmt: skip
    return split.select(
        pl.lit(str(Severity.FINDING)).alias("severity"),
        "code",
        pl.lit(batch.pack.subject).alias("register"),
        pl.lit("").alias("file"),
        pl.lit(None, dtype=pl.Int64).alias("row"),
        "field",
        pl.lit("").alias("value"),
        pl.col("subject").alias("key"),
        pl.lit(1, dtype=pl.Int64).alias("count"),
        pl.concat_str("subject", pl.lit(", "), "field", pl.lit(": "), en, pl.lit(".")).alias("message"),
        pl.concat_str("subject", pl.lit("，"), "field", pl.lit("："), zh, pl.lit("。")).alias("message_zh"),
    )


def needs_attention(registers: Registers) -> bool:
    """Whether a row was set aside or a value counts as unknown; a warning alone leaves rows and values as they are."""
    return set_aside(registers) > 0 or any(one.severity is not Severity.WARNING for one in registers.findings)


def set_aside(registers: Registers) -> int:
    """The rows set aside."""
    return sum(rows.height for rows in registers.rejected.values())
