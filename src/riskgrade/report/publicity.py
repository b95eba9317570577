"""`rg.publish`: what goes to the national platforms, as data frames, documents and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ..pack.dating import Moment
from ..publicity import DEFAULT_PACK, CaseEntries, Entry, Layouts, Publication, load_layouts, publication
from ..publicity.former import read_former
from .dates import day_of
from .notices import all_notices
from .publicity_cases import read_case_entries
from .publicity_check import checked_documents
from .publicity_summary import publicity_summary
from .publicity_tables import feed_table, left_out_table, not_published_table, remarks_table, trace_table
from .publicity_write import FORMATS, write_publication
from .refusal import RefusalError
from .source import Progress, like_input, load_registers


@dataclass(frozen=True)
class Published:
    """Feeds that were made and held against their schemas.

    Args:
        run: what was made.
        documents: feed -> its document, in the form `riskgrade.feed/1`.
    """

    run: Publication
    documents: Mapping[str, Mapping[str, Any]]

    @property
    def needs_attention(self) -> bool:
        """Whether a record was left out, held or overdue, or a person must look at something."""
        return self.run.needs_attention

    @cached_property
    def notices(self) -> tuple[tuple[str, str], ...]:
        """What to know before relying on it."""
        common = all_notices(self.run.layouts.pack, Moment.of(self.run.as_of), self.run.registers)
        return (*self.run.notices, *common)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Counts and reasons, in the form `riskgrade.publicity/1`."""
        return publicity_summary(self.run, self.notices)

    @cached_property
    def tables(self) -> dict[str, Any]:
        """A frame a feed, under the headings of the platform."""
        return {feed.name: like_input(feed_table(feed, self.run), self.run.registers) for feed in self.run.feeds}

    @cached_property
    def beside(self) -> dict[str, Any]:
        """The frames beside the feeds: `trace`, `not_published`, `left_out`, `remarks`."""
        made = {
            "trace": trace_table(self.run),
            "not_published": not_published_table(self.run),
            "left_out": left_out_table(self.run),
            "remarks": remarks_table(self.run),
        }
        return {name: like_input(frame, self.run.registers) for name, frame in made.items()}

    def write(self, out: str | Path, formats: Sequence[str] = FORMATS) -> dict[str, str]:
        """Write the folder; it is there afterwards with all files, or as it was before.

        Args:
            out: a folder that is new, empty, or holds an earlier run, which is replaced.
            formats: any of ``xlsx``, ``csv``, ``json``.

        Returns:
            Each file written, with its sha256.

        Raises:
            RefusalError: `out` must not be replaced, or a feed does not fit a sheet.
            OSError: it cannot be written.
        """
        return write_publication(self.run, self.documents, self.summary, Path(out), formats)


def publish(
    registers: object,
    as_of: date | str,
    feeds: Iterable[str] = (),
    layouts: Layouts | str | Path = DEFAULT_PACK,
    show_persons: bool = False,
    previous: str | Path | None = None,
    entries: Iterable[Entry] | None = None,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
    case_register: str | Path | None = None,
) -> Published:
    """Make the feeds of a day.

    Args:
        registers: a folder, a workbook, a mapping register -> pandas or Polars frame, or what `load_registers` gave.
        as_of: what is known by this day.
        feeds: any of ``penalties``, ``gsxt``, ``samplings``, ``listings``; all whose register was supplied if none is named.
        layouts: a pack with a `publicity.yaml`, its id or its path.
        show_persons: whether names of persons come out; what the pack masks always never does.
        previous: the folder of the run before; without, everything void that had been public is taken back.
        entries: entries of the list that are kept elsewhere, in the place of the register's.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.
        case_register: a case register, whose entries stand beside those of the register `listings`; it is not written.

    Returns:
        The feeds: `tables` (a frame a feed), `documents`, `beside` (frames: trace, not_published, left_out, remarks), `summary`,
        `write(folder)`, `needs_attention`.

    Raises:
        PackError, RegisterError, RefusalError, PublicityError, DatingError, CaseError, LogError: with what is wrong and what to do.

    Examples:
        >>> penalty = {"record_id": "1", "uscc": "91990000MA90000114", "decided_on": "2023-09-20", "kinds": "warning",
        ...            "procedure": "ordinary"}
        >>> made = publish({"penalties": [penalty]}, "2023-12-31", ["gsxt"])
        >>> made.beside["not_published"].select("record_id", "reason", "cite").rows()
        [('1', 'gsxt.warning', 'o45-2')]
    """
    day = day_of(as_of, "as_of")
    known = layouts if isinstance(layouts, Layouts) else load_layouts(layouts)
    former = None if previous is None else read_former(Path(previous), known, day)
    kept: Iterable[Entry] | CaseEntries | None = entries
    if case_register is not None:
        if entries is not None:
            raise RefusalError(
                "give either entries or a case register, not both",
                "条目（entries）与案件登记簿（case_register）只能给出一种",
            )
        kept = read_case_entries(Path(case_register), day)
    read = load_registers(registers, known.pack, coverage, progress)
    run = publication(read, known, day, feeds, show_persons, former, kept, progress)
    return Published(run, checked_documents(run))
