"""What a credit file holds: a section a register, with its records and the rows that were set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..pack.model import Pack
from ..pack.register_model import RegisterModel
from ..registers import Coverage, Finding
from .plain_value import Plain
from .standing import Standing


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it read on the day.

    Args:
        key: its key.
        event_on: when it happened; None where the register has no such date.
        recorded_on: from when it is known; None where that cannot be told.
        valid_from: from when a version holds.
        in_force: whether it is the version in force.
        standing: how it stands.
        since: since when it is void or noted.
        reason: the code of why.
        provenance: who originated it, who provided it, who answers for it.
        values: every other field, masked where it names a person; None where it is unknown.
        refused: fields whose cell held something that could not be taken.
        findings: what is wrong with those cells.
    """

    key: str
    event_on: date | None
    recorded_on: date | None
    valid_from: date | None
    in_force: bool
    standing: Standing
    since: date | None
    reason: str
    provenance: tuple[Plain, Plain, Plain]
    values: Mapping[str, Plain]
    refused: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A row of the subject that was set aside.

    Args:
        file: the file, as people call it.
        row: its number in the file.
        values: every field as far as it could be read, masked where it names a person.
        findings: why it was set aside.
    """

    file: str
    row: int
    values: Mapping[str, Plain]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What one register holds of the subject.

    Args:
        register: its name.
        model: what the pack says of it.
        supplied: whether it was supplied; without, nothing is known of its records.
        through: the register it hangs on; None where it holds the subject's key.
        reachable: whether the registers it hangs on were supplied; without, its records cannot be told apart.
        coverage: the days for which it was declared complete.
        records: newest first.
        aside: rows set aside that are the subject's.
        unattributed: rows set aside whose subject could not be read; one of them may be the subject's.
    """

    register: str
    model: RegisterModel
    supplied: bool
    through: str | None = None
    reachable: bool = True
    coverage: Coverage | None = None
    records: tuple[Record, ...] = ()
    aside: tuple[AsideRow, ...] = ()
    unattributed: int = 0

    @property
    def needs_attention(self) -> bool:
        """Whether a person has to look: something could not be read, or it cannot be told whether a record is void.

        Rows whose subject cannot be read are told in every file and are the concern of whoever checks the registers.
        """
        return bool(self.aside) or any(one.refused or one.standing is Standing.MAY_BE_VOID for one in self.records)

    def count(self, standing: Standing) -> int:
        """How many records stand so."""
        return sum(one.standing is standing for one in self.records)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A credit file.

    Args:
        pack: the pack whose registers were read.
        subject: the key of the subject.
        as_of: the day; None for all that the registers hold.
        persons_shown: whether names of persons were asked for.
        own: the subject's own rows, a version each.
        sections: the other registers, in the order of the pack.
    """

    pack: Pack
    subject: str
    as_of: date | None
    persons_shown: bool
    own: Section
    sections: tuple[Section, ...]

    @property
    def version_in_doubt(self) -> bool:
        """Whether it cannot be told which version is in force: one of them could not be read, or not be dated."""
        field = self.own.model.valid_from
        return field is not None and bool(self.own.aside or any(field in one.refused for one in self.own.records))

    def __iter__(self) -> Iterator[Section]:
        return iter((self.own, *self.sections))

    @property
    def needs_attention(self) -> bool:
        """Whether a person has to look at any of it."""
        return any(one.needs_attention for one in self)
