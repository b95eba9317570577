"""What an earlier run gave, read back from its feeds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jsonschema import Draft202012Validator

from .content import Former
from .errors import PublicityError
from .feed_schema import feed_schema
from .layouts import Layouts


def read_former(folder: Path, layouts: Layouts, as_of: date) -> Mapping[str, Former]:
    """What each feed of an earlier run held.

    Args:
        folder: the folder that it wrote, with its feeds as JSON.
        layouts: the layouts of this run.
        as_of: the day of this run.

    Raises:
        PublicityError: there is no such feed, it was changed by hand, or it is of a later day.
    """
    found: dict[str, Former] = {}
    for name in layouts.model.feeds:
        path = folder / f"{name}.json"
        if path.is_file():
            found[name] = _read(path, name, layouts, as_of)
    if not found:
        raise PublicityError(
            f"{folder} holds no feed of an earlier run; name the folder that `riskgrade publish` wrote, with json among its formats",
            f"{folder} 中没有先前输出的信息；请指定 riskgrade publish 写出的文件夹（其格式须含 json）",
        )
    return found


def _read(path: Path, name: str, layouts: Layouts, as_of: date) -> Former:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PublicityError(
            f"{path} cannot be read as a feed ({type(error).__name__}). Give the folder as it was written",
            f"{path} 无法作为先前的输出读取（{type(error).__name__}）；请使用原样写出的文件夹",
        ) from None
    wrong = next(iter(Draft202012Validator(_loose(feed_schema(name, layouts))).iter_errors(document)), None)
    if wrong is not None:
        at = "/".join(str(step) for step in wrong.absolute_path) or "the document"
        raise PublicityError(
            f"{path} is not a feed as it was written: {at} does not fit its schema",
            f"{path} 与写出时的格式不符：{at} 不符合其结构",
        )
    then = date.fromisoformat(document["as_of"])
    if then > as_of:
        raise PublicityError(
            f"{path} is of {then}, later than {as_of}; the earlier feed must be of the same day or before",
            f"{path} 的日期 {then} 晚于 {as_of}；先前的输出须不晚于本次",
        )
    out = {str(one["record_id"]): str(one["file_number"]) for one in document["records"]}
    return Former(then, out, frozenset(str(one["record_id"]) for one in document["withdrawals"]))


def _loose(schema: dict[str, object]) -> dict[str, object]:
    """A layout may have changed since: of the rows only the records behind them matter here."""
    properties = dict(schema["properties"])  # type: ignore[call-overload]
    return schema | {"properties": properties | {"rows": {"type": "array"}}}
