"""Text that a spreadsheet must not take for a formula."""

from __future__ import annotations

import polars as pl

DANGEROUS = "=+-@\t\r"
"""A cell that begins with one of these is run by a spreadsheet that opens a csv file."""


def safe(text: str) -> str:
    """A cell or heading as it may stand in a csv file.

    Examples:
        >>> safe("=HYPERLINK(1)"), safe("蜀味小馆")
        ("'=HYPERLINK(1)", '蜀味小馆')
    """
    return f"'{text}" if text[:1] and text[0] in DANGEROUS else text


def safe_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose texts and headings may stand in a csv file; numbers, also negative ones, stay as they are.

    Examples:
        >>> safe_frame(pl.DataFrame({"name": ["@x", "y", None], "n": [-1, 2, 3]})).rows()
        [("'@x", -1), ('y', 2), (None, 3)]
    """
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    guarded = [
        pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r]"))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    ]
    return frame.with_columns(guarded).rename({name: safe(name) for name in frame.columns})
