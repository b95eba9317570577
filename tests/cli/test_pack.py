"""`riskgrade pack`: list, show, schema."""

from pathlib import Path

from riskgrade.pack.shelf import shipped_ids
from riskgrade.report.schemas import KINDS
from tests.report import sample

SCHEMAS = Path(__file__).resolve().parents[2] / "datasets" / "schemas"


def test_list(riskgrade):
    done = riskgrade("pack", "list")
    assert done.status == 0
    assert "uk-fhrs 1.0.0: UK Food Hygiene Rating Scheme" in done.out
    assert "rating 5 4 3 2 1 0" in done.out
    assert [one["id"] for one in riskgrade("pack", "list", "--json").json] == shipped_ids()
    assert "评级主体" in riskgrade("pack", "list", "--language", "zh").out


def test_show(riskgrade, pack):
    done = riskgrade("pack", "show", pack)
    assert done.status == 0
    for text in (
        "in scope where kind != 'farm'",
        "citations by evidence: recalled 1, text 8",
        "      when  failed >= limit",
        "      then  no better than D",
        "      cite  act-2 (text)",
        "  score ≤ 30: A  act-4 (text)",
        "  score …: D  act-4 (text)",
        "│ guide  │ A guide │        │ recalled │",
    ):
        assert text in done.out
    chinese = riskgrade("pack", "show", pack, "--language", "zh").out
    assert "年内不合格批次 不低于 1" in chinese
    assert riskgrade("pack", "show", pack, "--json").json["rules"][0]["id"] == "out.name"


def test_show_tells_what_an_overlay_changes(riskgrade, tmp_path):
    sample.write_pack(tmp_path)
    city = sample.write_pack(tmp_path, sample.OVERLAY, "sample-city")
    done = riskgrade("pack", "show", city)
    assert "  replaced rules three (sample)\n" in done.out
    assert "      when: failed >= limit  ->  failed >= 5\n" in done.out
    assert "  removed rules out.name (sample)\n" in done.out


def test_show_tells_whose_working_days_hold(riskgrade, tmp_path):
    calendar = "calendar: {country: CN, from: 2021-01-01, to: 2026-12-31, cite: guide}\n"
    folder = sample.write_pack(tmp_path, sample.PACK | {"pack.yaml": sample.PACK["pack.yaml"] + calendar})
    said = "working days of CN verified 2021-01-01 – 2026-12-31 (guide)"
    assert said in riskgrade("pack", "show", folder).out
    assert (
        "工作日：CN，已核实 2021-01-01 – 2026-12-31（guide）"
        in riskgrade("pack", "show", folder, "--language", "zh").out
    )


def test_show_tells_how_a_composed_grade_comes_about(riskgrade):
    english = riskgrade("pack", "show", "cn-suining-2023").out
    assert "taken from the first in whose scope the subject is: cn-sichuan-producer-2023, cn-food-risk-2016" in english
    assert "food_risk × credit\n" in english
    assert "│ B │ B │ B │ C │ D │" in english
    assert "取自首个适用的规则包" in riskgrade("pack", "show", "cn-suining-2023", "--language", "zh").out


def test_show_of_what_is_not_there(refused):
    assert "did you mean 'us-nyc'?" in refused("pack", "show", "us-ny")[0]


def test_schema_is_written_compared_and_printed(riskgrade, refused, tmp_path):
    assert riskgrade("pack", "schema", tmp_path / "new").status == 0
    assert riskgrade("pack", "schema", tmp_path / "new", "--check").status == 0
    assert riskgrade("pack", "schema", SCHEMAS, "--check").status == 0
    (tmp_path / "new" / "rules.schema.json").write_text("{}")
    done = riskgrade("pack", "schema", tmp_path / "new", "--check")
    assert (done.status, done.out) == (
        1,
        "rules.schema.json is not as the models have it / rules.schema.json 与模型不一致\n",
    )
    assert list(riskgrade("pack", "schema").json) == list(KINDS)
    assert set(KINDS) >= {"pack", "registers", "facts", "parameters", "rules", "grades", "publicity", "cases"}
    assert "--check needs a FOLDER" in refused("pack", "schema", "--check")[0]
