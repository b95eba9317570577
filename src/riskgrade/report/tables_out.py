"""The tables of a comparison or a backtest as files: csv, their drawings, what was run; the folder appears whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..tuning.error import TuningError
from ..tuning.frames import Table
from .json_text import json_text
from .manifest import KIND
from .out_folder import MANIFEST, whole
from .tables import write_csv


def write_tables(
    out: Path,
    tables: Mapping[str, Table],
    about: Mapping[str, Any],
    texts: Mapping[str, str] | None = None,
    language: str = "zh",
) -> dict[str, str]:
    """Write tables with their drawings; `out` is there afterwards with all files, or as it was before.

    Args:
        out: a folder that is new, empty, or holds an earlier run, which is replaced.
        tables: name -> table: `<name>.csv`, and `<name>.png` where it can be drawn.
        about: what was run, for `manifest.json`.
        texts: other files: name -> text.
        language: of the drawings.

    Returns:
        Each file written, with its sha256; the manifest does not name itself.

    Raises:
        RefusalError: `out` must not be replaced.
        OSError: the disk is full, or the folder cannot be written.
    """
    with whole(out) as folder:
        for name, table in tables.items():
            write_csv(table.data, folder / f"{name}.csv")
            if table.draw is not None and len(table):
                try:
                    table.plot(language=language).save(folder / f"{name}.png")
                except TuningError:
                    continue  # of several grades at once there is a table and no drawing
        for name, text in (texts or {}).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
        whole_of = {"kind": KIND, "format": 1, **about, "files": files}
        (folder / MANIFEST).write_text(json_text(whole_of), encoding="utf-8", newline="\n")
    return files
