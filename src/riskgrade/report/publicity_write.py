"""A publication as files: each feed as a workbook, csv and JSON, and the tables beside them; all of them or none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from ..publicity.content import Feed
from ..publicity.publication import Publication
from .json_text import json_text
from .manifest import KIND
from .out_folder import MANIFEST, whole
from .publicity_cases import cases_data
from .publicity_summary import KIND as WHAT
from .publicity_tables import (
    feed_table,
    left_out_table,
    not_published_table,
    remarks_table,
    trace_table,
    withdrawal_table,
)
from .refusal import RefusalError
from .safe_text import seen_frame
from .summary import pack_data
from .tables import MOST_ROWS, plain_workbook, write_csv
from .versions import versions
from .visible_text import visible_json

FORMATS = ("xlsx", "csv", "json")
WITHDRAWALS_SHEET = "撤回"
_A3 = 8


def write_publication(
    run: Publication,
    documents: Mapping[str, Mapping[str, Any]],
    summary: Mapping[str, Any],
    out: Path,
    formats: Sequence[str] = FORMATS,
) -> dict[str, str]:
    """Write a publication; `out` is there afterwards with all files, or as it was before.

    Args:
        run: the run.
        documents: feed -> its document, held against its schema.
        summary: the summary of the run.
        out: a folder that is new, empty, or holds an earlier run, which is replaced.
        formats: of the feeds: any of ``xlsx``, ``csv``, ``json``.

    Returns:
        Each file written, with its sha256; the manifest does not name itself.

    Raises:
        RefusalError: `out` must not be replaced, or a feed does not fit a sheet.
        OSError: the disk is full, or the folder cannot be written.
    """
    largest = max((len(feed.rows) for feed in run.feeds), default=0)
    if "xlsx" in formats and largest > MOST_ROWS:
        raise RefusalError(
            f"{largest:,} rows do not fit one sheet, which has {MOST_ROWS:,}; leave xlsx out of --format",
            f"共 {largest:,} 行，超过工作表的 {MOST_ROWS:,} 行；请从 --format 中去掉 xlsx",
        )
    with whole(out) as folder:
        for feed in run.feeds:
            table, taken = feed_table(feed, run), withdrawal_table(feed)
            if "xlsx" in formats:
                _workbook(folder / f"{feed.name}.xlsx", feed, seen_frame(table), seen_frame(taken))
            if "csv" in formats:
                write_csv(table, folder / f"{feed.name}.csv")
                write_csv(taken, folder / f"{feed.name}_withdrawals.csv")
            if "json" in formats:
                # The same text for a program, and nothing that an editor would hide or turn.
                text = visible_json(json_text(dict(documents[feed.name])))
                (folder / f"{feed.name}.json").write_text(text, encoding="utf-8", newline="\n")
        write_csv(trace_table(run), folder / "trace.csv")
        write_csv(not_published_table(run), folder / "not_published.csv")
        write_csv(left_out_table(run), folder / "left_out.csv")
        write_csv(remarks_table(run), folder / "remarks.csv")
        (folder / "summary.json").write_text(json_text(dict(summary)), encoding="utf-8", newline="\n")
        files = {path.name: _sha256(path) for path in sorted(folder.iterdir())}
        (folder / MANIFEST).write_text(json_text(_manifest(run, files)), encoding="utf-8", newline="\n")
    return files


def _workbook(path: Path, feed: Feed, table: pl.DataFrame, taken: pl.DataFrame) -> None:
    # A sheet's name has at most 31 characters.
    with plain_workbook(path, about=WHAT) as book:
        font = {"font_name": "宋体", "font_size": 10, "num_format": "@", "text_wrap": True, "valign": "top"}
        head = book.add_format(font | {"bold": True, "bg_color": "#E7EEF4", "bottom": 1})
        text = book.add_format(font)
        for name, frame in ((feed.name, table), (WITHDRAWALS_SHEET, taken)):
            page = book.add_worksheet(name[:31])
            page.freeze_panes(1, 1)
            # On paper: all columns side by side, under their headings on every page.
            page.set_landscape()
            page.set_paper(_A3)
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            for place, heading in enumerate(frame.columns):
                page.write_string(0, place, heading, head)
                page.set_column(place, place, _width(heading, frame.get_column(heading)), text)
            for number, row in enumerate(frame.iter_rows(), 1):
                for place, value in enumerate(row):
                    if value:
                        page.write_string(number, place, value, text)


def _width(heading: str, cells: pl.Series) -> int:
    if not cells.str.len_chars().sum():
        return 12
    longest = int(cells.head(200).str.len_chars().max() or 0) if len(cells) else 0  # type: ignore[arg-type]
    return max(8, min(2 * max(min(len(heading), 9), longest), 36))


def _manifest(run: Publication, files: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": KIND,
        "what": WHAT,
        "format": 1,
        "pack": pack_data(run.layouts.pack),
        "layouts_sha256": run.layouts.sha256,
        "as_of": run.as_of.isoformat(),
        "previous": None if run.since is None else run.since.isoformat(),
        "persons_shown": run.persons_shown,
        "versions": versions("polars"),
        "inputs": [
            {"register": one.register, "file": one.name, "sha256": one.sha256 or None, "rows": one.rows}
            for one in sorted(run.registers.inputs, key=lambda one: one.register)
        ],
        "files": dict(sorted(files.items())),
    } | cases_data(run)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
