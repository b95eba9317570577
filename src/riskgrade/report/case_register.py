"""`rg.list_open`, `rg.list_act`, `rg.list_cases`: the life of entries, as the commands and notebooks ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..dishonesty.case_act import Done, Make
from ..dishonesty.case_act import act as do
from ..dishonesty.case_acts import doing, opening
from ..dishonesty.case_due import Next
from ..dishonesty.case_error import CaseError
from ..dishonesty.case_find import find_case
from ..dishonesty.entries import AlreadyThereError, UnderWayError
from ..dishonesty.entry_state import EntryState
from ..dishonesty.figures import Figures
from ..dishonesty.register_tables import ENTRIES, entry_row
from ..dishonesty.states import Act, State, states_zh
from ..language.told import ToldError
from ..log.entry import Entry
from ..log.error import LogError
from ..log.event import check_instant
from ..pack.load import load_pack
from .case_drafts import read_drafts
from .case_reading import CaseReading, reading
from .dates import day_of
from .refusal import RefusalError


@dataclass(frozen=True, slots=True)
class Opening:
    """What became of a draft.

    Args:
        source: the file, or the place in the list given.
        outcome: `entered`, `replaced` (an earlier draft of the same penalty), `there` (this very draft), `under_way` (the matter has
            gone on, and stays), or `refused`.
        record_id: its case; None where it could not be read.
        entry: its entry in the log; None where nothing was added.
        why: why nothing was added; None where it was.
    """

    source: str
    outcome: str
    record_id: str | None
    entry: Entry | None
    why: ToldError | None


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done to an entry.

    Args:
        row: how it stands now, as a row of the case register without its draft.
        entry: the entry of the log.
        written: whether it was written (not so in a dry run).
        behind: why the case register could not follow, though the log has it; None where all is well.
    """

    row: Mapping[str, Any]
    entry: Entry
    written: bool
    behind: CaseError | None


def list_open(
    register: str | Path, drafts: Sequence[str | Path | Mapping[str, Any]], at: str, by: str, on: date | str | None = None,
    log: str | Path | None = None, dry_run: bool = False, replace: bool = False,
) -> list[Opening]:  # fmt: skip
    """Enter drafts into a case register, which is begun where it is not there.

    Args:
        register: its file.
        drafts: documents of the form `riskgrade.listing/1`, files that hold one, or folders of such files.
        at: when, as ISO 8601 with the offset.
        by: who.
        on: the day; that of `at` if left out.
        log: the log; the one that the register knows, or one beside a new register.
        dry_run: check everything and write nothing.
        replace: whether a draft on which officers have concluded gives way too.

    Returns:
        What became of each draft; one that is refused leaves the others.

    Raises:
        CaseError, LogError: the register or its log cannot be used; nothing was written.
        OSError: a file cannot be written; nothing was written.
    """
    day = _day(at, on)
    found = read_drafts(drafts)
    good = [(source, draft) for source, draft in found if not isinstance(draft, ToldError)]
    makes = [opening(draft, day, replace) for _, draft in good]
    # A register is not begun for drafts of which none can be entered.
    vain = dry_run or (not Path(register).exists() and not _any_enters(Path(register), _path(log), makes, at, by))
    done = do(Path(register), _path(log), makes, at, by, begin=True, dry_run=vain) if good else Done((), {})
    outcomes = iter(done.entries)
    told = []
    for source, draft in found:
        if isinstance(draft, ToldError):
            told.append(Opening(source, "refused", None, None, draft))
            continue
        case, one = draft.get("case"), next(outcomes)
        record = case.get("record_id") if isinstance(case, Mapping) else None
        if isinstance(one, Entry):
            replaced = int(one.data["version"]) > 1
            told.append(Opening(source, "replaced" if replaced else "entered", record, one, None))
        else:
            outcome = _OUTCOMES.get(type(one), "refused")
            told.append(Opening(source, outcome, record, None, one))
    if done.behind is not None:
        raise done.behind
    return told


def _any_enters(register: Path, log: Path | None, makes: Sequence[Make], at: str, by: str) -> bool:
    """Whether one of the drafts can be entered into a register that is not there yet; nothing is written."""
    return any(
        isinstance(do(register, log, [make], at, by, begin=True, dry_run=True).entries[0], Entry) for make in makes
    )


_OUTCOMES: Mapping[type[LogError], str] = {AlreadyThereError: "there", UnderWayError: "under_way"}


