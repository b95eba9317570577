"""A case register read for the feeds: nothing is written, and what was written down after the day is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ..dishonesty.case_file import to_read
from ..dishonesty.case_then import entries_then
from ..publicity import CaseEntries, Publication, case_entries


def read_case_entries(register: Path, as_of: date, log: Path | None = None) -> CaseEntries:
    """The entries of a case register as they stood on a day.

    Args:
        register: its file; it is not written.
        as_of: the day.
        log: its log; the one that the register knows if left out.

    Raises:
        CaseError, LogError: the register or its log cannot be used.
        OSError: a file cannot be read.
    """
    # The register is held against its log first; what it was on an earlier day only the log says.
    with to_read(register, log) as (_, own, _behind):
        return case_entries(register.name, own.name, entries_then(own, as_of))


def cases_data(run: Publication) -> dict[str, Any]:
    """Which case register a run read, and up to which entry of its log; nothing where it read none."""
    if run.cases is None:
        return {}
    then = run.cases.then
    return {
        "case_register": {
            "file": run.cases.register,
            "log": run.cases.log,
            "log_number": then.number,
            "log_hash": then.hash or None,
            "written_later": then.later,
        }
    }
