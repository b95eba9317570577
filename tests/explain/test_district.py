"""The made-up district: every firm's explanation adds up, and every record that it names exists."""

import csv
from pathlib import Path

import pytest

from riskgrade.explain.build import Explainer
from riskgrade.grading.record import Recorder
from riskgrade.grading.reference import Grader
from riskgrade.report.dates import moment_of
from riskgrade.report.source import load_registers, open_pack
from riskgrade.report.trace_document import document_of

from . import reader

DEMO = Path(__file__).parents[2] / "datasets" / "suining-demo"
FIRMS = 2_000
GB18030 = ("complaints",)
"""Files of the district that are written so; the rest is UTF-8."""


@pytest.fixture(scope="module")
def explainer():
    pack = open_pack("cn-suining-2023")
    registers = load_registers(DEMO, pack)
    return Explainer(Recorder(Grader(pack, registers, moment_of("2023-12-31"))))


@pytest.fixture(scope="module")
def written(explainer):
    """The rows as the files have them, read without riskgrade: register -> key -> row."""
    found = {}
    for name, model in explainer.pack.registers.items():
        path = DEMO / f"{name}.csv"
        if path.exists():
            raw = path.read_bytes()
            encoding = "utf-8-sig" if name not in GB18030 else "gb18030"
            head, *rows = csv.reader(raw.decode(encoding).splitlines())
            headings = {model.fields[model.key].label.zh, model.key, *model.fields[model.key].headings}
            (place,) = (number for number, one in enumerate(head) if one in headings)
            found[name] = {row[place]: row for row in rows}
    return found


@pytest.mark.slow
def test_every_firm_adds_up_and_names_records_that_exist(explainer, written):
    keys = sorted(explainer.grader.registers.registers["enterprises"].frame.collect()["uscc"].unique())
    assert len(keys) >= FIRMS
    told = records = 0
    for start in range(0, len(keys), 250):
        for one in explainer.explain(keys[start : start + 250]):
            trace = document_of(one)
            reader.check(trace)
            named = {place for reading in trace["readings"].values() for place in reading["records"]}
            assert named == set(trace["records"])
            for place, record in trace["records"].items():
                assert place == f"{record['register']}/{record['key']}"
                row = written[record["register"]][record["key"]]
                sources = (record["originated_by"], record["provided_by"], record["responsible"])
                assert all(name is None or name in row for name in sources)
                assert any(trace["subject"]["key"] in cell for cell in row)
            assert all(one["register"] in written for one in trace["not_counting"])
            told, records = told + 1, records + len(named)
    assert told == len(keys)
    assert records > 2 * FIRMS
