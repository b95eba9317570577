"""From the integers of an engine to the decisions that people and files see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ..language.types import INFINITY
from ..pack.dating import Moment
from ..pack.model import Pack
from .compose_columns import NO_SCORE
from .decision import IN_SCOPE, OUTSIDE_FORCE
from .evidence_columns import evidence_columns, evidence_names
from .grade_planes import FINDINGS
from .inspections import inspection_columns
from .ranks import rank_columns
from .rule_set import BITS, RuleSet


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns that came from the engine mean.

    Args:
        rules: what the masks hold.
        reasons: the texts behind the numbers of exclusions.
        tags: (column prefix, fact's name) of every fact kept.
        outside: (column, fact's name) of facts that can leave their domain.
        inner: (pack's id, grade) of a grade that a composed one is taken from -> the prefix of its columns.
    """

    rules: RuleSet
    reasons: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str], ...]
    inner: Mapping[tuple[str, str], str]


NAMES = 13
"""How many names are held as the bits of one short number."""


def decisions_frame(columns: pl.DataFrame, pack: Pack, layout: Layout, moment: Moment) -> pl.DataFrame:
    """The decisions.

    Args:
        columns: the integers, one row a subject.
        pack: the pack.
        layout: what the columns mean.
        moment: as of when.

    Returns:
        `subject`; for each grade its level, `_base`, `_best`, `_worst` (texts), `_score_low`, `_score_high`
        (hundredths), `_permitted` (`B;C`), `_provisional`, `_excluded`, `_evidence` (the weakest
        among what spoke), and `_inspections_min`, `_inspections_max`, `_inspections_months` where the pack says;
        then a column for each rank, `flags`, `findings` and the masks.
    """
    shown: list[pl.Expr] = [pl.col("subject")]
    evidence = evidence_columns(pack, layout.rules, layout.inner, moment, columns.columns)
    for number, (name, grade) in enumerate(pack.grades.items()):
        shown.extend(_grade(f"__g{number}", name, grade.levels, columns.columns, layout.reasons))
        shown.append(_named(evidence[name], evidence_names()).alias(f"{name}_evidence"))
        shown.extend(inspection_columns(name, grade, f"__g{number}", columns.columns))
    shown.extend(rank_columns(pack.ranks, columns.columns))
    shown.append(_flags(columns, pack, layout, moment).alias("flags"))
    shown.append(_findings(columns, pack, layout).alias("findings"))
    for mask in range(layout.rules.masks):
        shown.extend((pl.col(f"rules_true_{mask}"), pl.col(f"rules_may_{mask}")))
    return columns.lazy().select(shown).collect()


def _grade(tag: str, name: str, levels: tuple[str, ...], known: list[str], reasons: tuple[str, ...]) -> list[pl.Expr]:
    def column(of: str) -> pl.Expr | None:
        return pl.col(f"{tag}_{of}") if f"{tag}_{of}" in known else None

    excluded, doubtful = column("excluded"), column("doubtful")
    out = None if excluded is None else excluded > 0

    def graded(expression: pl.Expr) -> pl.Expr:
        return expression if out is None else pl.when(~out).then(expression)

    def text(of: pl.Expr) -> pl.Expr:
        return graded(_named(of, levels))

    best, worst = pl.col(f"{tag}_best"), pl.col(f"{tag}_worst")
    base_best, base_worst = pl.col(f"{tag}_base_best"), pl.col(f"{tag}_base_worst")
    provisional = best != worst
    if doubtful is not None:
        provisional = provisional | doubtful
    if out is not None:
        provisional = provisional & ~out
    shown = [
        text(pl.col(f"{tag}_level")).alias(name),
        text(pl.when(base_best == base_worst).then(base_best)).alias(f"{name}_base"),
        text(best).alias(f"{name}_best"),
        text(worst).alias(f"{name}_worst"),
    ]
    for side in ("low", "high"):
        score = column(f"score_{side}")
        if score is not None:
            shown.append(graded(pl.when(score != NO_SCORE).then(score)).alias(f"{name}_score_{side}"))
    shown.append(graded(_permitted(pl.col(f"{tag}_permitted"), levels)).alias(f"{name}_permitted"))
    shown.append(provisional.alias(f"{name}_provisional"))
    why = pl.lit(None, pl.String) if excluded is None else _named(excluded - 1, reasons)
    return [*shown, why.alias(f"{name}_excluded")]


