"""What a publication holds: items (records and what becomes of them), rows, what was left out, and what is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..dossier.plain_value import Plain
from ..dossier.standing import Standing
from ..pack.register_model import Label, RegisterModel
from ..pack.source_model import Citation
from .layout_model import Goes


@dataclass(frozen=True, slots=True)
class Because:
    """Why something is so: a rule, a state or a parameter, by its id.

    Args:
        id: its id.
        title: what it says.
        cites: what it rests on.
        certain: whether it holds, or only may.
        lacking: the fields whose value is not known.
    """

    id: str
    title: Label
    cites: tuple[Citation, ...] = ()
    certain: bool = True
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """How long a record is public.

    Args:
        start: from when; None where it is not public yet, or that is not known.
        months: for how many months; None where that cannot be told.
        end: the day on which it is public no more; None where it cannot be told.
        why: why the end cannot be told.
        earliest, latest: where the end cannot be told, the days between which it lies; None where that is not known either.
    """

    start: date | None
    months: int | None
    end: date | None
    why: Label = Label()
    earliest: date | None = None
    latest: date | None = None


class Due(StrEnum):
    """How a record stands against its deadline."""

    IN_TIME = "in_time"
    LATE = "late"
    """It is out, and went out after the deadline."""
    OPEN = "open"
    """It is not out, and the deadline has not passed."""
    OVERDUE = "overdue"
    PASSED = "passed"
    """The deadline has passed; whether it is out, the registers do not say."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when a record must be out.

    Args:
        state: how it stands.
        by: the last day; None where it cannot be told.
        push_by: the last day to send it to another province; None where it is the same, or not known.
        why: why it cannot be told.
    """

    state: Due
    by: date | None = None
    push_by: date | None = None
    why: Label = Label()


class Met(StrEnum):
    """Whether a condition is met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an early end of publicity."""

    id: str
    title: Label
    cites: tuple[Citation, ...]
    met: Met


@dataclass(frozen=True, slots=True)
class Source:
    """A record as it read on the day.

    Args:
        model: its register.
        key: its key.
        file: its file, as people call it.
        row: its number there; None for an entry that comes from no file.
        values: as they may be shown: masked where they name a person.
        raw: as they are.
        standing: how it stands.
        since: since when it is void or noted.
        reason: the code of why.
        tied: register -> the record of it that is tied to this one: values as they may be shown, and as they are.
        why: the reason in words, where the register has none for it.
    """

    model: RegisterModel
    key: str
    file: str
    row: int | None
    values: Mapping[str, Plain]
    raw: Mapping[str, Plain]
    standing: Standing = Standing.STANDS
    since: date | None = None
    reason: str = ""
    tied: Mapping[str, tuple[Mapping[str, Plain], Mapping[str, Plain]]] = field(default_factory=dict)
    why: Label = Label()


@dataclass(frozen=True, slots=True)
class Item:
    """A record, and what becomes of it.

    Args:
        source: the record.
        goes: what becomes of it.
        because: why.
        level: the level of its channel; None where states decide, or it is withheld.
        evidence: the weakest evidence that spoke.
        term: how long it is public.
        deadline: until when it must be out.
        early_stop: the conditions of an early end; empty where there is none.
    """

    source: Source
    goes: Goes
    because: tuple[Because, ...] = ()
    level: str | None = None
    evidence: str | None = None
    term: Term | None = None
    deadline: Deadline | None = None
    early_stop: tuple[Condition, ...] = ()

    @property
    def key(self) -> str:
        """The key of its record."""
        return self.source.key


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a feed: a text for each column, the item it is of, and the columns that name a person and were masked."""

    cells: Mapping[str, str]
    item: Item
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a record that should go out cannot: a required column is empty.

    Args:
        item: the record.
        column: the column's id.
        heading: its heading.
        field: the field of the register that is empty.
        en, zh: the message, with file, row and field.
    """

    item: Item
    column: str
    heading: Label
    field: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that was public and is to be taken back.

    Args:
        key: the record's key.
        file_number: by which the platform knows it.
        party: whose it is, for one decision may have several parties; masked where it names a person.
        reason: the code of why.
        title: why, in words.
        on: since when.
        by: the last day to take it back; None where it cannot be told.
        source: the record.
    """

    key: str
    file_number: str
    party: str
    reason: str
    title: Label
    on: date | None
    by: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person must look at.

    Args:
        code: its kind.
        key: the record's key; empty where it is about the feed.
        en, zh: what it is, and what to do.
    """

    code: str
    key: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed.

    Args:
        name: its name.
        title: its title.
        rows: what goes out, in the order of event date and key.
        items: every record that was looked at.
        lacks: records left out, each with its first empty column.
        withdrawals: what is taken back.
        remarks: what a person must look at.
    """

    name: str
    title: Label
    rows: tuple[Row, ...]
    items: tuple[Item, ...]
    lacks: tuple[Lack, ...]
    withdrawals: tuple[Withdrawal, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """What an earlier run gave of one feed: key -> file number of what was out, and keys already taken back."""

    as_of: date
    out: Mapping[str, str]
    withdrawn: frozenset[str] = frozenset()
