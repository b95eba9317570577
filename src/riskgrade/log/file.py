"""The file of a log: added to by one process at a time, whole lines or nothing, on the disk before it is said to be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .entry import START, read_line
from .error import LogError

BLOCK = 2**16
WAIT = 30.0
"""Seconds to wait for another process that writes."""


@contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Keep other processes from writing.

    Raises:
        LogError: another process holds it for too long.
    """
    lock = FileLock(f"{path}.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise LogError(
            f"{path}: another process has been writing for {wait:g} seconds; try again when it is done",
            f"{path}：其他进程正在写入（已等待 {wait:g} 秒），请稍后重试",
        ) from None
    try:
        yield
    finally:
        lock.release()


def last_entry(path: Path) -> tuple[int, str, int]:
    """The number and the hash of the last entry, and the size of the file; 0 and `START` of a log without entries.

    Raises:
        LogError: the last line is torn or was changed.
        OSError: it cannot be read.
    """
    if not path.exists():
        return 0, START, 0
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        if size == 0:
            return 0, START, 0
        tail, at = b"", size
        while at > 0 and b"\n" not in tail[:-1]:
            at = max(0, at - BLOCK)
            stream.seek(at)
            tail = stream.read(size - at)
    if not tail.endswith(b"\n"):
        raise torn(path)
    try:
        entry, found = read_line(tail[:-1].rpartition(b"\n")[2])
    except ValueError:
        raise LogError(
            f"{path}: the last line is no entry of a log or was changed, so nothing is added to it; see what is wrong with "
            f"`riskgrade log verify {path}`",
            f"{path}：最后一行不是日志条目或已被改动，因此不再追加；请用 `riskgrade log verify {path}` 查看",
        ) from None
    return entry.number, found, size


def torn(path: Path) -> LogError:
    """What to do about a last line that was not written to its end."""
    return LogError(
        f"{path}: the last line has no end, so writing it was interrupted; what was written before is whole. "
        f"`riskgrade log mend {path}` takes the piece out and keeps it beside the log",
        f"{path}：最后一行不完整，写入时曾中断；此前内容完好。可用 `riskgrade log mend {path}` 移出残行（另行保存）",
    )


def add_line(path: Path, line: bytes, size: int) -> None:
    """Write an entry at the end; it is on the disk when this returns, or the file is as it was.

    Args:
        path: the log; the caller holds its lock.
        line: the line.
        size: the size of the file so far.

    Raises:
        OSError: the disk is full, or the file cannot be written.
    """
    with path.open("ab", buffering=0) as stream:
        try:
            left = memoryview(line)
            while left:
                left = left[stream.write(left) or 0 :]
            os.fsync(stream.fileno())
        except BaseException:
            with suppress(OSError):
                stream.truncate(size)
            raise
    if size == 0:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a new name to the disk, where a system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def mend(path: Path, dry_run: bool = False) -> tuple[bytes, Path] | None:
    """Take out a last line that was not written to its end, and keep it in a file beside the log.

    Args:
        path: the log.
        dry_run: change nothing.

    Returns:
        The piece, and where it is kept (empty if only the line feed was missing, which is then added); None where the last
        line is whole.

    Raises:
        OSError: a file cannot be read or written.
    """
    with locked(path), path.open("rb+") as stream:
        whole = stream.read()
        start = whole.rfind(b"\n") + 1
        piece = whole[start:]
        aside = path.with_name(f"{path.name}.torn-{start}")
        if not piece:
            return None
        with suppress(ValueError):
            read_line(piece)
            if not dry_run:
                stream.write(b"\n")
                _flush(stream.fileno(), stream)
            return b"", aside
        if not dry_run:
            with aside.open("xb") as keep:
                keep.write(piece)
                _flush(keep.fileno(), keep)
            stream.truncate(start)
            _flush(stream.fileno(), stream)
        return piece, aside


def _flush(handle: int, stream: object) -> None:
    getattr(stream, "flush")()  # noqa: B009
    os.fsync(handle)
