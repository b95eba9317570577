"""Until when an entry of the list is public: as long as it is in force, which the pack of the list says."""

from __future__ import annotations

from datetime import date

from ..dishonesty.error import ListingError
from ..dishonesty.figures import Figures
from ..dishonesty.term import term_of
from ..pack.dating_error import DatingError
from ..pack.register_model import Label
from .content import Because, Source, Term

OVER = Label(zh="名单期限已满，应由列入部门移出", en="its term on the list is over; who listed it removes it")


def entry_term(source: Source, figures: Figures) -> tuple[Term, Because]:
    """The term of an entry, and what is told where it is over.

    Args:
        source: the entry, with `listed_on` (or `term_from`) and `ban_until`.
        figures: the figures of the pack of the list.
    """
    # A removal that was revoked lets the term count anew.
    listed, ban = source.raw.get("term_from") or source.raw.get("listed_on"), source.raw.get("ban_until")
    if not isinstance(listed, date):
        return Term(None, None, None, Label(zh="列入日期未载明", en="the day of listing is not known")), Because(
            "", OVER
        )
    try:
        found = term_of(figures, listed, ban if isinstance(ban, date) else None)
    except (ListingError, DatingError) as error:
        return Term(listed, None, None, Label(zh=error.zh, en=error.en)), Because("", OVER)
    return Term(listed, None, found.term_end), Because("list-term-over", OVER, found.cites)
