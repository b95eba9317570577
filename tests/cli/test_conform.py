"""`riskgrade conform`: the counts, the rows behind them, and the exit status."""

import pytest

from tests.conftest import shared_data
from tests.report import sample


@pytest.fixture
def conform(registers, pack):
    return ["conform", registers, "--pack", pack, "--as-of", sample.AS_OF, "--published", "published"]


def test_the_document(riskgrade, conform):
    done = riskgrade(*conform, "--grade", "risk", "--json")
    assert done.status == 1
    counted = {
        key: done.json[key] for key in ("rows", "computed", "not_computable", "not_published", "agree", "disagree")
    }
    assert counted == {"rows": 6, "computed": 3, "not_computable": 2, "not_published": 1, "agree": 2, "disagree": 1}
    assert done.json["disagreements"] == [{"subject": "006", "published": "A", "computed": "B"}]
    assert done.json["not_computable_rows"][1]["missing"] == ["area"]
    assert done.json["pack"]["id"] == "sample"
    assert done.err == ""


def test_what_is_shown(riskgrade, conform):
    done = riskgrade(*conform, "--grade", "risk")
    assert done.status == 1
    for words in ("published and computed", "Disagreements", "006"):
        assert words in done.out
    assert "不一致" in riskgrade(*conform, "--grade", "risk", "--language", "zh").out


def test_only_the_first_disagreements_are_shown(riskgrade, pack, tmp_path):
    rows = [{**sample.FIRMS[0], "code": f"{number:03}", "published": "B"} for number in range(25)]
    sample.write_csv(tmp_path / "many" / "firms.csv", rows)
    sample.write_csv(tmp_path / "many" / "samplings.csv", sample.SAMPLINGS)
    args = [
        "conform",
        tmp_path / "many",
        "--pack",
        pack,
        "--as-of",
        sample.AS_OF,
        "--published",
        "published",
        "--grade",
        "risk",
    ]
    assert "more with --json" in riskgrade(*args).out
    assert len(riskgrade(*args, "--json").json["disagreements"]) == 23  # 002 and 006 have failures


def test_a_row_set_aside_is_status_1(riskgrade, pack, tmp_path):
    sample.write_csv(tmp_path / "some" / "firms.csv", [*sample.FIRMS[:1], {**sample.FIRMS[0], "code": ""}])
    args = [
        "conform",
        tmp_path / "some",
        "--pack",
        pack,
        "--as-of",
        sample.AS_OF,
        "--published",
        "published",
        "--grade",
        "conduct",
    ]
    done = riskgrade(*args, "--json")
    assert (done.status, done.json["set_aside"], done.json["disagree"]) == (1, 1, 0)


def test_several_grades_and_unknown_fields(refused, conform):
    assert "has several grades; name one with --grade: risk, conduct" in refused(*conform)[0]
    assert (
        "has no field 'publshed'; did you mean 'published'?" in refused(*conform[:-1], "publshed", "--grade", "risk")[0]
    )


def test_a_real_authority_agrees_wholly(riskgrade):
    source = shared_data("fhrs-norwich")
    done = riskgrade(
        "conform", source, "--pack", "uk-fhrs", "--as-of", "2026-07-21", "--published", "rating_value", "--json"
    )
    assert (done.status, done.json["computed"], done.json["agree"]) == (0, 1319, 1319)
