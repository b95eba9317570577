"""`riskgrade backtest`: the document, the screen, the folder, the dry run, and what is asked amiss."""

import json

import pytest

from tests.registers.samples import csv_text
from tests.report.sample import write_pack
from tests.tuning import careless
from tests.tuning.test_backtest import FIRMS, SAMPLINGS


@pytest.fixture
def rows(tmp_path):
    folder = tmp_path / "careless-registers"
    folder.mkdir()
    for name, held in (("firms", FIRMS), ("samplings", SAMPLINGS)):
        (folder / f"{name}.csv").write_text(csv_text(held), encoding="utf-8")
    return folder


@pytest.fixture
def asking(rows, tmp_path):
    pack = write_pack(tmp_path / "packs", careless.PACK, "careless")
    return [
        "backtest", rows, "--pack", pack, "--outcome", "samplings:serious", "--horizon", "1m", "--from", "2022-12-31",
        "--to", "2023-02-28", "--step", "1m", "--embargo", "10d", "--until", "2023-12-31", "--draws", "20",
    ]  # fmt: skip


def test_one_document_says_all(riskgrade, asking):
    done = riskgrade(*asking, "--strata", "kind, new", "--json")
    assert done.status == 0
    told = done.json
    assert {name: told[name] for name in ("what", "outcome", "horizon", "step", "embargo", "from", "to", "until")} == {
        "what": "backtest", "outcome": "samplings:serious", "horizon": "1m", "step": "1m", "embargo": "10d",
        "from": "2022-12-31", "to": "2023-02-28", "until": "2023-12-31",
    }  # fmt: skip
    assert [fold["date"] for fold in told["folds"]] == ["2022-12-31", "2023-01-31", "2023-02-28"]
    assert told["folds"][0]["events"] == 5
    assert told["folds"][0]["rate"] == "0.4545455"
    assert {one["stratum"] for one in told["strata"]} == {"kind", "new"}
    assert {one["measure"] for one in told["metrics"]} >= {"auc_score", "auc_level_within_kind", "recall_worst"}
    assert told["pack"]["id"] == "careless"
    assert riskgrade(*asking, "--strata", "kind, new", "--json").out == done.out


def test_the_screen_says_it_in_both_languages(riskgrade, asking):
    asking += ["--horizon", "2m"]
    english = riskgrade(*asking)
    assert english.status == 0
    for words in ("samplings:serious within 2m of each origin", "observed rate by level", "withheld", "psi"):
        assert words in english.out
    assert "note:" in english.err
    chinese = riskgrade(*asking, "--language", "zh")
    assert "各级别实际发生率" in chinese.out
    assert "提示：" in chinese.err


def test_a_folder_holds_tables_and_drawings(riskgrade, asking, tmp_path):
    out = tmp_path / "out"
    done = riskgrade(*asking, "--strata", "kind", "--out", out, "--language", "en", "--json")
    assert done.status == 0
    names = {path.name for path in out.iterdir()}
    assert {"folds.csv", "metrics.csv", "by_grade.csv", "by_grade.png", "strata.csv", "observations.csv"} < names
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"] == done.json["files"]
    assert riskgrade(*asking, "--out", out).status == 0


def test_a_dry_run_says_the_folds_and_reads_nothing(riskgrade, asking, tmp_path):
    asking[1] = tmp_path / "not-there"
    out = tmp_path / "out"
    done = riskgrade(*asking, "--dry-run", "--out", out)
    assert done.status == 0
    assert "3 folds" in done.out
    assert "2023-01-11" in done.out
    assert not out.exists()
    told = riskgrade(*asking, "--dry-run", "--json").json
    assert told["folds"][0] == {"origin": "2022-12-31", "first": "2023-01-11", "last": "2023-02-10"}
    assert told["dry_run"] is True


def test_a_folder_of_others_is_not_replaced(refused, asking, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    english, _ = refused(*asking, "--out", tmp_path / "out")
    assert "holds no earlier run" in english


def test_rows_set_aside_are_something_to_look_at(riskgrade, asking, rows):
    with (rows / "samplings.csv").open("a", encoding="utf-8") as file:
        file.write("bad,w1,,fail\n")
    assert riskgrade(*asking).status == 1


@pytest.mark.parametrize(
    ("changed", "english", "chinese"),
    [
        (("--outcome", "sampling:serious"), "did you mean samplings?", "是否为 samplings"),
        (("--outcome", "samplings:seriuos"), "did you mean 'serious'?", "serious"),
        (("--horizon", "soon"), "horizon 'soon' is no length of time", "不是时间长度"),
        (("--from", "2023-13-01"), "start '2023-13-01' is no day", "不是日期"),
        (("--to", "2022-01-01"), "lies before the first", "早于起始日"),
        (("--strata", "knid"), "did you mean kind?", "是否为 kind"),
        (("--grade", "rsik"), "did you mean risk?", "是否为 risk"),
        (("--since", "opened"), "did you mean opened_on?", "opened_on"),
        (("--until", "2023-01-01"), "no origin has its outcome yet", "尚无任何起点的结果"),
        (("--pack", "carless"), "carless", "carless"),
    ],
)
def test_what_is_asked_amiss_is_told_in_one_sentence(refused, asking, changed, english, chinese):
    said = refused(*asking, *changed)
    assert english in said[0]
    assert chinese in said[1]


def test_a_split_by_chance_cannot_be_asked_for(riskgrade, asking):
    done = riskgrade(*asking, "--random")
    assert done.status == 2
