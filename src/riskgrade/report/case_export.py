"""`rg.list_export`: the entries of a case register as a csv file."""

from __future__ import annotations

from pathlib import Path

from .case_register import list_cases
from .out_file import whole_file
from .refusal import RefusalError
from .safe_text import safe_frame

FIRST = b"\xef\xbb\xbfrecord_id,state,version,"
"""How a file that this wrote begins: the mark by which spreadsheets know UTF-8, and the first headings."""


def list_export(
    register: str | Path, out: str | Path, state: str | None = None, pack: str | Path | None = None,
    log: str | Path | None = None, dry_run: bool = False,
) -> int:  # fmt: skip
    """Write the entries as a csv file, whole or not at all; cells that a spreadsheet would run are guarded.

    Args:
        register: the case register; it is not written.
        out: the file; only one that an earlier run wrote is replaced.
        state: only entries in this state.
        pack: the pack whose law holds; that of each draft if left out.
        log: the log; the one that the register knows.
        dry_run: write nothing.

    Returns:
        How many entries.

    Raises:
        RefusalError: the file is there and was not written by this.
        CaseError, LogError: the register or its log cannot be used.
        OSError: the file cannot be written.
    """
    path = Path(out)
    if path.suffix.lower() != ".csv" or path.is_dir():
        raise RefusalError(f"{path}: let --out name a file that ends in .csv", f"{path}：--out 应为以 .csv 结尾的文件")
    if path.exists() and not _ours(path):
        raise RefusalError(
            f"{path} is there already and was not written by this command; choose another --out, or move it",
            f"{path} 已存在且不是本命令写出的文件；请另选 --out 或先移走",
        )
    found = list_cases(register, state, None, pack, log)
    if not dry_run:
        with whole_file(path) as draft:
            draft.write_bytes(b"\xef\xbb\xbf" + safe_frame(found).write_csv().encode())
    return found.height


def _ours(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(FIRST)) == FIRST
