"""`rg.read_log`, `rg.verify_log` and what the commands of `riskgrade log` do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ..calibration.record import CalibratedRecord
from ..dishonesty.entries import ENTRIES
from ..grading.record import DecisionRecord
from ..log.append import append, intact, read_ledger
from ..log.decision_events import Approved, Calibrated, CalibratedLevel, Chosen, Decided, Overridden, Refused
from ..log.decision_state import DecisionState, GradeState
from ..log.decisions import DECISIONS, Decisions
from ..log.entry import Entry
from ..log.event import Event, Room
from ..log.verify import Verdict, verify
from .json_text import json_text
from .refusal import RefusalError

ROOMS: tuple[Room, ...] = (DECISIONS, ENTRIES)
"""Who writes into logs."""


def read_log(path: str | Path) -> pl.DataFrame:
    """The entries of a log, one row each.

    Args:
        path: the log.

    Returns:
        `number`, `at`, `by`, `kind`, `decision_id`, `grade`, `level`, `reason`, `override`, `hash` and `data` (JSON).

    Raises:
        LogError: the log is damaged.
        OSError: it cannot be read.
    """
    rows = [entry_row(one) for one in intact(Path(path))]
    texts = ("at", "by", "kind", "decision_id", "grade", "level", "reason", "hash", "data")
    schema: dict[str, Any] = {"number": pl.Int64, **dict.fromkeys(texts, pl.String), "override": pl.Int64}
    order = ["number", "at", "by", "kind", "decision_id", "grade", "level", "reason", "override", "hash", "data"]
    return pl.DataFrame(rows, schema=schema).select(order)


def entry_row(entry: Entry) -> dict[str, Any]:
    """An entry as plain data."""
    data = entry.data
    inner = data.get("decision")
    decision = inner.get("decision_id") if isinstance(inner, dict) else data.get("decision_id")
    named = {name: data.get(name) for name in ("grade", "level", "reason", "override")}
    whole = json_text(dict(data))
    row = {"number": entry.number, "at": entry.at, "by": entry.by, "kind": entry.kind, "decision_id": decision}
    return row | named | {"hash": entry.hash, "data": whole}


def verify_log(path: str | Path, head: str | None = None) -> Verdict:
    """Hold a log against itself, and against a head that was kept elsewhere.

    Args:
        path: the log.
        head: the hash of what was its last line at some time; without it a cut end cannot be found.

    Returns:
        `entries`, `head`, `faults` (each with `line`, `code`, `en`, `zh`), `head_at` and `unknown` kinds of event.

    Raises:
        RefusalError: the head is no hash.
        OSError: the log cannot be read.
    """
    wanted = None if head is None else head.strip().lower()
    if wanted is not None and (len(wanted) != 64 or not set(wanted) <= set("0123456789abcdef")):
        raise RefusalError(
            f"head: '{head}' is no sha256; give all 64 characters, as `riskgrade log verify` prints them",
            f"head：{head} 不是 sha256 值；请给出 `riskgrade log verify` 输出的全部 64 个字符",
        )
    return verify(Path(path), ROOMS, wanted)


def log_decision(path: str | Path, record: DecisionRecord, at: str, by: str | None = None) -> Entry:
    """Write a decision into a log; the log is begun if it is not there.

    Args:
        path: the log.
        record: the decision's record.
        at: when, as ISO 8601 with the offset.
        by: who asked for it, if that is known.

    Raises:
        LogError, OSError: it cannot be written.
    """
    return append(Path(path), DECISIONS, Decided(decision=record.document), at, by)[0]


def log_calibrated(path: str | Path, record: CalibratedRecord, at: str, by: str | None = None) -> Entry:
    """Write the calibrated levels of a decision into the log that holds it.

    Args:
        path: the log.
        record: the record of the calibrated levels; no trial.
        at: when, as ISO 8601 with the offset.
        by: who asked for it, if that is known.

    Raises:
        LogError, RefusalError, OSError: it cannot be written.
    """
    body = record.body
    if body["calibration"]["trial"]:
        raise RefusalError("a trial makes no decision, so it cannot be logged", "试算不形成决定，无法记入日志")
    levels = {
        name: CalibratedLevel(before=one["before"], after=one["after"])
        for name, one in body["grades"].items()
        if one["moved"] is not None
    }
    event = Calibrated(
        decision_id=body["decision_id"], calibration=body["calibration"]["sha256"], calibrated_id=record.calibrated_id,
        levels=levels,
    )  # fmt: skip
    return append(Path(path), DECISIONS, event, at, by)[0]


def decisions_of(path: str | Path) -> Mapping[str, DecisionState]:
    """Every decision of a log and how it stands, by its id."""
    return _ledger(path).found


def decision_in(path: str | Path, asked: str) -> DecisionState:
    """A decision of a log by its id, or the beginning of it."""
    return _ledger(path).find(asked)


def _ledger(path: str | Path) -> Decisions:
    found = read_ledger(Path(path), DECISIONS)
    assert isinstance(found, Decisions)
    return found


def move(
    path: str | Path, what: type[Chosen] | type[Overridden], asked: str, grade: str | None, level: str, reason: str,
    at: str, by: str, dry_run: bool = False,
) -> tuple[Entry, GradeState]:  # fmt: skip
    """Write an officer's choice or an override.

    Args:
        path: the log.
        what: which of the two.
        asked: the decision's id, or the beginning of it.
        grade: which grade; may be left out where the decision has only one.
        level: the level.
        reason: why.
        at: when.
        by: who.
        dry_run: check and write nothing.

    Raises:
        LogError, RefusalError: it is not lawful.
    """
    state = decision_in(path, asked)
    name = _only(state.grades, grade, "grade", "评级项")
    event = what(decision_id=state.decision_id, grade=name, level=level, reason=_given(reason))
    return _written(path, event, name, at, by, dry_run)


def answer(
    path: str | Path, what: type[Approved] | type[Refused], asked: str, grade: str | None, reason: str, at: str, by: str,
    dry_run: bool = False,
) -> tuple[Entry, GradeState]:  # fmt: skip
    """Approve or refuse the override of a decision that waits for it.

    Raises:
        LogError, RefusalError: there is none, or the person may not.
    """
    state = decision_in(path, asked)
    waiting = {name: one for name, one in state.grades.items() if one.pending is not None}
    if not waiting:
        raise RefusalError("no override of this decision waits for approval", "该决定没有待批准的改定")
    name = _only(waiting, grade, "grade with a waiting override", "待批准的评级项")
    pending = waiting[name].pending
    assert pending is not None
    event = what(decision_id=state.decision_id, override=pending.number, reason=_given(reason))
    return _written(path, event, name, at, by, dry_run)


def _written(path: str | Path, event: Event, grade: str, at: str, by: str, dry_run: bool) -> tuple[Entry, GradeState]:
    entry, ledger = append(Path(path), DECISIONS, event, at, by, dry_run)
    assert isinstance(ledger, Decisions)
    return entry, ledger.found[str(entry.data["decision_id"])].grades[grade]


def _given(reason: str) -> str:
    if not 0 < len(reason.strip()) <= 2000:
        raise RefusalError("say why, in up to 2000 characters (--reason)", "请说明理由，不超过 2000 字（--reason）")
    return reason.strip()


def _only(found: Mapping[str, object], asked: str | None, en: str, zh: str) -> str:
    if asked is None and len(found) == 1:
        return next(iter(found))
    if asked in found and asked is not None:
        return asked
    there = ", ".join(found)
    if asked is None:
        raise RefusalError(f"say which {en} with --grade: {there}", f"请用 --grade 指明{zh}：{there}")
    raise RefusalError(f"there is no {en} '{asked}'; there is: {there}", f"没有{zh} {asked}；现有：{there}")
