"""Whether it can be told that a record is void: a date without a reason, or a reason without a date, leaves it open."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ..pack.register_model import RegisterModel
from .cells import unknown


def void_doubt(values: Mapping[str, pl.Expr], model: RegisterModel) -> pl.Expr | None:
    """Rows of which only one of the two is known; None for a register whose records never end.

    Args:
        values: field -> its normalised value.
        model: the register.
    """
    if model.void is None:
        return None
    on, reason = model.void.on, model.void.reason
    return unknown(model.fields[on], values[on]) != unknown(model.fields[reason], values[reason])
