"""What stands in cells, as it would be read if they held a code."""

from __future__ import annotations

import polars as pl

from .cells import plain_code
from .checks import Check
from .table import LOST, NUMBER


def plain_codes(texts: pl.Series, check: Check | None) -> pl.Series:
    """Cells as codes: without the marks of a table, narrowed, without spaces, in capitals where the check wants these.

    Args:
        texts: cells as a table gives them.
        check: the check that the codes have, if any.

    Examples:
        >>> from riskgrade.registers.checks import CHECKS
        >>> plain_codes(pl.Series(["９1 51ab"]), CHECKS["uscc"]).to_list()
        ['9151AB']
    """
    plain = texts.to_frame("code").select(plain_code(pl.col("code").str.strip_chars_start(NUMBER + LOST))).to_series()
    return plain.str.to_uppercase() if check is not None and check.upper else plain
