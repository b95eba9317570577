"""Items that go out become rows; one that lacks what the platform requires is left out and named."""

from __future__ import annotations

from collections.abc import Iterable

from .cells import cell_of
from .content import Item, Lack, Remark, Row
from .layout_model import ColumnModel, FeedModel, Goes

LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook can hold; longer texts cannot go out whole."""


def rows_of(items: Iterable[Item], feed: FeedModel) -> tuple[list[Row], list[Lack], list[Remark]]:
    """The rows of a feed.

    Args:
        items: all records of the feed; those that do not go out are passed over.
        feed: the layout.

    Returns:
        The rows, the records left out, and texts that are longer than programs in use keep.
    """
    rows: list[Row] = []
    lacks: list[Lack] = []
    remarks: list[Remark] = []
    for item in items:
        if item.goes is not Goes.OUT:
            continue
        cells = {column.id: cell_of(column, item, feed.dates) for column in feed.columns}
        lacking = [column for column in feed.columns if cells[column.id].needed and not cells[column.id].text]
        if lacking:
            lacks.extend(_lack(item, column, cells[column.id].field) for column in lacking)
            continue
        long = [column for column in feed.columns if len(cells[column.id].text) > LONGEST_TEXT]
        if long:
            lacks.extend(_too_long(item, column, cells[column.id].field) for column in long)
            continue
        for column in feed.columns:
            if column.longest is not None and len(cells[column.id].text) > column.longest:
                remarks.append(_longer(item, column, len(cells[column.id].text)))
        masked = tuple(name for name, cell in cells.items() if cell.masked)
        rows.append(Row({name: cell.text for name, cell in cells.items()}, item, masked))
    return rows, lacks, remarks


def place_of(item: Item) -> tuple[str, str]:
    """Where a record stands, in English and Chinese."""
    source = item.source
    if source.row is None:
        return f"{source.file}, {source.key}", f"{source.file}，{source.key}"
    return f"{source.file}, row {source.row} ({source.key})", f"{source.file} 第 {source.row} 行（{source.key}）"


def _lack(item: Item, column: ColumnModel, field: str) -> Lack:
    en, zh = place_of(item)
    return Lack(
        item, column.id, column.heading, field,
        f"{en}: '{field}' gives nothing for '{column.heading.en or column.heading.zh}', which the platform requires. "
        "The record is left out; please fill it in.",
        f"{zh}：字段 {field} 没有可用于“{column.heading.zh}”的内容，该项为必填。该记录未输出，请补充。",
    )  # fmt: skip


def _too_long(item: Item, column: ColumnModel, field: str) -> Lack:
    en, zh = place_of(item)
    return Lack(
        item, column.id, column.heading, field,
        f"{en}: '{field}' is longer than a cell can hold ({LONGEST_TEXT:,} characters). The record is left out; please shorten it.",
        f"{zh}：字段 {field} 超过单元格容量（{LONGEST_TEXT:,} 字）。该记录未输出，请缩短。",
    )  # fmt: skip


def _longer(item: Item, column: ColumnModel, length: int) -> Remark:
    en, zh = place_of(item)
    return Remark(
        "TEXT_LONG", item.key,
        f"{en}: '{column.id}' has {length:,} characters; programs in use keep {column.longest:,}. It goes out whole.",
        f"{zh}：“{column.heading.zh}”有 {length:,} 字，常见系统仅保留 {column.longest:,} 字。仍完整输出。",
    )  # fmt: skip
