"""`rg.replay`: derive a stored decision again, and say whether it is the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..grading import record_replay
from ..grading.record import DecisionRecord
from ..grading.record_read import read_record
from ..grading.record_replay import Replay
from ..pack.model import Pack
from ..pack.shelf import shipped_ids
from .decision_log import decision_in
from .refusal import RefusalError
from .source import Progress, load_registers, open_pack

MOST = 64 * 2**20
"""Bytes that a file with one decision may have."""


def replay(
    decision: object,
    pack: Pack | str | Path | None = None,
    registers: object = None,
    log: str | Path | None = None,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Derive a stored decision again.

    Args:
        decision: its record: plain data, a JSON file, or an id (or its beginning) in `log`.
        pack: the pack as it was when it decided; the shipped pack of that id if not given.
        registers: derive the facts anew from these; without them the stored facts are taken.
        log: the log that holds the decision.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.

    Returns:
        `same`, `differences` (each with `place`, `stored`, `derived`), and both records.

    Raises:
        RecordError, RefusalError, LogError, PackError, RegisterError: it cannot be read, or the pack has changed.

    Examples:
        >>> from riskgrade.grading.record import Recorder
        >>> from riskgrade.grading.reference import Grader
        >>> from riskgrade.report.dates import moment_of
        >>> rows = {"inspections": [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]}
        >>> grader = Grader(open_pack("us-nyc"), load_registers(rows, "us-nyc"), moment_of("2014-12-31"))
        >>> (_, record), = Recorder(grader).decide(["1"])
        >>> replay(record.document).same, replay(record.document, registers=rows).same
        (True, True)
    """
    stored, claimed = stored_decision(decision, log)
    known = open_pack(_shipped(stored.body["pack"]["id"]) if pack is None else pack)
    record_replay.same_pack(stored, known)
    read = None if registers is None else load_registers(registers, known, coverage, progress)
    return record_replay.replay(stored, claimed, known, read)


def _shipped(asked: str) -> str:
    """The id of a shipped pack; what a document says is never taken for a path."""
    if asked not in shipped_ids():
        raise RefusalError(
            f"the decision was made by pack '{asked}', which is not shipped; give that pack with --pack",
            f"该决定由规则包 {asked} 作出，不在随附的规则包中；请用 --pack 指明",
        )
    return asked


def stored_decision(decision: object, log: str | Path | None = None) -> tuple[DecisionRecord, str]:
    """A stored decision, and the id that it was stored under.

    Args:
        decision: its record: plain data, a JSON file, or an id (or its beginning) in `log`.
        log: the log that holds it.

    Raises:
        RecordError, RefusalError, LogError: it cannot be read.
    """
    if isinstance(decision, DecisionRecord):
        return decision, decision.decision_id
    if log is not None:
        return read_record(decision_in(log, str(decision)).document)
    if isinstance(decision, Mapping):
        return read_record(dict(decision))
    return read_record(_document(Path(str(decision))))


def _document(path: Path) -> Any:
    """What a JSON file holds; the decision within, where it holds more than that."""
    if not path.exists():
        raise RefusalError(
            f"{path} is not there. Give a JSON file with a decision, or its id with --log",
            f"找不到 {path}。请给出决定的 JSON 文件，或用 --log 指明日志并给出编号",
        )
    if path.is_dir():
        raise RefusalError(
            f"{path} is a folder. Give a JSON file with a decision, or its id with --log",
            f"{path} 是文件夹。请给出决定的 JSON 文件，或用 --log 指明日志并给出编号",
        )
    if path.stat().st_size > MOST:
        raise RefusalError(f"{path} is far too large for one decision", f"{path} 过大，不是单个决定")
    try:
        held = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RefusalError(f"{path} is no JSON document in UTF-8", f"{path} 不是 UTF-8 编码的 JSON 文档") from None
    inner = held.get("decision") if isinstance(held, dict) else None
    return inner if isinstance(inner, dict) else held
