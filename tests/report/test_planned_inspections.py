"""What the levels of a run call for: how many subjects, and the sum of the least."""

import json

import pytest

from riskgrade.cli.main import main
from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import find_pack
from riskgrade.report.grading_run import run_grade
from riskgrade.report.json_text import json_text
from riskgrade.report.pack_text import pack_text
from riskgrade.report.summary import summary
from tests.report import sample

OFTEN = "  inspections: {per: year, levels: {A: {least: 1, per: {years: 2}}, B: [2, 3], C: [3, null], D: [null, 9]}, cite: guide-3}\n"


@pytest.fixture
def frequent(tmp_path):
    files = dict(sample.PACK)
    files["grades.yaml"] = files["grades.yaml"].replace("  cite: act-4\n", f"  cite: act-4\n{OFTEN}")
    return sample.write_pack(tmp_path, files, "frequent")


def test_the_least_are_added_up_level_by_level(frequent):
    rows = [{"code": f"1{number}", "name": "x", "kind": "maker", "area": "5"} for number in range(3)]
    rows += [{"code": f"2{number}", "name": "x", "kind": "maker", "area": "40"} for number in range(2)]
    rows += [
        {"code": "3", "name": "x", "kind": "maker", "area": "400"},
        {"code": "4", "name": "x", "kind": "maker", "area": ""},
    ]
    run = run_grade({"firms": rows, "samplings": []}, frequent, sample.AS_OF)
    told = json.loads(json_text(summary(run)))["grades"]
    assert told["risk"]["inspections"] == {
        "levels": [
            {"level": "A", "least": 1, "most": None, "months": 24, "subjects": 3, "planned": 3},
            {"level": "B", "least": 2, "most": 3, "months": 12, "subjects": 2, "planned": 4},
            {"level": "D", "least": None, "most": 9, "months": 12, "subjects": 1, "planned": None},
        ],
        "cite": [{"text": "guide-3", "evidence": "recalled"}],
    }
    assert "inspections" not in told["conduct"]


def test_the_terminal_says_it_in_both_languages(frequent, registers, capsys):
    for language, words in (("en", ["at least 1 in 2 years", "Inspections planned (guide-3 (recalled))"]),
                            ("zh", ["每2年至少1次", "计划检查次数（guide-3 (recalled)）"])):  # fmt: skip
        with pytest.raises(SystemExit):
            main(
                [
                    "grade",
                    str(registers),
                    "--pack",
                    str(frequent),
                    "--as-of",
                    sample.AS_OF,
                    "--dry-run",
                    "--language",
                    language,
                ]
            )
        shown = capsys.readouterr().out
        assert [word for word in words if word not in shown] == []


def test_a_pack_that_is_shown_says_how_often(frequent, capsys):
    told = pack_text(load_pack(frequent), find_pack(str(frequent)))
    assert told["grades_of"]["risk"]["inspections"]["levels"]["B"] == {"least": 2, "most": 3, "months": 12}
    assert told["grades_of"]["conduct"]["inspections"] is None
    assert told["evidence"]["recalled"] == 2
    with pytest.raises(SystemExit):
        main(["pack", "show", str(frequent), "--language", "en"])
    shown = capsys.readouterr().out
    assert "2-3 a year" in shown
    assert "inspections: guide-3 (recalled)" in shown
