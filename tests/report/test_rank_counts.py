"""Ranks as a run tells them: a column, how many have a place, and what they rest on."""

import json

import polars as pl
import pytest

from riskgrade.cli.main import main
from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import find_pack
from riskgrade.report.grading_run import run_grade
from riskgrade.report.json_text import json_text
from riskgrade.report.pack_text import pack_text
from riskgrade.report.summary import summary
from tests.report import sample

RANKS = "ranks: {area_place: {of: area, best: low, label: {zh: 面积名次, en: Place by area}, cite: guide-7}}\n"


@pytest.fixture
def ranked(tmp_path):
    files = {**sample.PACK, "pack.yaml": sample.PACK["pack.yaml"] + RANKS}
    return sample.write_pack(tmp_path, files, "ranked")


def test_the_summary_counts_who_has_a_place(ranked, registers):
    told = json.loads(json_text(summary(run_grade(registers, ranked, sample.AS_OF))))
    assert told["ranks"] == {
        "area_place": {
            "label": {"zh": "面积名次", "en": "Place by area"}, "ranked": 3, "unknown": 1, "rests_on": "recalled",
        }
    }  # fmt: skip


def test_a_rank_is_a_column_of_the_files(ranked, registers, tmp_path, capsys):
    out = tmp_path / "out"
    with pytest.raises(SystemExit):
        main(
            [
                "grade",
                str(registers),
                "--pack",
                str(ranked),
                "--as-of",
                sample.AS_OF,
                "--out",
                str(out),
                "--language",
                "en",
            ]
        )
    assert "Place by area (area_place): 3 ranked; 1 not, for their number is not certain" in capsys.readouterr().out
    expected = [1, 3, None, None, None, 2]
    assert pl.read_parquet(out / "decisions.parquet")["area_place"].to_list() == expected
    assert pl.read_csv(out / "decisions.csv")["area_place"].to_list() == expected


def test_a_pack_that_is_shown_says_what_it_ranks(ranked, capsys):
    told = pack_text(load_pack(ranked), find_pack(str(ranked)))
    assert told["ranks"]["area_place"] == {
        "of": "area", "best": "low", "label": {"zh": "面积名次", "en": "Place by area"}, "rests_on": "recalled",
        "cite": [{"text": "guide-7", "evidence": "recalled"}],
    }  # fmt: skip
    with pytest.raises(SystemExit):
        main(["pack", "show", str(ranked), "--language", "zh"])
    shown = capsys.readouterr().out
    assert "面积名次" in shown
    assert "最小者" in shown


def test_a_pack_without_ranks_says_nothing_of_them(pack, registers):
    assert "ranks" not in summary(run_grade(registers, pack, sample.AS_OF))
