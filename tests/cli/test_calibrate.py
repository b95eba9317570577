"""`riskgrade calibrate`: from a past to a calibration in effect, by three persons; whatever is wrong is told in one message."""

import json

import click
import pytest

from riskgrade.cli.calibrate import make as make_command
from tests.calibration import history, sample
from tests.report.sample import write_csv

MOVED = {**history.DECLARED, "often": 26, "d": 18}


@pytest.fixture(name="packs")
def packs_fixture(tmp_path):
    return sample.write_packs(tmp_path / "packs")


@pytest.fixture(name="registers", scope="module")
def registers_fixture(tmp_path_factory):
    folder = tmp_path_factory.mktemp("past")
    for name, rows in history.past(MOVED, firms=500).items():
        write_csv(folder / f"{name}.csv", rows)
    return folder


@pytest.fixture(name="make")
def make_fixture(registers, packs):
    return [
        "calibrate", registers, "--pack", packs / "sample", "--outcome", "visits:result == 'fail'", "--horizon", "3m",
        "--from", "2021-12-31", "--to", "2023-09-30", "--step", "3m", "--until", history.END, "--by", "王丽", "--at", history.AT,
    ]  # fmt: skip


def test_the_whole_way(riskgrade, refused, make, packs, registers, tmp_path):
    file, pack = tmp_path / "cal.json", packs / "sample"
    done = riskgrade(*make, "--out", file)
    assert done.status == 0
    assert "Next, another person: riskgrade calibrate validate" in done.out
    draft = file.read_bytes()
    assert riskgrade(*make, "--out", file).status == 0
    assert file.read_bytes() == draft
    grade = ["grade", registers, "--pack", packs / "city", "--as-of", "2024-04-30", "--accept-rejected"]
    assert "it must be validated and approved first" in refused(*grade, "--dry-run", "--calibration", file)[0]
    tried = riskgrade(*grade, "--out", tmp_path / "trial", "--calibration-draft", file)
    assert "TRIAL of calibration" in tried.out
    assert "TRIAL: these levels use a calibration that is draft" in tried.err

    sign = ["--pack", pack, "--reason", "复算一致", "--at", "2024-04-03T09:00:00+08:00"]
    assert "another person has to sign" in refused("calibrate", "validate", file, *sign, "--by", "王 丽")[0]
    assert riskgrade("calibrate", "validate", file, *sign, "--by", "李强", "--dry-run").status == 0
    assert file.read_bytes() == draft
    assert riskgrade("calibrate", "validate", file, *sign, "--by", "李强").status == 0
    assert "another person" in refused("calibrate", "approve", file, *sign, "--by", "李强", "--from", "2024-05-01")[0]
    assert "day of the calendar" in refused("calibrate", "approve", file, *sign, "--by", "赵敏", "--from", "soon")[0]
    done = riskgrade("calibrate", "approve", file, *sign, "--by", "赵敏", "--from", "2024-05-01", "--language", "zh")
    assert "2024-05-01 至 2025-04-30 生效" in done.out

    assert (
        riskgrade("calibrate", "check", file, "--pack", pack, "--as-of", "2024-05-01", "--json").json["state"]
        == "effective"
    )
    assert (
        "takes effect on 2024-05-01" in refused("calibrate", "check", file, "--pack", pack, "--as-of", "2024-04-30")[0]
    )
    assert "takes effect on 2024-05-01" in refused(*grade, "--dry-run", "--calibration", file)[0]
    grade[5] = "2024-05-31"
    done = riskgrade(*grade, "--out", tmp_path / "out", "--calibration", file, "--json")
    told = done.json["summary"]["calibration"]
    assert (told["trial"], told["state"]) == (False, "approved")
    assert 0 < told["changed"]["risk"]["worse"] + told["changed"]["risk"]["better"] <= 50
    assert told["sha256"] == json.loads(file.read_text(encoding="utf-8"))["sha256"]
    card = riskgrade("calibrate", "show", file, "--language", "zh")
    assert "赵敏" in card.out
    assert "was signed" in refused(*make, "--out", file)[0]


