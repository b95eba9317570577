"""How a fault of a cell is held in a column: 0 is none, else 1 + the code's position."""

from __future__ import annotations

import polars as pl

from .finding import FindingCode

FAULTS = tuple(FindingCode)
NONE = pl.lit(0, dtype=pl.UInt8)


def number(code: FindingCode) -> int:
    """A fault as it is held."""
    return 1 + FAULTS.index(code)


def fault(code: FindingCode) -> pl.Expr:
    """A fault as a literal.

    Examples:
        >>> pl.select(fault(FindingCode.UNREADABLE)).item()
        1
    """
    return pl.lit(number(code), dtype=pl.UInt8)
