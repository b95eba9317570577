"""A run as files: decisions, what was set aside, findings, what is missing, the summary and the manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from ..registers import Registers
from .findings_table import decision_findings, record_findings
from .grading_run import Run
from .json_text import json_text
from .manifest import manifest
from .out_folder import MANIFEST, whole
from .readable import with_decimals, with_rule_names
from .refusal import RefusalError
from .summary import summary
from .tables import MOST_ROWS, write_csv, write_parquet, write_workbook
from .withheld_table import withheld

FORMATS = ("parquet", "csv", "xlsx")
DEFAULT_FORMATS = ("parquet", "csv")


def write_run(
    run: Run,
    out: Path,
    formats: Sequence[str] = DEFAULT_FORMATS,
    facts: bool = False,
    progress: Callable[[str], None] | None = None,
) -> dict[str, str]:
    """Write a run; `out` is there afterwards with all files, or as it was before.

    Args:
        run: the run.
        out: a folder that is new, empty, or holds an earlier run, which is replaced.
        formats: of the decisions: ``parquet`` (bits and hundredths, for programs), ``csv`` and ``xlsx`` (names and decimals,
            for people).
        facts: whether `facts.parquet` is written too.
        progress: told what is being done.

    Returns:
        Each file written, with its sha256; the manifest does not name itself.

    Raises:
        RefusalError: `out` must not be replaced, or the decisions do not fit a sheet.
        OSError: the disk is full, or the folder cannot be written.
    """
    decisions = run.batch.decisions
    if "xlsx" in formats and decisions.height > MOST_ROWS:
        raise RefusalError(
            f"{decisions.height:,} decisions do not fit one sheet, which has {MOST_ROWS:,} rows; leave xlsx out of --format",
            f"共 {decisions.height:,} 项决定，超过工作表的 {MOST_ROWS:,} 行；请从 --format 中去掉 xlsx",
        )
    say = progress or (lambda _: None)
    with whole(out) as folder:
        say("writing")
        if "parquet" in formats:
            write_parquet(decisions, folder / "decisions.parquet")
        if facts:
            write_parquet(run.batch.facts, folder / "facts.parquet")
        if "csv" in formats or "xlsx" in formats:
            shown = with_decimals(with_rule_names(run.batch), run.batch.pack.grades)
            if "csv" in formats:
                write_csv(shown, folder / "decisions.csv")
            if "xlsx" in formats:
                write_workbook(shown, folder / "decisions.xlsx", "decisions")
        _write_findings(run, folder)
        write_csv(withheld(run, say), folder / "withheld.csv")
        (folder / "summary.json").write_text(json_text(summary(run)), encoding="utf-8", newline="\n")
        files = {
            path.relative_to(folder).as_posix(): _sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()
        }
        (folder / MANIFEST).write_text(json_text(manifest(run, files)), encoding="utf-8", newline="\n")
    return files


def _write_findings(run: Run, folder: Path) -> None:
    found = pl.concat([record_findings(run.registers.findings), decision_findings(run.batch)])
    write_csv(found, folder / "findings.csv")
    write_rejected(run.registers, folder)


def write_rejected(registers: Registers, folder: Path) -> None:
    """Write the rows that were set aside, a file a register, each with its row number and why."""
    for register, rows in sorted(registers.rejected.items()):
        if rows.height:
            (folder / "rejected").mkdir(exist_ok=True)
            last = ["row", "reason", "reason_zh"]
            ordered = rows.select(*last, *(name for name in rows.columns if name not in last))
            write_csv(ordered, folder / "rejected" / f"{file_name(register)}.csv")


def file_name(register: str) -> str:
    """A register's name as the name of a file; it cannot lead out of its folder.

    Examples:
        >>> file_name("抽检"), file_name("../x")
        ('抽检', '_x')
    """
    return re.sub(r"[^\w-]+", "_", register)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
