"""Withheld levels: each has its row, what is missing is named in both languages, and a cap is told."""

import csv
from pathlib import Path

import pytest

from riskgrade.report import withheld_table
from riskgrade.report.grading_run import run_grade
from riskgrade.report.withheld_table import withheld, withheld_notices
from riskgrade.report.write_run import write_run
from tests.report import sample

DEMO = Path(__file__).parents[2] / "datasets" / "suining-demo"


@pytest.fixture
def run_of(pack, tmp_path):
    """Grade these firms."""

    def graded(*firms):
        sample.write_csv(tmp_path / "made" / "firms.csv", list(firms))
        sample.write_csv(tmp_path / "made" / "samplings.csv", sample.SAMPLINGS)
        return run_grade(tmp_path / "made", pack, sample.AS_OF)

    return graded


def firm(code, **more):
    return {**sample.FIRMS[0], "code": code, "name": "x", **more}


def test_only_what_is_withheld_has_a_row(pack, registers):
    # 003 is excluded and 004 out of scope: they have no level, but nothing is missing.
    assert withheld(run_grade(registers, pack, sample.AS_OF)).rows() == [
        ("005", "risk", "A", "D", "area", "面积", "面积"),
        ("006", "conduct", "good", "poor", "", "", ""),  # no row of the table applies
    ]


def test_grades_stand_as_the_pack_has_them_and_each_names_its_own(pack, tmp_path):
    registers = tmp_path / "registers"
    sample.write_csv(registers / "firms.csv", [firm("009", area=""), firm("007", area="")])
    assert withheld(run_grade(registers, pack, sample.AS_OF)).rows() == [
        ("007", "risk", "A", "D", "area;failed", "面积;failed batches of the year", "面积;年内不合格批次"),
        ("007", "conduct", "good", "poor", "failed", "failed batches of the year", "年内不合格批次"),
        ("009", "risk", "A", "D", "area;failed", "面积;failed batches of the year", "面积;年内不合格批次"),
        ("009", "conduct", "good", "poor", "failed", "failed batches of the year", "年内不合格批次"),
    ]


def test_a_file_with_its_heading_where_nothing_is_withheld(run_of, tmp_path):
    files = write_run(run_of(firm("001")), tmp_path / "out")
    assert "withheld.csv" in files
    heading = "subject,grade,best,worst,missing,missing_en,missing_zh\n"
    assert (tmp_path / "out" / "withheld.csv").read_bytes() == b"\xef\xbb\xbf" + heading.encode()


def test_no_cell_is_run_by_a_spreadsheet(run_of, tmp_path):
    write_run(run_of(firm("=1+1", area="")), tmp_path / "out")
    text = (tmp_path / "out" / "withheld.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["subject"], row["missing"]) == ("'=1+1", "area")


def test_chunks_change_nothing_but_what_is_told(run_of, monkeypatch):
    run = run_of(*(firm(f"{number:03}", area="") for number in range(20, 25)))
    whole = withheld(run)
    told: list[str] = []
    monkeypatch.setattr(withheld_table, "CHUNK", 2)
    assert withheld(run, told.append).equals(whole)
    assert told == [f"naming what is missing: {number} of 5" for number in (0, 2, 4)]


def test_beyond_the_cap_rows_stand_and_say_why_no_names_do(run_of, monkeypatch):
    run = run_of(*(firm(code, area="") for code in ("020", "021", "022")))
    assert withheld_notices(run.batch) == ()
    monkeypatch.setattr(withheld_table, "MOST", 2)
    *named, last = withheld(run).rows()
    assert [row[4] for row in named] == ["area", "area"]
    en = "Levels of 3 subjects are withheld; what is missing is named for the first 2. For another, ask `riskgrade score`."
    zh = "共 3 个主体暂不评定，仅列出前 2 个主体的缺失项；其余可用 riskgrade score 查询。"
    assert last == ("022", "risk", "A", "D", "", en, zh)
    assert withheld_notices(run.batch) == ((f"withheld.csv: {en}", f"withheld.csv：{zh}"),)


def test_composed_grades_name_what_their_packs_lack():
    run = run_grade(DEMO, "cn-suining-2023", "2023-12-31")
    table, decisions = withheld(run), run.batch.decisions
    for grade in run.batch.pack.grades:
        held = decisions.filter(decisions[grade].is_null() & decisions[f"{grade}_excluded"].is_null())
        assert table.filter(table["grade"] == grade)["subject"].to_list() == held["subject"].to_list()
    assert table.height > 0
    for row in table.iter_rows(named=True):
        assert row["missing"]
        assert row["missing_zh"].isascii() is False
        assert len({row[name].count(";") for name in ("missing", "missing_en", "missing_zh")}) == 1
