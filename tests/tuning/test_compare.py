"""What a comparison says is held against two gradings that know nothing of each other."""

from collections import Counter
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import riskgrade as rg
from riskgrade.pack.load import load_pack
from riskgrade.report.compare import compare
from riskgrade.tuning.error import TuningError
from riskgrade.tuning.patch import patch

SUINING = Path(__file__).parents[2] / "datasets" / "suining-demo"
DAY = "2023-12-31"
CHANGES = {
    "cn-food-risk-2016/grades.food_risk.bands.C.up_to": 55,
    "parameters.credit_deduction.table.fine": "1.5",
    "grades.composite.cells.C.A": "D",
    "cn-food-risk-2016/rules.up.sampling.then.step": [2],
    "cn-sichuan-producer-2023/rules.d.three.when": "failed_batches_counted_year >= 1",
}


@pytest.fixture(scope="module")
def declared():
    return load_pack("cn-suining-2023")


@pytest.fixture(scope="module")
def registers(declared):
    return rg.load_registers(SUINING, declared)


@pytest.fixture(scope="module")
def found(declared, registers):
    return compare(declared, CHANGES, registers, on=DAY)


@pytest.fixture(scope="module")
def graded(declared, registers):
    """The decisions of both packs, from `rg.grade`."""
    return [rg.grade(registers, one, as_of=DAY) for one in (declared, patch(declared, CHANGES))]


def place(frame, grade):
    excluded = pl.col(f"{grade}_excluded").is_not_null()
    return frame.select(pl.when(excluded).then(pl.lit("excluded")).otherwise(pl.col(grade).fill_null("withheld")))[
        "literal"
    ].to_list()


@pytest.mark.parametrize("grade", ["credit", "food_risk", "composite"])
def test_the_matrix_counts_every_subject_once(found, graded, grade):
    one, other = (place(frame, grade) for frame in graded)
    counted = Counter(zip(one, other, strict=True))
    rows = found.migration().frame.filter(pl.col("grade") == grade)
    assert rows.height == 6 * 6
    assert {(a, b): n for _, a, b, n, _ in rows.iter_rows() if n} == dict(counted)
    assert sum(n for a, b, n in rows.select("from", "to", "subjects").iter_rows() if a != b) > 0


def test_the_summary_counts_the_matrix(found):
    matrix = found.migration().frame
    for row in found.summary().frame.iter_rows(named=True):
        mine = matrix.filter(pl.col("grade") == row["grade"])
        assert row["subjects"] == mine["subjects"].sum()
        for name, keep in (
            ("stay", pl.col("from") == pl.col("to")),
            ("worse_by_one", pl.col("notches") == 1),
            ("worse_by_more", pl.col("notches") > 1),
            ("better_by_one", pl.col("notches") == -1),
            ("better_by_more", pl.col("notches") < -1),
            ("no_longer_withheld", (pl.col("from") == "withheld") & (pl.col("to") != "withheld")),
        ):
            assert row[name] == mine.filter(keep)["subjects"].sum(), name


def test_those_who_changed_are_those_who_differ(found, graded):
    changed = found.changed(reasons=False).frame
    for grade in found.grades:
        one, other = (place(frame, grade) for frame in graded)
        expected = {(subject, a, b) for subject, a, b in zip(graded[0]["subject"], one, other, strict=True) if a != b}
        mine = changed.filter(pl.col("grade") == grade)
        assert set(mine.select("subject", "from", "to").iter_rows()) == expected


def test_each_kind_of_reason_is_told(found):
    changed = found.changed().frame
    kinds = {grade: set(changed.filter(pl.col("grade") == grade)["why"]) for grade in found.grades}
    assert kinds["credit"] == {"points"}
    assert {"rules", "steps", "limits"} <= kinds["food_risk"]
    assert "cells" in kinds["composite"]
    assert any(why.startswith("food_risk ") for why in kinds["composite"])
    points = changed.filter(pl.col("grade") == "credit")["points"]
    # Half a point more for each fine: the difference of every line is a multiple of it.
    for text in points:
        rule, _, ends = text.partition(" ")
        before, after = (float(end) for end in ends.split(" -> "))
        assert rule == "deduct.penalties"
        assert (before - after) % 0.5 == 0 < before - after
    rules = changed.filter((pl.col("grade") == "food_risk") & (pl.col("why") == "rules"))
    assert set(rules["rules_new"]) == {"cn-sichuan-producer-2023/d.three"}


def test_the_workload_is_the_sum_of_what_each_decision_says(found, graded):
    rows = {(row["grade"], row["level"]): row for row in found.workload().frame.iter_rows(named=True)}
    assert {grade for grade, _ in rows} == {"food_risk"}
    for side, frame in zip(("before", "after"), graded, strict=True):
        for level in "ABCD":
            mine = frame.filter(pl.col("food_risk") == level)
            said = mine.filter(pl.col("food_risk_inspections_months").is_not_null())
            row = rows["food_risk", level]
            assert set(said["food_risk_inspections_months"]) == {12}
            assert row[f"subjects_{side}"] == mine.height
            assert row[f"unsaid_{side}"] == mine.height - said.height
            assert row[f"least_{side}"] == said["food_risk_inspections_min"].sum()
            most = said["food_risk_inspections_max"]
            assert row[f"most_{side}"] == (None if most.null_count() else most.sum())


def test_a_pack_against_itself_moves_nobody(declared, registers):
    found = compare(declared, declared, registers, on=DAY)
    assert len(found.changed()) == 0
    assert found.summary().frame["stay"].to_list() == found.summary().frame["subjects"].to_list()


def test_pandas_in_pandas_out():
    frame = pd.DataFrame({"inspection_id": ["1"], "inspected_on": ["2014-03-03"], "score": ["13"]})
    found = compare("us-nyc", {"grades.grade.bands.A.up_to": 12}, {"inspections": frame}, on="2014-12-31")
    for table in (found.migration(), found.changed(), found.summary(), found.workload()):
        assert isinstance(table.frame, pd.DataFrame)


def test_packs_without_a_common_grade_are_refused(registers, declared):
    with pytest.raises(TuningError, match="they share: credit, food_risk, composite"):
        compare(declared, {}, registers, on=DAY, grade="fodrisk")
    with pytest.raises(TuningError, match="there is nothing to compare"):
        compare("us-nyc", "uk-fhrs", {"inspections": [], "establishments": []}, on=DAY)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("what", ["migration", "changed", "summary", "workload"])
def test_every_table_draws_itself_alike_each_time(found, what, language):
    table = getattr(found, what)()
    if what in ("migration", "workload") and len(set(table.data["grade"])) > 1:
        with pytest.raises(TuningError, match="one grade is drawn at a time"):
            table.plot(language=language)
        table = type(table)(table.data.filter(pl.col("grade") == "food_risk"), table.draw)
    pictures = [table.plot(language=language).png() for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith(b"\x89PNG")


def test_a_grade_without_a_frequency_has_no_workload_to_draw():
    frame = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
    workload = compare("us-nyc", {"grades.grade.bands.A.up_to": 12}, {"inspections": frame}, on="2014-12-31").workload()
    assert len(workload) == 0
    with pytest.raises(TuningError, match="neither pack says how often") as told:
        workload.plot()
    assert "频次" in told.value.zh
