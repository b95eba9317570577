"""The events of an entry's life, as they stand in the log."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from ..log.event import Event
from .content import LONGEST_CASE
from .states import Act


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("a day is written 2024-01-05")
    return text


Day = Annotated[str, AfterValidator(_day)]
Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
CaseKey = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_CASE)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class CaseEvent(Event):
    """Something that was done to an entry.

    Args:
        case: the record of the penalty that the matter is about; the same in every draft of it.
        entry_id: the draft that was before the person's eyes.
        version: which event of the matter this is, from 1; another that came first takes the number, and this one is refused.
        on: the day of the act itself; `at` of the entry is when it was written down.
    """

    act: ClassVar[Act]
    case: CaseKey
    entry_id: Sha
    version: int = Field(ge=1)
    on: Day


class Opened(CaseEvent):
    """A draft was entered, for the first time or in the place of an earlier one.

    Args:
        draft: it, in the form `riskgrade.listing/1`.
    """

    kind: ClassVar[str] = "listing_opened"
    act: ClassVar[Act] = Act.OPEN
    draft: dict[str, Any]


Point = Literal["seriousness", "uncertain"]
"""What an officer concludes: that the matter is serious as the law asks; that the point which the rules left open is met."""


class Concluded(CaseEvent):
    """An officer concluded a point that no rule may conclude."""

    kind: ClassVar[str] = "listing_concluded"
    act: ClassVar[Act] = Act.CONCLUDE
    point: Point
    finding: bool
    reason: Long


class Cited(BaseModel):
    """A clause, and how its content is known: what was not read is not told as statute."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    cite: Short
    evidence: Short


class Noticed(CaseEvent):
    """The party was told what is intended, on what grounds, and its rights.

    Args:
        hearing_until: the last day on which a hearing may be asked for, as the pack has it; None where it cannot be said.
        cites: what that day rests on.
    """

    kind: ClassVar[str] = "listing_noticed"
    act: ClassVar[Act] = Act.NOTICE
    hearing_until: Day | None
    cites: list[Cited]
    reason: Long | None = None


class Heard(CaseEvent):
    """A hearing was held; `reason` says what came of it."""

    kind: ClassVar[str] = "listing_heard"
    act: ClassVar[Act] = Act.HEAR
    reason: Long


Hearing = Literal["held", "not_asked", "waived"]


class Approved(CaseEvent):
    """Another person agreed.

    Args:
        hearing: whether one was held, was not asked for in time, or the party said that it wants none.
    """

    kind: ClassVar[str] = "listing_approved"
    act: ClassVar[Act] = Act.APPROVE
    hearing: Hearing
    reason: Long


class Refused(CaseEvent):
    """Another person did not agree; it is a draft again."""

    kind: ClassVar[str] = "listing_refused"
    act: ClassVar[Act] = Act.REFUSE
    reason: Long


class Consented(CaseEvent):
    """The superior authority consented.

    Args:
        authority: which.
        number: of its letter, if it has one.
    """

    kind: ClassVar[str] = "listing_consented"
    act: ClassVar[Act] = Act.CONSENT
    authority: Short
    number: Short | None = None
    reason: Long | None = None


class Declined(CaseEvent):
    """The superior authority did not consent; it is a draft again."""

    kind: ClassVar[str] = "listing_declined"
    act: ClassVar[Act] = Act.DECLINE
    authority: Short
    number: Short | None = None
    reason: Long


class ConsentLaw(BaseModel):
    """What the pack said on the day of the decision about the consent of the superior authority.

    Args:
        levels: the levels of authorities that need it; none where no authority does.
        cites: what that rests on.
        pack: the id of the pack, and its hash.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    levels: list[Short]
    cites: list[Cited] = Field(min_length=1)
    pack: Short
    sha256: Sha


class Decided(CaseEvent):
    """The entry was decided.

    Args:
        number: of the decision, as a person gave it.
        consent: whose consent the law asked for on that day.
    """

    kind: ClassVar[str] = "listing_decided"
    act: ClassVar[Act] = Act.DECIDE
    number: Short
    consent: ConsentLaw
    reason: Long | None = None


class Published(CaseEvent):
    """It was made public."""

    kind: ClassVar[str] = "listing_published"
    act: ClassVar[Act] = Act.PUBLISH
    reason: Long | None = None


Ground = Literal["term", "early"]


class Removed(CaseEvent):
    """It was taken off the list.

    Args:
        ground: its term had ended, or it was removed early upon application.
    """

    kind: ClassVar[str] = "listing_removed"
    act: ClassVar[Act] = Act.REMOVE
    ground: Ground
    reason: Long


class Restored(CaseEvent):
    """A removal that was obtained by deceit was revoked; it is public again, and the term counts anew from `on`."""

    kind: ClassVar[str] = "listing_restored"
    act: ClassVar[Act] = Act.RESTORE
    reason: Long


class Revoked(CaseEvent):
    """The decision was revoked, as when the penalty it rests on was annulled."""

    kind: ClassVar[str] = "listing_revoked"
    act: ClassVar[Act] = Act.REVOKE
    reason: Long


class Withdrawn(CaseEvent):
    """It was given up before it was decided."""

    kind: ClassVar[str] = "listing_withdrawn"
    act: ClassVar[Act] = Act.WITHDRAW
    reason: Long


class Undone(CaseEvent):
    """The last act was a slip; the entry stands as before it, and both stay in the log.

    Args:
        undoes: the kind of the event that no longer stands.
    """

    kind: ClassVar[str] = "listing_undone"
    act: ClassVar[Act] = Act.UNDO
    undoes: Short
    reason: Long


EVENTS: tuple[type[CaseEvent], ...] = (
    Opened, Concluded, Noticed, Heard, Approved, Refused, Consented, Declined, Decided, Published, Removed, Restored, Revoked,
    Withdrawn, Undone,
)  # fmt: skip
"""Every event of an entry."""
