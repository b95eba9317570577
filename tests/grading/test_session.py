"""The session on shipped packs as a whole: one firm after another. Their cases run in a session too (`riskgrade test`)."""

from __future__ import annotations

from datetime import date

import pytest

from riskgrade.grading.reference import Grader
from riskgrade.grading.session import Session
from riskgrade.grading.session_host import session_available
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.conftest import ROOT
from tests.grading.sessions import assert_same

pytestmark = pytest.mark.skipif(not session_available(), reason="durable-rules is not installed")
SHIPPED = [("uk-fhrs", "uk-made-up", date(2026, 6, 30)), ("cn-suining-2023", "suining-demo", date(2023, 12, 31))]


@pytest.mark.parametrize(("name", "data", "day"), SHIPPED)
def test_firms_of_the_demos(name: str, data: str, day: date) -> None:
    pack = load_pack(name)
    registers = load_registers(ROOT / "datasets" / data, pack.registers, subject=pack.subject)
    key = pack.registers[pack.subject or ""].key
    keys = (
        registers.registers[pack.subject or ""].frame.select(key).collect().to_series().unique().sort().to_list()[:300]
    )
    with Session() as session:
        found = Grader(pack, registers, Moment.of(day), session.truths).decide(keys)
    assert_same(found, Grader(pack, registers, Moment.of(day)).decide(keys))
    assert any(one.fired for one in found)
