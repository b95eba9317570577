"""A decision and its explanation as they are shown on a terminal."""

from __future__ import annotations

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ..explain.account_content import Account
from ..explain.points_words import hundredths, short
from ..explain.sentences import MARKS
from ..report.score_page import GradeBlock, Page
from ..report.score_page import Table as Shown
from ..report.visible_text import visible
from .screen import Screen

_BAR = 40
"""Cells of the bar of a score."""


def show_score(screen: Screen, page: Page) -> None:
    """Show an explanation.

    Args:
        screen: where.
        page: its parts, in the language of the screen.
    """
    console = screen.console
    console.print(Text(visible(page.headline), "bold"), soft_wrap=True)
    for name, value in page.facts_of_the_case:
        console.print(Text.assemble((f"{visible(name)} ", "dim"), visible(value)), soft_wrap=True)
    for one in page.replaced:
        console.print(Text(visible(one), "bold magenta"))
    for grade in page.grades:
        console.print(_panel(grade, page.change_title))
    for table in page.tables:
        _show(screen, table)


def _panel(grade: GradeBlock, title_of_changes: str) -> Panel:
    title = Text.assemble((f" {visible(grade.title)} ", "bold"), (f" {visible(grade.level)} ", _style(grade)))
    body = Text("\n").join(_marked(visible(one)) for one in grade.said)
    for account in grade.accounts:
        if account.score is not None and account.bands:
            body.append("\n").append_text(_bar(account))
    if grade.changes:
        body.append("\n").append(title_of_changes, "bold")
        for one in grade.changes:
            body.append("\n").append(visible(one))
    return Panel(
        body, title=title, title_align="left", box=box.ROUNDED, border_style="yellow" if grade.withheld else "blue"
    )


def _style(grade: GradeBlock) -> str:
    return "bold black on yellow" if grade.withheld else "bold white on blue"


def _bar(account: Account) -> Text:
    """The score on its scale, with the limits of the bands."""
    assert account.score is not None
    limits = [hundredths(band.limit) for band in account.bands if band.limit is not None]
    low, high = hundredths(account.score.low), hundredths(account.score.high)
    most = max([*limits, high, 1])
    top = most + most // 4

    def place(value: int) -> int:
        return min(max(value, 0) * _BAR // top, _BAR)

    cells = ["━" if at < place(low) else "┅" if at < place(high) else "─" for at in range(_BAR + 1)]
    for limit in limits:
        cells[place(limit)] = "┃"
    text = Text("".join(cells), "cyan")
    names = "  ".join(
        f"{band.level}{'≤' if account.more_is_worse else '≥'}{short(band.limit)}" if band.limit else band.level
        for band in account.bands
    )
    score = short(account.score.low) if low == high else f"{short(account.score.low)}–{short(account.score.high)}"
    return Text.assemble(text, (f" {score}", "bold cyan"), (f"   {names}", "dim"))


def _show(screen: Screen, shown: Shown) -> None:
    screen.console.print()
    screen.console.print(Text(visible(shown.title), "bold"))
    table = Table(box=box.SQUARE, show_lines=True, expand=True)
    for heading, width in zip(shown.headings, shown.widths, strict=True):
        table.add_column(visible(heading), ratio=width, overflow="fold")
    for row in shown.rows:
        table.add_row(*(_marked(visible(cell)) for cell in row))
    screen.console.print(table)
    if shown.note:
        screen.console.print(Text(visible(shown.note), "dim"))


def _marked(cell: str) -> Text:
    """A cell in which the marks of clauses that are not statute stand out."""
    text = Text(cell)
    text.highlight_regex(MARKS, "bold yellow")
    return text