def _named(index: pl.Expr, names: tuple[str, ...]) -> pl.Expr:
    """The name behind a number; null for a number that is none."""
    texts = pl.lit(pl.Series(names, dtype=pl.String))
    return texts.gather(pl.when(index.is_between(0, len(names) - 1)).then(index).cast(pl.UInt32))


def _permitted(mask: pl.Expr, levels: tuple[str, ...]) -> pl.Expr:
    """The levels behind a bit mask, best first, joined by `;`; null where there are none."""
    texts = [
        ";".join(level for bit, level in enumerate(levels) if mask_ >> bit & 1) for mask_ in range(1, 2 ** len(levels))
    ]
    return _named(mask - 1, tuple(texts))


def _bit(number: int, plane: str) -> pl.Expr:
    """Whether a rule's bit is set in a mask."""
    return (pl.col(f"rules_{plane}_{number // BITS}") & pl.lit(1 << number % BITS, dtype=pl.Int64)) != 0


def _flags(columns: pl.DataFrame, pack: Pack, layout: Layout, moment: Moment) -> pl.Expr:
    by_flag: dict[str, list[pl.Expr]] = {}
    outside: list[pl.Expr] = [] if pack.in_force(moment.as_of) else [pl.lit(True)]
    for number, (owner, rule) in enumerate(layout.rules.members):
        if rule is None:
            if not owner.in_force(moment.as_of):
                outside.append(_bit(layout.rules.ids.index(f"{owner.id}/{IN_SCOPE}"), "true"))
        elif rule.flag:
            by_flag.setdefault(rule.flag, []).append(_bit(number, "true"))
    if outside:
        by_flag[OUTSIDE_FORCE] = outside
    return _listed({flag: pl.any_horizontal(bits) for flag, bits in by_flag.items()}, columns)


def _listed(found: dict[str, pl.Expr], columns: pl.DataFrame) -> pl.Expr:
    """The names whose truth holds, joined by `;`: few sets of names occur, and each is written once."""
    texts = []
    for start in range(0, len(found), NAMES):
        some = list(found)[start : start + NAMES]
        none = pl.lit(0, dtype=pl.Int16)
        held = pl.sum_horizontal(
            pl.when(found[name]).then(pl.lit(1 << bit, dtype=pl.Int16)).otherwise(none) for bit, name in enumerate(some)
        )
        numbers = columns.select(held.alias("held").unique()).to_series().to_list() or [0]
        names = [";".join(name for bit, name in enumerate(some) if number >> bit & 1) for number in numbers]
        texts.append(held.replace_strict(numbers, names, return_dtype=pl.String))
    if len(texts) < 2:
        return texts[0] if texts else pl.lit("")
    return pl.concat_str([pl.when(text != "").then(text) for text in texts], separator=";", ignore_nulls=True)


def _findings(columns: pl.DataFrame, pack: Pack, layout: Layout) -> pl.Expr:
    known = columns.columns
    found = {f"domain:{name}": pl.col(column) for column, name in layout.outside}
    for number, name in enumerate(pack.grades):
        if f"__g{number}_finding" in known:
            graded = pl.col(f"__g{number}_excluded") == 0 if f"__g{number}_excluded" in known else pl.lit(True)
            for code, finding in enumerate(FINDINGS):
                if finding:
                    found[f"{finding}:{name}"] = graded & (pl.col(f"__g{number}_finding") == code)
    return _listed(found, columns)


def facts_frame(columns: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Every fact: one column where it is known in every row, else its two ends; an end without bound is null."""
    shown = [pl.col("subject")]
    for tag, name in layout.tags:
        low, high = f"{tag}_low", f"{tag}_high"
        if high not in columns.columns:
            shown.append(pl.col(low).alias(name))
            continue
        for column, side in ((low, "low"), (high, "high")):
            bounded = pl.col(column)
            if columns.schema[column] == pl.Int64:
                bounded = pl.when(pl.col(column).abs() < INFINITY).then(pl.col(column))
            shown.append(bounded.alias(f"{name}_{side}"))
    return columns.select(shown)
