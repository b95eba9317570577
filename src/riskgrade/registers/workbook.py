"""Workbooks: checked as a zip first, then read by a child process with bounded memory and time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from .archive import check_zip
from .errors import RegisterError
from .limits import WORKBOOK_MEMORY_BYTES, WORKBOOK_SECONDS
from .table import ROW

_CHILD = Path(__file__).with_name("workbook_child.py")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read.

    Args:
        name: its name.
        headings: its first row that is not blank; empty where the sheet is.
        cells: `c0`, `c1` … as texts (see `table.NUMBER`), and `#row`.
    """

    name: str
    headings: tuple[str, ...]
    cells: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Workbook:
    """What was read of a workbook: its bytes' sha256, the names of all sheets, and the sheets asked for."""

    sha256: str
    names: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path, file: str, wanted: Iterable[str], first: bool = False) -> Workbook:
    """Read the sheets that are wanted.

    Args:
        path: the workbook.
        file: its name, for messages.
        wanted: plain names of sheets (`names.plain`).
        first: whether the first sheet is read where none of them is there.

    Raises:
        RegisterError: it is no workbook, or reading it takes more memory or time than any register would.
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    del data
    check_zip(path, file)
    with tempfile.TemporaryDirectory(prefix="riskgrade-") as name:
        folder = Path(name)
        task = {
            "path": str(path),
            "folder": name,
            "wanted": list(wanted),
            "first": first,
            "memory": WORKBOOK_MEMORY_BYTES,
        }
        _run(json.dumps(task), file)
        told = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
        sheets = [_sheet(title, folder / f"{position}.csv") for position, title in enumerate(told["picked"])]
    return Workbook(digest, tuple(told["all"]), tuple(sheets))


def _run(task: str, file: str) -> None:
    # The child must find the reader where this process found it, however that was arranged.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_CHILD)],
            input=task.encode(),
            capture_output=True,
            timeout=WORKBOOK_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RegisterError(
            f"{file} was not read within {WORKBOOK_SECONDS // 60} minutes. Please supply it as CSV or Parquet.",
            f"{file} 在{WORKBOOK_SECONDS // 60}分钟内未能读完，请改用 CSV 或 Parquet 提供。",
        ) from error
    if done.returncode == 0:
        return
    last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    if done.returncode < 0 or (last and ("MemoryError" in last[0] or "alloc" in last[0])):
        raise RegisterError(
            f"{file} could not be read in the memory a workbook may use. A single cell far to the right or far below "
            "is enough for that: please delete unused rows and columns, or supply CSV or Parquet.",
            f"{file} 超出读取工作簿的内存上限。表格最右或最下方的一个孤立单元格即可造成此情况："
            "请删除多余的行和列，或改用 CSV、Parquet。",
        )
    raise RegisterError(
        f"{file} cannot be read as a workbook ({last[0] if last else 'no reason given'}). "
        "Please save it again as .xlsx, or as CSV.",
        f"{file} 无法按工作簿读取（{last[0] if last else '原因不明'}）。请重新另存为 .xlsx 或 CSV。",
    )


def _sheet(name: str, path: Path) -> Sheet:
    text = path.read_text(encoding="utf-8", errors="replace")
    if not text:
        return Sheet(name, (), pl.DataFrame(schema={ROW: pl.Int64}))
    stream = io.StringIO(text, newline="")
    heading = next(csv.reader(stream))[1:]
    columns = [f"c{i}" for i in range(len(heading))]
    schema = dict.fromkeys([ROW, *columns], pl.String)
    body = ",".join(schema) + "\n" + stream.read()
    cells = pl.read_csv(body.encode(), schema=schema)
    headings = tuple(text.lstrip("\x01\x02") for text in heading)
    return Sheet(name, headings, cells.with_columns(pl.col(ROW).cast(pl.Int64), pl.col(columns).fill_null("")))
