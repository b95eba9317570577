"""Computed against published levels: what counts as published is asked first."""

import pytest

from riskgrade.pack.load import load_pack
from riskgrade.report.conformity import conformity
from riskgrade.report.grading_run import run_grade
from riskgrade.report.refusal import RefusalError
from tests.conftest import shared_data
from tests.report import sample


def compared(source, pack, as_of=sample.AS_OF, published="published", grade="risk", **more):
    return conformity(run_grade(source, pack, as_of, **more), published, grade)


def counts(data):
    keys = ("rows", "computed", "not_computable", "not_published", "agree", "disagree")
    return tuple(data[key] for key in keys)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_row_counts_once(pack, registers, engine):
    data = compared(registers, pack, engine=engine).data()
    # 004 publishes nothing; 003 is a pilot and 005 has no area; 006 was published before its failure was known.
    assert counts(data) == (6, 3, 2, 1, 2, 1)
    assert data["rows"] == data["computed"] + data["not_computable"] + data["not_published"]
    assert data["disagreements"] == [{"subject": "006", "published": "A", "computed": "B"}]
    assert data["not_computable_rows"] == [
        {"subject": "003", "published": "B", "reason": "pilot", "possible": None, "missing": []},
        {"subject": "005", "published": "A", "reason": "withheld", "possible": "A..D", "missing": ["area"]},
    ]


def test_it_holds_only_if_nothing_disagrees_and_no_row_was_set_aside(pack):
    agreeing = {"firms": sample.FIRMS[:3], "samplings": sample.SAMPLINGS}
    assert compared(agreeing, pack).holds
    aside = {**agreeing, "samplings": [*sample.SAMPLINGS, {"record_id": "s9", "code": "", "sampled_on": "2023-01-01"}]}
    assert not compared(aside, pack).holds
    assert not compared({"firms": sample.FIRMS, "samplings": sample.SAMPLINGS}, pack).holds


@pytest.mark.parametrize(
    ("published", "grade", "said"),
    [
        ("publshed", "risk", "has no field 'publshed'; did you mean 'published'"),
        ("area", "risk", "holds a decimal"),
        ("published", "rsk", "has no grade 'rsk'; did you mean 'risk'"),
        ("published", None, "has several grades; name one with --grade: risk, conduct"),
    ],
)
def test_what_is_not_there_is_refused(pack, registers, published, grade, said):
    with pytest.raises(RefusalError, match=said):
        compared(registers, pack, published=published, grade=grade)


def test_of_several_rows_of_a_subject_the_newest_valid_one_is_published(tmp_path):
    files = dict(sample.PACK)
    files["registers.yaml"] = files["registers.yaml"].replace(
        "  key: code\n  fields:", "  key: code\n  valid_from: since\n  fields:\n    since: {type: date}"
    )
    pack = load_pack(sample.write_pack(tmp_path, files))
    row = {"code": "1", "name": "x", "kind": "maker", "area": "10"}
    rows = [
        {**row, "since": "2022-01-01", "published": "C"},
        {**row, "since": "", "published": "D"},
        {**row, "since": "2023-01-01", "published": "A"},
        {**row, "since": "2025-01-01", "published": "B"},
        {**row, "code": "2", "since": "2025-01-01", "published": "C"},
        {**row, "code": "2", "since": "2026-01-01", "published": "B"},
    ]
    data = compared({"firms": rows, "samplings": []}, pack).data()
    assert counts(data) == (2, 1, 1, 0, 1, 0)
    (row,) = data["not_computable_rows"]
    assert (row["subject"], row["published"], row["reason"]) == ("2", "B", "not_yet_recorded")


@pytest.mark.parametrize(
    ("folder", "pack", "as_of", "published", "wanted"),
    [
        ("fhrs-norwich", "uk-fhrs", "2026-07-21", "rating_value", (1563, 1319, 36, 208, 1319, 0)),
        ("fhrs-westminster", "uk-fhrs", "2026-07-21", "rating_value", (5160, 4601, 139, 420, 4601, 0)),
        ("us-nyc", "us-nyc", "2015-12-31", "grade", (24839, 24333, 2, 504, 24137, 196)),
    ],
)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_published_ratings_of_real_businesses(folder, pack, as_of, published, wanted, engine):
    data = compared(shared_data(folder), pack, as_of, published, None, engine=engine).data()
    assert counts(data) == wanted
    assert len(data["disagreements"]) == wanted[-1]
    assert all(row["missing"] and row["reason"] == "not_computable" for row in data["not_computable_rows"])
