"""The project's main job: the made-up district graded by Suining's pack, the same from csv, from the workbook, and on every engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from riskgrade.grading.batch import Batch, grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import Registers
from riskgrade.report.source import load_registers
from tests.grading.agreement import assert_agree

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
MOMENT = Moment.of(date(2023, 12, 31))

pytestmark = pytest.mark.xdist_group("suining_demo")


@cache
def pack():
    return load_pack("cn-suining-2023")


@cache
def registers(name: str) -> Registers:
    return load_registers(DATASETS / name, pack())


@cache
def graded(name: str, engine: str = "polars") -> Batch:
    return grade_batch(pack(), registers(name), MOMENT, engine)


def test_csv_and_workbook_give_identical_decisions():
    one, other = graded("suining-demo"), graded("suining-demo.xlsx")
    assert one.decisions.height > 1900
    assert one.decisions.equals(other.decisions)
    assert one.facts.equals(other.facts)


def test_both_engines_give_identical_decisions():
    one, other = graded("suining-demo"), graded("suining-demo", "duckdb")
    assert one.decisions.equals(other.decisions)
    assert one.facts.equals(other.facts)


def test_the_reference_gives_the_same_row_of_every_fifth_firm():
    batch = graded("suining-demo")
    keys = batch.decisions["subject"].to_list()[::5]
    decisions = Grader(pack(), registers("suining-demo"), MOMENT).decide(keys)
    assert len(decisions) == len(keys)
    assert_agree(pack(), decisions, replace(batch, columns=batch.columns[::5]))


def test_every_level_occurs_and_what_is_unknown_is_withheld():
    rows = graded("suining-demo").decisions
    levels = rows["food_risk"].value_counts().to_dicts()
    assert {row["food_risk"] for row in levels} == {"A", "B", "C", "D", None}
    withheld = rows.filter((rows["food_risk"].is_null()) & rows["food_risk_excluded"].is_null())
    assert withheld.height
    assert withheld["food_risk_provisional"].all()
    flags = {flag for cell in rows["flags"] for flag in cell.split(";") if flag}
    assert {"repeat_failure", "retest_open"} <= flags
