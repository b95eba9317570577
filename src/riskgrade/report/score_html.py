"""An explanation as one HTML file: nothing is loaded from elsewhere, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from ..explain.content import KIND, Explanation
from ..explain.sentences import MARKS
from .out_file import whole_file
from .refusal import RefusalError
from .score_page import GradeBlock, Page, Table
from .score_waterfall import waterfall
from .visible_text import visible

_STYLE = """
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { font: 14px/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB",
  "WenQuanYi Micro Hei", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1c2430; margin: 0 auto; max-width: 980px;
  padding: 24px; }
h1 { font-size: 22px; margin: 0 0 4px; }
h2 { font-size: 16px; margin: 26px 0 8px; break-after: avoid; }
dl { display: flex; flex-wrap: wrap; gap: 2px 28px; margin: 0 0 14px; color: #5a6675; font-size: 12px; }
dl div { display: flex; gap: 6px; } dt::after { content: ""; } dd { margin: 0; color: #1c2430; overflow-wrap: anywhere; }
.what-if { border: 2px solid #a21caf; color: #86198f; padding: 6px 12px; border-radius: 6px; margin: 8px 0; }
.grade { border: 1px solid #cfd8e3; border-left: 6px solid #1d4ed8; border-radius: 6px; padding: 10px 16px; margin: 12px 0;
  break-inside: avoid; }
.grade.withheld { border-left-color: #d97706; }
.grade header { display: flex; justify-content: space-between; gap: 16px; align-items: baseline; }
.grade header b { font-size: 16px; } .grade header strong { font-size: 19px; color: #1d4ed8; }
.grade.withheld header strong { color: #b45309; }
.grade ul { margin: 6px 0; padding-left: 20px; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 12.5px; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #d5dde7; padding: 4px 7px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eef2f7; font-weight: 600; }
td { white-space: pre-line; }
mark { background: #fef3c7; color: #92400e; padding: 0 2px; border-radius: 3px; }
.note { color: #5a6675; font-size: 12px; margin: 4px 0; }
svg { display: block; width: 100%; height: auto; margin: 8px 0; }
footer { margin-top: 26px; color: #5a6675; font-size: 11px; }
@media print { body { padding: 0; max-width: none; font-size: 12px; } table { font-size: 10.5px; }
  th, mark, .grade { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def html_of(explanation: Explanation, language: str = "zh") -> str:
    """An explanation as one page.

    Args:
        explanation: the explanation.
        language: ``zh`` or ``en``.
    """
    page = Page(explanation, language)
    lang = "zh-CN" if language == "zh" else "en"
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in page.facts_of_the_case
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}"><head><meta charset="utf-8"><meta name="generator" content="{KIND}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # A page that names a firm asks nobody for anything.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(page.headline)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(page.headline)}</h1><dl>{facts}</dl>",
        *(f'<p class="what-if">{escape(one)}</p>' for one in page.replaced),
        *(_grade(one, page) for one in page.grades),
        *(_table(one) for one in page.tables),
        f"<footer>{escape(_foot(page))}</footer></body></html>",
    ]
    return visible("\n".join(parts) + "\n")


def _grade(grade: GradeBlock, page: Page) -> str:
    said = "".join(f"<li>{marked(one)}</li>" for one in grade.said)
    drawn = "".join(waterfall(account, page) for account in grade.accounts)
    told = "".join(f"<li>{escape(one)}</li>" for one in grade.changes)
    changes = f"<b>{escape(page.change_title)}</b><ul>{told}</ul>" if told else ""
    kind = "grade withheld" if grade.withheld else "grade"
    return (
        f'<section class="{kind}"><header><b>{escape(grade.title)}</b><strong>{escape(grade.level)}</strong></header>'
        f"<ul>{said}</ul>{drawn}{changes}</section>"
    )


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in table.widths)
    head = "".join(f"<th>{escape(one)}</th>" for one in table.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{marked(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return (
        f"<h2>{escape(table.title)}</h2><table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{note}"
    )


def marked(text: str) -> str:
    """A text escaped, with the marks of clauses that are not statute standing out.

    Examples:
        >>> marked("《办法》〔推断，非法条〕<b>")
        '《办法》<mark>〔推断，非法条〕</mark>&lt;b&gt;'
    """
    parts, at = [], 0
    for found in MARKS.finditer(text):
        parts += [escape(text[at : found.start()]), f"<mark>{escape(found.group())}</mark>"]
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def _foot(page: Page) -> str:
    return page.pick(
        "A clause with a mark beside it is not known from its text and is not shown as statute.",
        "带标记的依据未经原文核对，不作为法条引用。",
    )


def check_html(out: Path, source: object) -> None:
    """Refuse a file that must not be written, before any work is done.

    Args:
        out: where the page shall stand.
        source: where the registers stand.

    Raises:
        RefusalError: it is no .html, lies among the registers, or is something that no earlier run wrote.
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise RefusalError(
            f"{out} is written as a page; let --html end in .html", "将写出网页；--html 的文件名应以 .html 结尾"
        )
    if isinstance(source, str | Path) and out.resolve().is_relative_to(Path(source).resolve()):
        raise RefusalError(
            f"{out} lies among the registers; choose another --html", f"{out} 位于名册之中；请另选 --html"
        )
    if out.is_dir():
        raise RefusalError(f"{out} is a folder; --html names a file", f"{out} 是文件夹；--html 应为文件")
    if out.exists() and KIND.encode() not in out.read_bytes()[:2000]:
        raise RefusalError(
            f"{out} is there already and was not written by this command; choose another --html, or move it",
            f"{out} 已存在且不是本命令写出的文件；请另选 --html 或先移走",
        )


@contextmanager
def html_written(out: Path, text: str) -> Iterator[None]:
    """Write a page; it appears, whole, once the block has ended well, else all is as it was.

    A decision that a log refuses thus leaves no page behind.

    Args:
        out: where it shall stand.
        text: the page.

    Raises:
        OSError: it cannot be written.
    """
    with whole_file(out) as draft:
        draft.write_bytes(text.encode())
        yield
