"""`rg.list_calendar`: by when an entry is published, a removal decided, a fallen entry withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..dishonesty.calendar import ENDS, STARTS, Calendar, calendar_of
from ..dishonesty.figures import Figures
from ..pack.model import Pack
from .dates import day_of
from .listing_words import cited_json, day_text, list_pack, words_json
from .summary import pack_data


@dataclass(frozen=True)
class ListCalendar:
    """What is due.

    Args:
        calendar: what was worked out.
        pack: the pack whose figures were used.
    """

    calendar: Calendar
    pack: Pack

    @property
    def document(self) -> dict[str, Any]:
        """All of it as plain data: every day of `ENDS` (null where it is not due yet), then each with its clause."""
        found = {one.name: one for one in self.calendar.dues}
        days = {name: day_text(found[name].by) if name in found else None for name in ENDS}
        return {
            **days,
            **{name: day_text(self.calendar.starts.get(name)) for name in STARTS},
            "across_provinces": self.calendar.across,
            "due": [
                {
                    "name": one.name, "by": day_text(one.by), "counted_from": one.counted_from,
                    "working_days": one.working_days, "what": words_json(one.what),
                    "cites": cited_json(one.cites, self.pack),
                }
                for one in self.calendar.dues
            ],
            "working_days": {
                "cites": cited_json(self.pack.calendar.cites, self.pack) if self.pack.calendar else [],
            },
            "pack": pack_data(self.pack),
        }  # fmt: skip

    @property
    def table(self) -> pl.DataFrame:
        """A row for each day that is due: `name`, `by`, `counted_from`, `start`, `working_days`, `cite`, `evidence`."""
        rows = [
            {
                "name": one.name, "by": one.by, "counted_from": one.counted_from,
                "start": self.calendar.starts[one.counted_from], "working_days": one.working_days,
                "cite": ";".join(cite.text for cite in one.cites),
                "evidence": ";".join(cite.evidence.value for cite in one.cites),
            }
            for one in self.calendar.dues
        ]  # fmt: skip
        schema: dict[str, Any] = {
            "name": pl.String, "by": pl.Date, "counted_from": pl.String, "start": pl.Date, "working_days": pl.Int64,
            "cite": pl.String, "evidence": pl.String,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=schema)


def list_calendar(
    decided_on: date | str | None = None,
    received_on: date | str | None = None,
    applied_on: date | str | None = None,
    accepted_on: date | str | None = None,
    removal_decided_on: date | str | None = None,
    voided_on: date | str | None = None,
    across_provinces: bool = False,
    pack: Pack | str | Path | None = None,
) -> ListCalendar:
    """By when things are due, in working days from the days that are given.

    Args:
        decided_on: the day of the decision to list: publication.
        received_on: across provinces, the day on which the other province received it.
        applied_on: the day on which an application for removal was received.
        accepted_on: the day on which it was taken up.
        removal_decided_on: the day of the decision to remove.
        voided_on: the day on which the penalty fell.
        across_provinces: whether authority and party are in different provinces.
        pack: the pack of the list; the shipped one if not given.

    Returns:
        The calendar: `document` (plain data), `table` (a frame, a row for each day that is due).

    Raises:
        PackError, RefusalError, ListingError: with what is wrong and what to do.
        DatingError: a day lies outside those that were verified.

    Examples:
        >>> list_calendar(decided_on="2023-09-20").document["publish_by"]
        '2023-10-24'
    """
    given = {
        "decided_on": decided_on, "received_on": received_on, "applied_on": applied_on, "accepted_on": accepted_on,
        "removal_decided_on": removal_decided_on, "voided_on": voided_on,
    }  # fmt: skip
    known = list_pack(pack)
    starts = {name: day_of(one, name) for name, one in given.items() if one is not None}
    return ListCalendar(calendar_of(Figures(known), starts, across_provinces), known)
