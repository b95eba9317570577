"""Records whose subject is in no register: kept, and told."""

from __future__ import annotations

import polars as pl

from .finding import Finding, FindingCode, Severity
from .limits import MOST_FINDINGS
from .messages import make_finding
from .register import Register, Registers
from .table import ROW


def orphans(registers: Registers, subject: str) -> list[Finding]:
    """Warn of records whose join value no row of the subject register has: one warning a value, with its first row.

    Args:
        registers: what was read.
        subject: the register of subjects; nothing is said where it was not supplied.

    Examples:
        >>> from riskgrade.pack.register_model import RegisterModel
        >>> from riskgrade.registers import load_registers
        >>> firms = RegisterModel(key="code", fields={"code": {"type": "code"}})
        >>> visits = RegisterModel(key="id", join="code", fields={"id": {"type": "text"}, "code": {"type": "code"}})
        >>> read = load_registers({"firms": [{"code": "1"}], "visits": [{"id": "a", "code": "2"}]},
        ...                       {"firms": firms, "visits": visits})
        >>> [(finding.row, finding.value) for finding in orphans(read, "firms")]
        [(1, '2')]
    """
    if subject not in registers.registers:
        return []
    firms = registers.registers[subject]
    files = {source.register: source.name for source in registers.inputs}
    known = firms.frame.select(pl.col(firms.model.key).alias("join").cast(pl.String)).unique()
    aside = pl.LazyFrame({"join": sorted(firms.set_aside)}, schema={"join": pl.String})
    known = pl.concat([known, aside])
    out: list[Finding] = []
    for name, register in registers.registers.items():
        join = register.model.join_field
        if name == subject or not _same_field(register.model.join, firms.model.key):
            continue
        records = _numbered(register).select(
            ROW, pl.col(join).cast(pl.String).alias("join"), pl.col(register.model.key).cast(pl.String).alias("key")
        )
        absent = (
            records.join(known, on="join", how="anti")
            .group_by("join")
            .agg(pl.len().alias("count"), pl.col("key").sort_by(ROW).first(), pl.col(ROW).min())
            .sort("join")
            .collect()
        )
        for value, count, key, row in absent.head(MOST_FINDINGS).iter_rows():
            out.append(
                make_finding(
                    FindingCode.SUBJECT_ABSENT, Severity.WARNING, name, register.model, files.get(name, name), join,
                    row=row, value=value, key=key, count=count,
                )
            )  # fmt: skip
        rest = absent.slice(MOST_FINDINGS)
        if rest.height:
            out.append(
                make_finding(
                    FindingCode.SUBJECT_ABSENT, Severity.WARNING, name, register.model, files.get(name, name), join,
                    row=rest[ROW][0], value=rest["join"][0], key=rest["key"][0], count=int(rest["count"].sum()),
                )
            )  # fmt: skip
    return out


def _numbered(register: Register) -> pl.LazyFrame:
    """The rows with their numbers."""
    if isinstance(register.numbers, int):
        return register.frame.with_row_index(ROW, offset=register.numbers)
    return register.frame.with_columns(pl.lit(register.numbers).alias(ROW))


def _same_field(join: str | None, key: str) -> bool:
    """Only a register that is tied by the subject's key holds its records; others hang on something else."""
    return join == key
