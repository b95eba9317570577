"""How many subjects each rank of a run places, and how many it cannot."""

from __future__ import annotations

from typing import Any

import polars as pl

from ..grading.batch import Batch
from ..grading.ranks import EXCLUDED, STATE


def rank_counts(batch: Batch) -> dict[str, dict[str, Any]]:
    """For each rank how many subjects it places, and of how many that are or may be in scope the number is not certain.

    Args:
        batch: the decisions.

    Returns:
        rank -> `ranked`, `unknown` (they have no place, and no other's place counts them), `rests_on`.
    """
    if not batch.pack.ranks:
        return {}
    asked = int(batch.columns.select((pl.col(STATE) != EXCLUDED).sum()).item())
    placed = {rank.name: int(batch.decisions[rank.name].count()) for rank in batch.pack.ranks}
    return {
        rank.name: {
            "label": rank.label.model_dump(),
            "ranked": placed[rank.name],
            "unknown": asked - placed[rank.name],
            "rests_on": str(rank.rests_on),
        }
        for rank in batch.pack.ranks
    }
