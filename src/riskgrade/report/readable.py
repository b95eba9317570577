"""Decisions as people read them: rules by their ids instead of bits, scores with their decimals."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ..grading.batch import Batch
from ..grading.rule_set import BITS


def mask_columns(batch: Batch) -> list[str]:
    """The columns of bits, as they stand in the decisions."""
    return [f"rules_{kind}_{number}" for number in range(batch.layout.rules.masks) for kind in ("true", "may")]


def bit(kind: str, number: int) -> pl.Expr:
    """Whether a rule's bit is set.

    Args:
        kind: ``true`` (it must hold) or ``may``.
        number: the rule's place in `Batch.rule_ids`.
    """
    return (pl.col(f"rules_{kind}_{number // BITS}") & pl.lit(1 << number % BITS, dtype=pl.Int64)) != 0


def with_rule_names(batch: Batch) -> pl.DataFrame:
    """The decisions with `rules_true` and `rules_unknown` (ids joined by `;`) in the place of the bits.

    Rules that always hold are left out: they say nothing about a subject.
    """
    masks, decisions = mask_columns(batch), batch.decisions
    rules = batch.layout.rules
    named = [
        (number, name)
        for number, ((_, rule), name) in enumerate(zip(rules.members, rules.ids, strict=True))
        if rule is None or rule.when is not None
    ]
    seen = decisions.select(masks).unique(maintain_order=True)
    seen = seen.with_columns(
        _joined([(bit("true", number), name) for number, name in named]).alias("rules_true"),
        _joined([(bit("may", number) & ~bit("true", number), name) for number, name in named]).alias("rules_unknown"),
    )
    joined = decisions.join(seen, on=masks, how="left", maintain_order="left")
    return joined.drop(masks)


def with_decimals(frame: pl.DataFrame, grades: Iterable[str]) -> pl.DataFrame:
    """Scores in hundredths as exact decimals.

    Examples:
        >>> from decimal import Decimal
        >>> with_decimals(pl.DataFrame({"food_risk_score_low": [1350, -5, None]}), ["food_risk"]).to_series().to_list()
        [Decimal('13.50'), Decimal('-0.05'), None]
    """
    ends = [f"{grade}_score_{end}" for grade in grades for end in ("low", "high")]
    return frame.with_columns(_decimal(pl.col(name)).alias(name) for name in ends if name in frame.columns)


def _decimal(hundredths: pl.Expr) -> pl.Expr:
    size = hundredths.abs()
    sign = pl.when(hundredths < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    # By way of text: no engine divides a decimal the same way.
    digits = sign + (size // 100).cast(pl.String) + pl.lit(".") + (size % 100).cast(pl.String).str.zfill(2)
    return digits.cast(pl.Decimal(20, 2))


def _joined(named: list[tuple[pl.Expr, str]]) -> pl.Expr:
    parts = [pl.when(holds).then(pl.lit(name)) for holds, name in named]
    return pl.concat_str(parts, separator=";", ignore_nulls=True) if parts else pl.lit("")
