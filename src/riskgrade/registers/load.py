"""From files or frames to registers: the one way in."""

from __future__ import annotations

import time
from collections.abc import Mapping

import polars as pl

from ..pack.register_model import FieldType, RegisterModel
from .cells import unknown
from .coverage import given_coverage, read_coverage
from .finding import Finding
from .names import match_columns, register_names
from .near_codes import with_slips
from .orphans import orphans
from .read_rows import read_rows
from .register import FEW_LISTS, Coverage, Input, Register, Registers
from .source import Progress, find
from .table import Table
from .typed import Quick, read_typed
from .voids import void_doubt


def load_registers(
    source: object,
    models: Mapping[str, RegisterModel],
    *,
    coverage: Mapping[str, Coverage] | None = None,
    subject: str | None = None,
    progress: Progress | None = None,
) -> Registers:
    """Read registers, check them, set aside the rows that cannot be read, and normalise the rest.

    Args:
        source: a folder with a file a register (csv, csv.gz, parquet, xlsx); a workbook with a sheet a register; one
            file named after a register; or a mapping name -> pandas or Polars frame, or list of rows (an empty list:
            supplied and empty; a missing key: blank).
        models: the registers that the pack knows.
        coverage: register -> first and last day for which it is complete; wins over a `coverage.yaml` beside the data.
        subject: the register of subjects; a record whose subject is absent there is then a warning.
        progress: told what is being done.

    Returns:
        The registers that were supplied, with findings and the rows set aside.

    Raises:
        RegisterError: the input cannot be read at all.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> firms = RegisterModel(key="code", fields={
        ...     "code": {"type": "code", "required": True}, "area": {"type": "decimal"}})
        >>> read = load_registers({"firms": [{"code": "007", "area": "13.5"}, {"code": "008", "area": "big"}]},
        ...                       {"firms": firms})
        >>> read.registers["firms"].frame.collect().rows()
        [('007', 1350)]
        >>> print(read.findings[0].en)
        firms, row 2: 'area': 'big' cannot be read as a number without separators or units. The row is set aside.
    """
    names = register_names(models)
    found = find(source, models)
    declared: dict[str, Coverage] = {}
    if found.coverage is not None:
        declared = read_coverage(found.coverage, names, found.ignored)
    declared |= given_coverage(coverage or {}, names)
    registers: dict[str, Register] = {}
    findings: list[Finding] = []
    rejected: dict[str, pl.DataFrame] = {}
    inputs: list[Input] = []
    notices = list(found.notices)
    unused: dict[tuple[str, ...], list[str]] = {}
    seconds: dict[str, float] = {}
    for opened in found.tables:
        table = opened()
        if progress is not None:
            progress(f"reading {table.file}")
        began = time.perf_counter()
        columns, others = match_columns(table.file, models[table.register], table.headings, table.demand)
        if others:
            unused.setdefault(tuple(others), []).append(table.file)
        register, said, wrong, records = _register(table, models[table.register], columns, declared, notices)
        seconds[table.register] = time.perf_counter() - began
        registers[table.register] = register
        findings += said
        inputs.append(Input(table.file, table.register, table.sha256, records))
        if wrong is not None:
            rejected[table.register] = wrong
    notices += [_unused(others, files) for others, files in unused.items()]
    out = Registers(registers, tuple(findings), rejected, tuple(inputs), tuple(notices), seconds)
    if subject is not None and subject in registers:
        findings += orphans(out, subject)
        out = Registers(registers, tuple(findings), rejected, tuple(inputs), tuple(notices), seconds)
        out = with_slips(out, subject)
    return out


def _register(
    table: Table,
    model: RegisterModel,
    columns: dict[str, int],
    declared: Mapping[str, Coverage],
    notices: list[tuple[str, str]],
) -> tuple[Register, list[Finding], pl.DataFrame | None, int]:
    covered = declared.get(table.register)
    quick = read_typed(table, model, columns) if table.typed else None
    if quick is not None:
        if not quick.rows:
            notices.append(_empty(table.file))
        return _quickly(model, quick, covered, table.first_row), [], None, quick.rows
    read = read_rows(table, model, columns)
    if not read.records:
        notices.append(_empty(table.file))
    register = Register(
        model,
        read.frame.lazy(),
        read.frame.height,
        _nullable(read.frame, model),
        read.set_aside,
        read.unattributed,
        covered,
        _void_in_doubt(read.frame, model),
        read.refused,
        _lists(read.frame, model),
        read.aside,
        numbers=read.numbers,
    )
    return register, read.findings, read.rejected, read.records


def _quickly(model: RegisterModel, quick: Quick, covered: Coverage | None, first_row: int) -> Register:
    return Register(
        model,
        quick.frame,
        quick.rows,
        quick.nullable,
        coverage=covered,
        void_in_doubt=quick.void_in_doubt,
        lists=quick.lists,
        in_place=quick.place,
        numbers=first_row,
    )


def _void_in_doubt(frame: pl.DataFrame, model: RegisterModel) -> bool:
    doubt = void_doubt({name: pl.col(name) for name in model.fields}, model)
    return doubt is not None and bool(frame.select(doubt.any()).item())


def _lists(frame: pl.DataFrame, model: RegisterModel) -> dict[str, tuple[str, ...]]:
    """The lists that occur, of fields that have few."""
    fields = [name for name, field in model.fields.items() if field.type is FieldType.LIST]
    found = {name: frame.get_column(name).unique().sort().to_list() for name in fields}
    return {name: tuple(texts) for name, texts in found.items() if 0 < len(texts) <= FEW_LISTS}


def _nullable(frame: pl.DataFrame, model: RegisterModel) -> frozenset[str]:
    if not frame.height:
        return frozenset()
    lacking = frame.select(unknown(field, pl.col(name)).any().alias(name) for name, field in model.fields.items())
    return frozenset(name for name, some in lacking.row(0, named=True).items() if some)


def _unused(columns: tuple[str, ...], files: list[str]) -> tuple[str, str]:
    """Columns no field is called by, once for all the files that have them."""
    en, zh = ", ".join(columns), "、".join(columns)
    if len(files) == 1:
        return f"{files[0]}: columns not used: {en}.", f"{files[0]}：未使用的列：{zh}。"
    return (
        f"{len(files)} registers have columns that are not used: {en} (the first is {files[0]}).",
        f"{len(files)} 个名册有未使用的列：{zh}（首个为 {files[0]}）。",
    )


def _empty(file: str) -> tuple[str, str]:
    return f"{file} has no records.", f"{file} 没有记录。"
