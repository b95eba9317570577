"""The good and bad documents: each folder holds only the files that differ from the pack in base/."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
BASE, GOOD, BAD = HERE / "base", HERE / "good", HERE / "bad"


def _too_large(folder: Path) -> None:
    with (folder / "facts.yaml").open("wb") as file:
        file.truncate(50_000_000)


def _not_text(folder: Path) -> None:
    (folder / "facts.yaml").write_bytes("# 事实\nfailures: {value: '一'}\n".encode("gb18030"))


def _missing(folder: Path) -> None:
    (folder / "pack.yaml").unlink()


def _folder(folder: Path) -> None:
    (folder / "facts.yaml").unlink()
    (folder / "facts.yaml").mkdir()


MADE: Mapping[str, Callable[[Path], None]] = {
    "file-too-large": _too_large,
    "not-text": _not_text,
    "pack-missing": _missing,
    "folder-for-file": _folder,
}
"""Documents that are not stored: what makes them of the base pack."""


def names(documents: Path) -> list[str]:
    """The documents of a folder."""
    return sorted(path.name for path in documents.iterdir() if path.is_dir())


def lay_out(documents: Path, name: str, into: Path) -> Path:
    """The pack of a document, complete: the base pack with the document's files over it, other packs beside it."""
    main = into / name
    shutil.copytree(BASE, main)
    for path in (documents / name).iterdir():
        if path.suffix == ".yaml":
            shutil.copy(path, main / path.name)
        elif path.name == "cases":
            shutil.copytree(path, main / "cases")
        elif path.is_dir():
            shutil.copytree(path, into / path.name)
    if name in MADE:
        MADE[name](main)
    return main
