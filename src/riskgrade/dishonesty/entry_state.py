"""How an entry stands: its draft, what was concluded, who did what and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..log.entry import Entry
from ..log.event import same_person_key
from .content_value import Words
from .states import Act, State


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What an officer concluded on one point."""

    finding: bool
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EntryState:
    """How an entry stands.

    Args:
        case: the record of the penalty that the matter is about.
        document: the draft.
        state: where it stands.
        version: how many events the matter has had; an act names the next.
        since: the day of the last act that stands.
        acts: the acts that stand, oldest first, each with its entry in the log; what was refused or undone is not among them.
        latest: the act that led here, which is what undoing takes back.
        conclusions: point -> what was concluded.
        entries: everything that was written about the matter, in order.
        before: how it stood before the last act, which is what undoing leads back to; None where a draft was entered first.
    """

    case: str
    document: Mapping[str, Any]
    state: State
    version: int
    since: str
    acts: tuple[tuple[Act, Entry], ...]
    latest: tuple[Act, Entry]
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    before: EntryState | None = None

    @property
    def entry_id(self) -> str:
        """The id of the draft."""
        return str(self.document["entry_id"])

    @property
    def level(self) -> str:
        """How far the rules carried: `candidate` or `manual`."""
        return str(self.document["level"])

    def last(self, act: Act) -> Entry | None:
        """The latest of such acts that stands."""
        return next((entry for one, entry in reversed(self.acts) if one is act), None)

    def said(self, act: Act, name: str) -> Any:
        """What the latest of such acts says under a name; None where there is none."""
        entry = self.last(act)
        return None if entry is None else entry.data.get(name)

    @property
    def is_restored(self) -> bool:
        """Whether the last removal was revoked, so that it is public again."""
        acts = [act for act, _ in self.acts if act in (Act.RESTORE, Act.REMOVE)]
        return acts[-1:] == [Act.RESTORE]

    @property
    def makers(self) -> frozenset[str]:
        """Who prepared it, as persons are told apart: who entered the draft, and who concluded on it."""
        made = (Act.OPEN, Act.CONCLUDE)
        return frozenset(same_person_key(entry.by or "") for act, entry in self.acts if act in made)

    @property
    def points(self) -> tuple[str, ...]:
        """What an officer has to conclude before the party is told."""
        return ("seriousness",) if self.level == "candidate" else ("seriousness", "uncertain")

    @property
    def authority_level(self) -> str | None:
        """The level of the authority that decided the penalty; None where it is not known."""
        value = field_of(self.document, "authority_level")
        return value if isinstance(value, str) and value else None


def field_of(document: Mapping[str, Any], name: str) -> Any:
    """The value of a field of the penalty; None where the draft does not have it.

    Args:
        document: the draft.
        name: the field, such as ``decision_no``.

    Examples:
        >>> field_of({"penalty": {"fields": {"decision_no": {"value": "7"}}}}, "decision_no")
        '7'
    """
    one = document["penalty"]["fields"].get(name)
    return None if one is None else one["value"]


def text_of(document: Mapping[str, Any], name: str) -> Words:
    """A field of the penalty in words, as the draft has it; empty where the draft does not have it.

    Args:
        document: the draft.
        name: the field, such as ``authority_level``.

    Examples:
        >>> text_of({"penalty": {"fields": {"authority_level": {"text": {"zh": "县级", "en": "County"}}}}}, "authority_level").zh
        '县级'
    """
    one = document["penalty"]["fields"].get(name)
    return Words(zh="", en="") if one is None else Words.model_validate(one["text"])
