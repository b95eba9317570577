"""Text as it may stand in a table for people: no spreadsheet takes it for a formula, and nothing in it is hidden from the eye."""

from __future__ import annotations

import polars as pl

from .visible_text import visible

DANGEROUS = "=+-@\t\r"
"""A cell that begins with one of these is run by a spreadsheet that opens a csv file."""


HIDDEN = r"[\p{Cf}\p{Zl}\p{Zp}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""What nobody sees, or what turns the direction of writing; line breaks and tabs stay."""


def seen(text: str) -> str:
    r"""A cell in which what nobody sees is written out, so that no name can pass for another.

    Examples:
        >>> seen("甲\u202e乙\u200b"), seen("a\tb\n")
        ('甲\\u202e乙\\u200b', 'a\tb\n')
    """
    return "".join(one if one in "\t\r\n" else visible(one) for one in text)


def seen_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame in whose texts and headings what nobody sees is written out."""
    found = [
        pl.Series(name, [None if one is None else seen(one) for one in frame.get_column(name)], dtype=pl.String)
        for name, kind in frame.schema.items()
        if kind == pl.String and frame.get_column(name).str.contains(HIDDEN).any()
    ]
    return frame.with_columns(found).rename({name: seen(name) for name in frame.columns})


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
    frame = seen_frame(frame)
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    guarded = [
        pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r]"))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    ]
    return frame.with_columns(guarded).rename({name: safe(name) for name in frame.columns})
