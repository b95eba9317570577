"""Packed files, opened carefully: a small file must not be able to fill the machine."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from .errors import RegisterError
from .limits import FREE_UNPACKED_BYTES, MOST_RATIO, MOST_UNPACKED_BYTES, MOST_ZIP_MEMBERS

_CHUNK = 2**20


def gunzip(data: bytes, file: str) -> bytes:
    r"""Unpack a gzip file, all of its parts.

    Args:
        data: the packed bytes.
        file: the file, for messages.

    Raises:
        RegisterError: it is damaged or cut off, or grows beyond the limits.

    Examples:
        >>> import gzip
        >>> gunzip(gzip.compress(b"uscc\n"), "a.csv.gz")
        b'uscc\n'
    """
    out: list[bytes] = []
    size = 0
    while data:
        packed = len(data)
        stream = zlib.decompressobj(wbits=31)
        feed = data
        while not stream.eof:
            try:
                piece = stream.decompress(feed, _CHUNK)
            except zlib.error as error:
                raise _damaged(file) from error
            out.append(piece)
            size += len(piece)
            if too_large(size, packed):
                raise bomb(file)
            feed = stream.unconsumed_tail
            if not piece and not feed and not stream.eof:
                raise _damaged(file)
        # Some writers pad with zero bytes; another part may follow.
        data = stream.unused_data.lstrip(b"\0")
    return b"".join(out)


def too_large(unpacked: int, packed: int) -> bool:
    """Whether a packed thing grows beyond the limits.

    Examples:
        >>> too_large(2**30, 2**20), too_large(2**30, 2**25)
        (True, False)
    """
    return unpacked > MOST_UNPACKED_BYTES or (unpacked > FREE_UNPACKED_BYTES and unpacked > max(packed, 1) * MOST_RATIO)


def check_zip(path: Path, file: str) -> None:
    """See that a workbook is a zip of ordinary size, before anything reads it.

    Args:
        path: the workbook.
        file: its name, for messages.

    Raises:
        RegisterError: it is no zip, is cut off, or grows beyond the limits.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise RegisterError(
            f"{file} is not an .xlsx workbook, or it is damaged or cut off. Please save it again as .xlsx, or as CSV.",
            f"{file} 不是 .xlsx 工作簿，或文件已损坏、不完整。请重新另存为 .xlsx 或 CSV。",
        ) from error
    total = sum(member.file_size for member in members)
    if (
        len(members) > MOST_ZIP_MEMBERS
        or total > MOST_UNPACKED_BYTES
        or any(too_large(member.file_size, member.compress_size) for member in members)
    ):
        raise bomb(file)


def bomb(file: str) -> RegisterError:
    """The refusal of a file that unpacks to far more than its size."""
    return RegisterError(
        f"{file} unpacks to far more than a register of its size would, so it is not opened. "
        "If it is genuine, please supply it as plain CSV or Parquet.",
        f"{file} 解压后的体积异常，已拒绝打开。如确为正常数据，请改用 CSV 或 Parquet 提供。",
    )


def _damaged(file: str) -> RegisterError:
    return RegisterError(
        f"{file} is damaged or cut off and cannot be unpacked. Please copy it again.",
        f"{file} 已损坏或不完整，无法解压，请重新复制该文件。",
    )
