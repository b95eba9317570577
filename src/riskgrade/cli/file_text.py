"""A credit file as it is shown: the firm, a table a register with the newest first, then what is not there and why."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from ..dossier import Dossier, Section
from ..dossier.standing import Standing
from ..pack.register_model import Label
from ..report.credit_file_book import coverage_text
from ..report.credit_file_words import field_label, section_title, value_text
from ..report.visible_text import visible
from .packed_text import packed
from .record_text import Pieces, record_lines, record_name, sources, telling, usual_values, value_shown
from .screen import Screen

_FRAME = 7
"""Cells that the lines and margins of a table with two columns take."""


def show_file(screen: Screen, dossier: Dossier) -> None:
    """Show a credit file.

    Args:
        screen: where.
        dossier: the credit file.
    """
    day, pack = dossier.as_of, f"{dossier.pack.id} {dossier.pack.version}"
    screen.line(
        f"Credit file of {dossier.subject}, {f'as known on {day}' if day else 'as the registers stand'} ({pack})",
        f"{dossier.subject} 的信用档案，{f'截至 {day} 已知' if day else '名册所载全部'}（{pack}）",
    )
    _show_own(screen, dossier)
    for section in dossier.sections:
        if section.records:
            _show_section(screen, section)
    _show_aside(screen, dossier)
    _show_missing(screen, dossier)


def _show_own(screen: Screen, dossier: Dossier) -> None:
    section, title = dossier.own, section_title(dossier.own)
    now = next((one for one in section.records if one.in_force), None)
    if now is None:
        screen.line("No row of its own was known on that day.", "截至该日，没有已知的主体信息。")
        return
    en, zh = title.en, title.zh
    if section.model.valid_from is not None:
        en = f"{en}, in force" + (f" from {now.valid_from}" if now.valid_from else "")
        zh = f"{zh}，现行" + (f"（自 {now.valid_from} 起）" if now.valid_from else "")
    if dossier.version_in_doubt:
        en, zh = f"{en}; a row could not be read, so another may be in force", f"{zh}；有无法读取的行，现行版本无法确定"
    _title(screen, en, zh)
    labels = {name: field_label(section.model, name) for name in now.values}
    fields = [
        (visible(screen.pick(label.en, label.zh)), value_shown(screen, section, now, name))
        for name, label in labels.items()
    ]
    said = [(name, text) for name, text in (*fields, *sources(screen, section, now)) if text]
    _table(screen, [(name, [[Text(text)]]) for name, text in said], lines=False)
    others = [one for one in section.records if one is not now]
    if others:
        _title(screen, f"{title.en}: other versions, where they differ", f"{title.zh}：其他版本（仅列不同之处）")
        rows = []
        for one in others:
            differing = {
                name: value
                for name, value in one.values.items()
                if name != section.model.valid_from and (value != now.values[name] or name in one.refused)
            }
            lines = record_lines(screen, section, one, differing)
            rows.append((record_name(screen, section, one, with_key=False), lines))
        _table(screen, rows)


def _show_section(screen: Screen, section: Section) -> None:
    title, void = section_title(section), section.count(Standing.VOID)
    covered = coverage_text(section)
    en = f"{title.en}: {len(section.records):,}" + (f", {void:,} of them void" if void else "")
    zh = f"{title.zh}：{len(section.records):,} 条" + (f"，其中 {void:,} 条已作废" if void else "")
    if covered:
        en, zh = f"{en} (complete {covered})", f"{zh}（完整期间 {covered}）"
    _title(screen, en, zh)
    usual = usual_values(section.model)
    rows = []
    for one in section.records:
        lines = record_lines(screen, section, one, telling(section, one, usual))
        rows.append((record_name(screen, section, one), lines))
    _table(screen, rows)


def _show_aside(screen: Screen, dossier: Dossier) -> None:
    for section in dossier:
        title, model = section_title(section), section.model
        if section.aside:
            _title(
                screen,
                f"{title.en}: rows of this firm that were set aside: {len(section.aside):,}",
                f"{title.zh}：属于该主体但已搁置的行：{len(section.aside):,}",
            )
        rows, usual = [], usual_values(model)
        for one in section.aside:
            read = [
                _pair(screen, field_label(model, name), value_text(model.fields[name], value, screen.language))
                for name, value in one.values.items()
                if value is not None and value != usual.get(name)
            ]
            wrong = [[Text(visible(screen.pick(found.en, found.zh)), "yellow")] for found in one.findings]
            rows.append((screen.pick(f"row {one.row}", f"第{one.row}行"), [*wrong, read]))
        if rows:
            _table(screen, rows)


def _show_missing(screen: Screen, dossier: Dossier) -> None:
    screen.console.print()
    for section in dossier:
        title = section_title(section)
        if section.unattributed:
            screen.line(
                f"{title.en}: rows set aside of which it cannot be read whose they are: {section.unattributed:,}; "
                "one may be this firm's.",
                f"{title.zh}：有 {section.unattributed:,} 行已搁置且无法判断属于哪个主体，其中可能有该主体的记录。",
            )
    empty = [one for one in dossier if one.supplied and one.reachable and not (one.records or one.aside)]
    absent = [one for one in dossier if not one.supplied]
    for en, zh, sections in (
        ("Supplied, and no record of this firm is known:", "已提供，没有该主体已知的记录：", empty),
        ("Not supplied, so nothing is known of it:", "未提供，有无记录不得而知：", absent),
    ):
        titles = [section_title(one) for one in sections]
        if titles:
            screen.line(f"{en} {', '.join(one.en for one in titles)}.", f"{zh}{'、'.join(one.zh for one in titles)}。")
    named = {one.register: section_title(one) for one in dossier}
    for one in dossier:
        if one.supplied and not one.reachable:
            title, between = named[one.register], named[one.through or ""]
            screen.line(
                f"{title.en}: supplied, but which rows are this firm's cannot be told without: {between.en}.",
                f"{title.zh}：已提供，但缺少“{between.zh}”，无法判断哪些行属于该主体。",
            )


def _table(screen: Screen, rows: Iterable[tuple[str, list[Pieces]]], lines: bool = True) -> None:
    """Two columns: what a row is called, as wide as it needs; and what it says, packed into the rest."""
    held = list(rows)
    first = max(cell_len(line) for name, _ in held for line in name.split("\n"))
    width = max(screen.console.width - first - _FRAME, 20)
    table = Table(show_header=False, show_lines=lines)
    table.add_column(style="bold", width=first, overflow="fold")
    table.add_column(width=width, overflow="fold")
    for name, said in held:
        table.add_row(name, Text("\n").join(packed(pieces, width) for pieces in said if pieces))
    screen.console.print(table)


def _pair(screen: Screen, label: Label, text: str) -> Text:
    return Text.assemble((f"{visible(screen.pick(label.en, label.zh))} ", "dim"), visible(text))


def _title(screen: Screen, en: str, zh: str) -> None:
    screen.console.print()
    screen.console.print(visible(screen.pick(en, zh)), style="bold", soft_wrap=True)
