"""The JSON Schema of each feed, made from its layout: the columns in order, and nothing beside them."""

from __future__ import annotations

import re
from typing import Any

from ..language.types import Kind
from .feed_document import KIND
from .layout_check import COMPUTED
from .layout_model import ColumnModel, DateStyle, FeedModel, Form
from .layouts import Layouts

_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT = {"type": "string", "minLength": 1}
_MONEY = r"^$|^(0|[1-9][0-9]*)(\.[0-9]{0,5}[1-9])?$"


def feed_schema(name: str, layouts: Layouts) -> dict[str, Any]:
    """The schema of one feed.

    Args:
        name: the feed.
        layouts: the layouts.

    Examples:
        >>> from .layouts import load_layouts
        >>> made = feed_schema("gsxt", load_layouts())
        >>> made["properties"]["rows"]["items"]["additionalProperties"]
        False
    """
    feed = layouts.model.feeds[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{KIND} {name}",
        "description": f"{feed.title.zh} / {feed.title.en}",
    } | _closed(
        {
            "kind": {"const": KIND},
            "feed": {"const": name},
            "as_of": _DAY,
            "pack": _closed({"id": _TEXT, "version": _TEXT, "sha256": _SHA256}),
            "layouts_sha256": _SHA256,
            "rows": {"type": "array", "items": _closed({one.id: _column(one, feed, layouts) for one in feed.columns})},
            "records": {"type": "array", "items": _record(feed)},
            "withdrawals": {"type": "array", "items": _withdrawal()},
        }
    )


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _record(feed: FeedModel) -> dict[str, Any]:
    return _closed(
        {
            "number": {"type": "integer", "minimum": 1},
            "register": {"const": feed.register_},
            "record_id": _TEXT,
            "file_number": _TEXT,
            "file": _TEXT,
            "row": {"type": ["integer", "null"], "minimum": 1},
        }
    )


def _withdrawal() -> dict[str, Any]:
    day_or_none = {"anyOf": [_DAY, {"type": "null"}]}
    return _closed(
        {
            "file_number": _TEXT,
            "party": {"type": "string"},
            "reason": _TEXT,
            "title": _closed({"zh": {"type": "string"}, "en": {"type": "string"}}),
            "on": day_or_none,
            "by": day_or_none,
            "record_id": _TEXT,
        }
    )


def _column(column: ColumnModel, feed: FeedModel, layouts: Layouts) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "string", "title": column.heading.zh, "description": column.heading.en}
    if column.code:
        said["$comment"] = column.code
    if column.required and not column.only_when:
        said["minLength"] = 1
    if not column.value:
        return said | {"const": ""}
    pattern = _pattern(column, feed, layouts)
    return said if pattern is None else said | {"pattern": pattern}


def _pattern(column: ColumnModel, feed: FeedModel, layouts: Layouts) -> str | None:
    if column.form is Form.MONEY_10000:
        return _MONEY
    if column.patterns:
        return f"^$|^({_any_of(column.patterns.values())})$"
    sources = [value for value in column.value if not value.startswith("=")]
    if sources and all(_is_day(value, feed, layouts) for value in sources):
        sign = "/" if feed.dates is DateStyle.SLASHES else "-"
        return f"^$|^[0-9]{{4}}{sign}[0-9]{{2}}{sign}[0-9]{{2}}$"
    if column.words is not None:
        words = _any_of(column.words.values())
        return f"^$|^({words})(;({words}))*$"
    return None


def _any_of(texts: Any) -> str:
    return "|".join(re.escape(text) for text in texts)


def _is_day(value: str, feed: FeedModel, layouts: Layouts) -> bool:
    if value.startswith("@"):
        return value[1:] in COMPUTED
    register, _, name = value.rpartition(".")
    fields = layouts.pack.registers[register or feed.register_].fields
    return name in fields and fields[name].kind is Kind.DATE
