"""A feed as plain data, in the form `riskgrade.feed/1`: rows with the platform's columns and no others."""

from __future__ import annotations

from typing import Any

from .content import Feed, Row, Withdrawal
from .publication import Publication

KIND = "riskgrade.feed/1"
"""What the document says it is; the number changes with its form."""


def feed_document(feed: Feed, run: Publication) -> dict[str, Any]:
    """A feed for JSON: texts, whole numbers, lists and mappings.

    Args:
        feed: the feed.
        run: the run that it is of.

    Returns:
        `rows` has the columns of the layout; `records` says of which record each row is, in the same order.
    """
    pack = run.layouts.pack
    return {
        "kind": KIND,
        "feed": feed.name,
        "as_of": run.as_of.isoformat(),
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256},
        "layouts_sha256": run.layouts.sha256,
        "rows": [dict(row.cells) for row in feed.rows],
        "records": [_record(number, row, run, feed.name) for number, row in enumerate(feed.rows, 1)],
        "withdrawals": [withdrawal_data(one) for one in feed.withdrawals],
    }


def _record(number: int, row: Row, run: Publication, name: str) -> dict[str, Any]:
    source = row.item.source
    field = run.layouts.model.feeds[name].file_number
    return {
        "number": number,
        "register": run.layouts.model.feeds[name].register_,
        "record_id": source.key,
        "file_number": str(source.raw.get(field or "") or source.key),
        "file": source.file,
        "row": source.row,
    }


def withdrawal_data(one: Withdrawal) -> dict[str, Any]:
    """A withdrawal for JSON."""
    return {
        "file_number": one.file_number,
        "party": one.party,
        "reason": one.reason,
        "title": {"zh": one.title.zh, "en": one.title.en},
        "on": None if one.on is None else one.on.isoformat(),
        "by": None if one.by is None else one.by.isoformat(),
        "record_id": one.key,
    }
