"""Decisions of a made-up pack, and a log with every kind of event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from riskgrade.grading.record import DecisionRecord, Recorder
from riskgrade.grading.reference import Grader
from riskgrade.log.append import append
from riskgrade.log.decision_events import Approved, Chosen, Decided, Overridden, Refused
from riskgrade.log.decisions import DECISIONS
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.report import sample

AT = "2024-01-05T09:30:00+08:00"
FILES = sample.PACK | {
    "grades.yaml": sample.PACK["grades.yaml"]
    + """
both:
  matrix: {risk: [A, B, C, D], conduct: [good, poor]}
  cells: [[A, C], [B, C], [C, D], [D, D]]
  cite: act-6
"""
}


def records(folder: Path) -> dict[str, DecisionRecord]:
    """The records of the sample's firms, by key; the pack, with a matrix of its two grades, is written below `folder`."""
    pack = load_pack(sample.write_pack(folder / "packs", FILES))
    registers = load_registers({"firms": sample.FIRMS, "samplings": sample.SAMPLINGS}, pack.registers)
    recorder = Recorder(Grader(pack, registers, Moment.of(date.fromisoformat(sample.AS_OF))))
    return {one.subject: record for one, record in recorder.decide([row["code"] for row in sample.FIRMS])}


def write_log(path: Path, found: dict[str, DecisionRecord]) -> str:
    """A log of nine entries, and the id of the decision that officers dealt with: 006, B or one level worse by law."""
    decision_id = found["006"].decision_id

    def add(event, by=None):
        append(path, DECISIONS, event, AT, by)

    add(Decided(decision=found["002"].document), "batch")
    add(Decided(decision=found["006"].document))
    add(Chosen(decision_id=decision_id, grade="risk", level="C", reason="现场整改不到位"), "王丽")
    add(Overridden(decision_id=decision_id, grade="risk", level="A", reason="复检合格"), "王丽")
    add(Refused(decision_id=decision_id, override=4, reason="证据不足"), "李强")
    add(Overridden(decision_id=decision_id, grade="risk", level="D", reason="事故"), "李强")
    add(Approved(decision_id=decision_id, override=6, reason="同意"), "王丽")
    add(Decided(decision=found["006"].document))
    add(Decided(decision=found["001"].document))
    return decision_id
