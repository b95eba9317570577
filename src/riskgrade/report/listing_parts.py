"""What is written beside drafts: the rooms that have something to say about entries are joined to the folder here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..dishonesty.documents_plan import read_plan
from .listing_documents import documents_of
from .listing_draft import ListDrafts
from .listing_folder import Done, Part
from .publicity import publish

PARTS: Mapping[str, Part]
"""What may be written beside drafts, by the name of its folder; another room adds its line here."""


def write_feeds(found: ListDrafts, folder: Path) -> Done:
    """What goes to the national platforms on the same day, from the same registers; a draft is no entry and is in none of it.

    Args:
        found: the drafts.
        folder: where the feeds go.
    """
    made = publish(found.run.registers, found.run.batch.moment.as_of, show_persons=found.show_persons)
    files = made.write(folder)
    published = {feed.name: len(feed.rows) for feed in made.run.feeds}
    counts = _to_look_at(made.summary["feeds"].values())
    listed = ", ".join(f"{name} {number}" for name, number in published.items())
    en = ", ".join(f"{words[0]} {counts[name]}" for name, words in _COUNTED.items())
    zh = "，".join(f"{words[1]} {counts[name]}" for name, words in _COUNTED.items())
    return Done(
        f"Feeds: {listed}; {en}",
        f"公示数据：{listed}；{zh}",
        {"published": published, **counts, "files": sorted(files)},
        made.needs_attention,
    )


_COUNTED = {
    "left_out": ("left out", "未能公示"),
    "held": ("for a person to decide", "由人员处理"),
    "overdue": ("overdue", "逾期"),
    "remarks": ("remarks", "提示"),
}
"""What in the feeds a person must look at, so that a status of 1 is never without its reason: name -> English, Chinese."""


def _to_look_at(feeds: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Records by what is to be looked at, over all feeds of a summary; remarks are counted each."""
    made = dict.fromkeys(_COUNTED, 0)
    for feed in feeds:
        made["left_out"] += feed["left_out"]
        made["held"] += feed["held"]
        made["overdue"] += len(feed["overdue"])
        made["remarks"] += sum(feed["remarks"].values())
    return made


def write_documents(found: ListDrafts, folder: Path) -> Done:
    """The Word documents of each draft: notice, approval form and decision, all marked as drafts.

    Args:
        found: the drafts.
        folder: where they go.
    """
    made = documents_of([(one, None) for one in found.drafts], read_plan(found.run.batch.pack))
    folder.mkdir()
    made.put(folder)
    number, not_made = len(made.files), len(made.refused)
    first = made.refused[0] if made.refused else None
    return Done(
        f"Word documents: {number}; not made: {not_made}" + (f" ({first.en})" if first else ""),
        f"文书：{number} 份；未制作：{not_made}" + (f"（{first.zh}）" if first else ""),
        {
            "made": number,
            "not_made": [
                {
                    "record_id": one.record_id,
                    "kind": one.kind,
                    "missing": list(one.missing),
                    "message": {"zh": one.zh, "en": one.en},
                }
                for one in made.refused
            ],
        },
        bool(made.refused),
    )


PARTS = {"feeds": write_feeds, "documents": write_documents}
