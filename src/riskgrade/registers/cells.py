"""A column of texts read as a field's type: the value in its physical form, and what is wrong with each cell."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from ..pack.register_model import FieldModel, FieldType
from .checks import BAD, CHECKS, DOUBTFUL
from .dates_and_truths import read_bool, read_date
from .errors import RegisterError
from .faults import NONE, fault
from .finding import FindingCode
from .numbers import read_number
from .table import LOST, NUMBER
from .values import read_list, read_values

# The blank characters of Unicode, and the invisible ones that come with pasted text.
SPACES = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_SPACE_INSIDE = r"[\s\u{feff}\u{200b}\u{200c}\u{200d}\u{2060}]"

# Letters, digits and signs as wide as a Chinese character, which look right and are another character.
_FULL_WIDTH = "[！-～]"
_NARROW = {FieldType.INT, FieldType.DECIMAL, FieldType.DATE}

# What people write into a cell that has nothing to hold: left as it is, it would be one number that many records share.
_PLACEHOLDERS = ["无", "-", "--", "—", "——", "/", "N/A", "n/a", "NA", "null", "NULL", "None", "待补", "空"]

_MANY = 10_000

PHYSICAL = {
    FieldType.TEXT: pl.String(),
    FieldType.CODE: pl.String(),
    FieldType.LIST: pl.String(),
    FieldType.INT: pl.Int64(),
    FieldType.DECIMAL: pl.Int64(),
    FieldType.DATE: pl.Int64(),
    FieldType.BOOL: pl.Boolean(),
}
"""How the values of a field are held; see docs/design/engine.md."""

TEXTS = {FieldType.TEXT, FieldType.CODE, FieldType.LIST}
"""The types whose unknown is an empty text."""

_READERS: dict[FieldType, Callable[[pl.DataFrame, FieldModel], pl.DataFrame]] = {
    FieldType.INT: read_number,
    FieldType.DECIMAL: read_number,
    FieldType.DATE: read_date,
    FieldType.BOOL: read_bool,
    FieldType.LIST: read_list,
}


def trimmed(text: pl.Expr) -> pl.Expr:
    """A text without blank or invisible characters around it."""
    return text.str.strip_chars(SPACES)


def plain_code(text: pl.Expr) -> pl.Expr:
    """A code with its full-width characters narrowed and its spaces removed, inner ones too."""
    return text.str.normalize("NFKC").str.replace_all(_SPACE_INSIDE, "")


def unknown(field: FieldModel, value: pl.Expr) -> pl.Expr:
    """Whether a physical value is unknown."""
    return value == "" if field.type in TEXTS else value.is_null()


def read_cells(raw: pl.Series, field: FieldModel) -> pl.DataFrame:
    """Read a column of texts.

    Args:
        raw: the cells; never null.
        field: the field they hold.

    Returns:
        Columns `value` (physical; unknown where there is a fault), `blank`, `fault` and `warning` (see `faults`).

    Examples:
        >>> from riskgrade.pack.register_model import FieldModel
        >>> field = FieldModel(type="decimal", domain=(0, 40))
        >>> read_cells(pl.Series(["13.5", "", "1.234", "41", "x"]), field)["value"].to_list()
        [1350, None, None, None, None]
    """
    if len(raw) >= _MANY:
        # Dates, codes of a set and the like repeat: each different text is read once.
        distinct = raw.unique()
        if len(distinct) * 4 <= len(raw):
            read = _read(distinct, field).with_columns(distinct.alias("text"))
            return raw.to_frame("text").join(read, on="text", how="left", maintain_order="left").drop("text")
    return _read(raw, field)


def no_cells(count: int, field: FieldModel) -> pl.DataFrame:
    """What `read_cells` gives of a column that is not there: so many blank cells, without reading each.

    Args:
        count: how many rows there are.
        field: the field they would hold.

    Examples:
        >>> from riskgrade.pack.register_model import FieldModel
        >>> field = FieldModel(type="date")
        >>> no_cells(2, field).equals(read_cells(pl.Series(["", ""]), field))
        True
    """
    value = "" if field.type in TEXTS else None
    return pl.DataFrame(
        {
            "value": pl.repeat(value, count, dtype=PHYSICAL[field.type], eager=True),
            "blank": pl.repeat(True, count, eager=True),
            "fault": pl.repeat(0, count, dtype=pl.UInt8(), eager=True),
            "warning": pl.repeat(0, count, dtype=pl.UInt8(), eager=True),
        }
    )


def _read(raw: pl.Series, field: FieldModel) -> pl.DataFrame:
    frame = raw.to_frame("text").with_columns(
        number=pl.col("text").str.starts_with(NUMBER), lost=pl.col("text").str.starts_with(LOST)
    )
    frame = frame.with_columns(text=trimmed(pl.col("text").str.strip_chars_start(NUMBER + LOST)))
    wide: pl.Series | None = None
    if field.type is not FieldType.TEXT and (frame["text"].str.len_bytes() != frame["text"].str.len_chars()).any():
        # In a list or a label a full-width comma or bracket is how Chinese is written.
        if field.type in _NARROW or (field.type is FieldType.CODE and field.values is None):
            wide = frame["text"].str.contains(_FULL_WIDTH)
        frame = frame.with_columns(text=trimmed(pl.col("text").str.normalize("NFKC")))
    frame = frame.with_columns(blank=pl.col("text") == "", fault=NONE, warning=NONE)
    nothing: pl.Series | None = None
    if field.values is None and field.type in {*_NARROW, FieldType.CODE}:
        nothing = frame["text"].is_in(_PLACEHOLDERS)
        frame = frame.with_columns(blank=pl.col("blank") | nothing)
    frame = _READERS[field.type](frame, field) if field.type in _READERS else _read_text(frame, field)
    if field.type in TEXTS:
        frame = _spreadsheet_numbers(frame, field)
    if wide is not None:
        silent = wide & (frame["fault"] == 0) & (frame["warning"] == 0)
        frame = frame.with_columns(
            warning=pl.when(silent).then(fault(FindingCode.FULL_WIDTH)).otherwise(pl.col("warning"))
        )
    empty = pl.lit("") if field.type in TEXTS else None
    value = pl.when(pl.col("blank") | (pl.col("fault") > 0)).then(empty).otherwise(pl.col("value"))
    if nothing is not None:
        frame = frame.with_columns(
            warning=pl.when(nothing).then(fault(FindingCode.PLACEHOLDER)).otherwise(pl.col("warning"))
        )
    return frame.select(
        value.cast(PHYSICAL[field.type]).alias("value"),
        "blank",
        pl.when("blank").then(NONE).otherwise(pl.col("fault")).alias("fault"),
        "warning",
    )


def _read_text(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    if field.type is FieldType.CODE and field.values is None:
        narrow = plain_code(pl.col("text"))
        spaced = pl.when(narrow != pl.col("text")).then(fault(FindingCode.SPACES_IN_CODE)).otherwise(pl.col("warning"))
        frame = frame.with_columns(warning=spaced, value=narrow)
    else:
        frame = frame.with_columns(value=pl.col("text"))
    if field.values is not None:
        frame = read_values(frame, field)
    if field.check is not None:
        frame = _check(frame, field.check)
    return frame


def _check(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    if name not in CHECKS:
        known = ", ".join(sorted(CHECKS))
        raise RegisterError(f"There is no check '{name}'; known: {known}.", f"没有名为 {name} 的校验；已有：{known}。")
    check = CHECKS[name]
    if check.upper:
        frame = frame.with_columns(value=pl.col("value").str.to_uppercase())
    verdict = pl.col("verdict")
    frame = frame.with_columns(verdict=check.verdict(frame["value"]))
    return frame.with_columns(
        fault=pl.when(verdict == BAD).then(fault(FindingCode.CHECK_FAILED)).otherwise(pl.col("fault")),
        warning=pl.when(verdict == DOUBTFUL).then(fault(FindingCode.CHECK_DOUBTFUL)).otherwise(pl.col("warning")),
    )


def _spreadsheet_numbers(frame: pl.DataFrame, field: FieldModel) -> pl.DataFrame:
    frame = frame.with_columns(
        fault=pl.when("lost").then(fault(FindingCode.DIGITS_LOST)).otherwise(pl.col("fault")),
    )
    # Of a free text no zero is missed, and a code of a fixed set was found or not; of other codes the zeros matter.
    if field.type is FieldType.TEXT or field.values is not None:
        return frame
    return frame.with_columns(
        warning=pl.when("number").then(fault(FindingCode.NUMBER_AS_CODE)).otherwise(pl.col("warning"))
    )