def test_a_gate_that_fails_is_named_and_the_status_is_1(riskgrade, refused, make, packs, tmp_path):
    make[make.index("--from") + 1] = "2023-06-30"
    done = riskgrade(*make, "--out", tmp_path / "cal.json", "--json")
    assert done.status == 1
    assert done.json["identity"] is True
    assert (tmp_path / "cal.json").exists()
    assert riskgrade(*make, "--out", tmp_path / "again.json").status == 1
    assert "folds" in done.json["failed"]
    sign = ["--pack", packs / "sample", "--reason", "x", "--by", "李强"]
    assert "there is nothing to sign" in refused("calibrate", "validate", tmp_path / "cal.json", *sign)[0]


def test_a_dry_run_says_the_folds(riskgrade, make, tmp_path):
    done = riskgrade(*make, "--dry-run", "--json")
    assert [one["origin"] for one in done.json][-1] == "2023-09-30"
    assert "8 folds" in riskgrade(*make, "--dry-run").out
    assert not (tmp_path / "cal.json").exists()


def test_options_may_come_first_and_help_is_there(riskgrade, make):
    done = riskgrade("calibrate", *make[2:], make[1], "--dry-run")
    assert done.status == 0
    assert "--embargo" in riskgrade("calibrate", make[1], "--help").out
    assert "validate" in riskgrade("calibrate", "--help").out


def test_the_help_tells_all_of_it_in_both_languages(riskgrade):
    """Making one has no name of its own, so that the help of the group is where its options are looked for."""
    shown = riskgrade("calibrate", "--help")
    assert shown.status == 0
    for option in make_command.params:
        for name in option.opts if isinstance(option, click.Option) else ():
            assert name in shown.out, name
    words = shown.out.replace("\n", " ")
    for said in (
        "Exit status of making one",
        "编制的退出码",
        "登记滞后",
        "How late records come",
        "[required]",
        "Its model card",
        "查看模型卡",
    ):
        assert said in words
    assert shown.out.count("--help ") <= 3


def test_what_is_refused(riskgrade, refused, make, packs, tmp_path):
    other = tmp_path / "notes.json"
    other.write_text("{}")
    file = tmp_path / "none.json"
    assert "Missing option '--out'" in refused(*make)[0]
    assert "is no calibration" in refused(*make, "--out", other)[0]
    assert "end in .json" in refused(*make, "--out", tmp_path / "cal.txt")[0]
    (tmp_path / "folder.json").mkdir()
    assert "is a folder" in refused(*make, "--out", tmp_path / "folder.json")[0]
    assert "pack city declares nothing" in refused(*make[:3], packs / "city", *make[4:], "--out", file)[0]
    assert "no length of time" in refused(*make, "--horizon", "soon", "--out", file)[0]
    assert not file.exists()
    for command in ("show", "check"):
        assert "this is no calibration that can be used" in refused("calibrate", command, other)[0]
        assert refused("calibrate", command, file)
    (tmp_path / "cal.json").write_bytes(b"\xff")
    assert "no JSON text" in refused("grade", make[1], "--pack", packs / "sample", "--as-of", "2024-05-31", "--dry-run",
                                     "--calibration", tmp_path / "cal.json")[0]  # fmt: skip
    both = ["--calibration", file, "--calibration-draft", file]
    assert (
        "give either"
        in refused("grade", make[1], "--pack", packs / "sample", "--as-of", "2024-05-31", "--dry-run", *both)[0]
    )


def test_a_pack_that_is_not_shipped_must_be_named(riskgrade, refused, make, tmp_path):
    make[make.index("--from") + 1] = "2023-06-30"
    riskgrade(*make, "--out", tmp_path / "cal.json")
    assert "name its folder with --pack" in refused("calibrate", "check", tmp_path / "cal.json")[0]


def test_one_firm_with_a_calibration(riskgrade, refused, make, packs, tmp_path):
    file = tmp_path / "cal.json"
    riskgrade(*make, "--out", file)
    score = [
        "score",
        "n0001",
        "--registers",
        make[1],
        "--pack",
        packs / "city",
        "--as-of",
        "2024-04-30",
        "--engine",
        "reference",
    ]
    done = riskgrade(*score, "--calibration-draft", file, "--json")
    assert done.json["calibration"]["trial"] is True
    assert "ON TRIAL" in riskgrade(*score, "--calibration-draft", file, "--text").out
    for option, words in (
        (["--log", tmp_path / "d.log"], "cannot be logged"), (["--changes"], "leave --what-if"), (["--what-if", "failures=1"], "leave"),
    ):  # fmt: skip
        assert words in refused(*score, "--calibration-draft", file, *option)[0]
