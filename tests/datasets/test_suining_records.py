"""Decisions about the made-up district: one id from csv and from the workbook; each is derived again from its record."""

from datetime import date
from pathlib import Path

import pytest

from riskgrade.grading.record import Recorder
from riskgrade.grading.record_replay import replay
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.report.source import load_registers

DATASETS = Path(__file__).resolve().parents[2] / "datasets"

pytestmark = pytest.mark.xdist_group("suining_demo")


def test_csv_and_workbook_give_the_same_decisions_and_each_is_derived_again():
    pack = load_pack("cn-suining-2023")
    made = []
    for source in (DATASETS / "suining-demo", DATASETS / "suining-demo.xlsx"):
        registers = load_registers(source, pack)
        firms = registers.registers["enterprises"]
        keys = firms.frame.select(firms.model.key).unique().collect().to_series().sort().to_list()[::40]
        recorder = Recorder(Grader(pack, registers, Moment.of(date(2023, 12, 31))))
        made.append({decision.subject: record for decision, record in recorder.decide(keys)})
    one, other = made
    assert len(one) >= 50
    assert {key: record.decision_id for key, record in one.items()} == {
        key: record.decision_id for key, record in other.items()
    }
    for record in one.values():
        assert replay(record, record.decision_id, pack).differences == ()
