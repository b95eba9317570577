"""A folder that appears whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .manifest import KIND
from .refusal import RefusalError

MANIFEST = "manifest.json"
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def check_out(out: Path, source: object = None) -> None:
    """Refuse a folder that must not be replaced, before any work is done.

    Args:
        out: where the results shall stand.
        source: where the registers stand.

    Raises:
        RefusalError: it is a file, holds something that no earlier run wrote, or holds the registers.
    """
    if isinstance(source, str | Path) and Path(source).resolve().is_relative_to(out.resolve()):
        raise RefusalError(
            f"the registers lie in {out}, which would be replaced; choose another --out",
            f"名册位于将被替换的 {out} 之中；请另选 --out",
        )
    if out.is_mount():
        raise RefusalError(
            f"{out} is where a disk is mounted, which cannot be replaced as a whole; name a folder inside it",
            f"{out} 是磁盘挂载点，无法整体替换；请指定其中的文件夹",
        )
    if out.is_dir():
        _hold_earlier_run(out)
    elif out.exists() or out.is_symlink():
        raise RefusalError(f"{out} is a file; --out names a folder", f"{out} 是文件；--out 应为文件夹")


def _hold_earlier_run(out: Path) -> None:
    present = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    present = {name for name in present if name.rpartition("/")[2] not in _LITTER}
    if not present:
        return
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        ours = set(manifest["files"]) if manifest["kind"] == KIND else None
    except (OSError, ValueError, KeyError, TypeError):
        ours = None
    if ours is None:
        raise RefusalError(
            f"{out} is not empty and holds no earlier run; choose another --out, or empty it",
            f"{out} 非空且不是先前的运行结果；请另选 --out 或先清空",
        )
    foreign = sorted(present - ours - {MANIFEST})
    if foreign:
        raise RefusalError(
            f"{out} holds {foreign[0]}, which the earlier run did not write and which would be lost; move it, or choose "
            "another --out",
            f"{out} 中的 {foreign[0]} 不是先前运行写出的文件，替换后会丢失；请移走或另选 --out",
        )


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a folder to write into; it takes the place of `out` only if all goes well, else nothing is left of it.

    Raises:
        RefusalError: `out` must not be replaced.
        OSError: the disk is full, or the folder cannot be written.
    """
    out = out.resolve() if out.is_symlink() else Path(os.path.abspath(out))  # noqa: PTH100 - no link is followed
    check_out(out)
    made = _make_parents(out.parent)
    draft = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    try:
        yield draft
        _open_to_others(draft)
        _swap(draft, out)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _make_parents(parent: Path) -> list[Path]:
    """Make the folders above, and tell which were made, the deepest first."""
    missing = [one for one in (parent, *parent.parents) if not one.exists()]
    parent.mkdir(parents=True, exist_ok=True)
    return missing


def _open_to_others(draft: Path) -> None:
    """A temporary folder is its owner's alone; the result is as open as any other new folder."""
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(0o777 & ~mask)


def _swap(draft: Path, out: Path) -> None:
    """Put the draft in the place of `out`; what stood there goes only when the new stands."""
    if not out.exists():
        draft.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".old", dir=out.parent))
    out.rename(old / out.name)
    try:
        draft.rename(out)
    except BaseException:
        (old / out.name).rename(out)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)
