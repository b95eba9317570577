"""The tables beside the feeds: where each row comes from, what is not published and why, what was left out, what to look at."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ..publicity.content import Feed, Item, Met
from ..publicity.layout_model import Goes
from ..publicity.publication import Publication
from ..registers import Severity


def feed_table(feed: Feed, run: Publication) -> pl.DataFrame:
    """A feed under the headings of the platform; every cell is text."""
    columns = run.layouts.model.feeds[feed.name].columns
    held = {one.heading.zh: [row.cells[one.id] for row in feed.rows] for one in columns}
    return pl.DataFrame(held, schema=dict.fromkeys(held, pl.String))


def withdrawal_table(feed: Feed) -> pl.DataFrame:
    """What is taken back from one feed."""
    rows = [
        (one.file_number, one.party, one.title.zh or one.reason, _day(one.on), _day(one.by)) for one in feed.withdrawals
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(WITHDRAWN, pl.String), orient="row")


WITHDRAWN = ("文号", "当事人", "撤回原因", "失效日期", "最迟撤回日期")

_TRACE = {
    "feed": pl.String, "number": pl.Int64, "record_id": pl.String, "file": pl.String, "row": pl.Int64, "level": pl.String,
    "evidence": pl.String, "public_from": pl.String, "public_until": pl.String, "why_no_end": pl.String, "ends_soon": pl.Boolean,
    "deadline": pl.String, "push_by": pl.String, "due": pl.String, "why_no_deadline": pl.String, "early_stop": pl.String,
    "conditions": pl.String,
}  # fmt: skip


def trace_table(run: Publication) -> pl.DataFrame:
    """Where each row comes from, how long it is public, its deadline, and the conditions of an early end."""
    rows = []
    for feed in run.feeds:
        for number, row in enumerate(feed.rows, 1):
            item, source = row.item, row.item.source
            term, due = item.term, item.deadline
            rows.append(
                (
                    feed.name, number, source.key, source.file, source.row, item.level, item.evidence,
                    None if term is None else _day(term.start) or None, None if term is None else _day(term.end) or None,
                    None if term is None else term.why.en or None, ends_soon(item, run),
                    None if due is None else _day(due.by) or None, None if due is None else _day(due.push_by) or None,
                    None if due is None else str(due.state), None if due is None else due.why.en or None,
                    early_stop(item), ";".join(f"{one.id}={one.met}" for one in item.early_stop) or None,
                )
            )  # fmt: skip
    return pl.DataFrame(rows, schema=_TRACE, orient="row")


def ends_soon(item: Item, run: Publication) -> bool | None:
    """Whether its publicity ends within the days that the pack calls soon; None where the end cannot be told."""
    if item.term is None or item.term.end is None:
        return None
    soon = run.layouts.pack.parameters["soon_days"].on(run.as_of)
    days = (item.term.end - run.as_of).days
    return soon is not None and days <= int(str(soon.payload))


def early_stop(item: Item) -> str | None:
    """Whether its publicity may end early on an application: each condition met, one not, or one unknown."""
    if not item.early_stop:
        return None
    met = {one.met for one in item.early_stop}
    return "may" if met == {Met.MET} else "no" if Met.NOT_MET in met else "unknown"


_OUT = {
    "feed": pl.String, "record_id": pl.String, "file": pl.String, "row": pl.Int64, "goes": pl.String, "reason": pl.String,
    "certain": pl.Boolean, "title": pl.String, "title_zh": pl.String, "cite": pl.String, "evidence": pl.String,
    "lacking": pl.String, "public_until": pl.String,
}  # fmt: skip


def not_published_table(run: Publication) -> pl.DataFrame:
    """Every record that does not go out, with each reason and what it rests on; those nobody would expect are left out."""
    rows = []
    for feed in run.feeds:
        for item in feed.items:
            if item.goes in (Goes.OUT, Goes.SILENT):
                continue
            source = item.source
            for one in item.because:
                rows.append(
                    (
                        feed.name, source.key, source.file, source.row, str(item.goes), one.id, one.certain, one.title.en,
                        one.title.zh, ";".join(cite.text for cite in one.cites),
                        ";".join(dict.fromkeys(str(cite.evidence) for cite in one.cites)), ";".join(one.lacking),
                        None if item.term is None else _day(item.term.end) or None,
                    )
                )  # fmt: skip
    return pl.DataFrame(rows, schema=_OUT, orient="row")


_LACKS = {
    "feed": pl.String, "record_id": pl.String, "file": pl.String, "row": pl.Int64, "column": pl.String, "heading": pl.String,
    "field": pl.String, "message": pl.String, "message_zh": pl.String,
}  # fmt: skip


def left_out_table(run: Publication) -> pl.DataFrame:
    """Every record that should go out and lacks what the platform requires."""
    rows = [
        (
            feed.name, one.item.key, one.item.source.file, one.item.source.row, one.column, one.heading.zh, one.field, one.en,
            one.zh,
        )
        for feed in run.feeds
        for one in feed.lacks
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_LACKS, orient="row")


_REMARKS = {
    "feed": pl.String, "code": pl.String, "record_id": pl.String, "message": pl.String, "message_zh": pl.String,
}  # fmt: skip


def remarks_table(run: Publication) -> pl.DataFrame:
    """What a person must look at, feed by feed; last the rows of the registers that could not be read."""
    rows = [(feed.name, one.code, one.key, one.en, one.zh) for feed in run.feeds for one in feed.remarks]
    registers = dict.fromkeys(run.layouts.model.feeds[feed.name].register_ for feed in run.feeds)
    rows.extend(_set_aside(run, registers))
    return pl.DataFrame(rows, schema=_REMARKS, orient="row")


def _set_aside(run: Publication, registers: Iterable[str]) -> Iterable[tuple[str, str, str, str, str]]:
    for name in registers:
        for one in run.registers.findings:
            if one.register == name and one.severity is Severity.ERROR:
                # The cell itself may name a person; `registers check` shows it.
                yield (
                    name, "SET_ASIDE", "",
                    f"{one.file}, row {one.row}: '{one.field}' cannot be read ({one.code}); it is in no feed; see `registers check`.",
                    f"{one.file} 第 {one.row} 行：字段 {one.field} 无法读取（{one.code}），该行未输出，见 `registers check`。",
                )  # fmt: skip


def _day(day: object) -> str:
    return "" if day is None else str(day)
