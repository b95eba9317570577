"""The thorough reading of a table: every cell as text, every fault with its row, bad rows set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ..pack.register_model import Blank, FieldType, RegisterModel
from .as_text import as_text
from .aside import JOIN, aside_frame
from .blanks import with_blank
from .cells import PHYSICAL, no_cells, read_cells, unknown
from .checks import CHECKS, GOOD
from .duplicates import repeated
from .faults import FAULTS, NONE, fault, number
from .finding import Finding, FindingCode, Severity
from .plain_codes import plain_codes
from .register import REFUSED
from .rejects import Faulty, cell_findings, rejected_rows, row_findings
from .table import KEY, ROW, TOO_WIDE, Table
from .values import item_count

_HARD = {
    FindingCode.SHIFTED,
    FindingCode.UNREADABLE,
    FindingCode.REQUIRED_BLANK,
    FindingCode.CHECK_FAILED,
    FindingCode.DIGITS_LOST,
}

_BAD = "#bad"
_MOST_SEARCHED = 10_000

Severities = Mapping[str, Mapping[FindingCode, Severity]]
"""Field -> what each fault of its cell does to the row."""


@dataclass(frozen=True)
class Reading:
    """What a table holds: accepted rows with their numbers, findings, and the rows that were set aside."""

    frame: pl.DataFrame
    numbers: pl.Series
    findings: list[Finding]
    rejected: pl.DataFrame | None
    set_aside: frozenset[str]
    unattributed: int
    records: int
    refused: frozenset[str] = frozenset()
    aside: pl.DataFrame | None = None


def read_rows(table: Table, model: RegisterModel, columns: dict[str, int]) -> Reading:
    """Read a table thoroughly.

    Args:
        table: its cells.
        model: the register.
        columns: field -> position of its column.
    """
    source = as_text(table)
    severities = {name: severities_of(name, model) for name in model.fields}
    cells = _cells(source, table, model, columns, severities)
    if TOO_WIDE in source.columns:
        cells = _shifted(cells, source[TOO_WIDE], model)
    bad = pl.any_horizontal(_faulty(name, by_code) for name, by_code in severities.items())
    cells = cells.with_columns(bad.alias(_BAD))
    soft = [_softly(name, by_code).alias(f"{name}{REFUSED}") for name, by_code in severities.items()]
    good = cells.filter(~pl.col(_BAD)).select(ROW, *model.fields, *soft)
    repeats, conflict = repeated(good, model)
    gone = pl.concat([repeats[ROW], conflict[ROW]])
    frame = good.filter(~pl.col(ROW).is_in(gone.implode())) if len(gone) else good
    faulty = Faulty(table.register, table.file, model, cells, severities)
    findings = cell_findings(faulty) + row_findings(faulty, repeats, conflict)
    wrong = cells.filter(pl.col(_BAD) | pl.col(ROW).is_in(conflict[ROW].implode()))
    rejected = None
    joins = named = pl.Series([], dtype=pl.String)
    if wrong.height:
        rejected = rejected_rows(faulty, source, table, wrong, conflict)
        joins = wrong[JOIN]
        named = _named_anywhere(source, table, wrong, model)
    lists = [item_count(pl.col(n)).alias(f"{n}#n") for n, f in model.fields.items() if f.type is FieldType.LIST]
    marks = [f"{name}{REFUSED}" for name in model.fields]
    refused = [mark for mark in marks if frame[mark].any()]
    return Reading(
        frame.drop(ROW).with_columns(lists).select(*physical_columns(model), *refused),
        frame[ROW],
        findings,
        rejected,
        frozenset({*joins.to_list(), *named.to_list()} - {""}),
        int((joins == "").sum()),
        cells.height,
        frozenset(mark.removesuffix(REFUSED) for mark in refused),
        aside_frame(wrong, model) if wrong.height else None,
    )


def physical_columns(model: RegisterModel) -> list[str]:
    """The columns of a normalised frame, in the order of the model.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> physical_columns(RegisterModel(key="a", fields={"a": {"type": "code"}, "b": {"type": "list"}}))
        ['a', 'b', 'b#n']
    """
    out: list[str] = []
    for name, field in model.fields.items():
        out.extend([name, f"{name}#n"] if field.type is FieldType.LIST else [name])
    return out


def severities_of(name: str, model: RegisterModel) -> dict[FindingCode, Severity]:
    """What each fault of a field's cell does to its row.

    Conditions over a field that is never blank are typed as never unknown. So a value that cannot be held sets the
    row aside there, and elsewhere only makes the value unknown.
    """
    field = model.fields[name]
    never_unknown = not field.language_type.maybe or name in (model.key, model.join_field)
    return {
        code: Severity.ERROR if code in _HARD or never_unknown else Severity.FINDING
        for code in FAULTS
        if code not in (FindingCode.CONFLICT, FindingCode.DUPLICATE_ROW)
    }


def _cells(
    source: pl.DataFrame, table: Table, model: RegisterModel, columns: dict[str, int], severities: Severities
) -> pl.DataFrame:
    """`#row`, and for each field its value, `raw:`, `fault:` and `warning:`; `#key` and `#join`, '' where not read."""
    parts: dict[str, pl.Series] = {ROW: source[ROW]}
    for name, field in model.fields.items():
        if name in columns:
            raw = source[table.columns[columns[name]]]
            read = read_cells(raw, field)
        else:
            raw = pl.repeat("", source.height, dtype=pl.String, eager=True)
            read = no_cells(source.height, field)
        parts |= {f"raw:{name}": raw, **{f"{part}:{name}": read[part] for part in read.columns}}
    frame = pl.DataFrame(parts)
    value = {name: pl.col(f"value:{name}") for name in model.fields}
    blank = {name: pl.col(f"blank:{name}") for name in model.fields}
    frame = frame.with_columns(
        with_blank(name, model, value, blank).cast(PHYSICAL[field.type]).alias(name)
        for name, field in model.fields.items()
    )
    for late in (False, True):
        # A field that reads its blanks from others comes after them: a fault of theirs is told once.
        frame = frame.with_columns(
            pl.when(_lacking(name, model, blank[name], severities))
            .then(fault(FindingCode.REQUIRED_BLANK))
            .otherwise(pl.col(f"fault:{name}"))
            .alias(f"fault:{name}")
            for name, field in model.fields.items()
            if isinstance(field.blank, Blank) is late
        )
    joined = pl.col(model.join_field).cast(pl.String).fill_null("")
    frame = frame.with_columns(joined.alias(JOIN), pl.col(model.key).cast(pl.String).fill_null("").alias(KEY))
    return frame.drop([f"{part}:{name}" for name in model.fields for part in ("value", "blank")])


def _lacking(name: str, model: RegisterModel, blank: pl.Expr, severities: Severities) -> pl.Expr:
    """Whether a cell is blank that may not be, and no other reading fills it."""
    field = model.fields[name]
    if name not in (model.key, model.join_field) and field.language_type.maybe and not field.required:
        return pl.lit(False)
    lacking = blank & unknown(field, pl.col(name))
    if isinstance(field.blank, Blank):
        for other in (*field.blank.field, *filter(None, [field.blank.month_end])):
            lacking = lacking & ~_faulty(other, severities[other])
    return lacking


def _shifted(cells: pl.DataFrame, wide: pl.Series, model: RegisterModel) -> pl.DataFrame:
    """A row of which some cells stand in the wrong column: that is what is wrong with it, and nothing else is told."""
    return cells.with_columns(
        pl.when(wide)
        .then(fault(FindingCode.SHIFTED) if name == model.key else NONE)
        .otherwise(pl.col(f"fault:{name}"))
        .alias(f"fault:{name}")
        for name in model.fields
    ).with_columns(
        pl.when(wide).then(NONE).otherwise(pl.col(f"warning:{name}")).alias(f"warning:{name}") for name in model.fields
    )


def _named_anywhere(source: pl.DataFrame, table: Table, wrong: pl.DataFrame, model: RegisterModel) -> pl.Series:
    """Join values in any cell of rows set aside whose own could not be read: cells have moved, but the row is somebody's."""
    field = model.fields[model.join_field]
    check = CHECKS.get(field.check or "")
    moved = (pl.col(JOIN) == "") | (pl.col(f"fault:{model.key}") == fault(FindingCode.SHIFTED))
    rows = source.filter(pl.col(ROW).is_in(wrong.filter(moved)[ROW].implode())).head(_MOST_SEARCHED)
    cells = [rows[name].rename("text") for name in table.columns]
    texts = pl.concat([pl.Series("text", [], dtype=pl.String), *cells]).unique()
    texts = plain_codes(texts, check)
    return texts if check is None else texts.filter(check.verdict(texts) == GOOD)


def _softly(name: str, by_code: Mapping[FindingCode, Severity]) -> pl.Expr:
    """Whether the cell held something that could not be taken, in a row that stays."""
    codes = [number(code) for code, severity in by_code.items() if severity is Severity.FINDING]
    return pl.col(f"fault:{name}").is_in(codes)


def _faulty(name: str, by_code: Mapping[FindingCode, Severity]) -> pl.Expr:
    """Whether the cell's fault sets its row aside."""
    errors = [number(code) for code, severity in by_code.items() if severity is Severity.ERROR]
    return pl.col(f"fault:{name}").is_in(errors)
