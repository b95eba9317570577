"""What is written beside drafts: the rooms that have something to say about an entry are joined to the folder here."""

from __future__ import annotations

from .listing_draft import ListDrafts
from .listing_folder import Part


def parts_of(found: ListDrafts) -> dict[str, Part]:
    """What is written beside these drafts, by the name of its folder.

    Args:
        found: the drafts.
    """
    return {}
