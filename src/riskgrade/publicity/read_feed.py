"""A feed of either generation read back into the fields of a register: headings, words and units are data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..pack.diagnostics import nearest
from ..registers.names import plain
from ..registers.table import LOST, NUMBER
from .cells import fits
from .errors import PublicityError
from .layout_model import Form, GenerationModel, ReadColumnModel, ReadingModel
from .layouts import Layouts
from .money import from_10000

_BETWEEN = re.compile(r"[;；、，,]")
_SLASHED = re.compile(r"([0-9]{4})[/.年]([0-9]{1,2})[/.月]([0-9]{1,2})日?")
KEY = "record_id"


@dataclass(frozen=True, slots=True)
class FeedRows:
    """A feed as rows of a register, still as texts.

    Args:
        generation: the version of the layout that its headings are of.
        register: the register.
        rows: field -> text, a row each.
        numbers: the number of each row as a person sees it.
        unread: headings that are known and are no field of the register.
        unknown: headings that nobody knows, with the nearest that is.
        remarks: what a person must look at, in English and Chinese, with the row.
    """

    generation: str
    register: str
    rows: tuple[Mapping[str, str], ...]
    numbers: tuple[int, ...]
    unread: tuple[str, ...]
    unknown: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


def read_feed_rows(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    layouts: Layouts,
    file: str,
    name: str = "penalties",
) -> FeedRows:
    """Read the rows of a feed.

    Args:
        headings: of its columns, as words or as codes of the platform.
        rows: the number of each row as a person sees it, and its cells as texts.
        layouts: the layouts.
        file: its name, for messages.
        name: which feed it is of.

    Raises:
        PublicityError: its headings are of no generation that is known, or two columns are of one field.

    Examples:
        >>> from .layouts import load_layouts
        >>> read = read_feed_rows(["CF_WSH", "CF_NR_FK"], [(2, ["甲〔2023〕1号", "0.2"])], load_layouts(), "x.csv")
        >>> read.generation, read.rows[0]["decision_no"], read.rows[0]["fine_yuan"]
        ('new', '甲〔2023〕1号', '2000')
    """
    reading = layouts.model.readings[name]
    generation = _generation(headings, reading, file)
    model = reading.generations[generation]
    feed = layouts.model.feeds[name]
    known = {plain(text) for one in feed.columns for text in (one.heading.zh, one.code, *one.also) if text}
    places, unread, unknown = _places(headings, model, known, file)
    words = {one.id: one.words or {} for one in feed.columns}
    remarks: list[tuple[str, str]] = []
    numbers: list[int] = []
    made: list[dict[str, str]] = []
    for number, cells in rows:
        numbers.append(number)
        made.append(_row(number, cells, model, places, words, file, remarks))
    return FeedRows(
        generation, reading.register_, tuple(made), tuple(numbers), tuple(unread), tuple(unknown), tuple(remarks)
    )


def _generation(headings: Sequence[str], reading: ReadingModel, file: str) -> str:
    here = {plain(heading) for heading in headings}
    found = [name for name, one in reading.generations.items() if here & {plain(text) for text in one.told_by}]
    if len(found) == 1:
        return found[0]
    told = "; ".join(f"{one.title.en}: {', '.join(one.told_by)}" for one in reading.generations.values())
    zh = "；".join(f"{one.title.zh}：{'、'.join(one.told_by)}" for one in reading.generations.values())
    if found:
        raise PublicityError(
            f"{file} has headings of more than one version of the layout ({told}). Give the file as it was exported",
            f"{file} 同时含有不同版本的表头（{zh}）；请使用原样导出的文件",
        )
    raise PublicityError(
        f"{file}: no heading tells which version of the layout it is. One of these must be there: {told}",
        f"{file}：表头无法判断版本；须至少有其一：{zh}",
    )


def _places(
    headings: Sequence[str], model: GenerationModel, known: set[str], file: str
) -> tuple[dict[str, int], list[str], list[str]]:
    """Which column holds each field that is read (`field`, and `field+` for the one with more words)."""
    names: dict[str, str] = {}
    for column in model.columns:
        names |= {plain(text): column.field for text in column.headings}
        names |= {plain(text): f"{column.field}+" for text in column.more}
    known = known | {plain(text) for text in model.unread}
    places: dict[str, int] = {}
    unread: list[str] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        name = names.get(plain(heading))
        if name is None:
            if plain(heading) in known:
                unread.append(heading)
            elif plain(heading):
                near = nearest(plain(heading), names)
                unknown.append(f"{heading} ({near}?)" if near else heading)
            continue
        if name in places:
            raise PublicityError(
                f"{file}: '{headings[places[name]]}' and '{heading}' are one column; keep one of them",
                f"{file}：“{headings[places[name]]}”与“{heading}”是同一列，请只保留一列",
            )
        places[name] = place
    return places, unread, unknown


def _row(
    number: int,
    cells: Sequence[str],
    model: GenerationModel,
    places: Mapping[str, int],
    words: Mapping[str, Mapping[str, str]],
    file: str,
    remarks: list[tuple[str, str]],
) -> dict[str, str]:
    row: dict[str, str] = {}
    for column in model.columns:
        parts = [_cell(cells, places.get(name)) for name in (column.field, f"{column.field}+")]
        if any(part.startswith(LOST) for part in parts):
            remarks.append(
                (
                    f"{file}, row {number}: '{column.field}' was kept as a number of 16 digits or more, so its last digits are "
                    "lost; it is left blank",
                    f"{file} 第 {number} 行：{column.field} 被存为 16 位及以上的数字，末位已丢失，按空白处理",
                )
            )  # fmt: skip
            continue
        text = ";".join(part.removeprefix(NUMBER) for part in parts if part)
        row[column.field] = _read(text, column, words)
    codes = {name: tuple(text.split(";")) for name, text in row.items()}
    for column in model.columns:
        if not fits(column.only_when, codes):
            row[column.field] = ""
    row[KEY] = "|".join(part for part in (row.get("decision_no"), row.get("uscc") or row.get("party_name")) if part)
    return row


def _cell(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None else cells[place].strip()


def _read(text: str, column: ReadColumnModel, words: Mapping[str, Mapping[str, str]]) -> str:
    if text in column.blank_if:
        return ""
    if column.form is Form.MONEY_10000:
        return from_10000(text)
    if column.form is Form.DATE:
        day = _SLASHED.fullmatch(text.partition(" ")[0])
        return f"{int(day[1]):04d}-{int(day[2]):02d}-{int(day[3]):02d}" if day else text
    if column.words_of is not None:
        codes = {word: code for code, word in words[column.words_of].items()}
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        return ";".join(codes.get(part) or codes.get(part.partition("-")[0], part) for part in parts)
    return text
