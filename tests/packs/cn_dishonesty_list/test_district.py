"""The penalties of the made-up district: the same on every engine and on the reference, and for reasons that can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from riskgrade.grading.batch import Batch, grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import Registers
from riskgrade.report.source import load_registers
from tests.grading.agreement import assert_agree

DEMO = Path(__file__).resolve().parents[3] / "datasets" / "suining-demo"
MOMENT = Moment.of(date(2023, 12, 31))

pytestmark = pytest.mark.xdist_group("dishonesty_demo")


@cache
def pack():
    return load_pack("cn-dishonesty-list")


@cache
def registers() -> Registers:
    return load_registers(DEMO, pack())


@cache
def graded(engine: str = "polars") -> Batch:
    return grade_batch(pack(), registers(), MOMENT, engine)


def test_both_engines_give_identical_decisions():
    one, other = graded(), graded("duckdb")
    assert one.decisions.equals(other.decisions)
    assert one.facts.equals(other.facts)


def test_the_reference_gives_the_same_row_of_every_seventh_penalty():
    keys = graded().decisions["subject"].to_list()[::7]
    decisions = Grader(pack(), registers(), MOMENT).decide(keys)
    assert len(decisions) == len(keys)
    assert_agree(pack(), decisions, replace(graded(), columns=graded().columns[::7]))


def test_every_level_occurs_and_none_is_withheld():
    decisions = graded().decisions
    assert set(decisions["listing"].drop_nulls()) == {"none", "manual", "candidate"}
    assert set(decisions.filter(pl.col("listing").is_null())["listing_excluded"]) == {"void", "not_yet_recorded"}


def test_no_candidate_without_a_heavier_penalty_or_with_disproved_intent():
    rows = registers().registers["penalties"].frame.collect()
    found = (
        graded().decisions.join(rows, left_on="subject", right_on="record_id").filter(pl.col("listing") == "candidate")
    )
    heavy = found["kinds"].str.contains("revoke|suspend_business|restrict|close_down|downgrade")
    assert (heavy | (found["discretion"] == "heavier") | found["act"].str.contains("order44-11")).all()
    assert not (found["intent"] == "disproved").any()
