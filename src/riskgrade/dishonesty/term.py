"""How long an entry lasts, and from when it may be asked to end early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..pack.source_model import Citation
from .error import ListingError
from .figures import Figures, years_after

TERM_YEARS, EARLY_YEARS = "list_term_years", "list_early_removal_years"


class NoEarly(StrEnum):
    """Why there is no early removal."""

    RESTRICTED = "restricted_until_the_end"
    HEAVIER = "later_heavier_penalty"


@dataclass(frozen=True, slots=True)
class Term:
    """The term of an entry.

    Args:
        listed_on: the day of the decision to list.
        ban_until: the last day of a restriction that the penalty carries; None where there is none.
        plain_end: the end by the years alone.
        term_end: the day the entry ends by itself: the later of the two.
        early_removal_from: the first day on which early removal may be applied for; None where that never comes before the end.
        no_early: why it never comes.
        heavier_on: the day of a heavier penalty within the term.
        cites: what it rests on, each clause once.
        parameters: the figures used.
    """

    listed_on: date
    ban_until: date | None
    plain_end: date
    term_end: date
    early_removal_from: date | None
    no_early: NoEarly | None
    heavier_on: date | None
    cites: tuple[Citation, ...]
    parameters: tuple[str, ...]


def term_of(figures: Figures, listed_on: date, ban_until: date | None = None, heavier_on: date | None = None) -> Term:
    """The term of an entry.

    Args:
        figures: the figures of the law; those of the day of listing hold.
        listed_on: the day of the decision to list.
        ban_until: the last day of a restriction on doing business or on persons that the penalty carries.
        heavier_on: the day of a heavier penalty. One on the day of listing or before is not a later one and bars nothing; nor
            does one after the term.

    Raises:
        ListingError: the ban ends before the listing, so that one of the days must be wrong.
        DatingError: the law was not in force on the day of listing.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> figures = Figures(load_pack("cn-dishonesty-list"))
        >>> term_of(figures, date(2023, 6, 1)).early_removal_from
        datetime.date(2024, 6, 1)
        >>> found = term_of(figures, date(2023, 6, 1), date(2028, 6, 1))
        >>> found.term_end, found.early_removal_from, found.no_early.value
        (datetime.date(2028, 6, 1), None, 'restricted_until_the_end')
    """
    if ban_until is not None and ban_until < listed_on:
        raise ListingError(
            f"the restriction ends on {ban_until}, before the listing on {listed_on}; leave it out if it is over, or mend the day",
            f"限制期至 {ban_until}，早于列入日期 {listed_on}；如已届满请不填写，否则请改正日期",
        )
    whole, early = figures.whole(TERM_YEARS, listed_on), figures.whole(EARLY_YEARS, listed_on)
    plain_end = years_after(listed_on, whole.value)
    term_end = plain_end if ban_until is None else max(plain_end, ban_until)
    early_from = years_after(listed_on, early.value)
    to_the_end = ban_until is not None and ban_until >= term_end
    if ban_until is not None and not to_the_end:
        # While a restriction runs nobody may apply; its last day is a day on which it runs.
        early_from = max(early_from, ban_until + timedelta(days=1))
    later = heavier_on if heavier_on is not None and listed_on < heavier_on <= term_end else None
    never = to_the_end or early_from >= term_end
    no_early = NoEarly.RESTRICTED if never else NoEarly.HEAVIER if later is not None else None
    cites = tuple({one.text: one for one in (*whole.cites, *early.cites)}.values())
    return Term(
        listed_on, ban_until, plain_end, term_end, None if no_early else early_from, no_early, later,
        cites, (whole.parameter, early.parameter),
    )  # fmt: skip
