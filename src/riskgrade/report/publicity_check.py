"""Each feed is held against its own schema before anything is written."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from ..publicity.feed_document import feed_document
from ..publicity.feed_schema import feed_schema
from ..publicity.publication import Publication
from .refusal import RefusalError


def checked_documents(run: Publication) -> dict[str, dict[str, Any]]:
    """The documents of all feeds, each as its schema has it.

    Args:
        run: the run.

    Raises:
        RefusalError: a feed does not fit its schema; it names the feed, the record and the column.
    """
    found = {}
    for feed in run.feeds:
        document = feed_document(feed, run)
        wrong = next(iter(Draft202012Validator(feed_schema(feed.name, run.layouts)).iter_errors(document)), None)
        if wrong is not None:
            raise _refusal(feed.name, document, tuple(wrong.absolute_path))
        found[feed.name] = document
    return found


def _refusal(name: str, document: dict[str, Any], path: tuple[Any, ...]) -> RefusalError:
    record = ""
    if len(path) >= 2 and path[0] == "rows" and isinstance(path[1], int):
        held = document["records"][path[1]]
        record = f"{held['file']}, row {held['row']} ({held['record_id']}): "
    at = "/".join(str(step) for step in path) or "the document"
    return RefusalError(
        f"{record}the feed '{name}' does not fit its schema at {at}; nothing was written. Please correct the record",
        f"{record}输出 {name} 在 {at} 处不符合其结构，未写出任何内容。请更正该记录",
    )
