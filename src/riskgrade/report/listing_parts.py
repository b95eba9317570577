"""What is written beside drafts: the rooms that have something to say about entries are joined to the folder here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

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
    left_out = made.beside["left_out"].shape[0]
    listed = ", ".join(f"{name} {number}" for name, number in published.items())
    return Done(
        f"Feeds: {listed}; left out: {left_out}",
        f"公示数据：{listed}；未能公示：{left_out}",
        {"published": published, "left_out": left_out, "files": sorted(files)},
        made.needs_attention,
    )


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
