"""What is written beside drafts: the rooms that have something to say about entries are joined to the folder here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

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


PARTS = {"feeds": write_feeds}
