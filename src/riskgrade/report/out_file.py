"""A workbook that appears whole or not at all, and replaces only what an earlier run wrote."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .refusal import RefusalError


def check_out_file(out: Path, source: object, about: str, option: str) -> None:
    """Refuse a file that must not be written, before any work is done.

    Args:
        out: where the workbook shall stand.
        source: where the registers stand.
        about: what the workbook says it is (`tables.plain_workbook`).
        option: the option that names the file, for messages.

    Raises:
        RefusalError: it is no .xlsx, lies among the registers, or is something that no earlier run wrote.
    """
    if out.suffix.lower() != ".xlsx":
        raise RefusalError(
            f"{out} is written as a workbook; let {option} end in .xlsx",
            f"将写出工作簿；{option} 的文件名应以 .xlsx 结尾",
        )
    if isinstance(source, str | Path) and out.resolve().is_relative_to(Path(source).resolve()):
        raise RefusalError(
            f"{out} lies among the registers, which would be replaced or read with it; choose another {option}",
            f"{out} 位于名册之中，会覆盖名册或被当作名册读取；请另选 {option}",
        )
    if out.is_dir():
        raise RefusalError(f"{out} is a folder; {option} names a file", f"{out} 是文件夹；{option} 应为文件")
    if out.exists() and not _ours(out, about):
        raise RefusalError(
            f"{out} is there already and was not written by this command; choose another {option}, or move it",
            f"{out} 已存在且不是本命令写出的文件；请另选 {option} 或先移走",
        )


def _ours(path: Path, about: str) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            return about.encode() in book.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError):
        return False


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a file to write; it takes the place of `out` only if all goes well, else nothing is left of it.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        mask = os.umask(0)
        os.umask(mask)
        # A temporary file is its owner's alone; the result is as open as any other new file.
        draft.chmod(0o666 & ~mask)
        draft.replace(out)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
