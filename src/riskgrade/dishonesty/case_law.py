"""What the pack says about the life of an entry: whose consent is needed, and until when a hearing may be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..pack.dating import version_on
from ..pack.dating_error import DatingError
from ..pack.source_model import Citation
from .events import Cited, ConsentLaw
from .figures import Figures

CONSENT = "list_consent_levels"
HEARING = "list_hearing_request_days"


def consent_law(figures: Figures, on: date) -> ConsentLaw:
    """Whose decisions need the consent of the authority above, as the law was on a day.

    Args:
        figures: the figures of the pack.
        on: the day of the decision.

    Raises:
        ListingError: the pack says nothing of it.
        DatingError: it says nothing of that day.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> consent_law(Figures(load_pack("cn-dishonesty-list")), date(2023, 9, 20)).levels
        ['county', 'city']
    """
    levels, cites = consent_levels(figures, on)
    return ConsentLaw(levels=list(levels), cites=cited(cites), pack=figures.pack.id, sha256=figures.pack.sha256)


def consent_levels(figures: Figures, on: date) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """The levels of authorities that need the consent, and what that rests on.

    Raises:
        ListingError, DatingError: the pack says nothing of it, or of that day.
    """
    return figures.codes(CONSENT, on), version_on(figures.pack, CONSENT, on).cites


def cited(cites: Iterable[Citation]) -> list[Cited]:
    """Clauses as an event holds them."""
    return [Cited(cite=one.text, evidence=str(one.evidence)) for one in cites]


def hearing_until(figures: Figures, noticed_on: date) -> tuple[date | None, tuple[Citation, ...]]:
    """The last day on which a hearing may be asked for, and what that rests on.

    Args:
        figures: the figures of the pack.
        noticed_on: the day on which the party was told; it does not count.

    Returns:
        None where the pack has no calendar of those days: then nobody is held to it, and a person looks.

    Raises:
        ListingError, DatingError: the pack says nothing of it, or of that day.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> hearing_until(Figures(load_pack("cn-dishonesty-list")), date(2023, 9, 26))[0]
        datetime.date(2023, 10, 9)
    """
    figure = figures.whole(HEARING, noticed_on)
    if figures.pack.calendar is None:
        return None, figure.cites
    try:
        return figures.pack.calendar.after(noticed_on, figure.value), figure.cites
    except DatingError:
        return None, figure.cites
