"""The place of each subject among all that are graded: known to a run over all of them, and to no decision about one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw
import polars as pl

from ..language.columns import columns
from ..language.planes import lit
from ..pack.model import Rank
from .pack_columns import PackColumns

STATE = "__k_state"
"""The column that says whether a subject can be ranked; for a pack with ranks alone."""

GRADED, DOUBTFUL, EXCLUDED = 0, 1, 2
"""Whether a subject surely is in scope, may be, or is not."""


def with_ranks(frame: nw.LazyFrame[Any], own: PackColumns) -> tuple[nw.LazyFrame[Any], list[str]]:
    """Add the numbers that subjects are ranked by, and who can be ranked.

    Args:
        frame: the frame with everything the pack says.
        own: the pack.

    Returns:
        The frame, and the names of the columns to carry from the engine; none for a pack without ranks.
    """
    if not own.pack.ranks:
        return frame, []
    excluded, doubtful = own.alone()
    state = lit(GRADED) if doubtful is None else nw.when(doubtful).then(lit(DOUBTFUL)).otherwise(lit(GRADED))
    if excluded is not None:
        state = nw.when(excluded > lit(0)).then(lit(EXCLUDED)).otherwise(state)
    added = {STATE: state}
    for number, rank in enumerate(own.pack.ranks):
        planes = columns(rank.of, own.scope)
        added[_end(number, "low")] = planes.low
        if planes.high is not planes.low:
            added[_end(number, "high")] = planes.high
    return own.scope.kept.flush(frame).with_columns(**added), list(added)


def rank_columns(ranks: Collection[Rank], known: Collection[str]) -> list[pl.Expr]:
    """The places, from 1; null for a subject that is not surely in scope, or whose number is not known.

    Equal numbers share the best place, and the places after them are left out: 1, 2, 2, 4.

    Args:
        ranks: those of the pack.
        known: the columns there are.

    Examples:
        >>> from riskgrade.language.typed import leaf
        >>> from riskgrade.language.tree import Name
        >>> from riskgrade.language.types import Kind, Type
        >>> from riskgrade.pack.register_model import Label
        >>> from riskgrade.pack.source_model import Evidence
        >>> rank = Rank("place", leaf(Name("score"), Type(Kind.NUMBER)), True, Label(), (), Evidence.TEXT)
        >>> frame = pl.DataFrame({"__k_state": [0, 0, 0, 0, 2], "__k0_low": [80, 95, 80, 70, 99]})
        >>> frame.select(rank_columns([rank], frame.columns))["place"].to_list()
        [2, 1, 2, 4, None]
    """
    shown = []
    for number, rank in enumerate(ranks):
        low, high = pl.col(_end(number, "low")), _end(number, "high")
        counts = pl.col(STATE) == GRADED
        if high in known:
            counts = counts & (low == pl.col(high))
        place = pl.when(counts).then(low).rank("min", descending=rank.high)
        shown.append(place.cast(pl.Int64).alias(rank.name))
    return shown


def _end(number: int, side: str) -> str:
    return f"__k{number}_{side}"
