"""The files of a run: same input, same bytes; nothing a spreadsheet would run; every row set aside with its reason."""

import csv
import hashlib
import json
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from riskgrade.report import tables
from riskgrade.report.grading_run import run_grade
from riskgrade.report.refusal import RefusalError
from riskgrade.report.write_run import write_run
from tests.report import sample

ALL = ("parquet", "csv", "xlsx")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.fixture
def bad(tmp_path):
    """Registers in which a row has no code, a name would be run, and a heading too."""
    firms = [{**row, "=note": "+1"} for row in sample.FIRMS]
    firms.append({**firms[0], "code": "", "name": "@SUM(1)"})
    place = tmp_path / "bad"
    sample.write_csv(place / "firms.csv", firms)
    sample.write_csv(
        place / "samplings.csv", [*sample.SAMPLINGS, {**sample.SAMPLINGS[0], "record_id": "-s9", "sampled_on": "soon"}]
    )
    return place


def test_the_same_input_gives_the_same_bytes(pack, bad, tmp_path):
    for name in ("one", "two"):
        write_run(run_grade(bad, pack, sample.AS_OF, keep_facts=True), tmp_path / name, ALL, facts=True)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert [path.as_posix() for path in files] == [
        "decisions.csv", "decisions.parquet", "decisions.xlsx", "facts.parquet", "findings.csv", "manifest.json",
        "rejected/firms.csv", "rejected/samplings.csv", "summary.json", "withheld.csv",
    ]  # fmt: skip
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


def test_the_manifest_says_what_was_written_and_from_what(pack, bad, tmp_path):
    run = run_grade(bad, pack, sample.AS_OF)
    files = write_run(run, tmp_path / "out", ALL)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["files"] == files
    for name, digest in files.items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert manifest["pack"] == {"id": "sample", "version": "1.2.0", "sha256": pack.sha256, "uses": {}}
    assert [(one["register"], one["rows"]) for one in manifest["inputs"]] == [("firms", 7), ("samplings", 5)]
    assert manifest["inputs"][0]["sha256"] == hashlib.sha256((bad / "firms.csv").read_bytes()).hexdigest()
    assert manifest["results_sha256"] == run.results_sha256
    assert manifest["rule_bits"] == ["out.name", "size", "up.failed", "three", "often", "tell"]


def test_no_file_names_a_folder_of_this_machine(pack, bad, tmp_path):
    write_run(run_grade(bad, pack, sample.AS_OF), tmp_path / "out", ALL)
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert str(tmp_path).encode() not in path.read_bytes(), path.name


def test_rows_set_aside_are_told_with_row_and_reason(pack, bad, tmp_path):
    write_run(run_grade(bad, pack, sample.AS_OF), tmp_path / "out")
    (firm,) = rows_of(tmp_path / "out" / "rejected" / "firms.csv")
    assert (firm["row"], firm["name"], firm["'=note"]) == ("8", "'@SUM(1)", "'+1")
    assert "is blank, and a record needs it" in firm["reason"]
    assert "必填" in firm["reason_zh"]
    (sampling,) = rows_of(tmp_path / "out" / "rejected" / "samplings.csv")
    assert (sampling["row"], sampling["record_id"]) == ("6", "'-s9")
    assert "'soon' cannot be read as a date" in sampling["reason"]


def test_findings_are_about_records_and_about_decisions(pack, bad, tmp_path):
    write_run(run_grade(bad, pack, sample.AS_OF), tmp_path / "out")
    found = rows_of(tmp_path / "out" / "findings.csv")
    assert [(one["severity"], one["code"], one["register"], one["row"]) for one in found] == [
        ("error", "REQUIRED_BLANK", "firms", "8"),
        ("error", "UNREADABLE", "samplings", "6"),
        ("finding", "gap", "firms", ""),
    ]
    assert found[-1]["message"] == "006, conduct: no row of the decision table applies."
    assert found[-1]["message_zh"] == "006，conduct：决策表中没有适用的行。"


def test_people_read_names_and_decimals_and_programs_bits_and_hundredths(pack, registers, tmp_path):
    write_run(run_grade(registers, pack, sample.AS_OF), tmp_path / "out", ALL)
    shown = rows_of(tmp_path / "out" / "decisions.csv")
    assert shown[0]["risk_score_low"] == "13.50"
    assert shown[1]["rules_true"] == "up.failed;often;tell"
    held = pl.read_parquet(tmp_path / "out" / "decisions.parquet")
    assert held["risk_score_low"][0] == 1350
    assert held["rules_true_0"][1] == 0b110110
    book = CalamineWorkbook.from_path(tmp_path / "out" / "decisions.xlsx").get_sheet_by_name("decisions").to_python()
    assert book[0] == list(shown[0])
    assert book[1][:2] == ["001", "A"]
    assert book[1][book[0].index("risk_score_low")] == 13.5


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path):
    frame = pl.DataFrame(
        {"=a": ["=1+1", "http://example.org", "{=1}", "007", None, "x" * 40_000], "n": [-1, 2, 3, 4, None, 6]}
    )
    tables.write_workbook(frame, tmp_path / "x.xlsx", "sheet")
    book = CalamineWorkbook.from_path(tmp_path / "x.xlsx").get_sheet_by_name("sheet").to_python()
    assert book[0] == ["=a", "n"]
    assert [row[0] for row in book[1:5]] == ["=1+1", "http://example.org", "{=1}", "007"]
    assert len(str(book[6][0])) == tables.LONGEST_CELL
    assert (tmp_path / "x.xlsx").read_bytes().count(b"hyperlink") == 0


def test_decisions_that_do_not_fit_a_sheet_are_refused_before_anything_is_written(
    pack, registers, tmp_path, monkeypatch
):
    monkeypatch.setattr("riskgrade.report.write_run.MOST_ROWS", 5)
    with pytest.raises(RefusalError, match="6 decisions do not fit one sheet"):
        write_run(run_grade(registers, pack, sample.AS_OF), tmp_path / "out", ALL)
    assert not (tmp_path / "out").exists()


def test_a_name_of_a_register_cannot_lead_out_of_the_folder(tmp_path):
    from riskgrade.report.write_run import file_name

    assert file_name("../../etc/x") == "_etc_x"
