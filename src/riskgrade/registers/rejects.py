"""Findings of a table, and its rows that were set aside, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ..pack.register_model import RegisterModel
from .faults import FAULTS, number
from .finding import Finding, FindingCode, Severity
from .limits import MOST_FINDINGS
from .messages import VALUE, make_finding, reason
from .names import plain
from .table import KEY, LOST, NUMBER, ROW, Table

# One warning a column says it all; a warning a row would bury the rest.
_ONCE = {FindingCode.NUMBER_AS_CODE, FindingCode.PLACEHOLDER}


@dataclass(frozen=True)
class Faulty:
    """A table's cells with their faults.

    Args:
        register: its name.
        file: its file.
        model: the register.
        cells: `#row`, `#key`, and `raw:`, `fault:` and `warning:` of each field.
        severities: what each fault of each field does to its row.
    """

    register: str
    file: str
    model: RegisterModel
    cells: pl.DataFrame
    severities: Mapping[str, Mapping[FindingCode, Severity]]

    def find(self, code: FindingCode, severity: Severity, field: str, rows: pl.DataFrame, value: str) -> list[Finding]:
        """Findings for rows: one by one up to a limit, then one with the number of the rest."""
        most = 0 if code in _ONCE else MOST_FINDINGS
        out = [
            make_finding(
                code, severity, self.register, self.model, self.file, field, row=row, value=_bare(text), key=key
            )
            for row, text, key in rows.head(most).select(row=ROW, value=value, key=KEY).iter_rows()
        ]
        rest = rows.height - most
        if rest > 0:
            row, text, key = rows.slice(most).select(row=ROW, value=value, key=KEY).row(0)
            out.append(
                make_finding(
                    code, severity, self.register, self.model, self.file, field,
                    row=row, value=_bare(text), key=key, count=rest,
                )
            )  # fmt: skip
        return out


def _bare(text: str) -> str:
    return text.lstrip(NUMBER + LOST)


def cell_findings(faulty: Faulty) -> list[Finding]:
    """Findings about cells, field by field."""
    out: list[Finding] = []
    for name in faulty.model.fields:
        for kind in ("fault", "warning"):
            column = faulty.cells[f"{kind}:{name}"]
            for held in sorted(column.unique().to_list()):
                if held:
                    code = FAULTS[held - 1]
                    severity = Severity.WARNING if kind == "warning" else faulty.severities[name][code]
                    out += faulty.find(code, severity, name, faulty.cells.filter(column == held), f"raw:{name}")
    return out


def row_findings(faulty: Faulty, repeats: pl.DataFrame, conflict: pl.DataFrame) -> list[Finding]:
    """Findings about rows with the same key."""
    out: list[Finding] = []
    key = faulty.model.key
    for code, severity, rows in (
        (FindingCode.CONFLICT, Severity.ERROR, conflict),
        (FindingCode.DUPLICATE_ROW, Severity.WARNING, repeats),
    ):
        if rows.height:
            about = rows.with_columns(pl.col(key).cast(pl.String).alias(KEY))
            out += faulty.find(code, severity, key, about, KEY)
    return out


def rejected_rows(
    faulty: Faulty, source: pl.DataFrame, table: Table, wrong: pl.DataFrame, conflict: pl.DataFrame
) -> pl.DataFrame:
    """The rows set aside, with their cells as they stood.

    Args:
        faulty: the table's faults.
        source: all cells as texts.
        table: the table.
        wrong: those of `faulty.cells` that are set aside.
        conflict: those of them that contradict another row.
    """
    clash = pl.col(ROW).is_in(conflict[ROW].implode())
    reasons: list[list[pl.Expr]] = [[], []]
    for name, by_code in faulty.severities.items():
        present = set(wrong[f"fault:{name}"].unique().to_list())
        for code, severity in by_code.items():
            if severity is Severity.ERROR and number(code) in present:
                applies = pl.col(f"fault:{name}") == number(code)
                for into, template in zip(reasons, reason(code, severity, name, faulty.model), strict=True):
                    into.append(pl.when(applies).then(_filled(template, pl.col(f"raw:{name}"))))
    if conflict.height:
        texts = reason(FindingCode.CONFLICT, Severity.ERROR, faulty.model.key, faulty.model)
        for into, template in zip(reasons, texts, strict=True):
            into.append(pl.when(clash).then(_filled(template, pl.col(KEY))))
    told = wrong.select(
        pl.col(ROW).alias("row"),
        pl.concat_str(reasons[0], separator=" ", ignore_nulls=True).alias("reason"),
        pl.concat_str(reasons[1], separator="", ignore_nulls=True).alias("reason_zh"),
    )
    rows = source.filter(pl.col(ROW).is_in(wrong[ROW].implode()))
    return pl.DataFrame([*_original(rows, table), *told.get_columns()])


def _filled(template: str, value: pl.Expr) -> pl.Expr:
    before, found, after = template.partition(VALUE)
    bare = value.str.strip_chars_start(NUMBER + LOST)
    return pl.concat_str(pl.lit(before), bare, pl.lit(after)) if found else pl.lit(template)


def _original(rows: pl.DataFrame, table: Table) -> list[pl.Series]:
    """The cells under their own headings; a heading that is taken gets a `_`."""
    taken = {"row", "reason", "reason_zh"}
    out = []
    for position, (heading, column) in enumerate(zip(table.headings, table.columns, strict=True), 1):
        name = heading.strip() or f"column_{position}"
        while name in taken or plain(name) in taken:
            name += "_"
        taken.add(name)
        out.append(rows[column].str.strip_chars_start(NUMBER + LOST).alias(name))
    return out
