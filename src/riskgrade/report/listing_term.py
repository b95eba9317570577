"""`rg.list_term`: how long an entry lasts, and from when early removal may be applied for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..dishonesty.content_value import Words
from ..dishonesty.figures import Figures
from ..dishonesty.term import NoEarly, Term, term_of
from ..pack.model import Pack
from .dates import day_of
from .listing_words import cited_json, day_text, list_pack, words_json
from .summary import pack_data


@dataclass(frozen=True)
class ListTerm:
    """The term of an entry.

    Args:
        term: what was worked out.
        pack: the pack whose figures were used.
    """

    term: Term
    pack: Pack

    @property
    def document(self) -> dict[str, Any]:
        """All of it as plain data: `term_end` and `early_removal_from` (null where it never comes), days as text."""
        term = self.term
        return {
            "term_end": day_text(term.term_end),
            "early_removal_from": day_text(term.early_removal_from),
            "listed_on": day_text(term.listed_on),
            "ban_until": day_text(term.ban_until),
            "heavier_penalty_on": day_text(term.heavier_on),
            "early_removal_barred_by": None if term.no_early is None else term.no_early.value,
            "why": {name: words_json(one) for name, one in self.why.items()},
            "cites": cited_json(term.cites, self.pack),
            "pack": pack_data(self.pack),
        }

    @property
    def why(self) -> dict[str, Words]:
        """Why the days are as they are."""
        term = self.term
        longer = term.term_end != term.plain_end
        return {
            "term_end": Words(zh="限制期更长，按实际限制期限", en="the restriction runs longer, and the entry with it")
            if longer
            else Words(zh="自列入之日起满法定期限", en="the years of the law from the day of listing"),
            "early_removal_from": _why_early(term),
        }

    @property
    def table(self) -> pl.DataFrame:
        """One row: `listed_on`, `ban_until`, `heavier_penalty_on`, `term_end`, `early_removal_from` (days)."""
        term = self.term
        row = {
            "listed_on": term.listed_on, "ban_until": term.ban_until, "heavier_penalty_on": term.heavier_on,
            "term_end": term.term_end, "early_removal_from": term.early_removal_from,
        }  # fmt: skip
        return pl.DataFrame([row], schema=dict.fromkeys(row, pl.Date))


def _why_early(term: Term) -> Words:
    if term.no_early is NoEarly.HEAVIER:
        return Words(
            zh=f"{term.heavier_on} 又受到较重行政处罚，不能提前移出",
            en=f"a heavier penalty followed on {term.heavier_on}, so there is no early removal",
        )
    if term.no_early is NoEarly.RESTRICTED:
        return Words(
            zh="限制期未届满不能申请，届满时名单期限也已届满",
            en="while the restriction runs nobody may apply, and when it ends so does the entry",
        )
    if term.ban_until is not None and term.early_removal_from is not None and term.early_removal_from > term.ban_until:
        return Words(
            zh="列入满法定最短时间且限制期届满后，方可申请",
            en="after the least time on the list and the end of the restriction",
        )
    return Words(
        zh="列入满法定最短时间，其他条件另行核实",
        en="the least time on the list; the other conditions are checked apart",
    )


def list_term(
    listed_on: date | str,
    ban_until: date | str | None = None,
    heavier_penalty_on: date | str | None = None,
    pack: Pack | str | Path | None = None,
) -> ListTerm:
    """How long an entry lasts, and from when early removal may be applied for.

    Args:
        listed_on: the day of the decision to list.
        ban_until: the last day of a restriction that goes with the penalty.
        heavier_penalty_on: the day of a later heavier penalty, which bars early removal.
        pack: the pack of the list; the shipped one if not given.

    Returns:
        The term: `document` (plain data), `table` (a frame of one row), `why`.

    Raises:
        PackError, RefusalError, ListingError, DatingError: with what is wrong and what to do.

    Examples:
        >>> found = list_term("2023-06-01").document
        >>> found["term_end"], found["early_removal_from"]
        ('2026-06-01', '2024-06-01')
    """
    known = list_pack(pack)
    days = [
        None if given is None else day_of(given, name)
        for given, name in ((ban_until, "ban_until"), (heavier_penalty_on, "heavier_penalty_on"))
    ]
    return ListTerm(term_of(Figures(known), day_of(listed_on, "listed_on"), *days), known)