def list_act(
    register: str | Path, act: str, entry: str, at: str, by: str, on: date | str | None = None, expect: str | None = None,
    pack: str | Path | None = None, log: str | Path | None = None, dry_run: bool = False, **said: Any,
) -> Acted:  # fmt: skip
    """Do something to an entry.

    Args:
        register: the case register.
        act: `conclude`, `notice`, `hear`, `approve`, `refuse`, `consent`, `decline`, `decide`, `publish`, `remove`, `restore`,
            `revoke`, `withdraw` or `undo`.
        entry: the record of its penalty, or six characters of its id.
        at: when it is written down, as ISO 8601 with the offset.
        by: who.
        on: the day of the act; that of `at` if left out.
        expect: the state or version that the person saw; the act is refused where it stands otherwise.
        pack: the pack whose law holds; that of the draft if left out.
        log: the log; the one that the register knows.
        dry_run: check everything and write nothing.
        said: what the act says besides: `reason`, and `point` and `finding` (conclude), `hearing` (approve), `authority` and
            `number` (consent, decline), `number` (decide), `ground` (remove).

    Raises:
        CaseError, LogError: it is not lawful, or the register or its log cannot be used; nothing was written.
        RefusalError: the act or a day is none.
        OSError: a file cannot be written; nothing was written.
    """
    if act not in list(Act) or act == Act.OPEN:
        acts = ", ".join(one for one in Act if one is not Act.OPEN)
        raise RefusalError(f"'{act}' is no act of an entry; there are: {acts}", f"没有名为 {act} 的操作；可用：{acts}")
    what, day = Act(act), _day(at, on)
    figures = None
    if what in (Act.NOTICE, Act.DECIDE):
        figures = _figures(Path(register), _path(log), entry, pack)
    given = {name: value for name, value in said.items() if value is not None}
    make = doing(what, entry, day, expect, figures, **given)
    done = do(Path(register), _path(log), [make], at, by, dry_run=dry_run)
    (one,) = done.entries
    if isinstance(one, LogError):
        raise one
    state = done.found[str(one.data["case"])]
    return Acted(plain_row(state), one, not dry_run, done.behind)


def plain_row(state: EntryState) -> dict[str, Any]:
    """How an entry stands, as a row without its draft."""
    return {name: value for name, value in entry_row(state).items() if name != "draft"}


def list_cases(
    register: str | Path, state: str | None = None, due_by: date | str | None = None, pack: str | Path | None = None,
    log: str | Path | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The entries of a case register, one row each, with what is next.

    Args:
        register: its file; it is not written.
        state: only those in this state.
        due_by: only those of which something is due by this day.
        pack: the pack whose law holds; that of each draft if left out.
        log: the log; the one that the register knows.

    Returns:
        Every column of the register but the draft, and `next`, `next_by` and `next_from` (ISO days).

    Raises:
        CaseError, LogError: the register or its log cannot be used.
        RefusalError: the state or the day is none.
    """
    with reading(Path(register), _path(log), pack) as cases:
        rows = [table_row(row, steps) for row, steps in chosen(cases, state, due_by)]
    names = [column.name for column in ENTRIES.columns if column.name != "draft"]
    whole = {"version", "last_entry"}
    schema = {name: pl.Int64 if name in whole else pl.String for name in (*names, "next", "next_by", "next_from")}
    return pl.DataFrame(rows, schema=schema)


def chosen(
    cases: CaseReading, state: str | None = None, due_by: date | str | None = None
) -> list[tuple[Mapping[str, Any], tuple[Next, ...]]]:
    """Entries with what is next, filtered.

    Raises:
        RefusalError: the state or the day is none.
    """
    if state is not None and state not in list(State):
        states = ", ".join(State)
        raise RefusalError(
            f"'{state}' is no state; there are: {states}", f"没有名为 {state} 的状态；可用：{states_zh(State)}"
        )
    day = None if due_by is None else day_of(due_by, "due_by")
    found = [(row, cases.next_of(row)) for row in cases.rows(state)]
    return [
        (row, steps)
        for row, steps in found
        if day is None or any(one.by is not None and one.by <= day for one in steps)
    ]


def table_row(row: Mapping[str, Any], steps: Sequence[Next]) -> dict[str, Any]:
    """A row of the table of entries."""
    first = steps[0] if steps else None
    told = {name: value for name, value in row.items() if name != "draft"}
    by = None if first is None or first.by is None else first.by.isoformat()
    start = None if first is None or first.not_before is None else first.not_before.isoformat()
    return told | {"next": None if first is None else str(first.act), "next_by": by, "next_from": start}


def _figures(register: Path, log: Path | None, asked: str, pack: str | Path | None) -> Figures:
    """The law for an act: of the pack given, else of the draft's."""
    if pack is not None:
        return Figures(load_pack(pack))
    with reading(register, log) as cases:
        row = cases.row(find_case(cases.ids(), asked))
        return cases.figures_of(row)


def _day(at: str, on: date | str | None) -> str:
    check_instant(at)
    return at[:10] if on is None else day_of(on, "on").isoformat()


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)
