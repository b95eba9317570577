"""The summary of a publication: what goes out, what does not and by which clause, deadlines, ends, what is taken back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..explain.cites import cites_of
from ..explain.rule_content import Cite
from ..publicity.content import Because, Feed, Lack
from ..publicity.layout_model import Goes
from ..publicity.publication import Publication
from .publicity_cases import cases_data
from .publicity_tables import early_stop, ends_soon
from .summary import pack_data

KIND = "riskgrade.publicity/1"


def publicity_summary(run: Publication, notices: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """The summary as plain data.

    Args:
        run: the run.
        notices: what to know of it.
    """
    return {
        "kind": KIND,
        "as_of": run.as_of.isoformat(),
        "previous": None if run.since is None else run.since.isoformat(),
        "pack": pack_data(run.layouts.pack),
        "layouts_sha256": run.layouts.sha256,
        "persons_shown": run.persons_shown,
        "needs_attention": run.needs_attention,
        "feeds": {feed.name: _feed(feed, run) for feed in run.feeds},
        "rows_set_aside": dict(run.set_aside),
        "notices": [{"en": en, "zh": zh} for en, zh in notices],
    } | cases_data(run)


def _feed(feed: Feed, run: Publication) -> dict[str, Any]:
    out = [row.item for row in feed.rows]
    kept = {goes: [item for item in feed.items if item.goes is goes] for goes in Goes}
    return {
        "title": {"zh": feed.title.zh, "en": feed.title.en},
        "records": len(feed.items),
        "published": len(feed.rows),
        "not_published": len(kept[Goes.NEVER]),
        "not_concerned": len(kept[Goes.SILENT]),
        "not_yet": len(kept[Goes.NOT_YET]),
        "held": len(kept[Goes.HELD]),
        "left_out": len({one.item.key for one in feed.lacks}),
        "reasons": _reasons(feed, run),
        "missing": [_missing(one) for one in feed.lacks],
        "deadlines": _counts(str(item.deadline.state) for item in feed.items if item.deadline is not None),
        "overdue": [item.key for item in feed.items if item.deadline is not None and item.deadline.state == "overdue"],
        "ends_soon": [item.key for item in out if ends_soon(item, run)],
        "ends_unknown": sum(item.term is not None and item.term.end is None for item in out),
        "early_stop": _counts(state for item in out if (state := early_stop(item)) is not None),
        "evidence": _counts(item.evidence for item in out if item.evidence is not None),
        "withdrawals": _counts(one.reason for one in feed.withdrawals),
        "remarks": _counts(one.code for one in feed.remarks),
    }


def _reasons(feed: Feed, run: Publication) -> list[dict[str, Any]]:
    counted: Counter[tuple[str, str, bool]] = Counter()
    told: dict[str, Because] = {}
    for item in feed.items:
        if item.goes in (Goes.OUT, Goes.SILENT):
            continue
        for one in item.because:
            counted[str(item.goes), one.id, one.certain] += 1
            told[one.id] = one
    return [
        {
            "goes": goes,
            "reason": name,
            "certain": certain,
            "records": count,
            "title": {"zh": told[name].title.zh, "en": told[name].title.en},
            "cites": [_cite(one) for one in cites_of(told[name].cites, run.layouts.pack)],
        }
        for (goes, name, certain), count in sorted(counted.items())
    ]


def _missing(one: Lack) -> dict[str, Any]:
    source = one.item.source
    return {"record_id": source.key, "file": source.file, "row": source.row, "column": one.column, "field": one.field}


def _cite(one: Cite) -> dict[str, Any]:
    return {
        "cite": one.cite,
        "title": {"zh": one.title.zh, "en": one.title.en},
        "number": one.number,
        "clause": one.clause,
        "evidence": one.evidence,
    }


def _counts(values: Any) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
