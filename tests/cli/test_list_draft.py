"""`riskgrade list draft`: the folder it writes, what it refuses, what it leaves alone."""

import csv
import json

import pytest

from riskgrade.dishonesty.content import KIND, ListingDraft
from tests.dishonesty.penalties import FIRM, firm, listing, penalty

from .test_list import written

DAY = "2023-12-31"


@pytest.fixture
def registers(tmp_path):
    folder = tmp_path / "registers"
    folder.mkdir()
    rows = [
        penalty("CF1"),
        penalty("CF2", act="FSL-126.1.1", kinds="suspend_business"),
        penalty("CF3", kinds="warning", discretion="", fine_yuan=""),
    ]
    return written(folder, penalties=rows, enterprises=[firm()], listings=[listing()])


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def drafted(riskgrade, registers, out, *more):
    return riskgrade("list", "draft", registers, "--as-of", DAY, "--out", out, "--bare", *more)


def test_an_entry_a_file_and_an_index(riskgrade, registers, tmp_path):
    out = tmp_path / "out"
    done = drafted(riskgrade, registers, out, "--json")
    assert done.status == 0
    assert done.json["counts"] == {"none": 1, "manual": 1, "candidate": 1, "excluded": 0}
    assert [one["record_id"] for one in done.json["drafts"]] == ["CF1", "CF2"]
    for name in ("CF1", "CF2"):
        document = json.loads((out / "entries" / f"{name}.json").read_text(encoding="utf-8"))
        assert document["kind"] == KIND
        draft = ListingDraft.model_validate(document)
        decision = json.loads((out / "decisions" / f"{name}.json").read_text(encoding="utf-8"))
        assert decision["decision_id"] == draft.decision_id
    with (out / "index.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["record_id"], row["level"], row["file"]) for row in rows] == [
        ("CF1", "candidate", "entries/CF1.json"),
        ("CF2", "manual", "entries/CF2.json"),
    ]
    assert set(done.json["files"]) == set(files(out)) - {"manifest.json"}


def test_what_nobody_sees_is_written_out(riskgrade, tmp_path):
    name = "合成\u202e\u200b厂"
    registers = written(tmp_path, penalties=[penalty("CF1", party_name=name)], enterprises=[firm()])
    assert drafted(riskgrade, registers, tmp_path / "out").status == 0
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in (".csv", ".json"):
            assert not {"\u202e", "\u200b"} & set(path.read_text("utf-8-sig")), path.name
    assert "合成\\u202e\\u200b厂" in (tmp_path / "out" / "index.csv").read_text("utf-8-sig")
    # For a program it is what the register says, so that the entry's id fits.
    entry = json.loads((tmp_path / "out" / "entries" / "CF1.json").read_text("utf-8"))
    assert entry["party"]["name"]["value"] == name


def test_the_same_bytes_twice_and_over_an_earlier_run(riskgrade, registers, tmp_path):
    drafted(riskgrade, registers, tmp_path / "a")
    drafted(riskgrade, registers, tmp_path / "b")
    first = files(tmp_path / "a")
    assert first == files(tmp_path / "b")
    drafted(riskgrade, registers, tmp_path / "a")
    assert first == files(tmp_path / "a")


def test_one_that_lacks_something_is_named_and_the_others_are_written(riskgrade, registers, tmp_path):
    written(registers, penalties=[penalty("CF1", authority=""), penalty("CF2")])
    done = drafted(riskgrade, registers, tmp_path / "out", "--json")
    assert done.status == 1
    assert done.json["refused"][0]["missing"] == ["authority"]
    assert [name for name in files(tmp_path / "out") if name.startswith("entries/")] == ["entries/CF2.json"]
    assert "authority" in (tmp_path / "out" / "refused.csv").read_text(encoding="utf-8-sig")
    shown = drafted(riskgrade, registers, tmp_path / "out", "--language", "zh")
    assert "未起草" in shown.out


def test_a_dry_run_writes_nothing(riskgrade, registers, tmp_path):
    out = tmp_path / "out"
    done = drafted(riskgrade, registers, out, "--dry-run", "--json")
    assert (done.status, out.exists(), done.json["files"]) == (0, False, {})


def test_the_feeds_of_the_day_are_written_in_one_go_and_hold_no_draft(riskgrade, registers, tmp_path):
    written(
        registers,
        penalties=[penalty("CF1", procedure="ordinary"), penalty("CF2", procedure="")],
        listings=[listing("SX1", listed_on="2022-03-01", ground="合成事由", authority="合成局")],
    )
    done = riskgrade("list", "draft", registers, "--as-of", DAY, "--out", tmp_path / "out", "--json")
    assert done.status == 1  # of the penalty the feeds lack what they require
    assert {"listings", "penalties", "gsxt"} <= set(done.json["parts"]["feeds"]["published"])
    assert "feeds/listings.json" in done.json["files"]
    assert set(done.json["files"]) == set(files(tmp_path / "out")) - {"manifest.json"}
    feeds = b"".join(held for name, held in files(tmp_path / "out").items() if name.startswith("feeds/"))
    assert done.json["drafts"][0]["entry_id"].encode() not in feeds
    before = files(tmp_path / "out")
    again = riskgrade("list", "draft", registers, "--as-of", DAY, "--out", tmp_path / "out", "--language", "zh")
    assert before == files(tmp_path / "out")
    # The penalty lacks many fields in each of two feeds: what is counted are records, not what they lack.
    counts = {name: done.json["parts"]["feeds"][name] for name in ("left_out", "held", "overdue", "remarks")}
    assert counts == {"left_out": 2, "held": 2, "overdue": 1, "remarks": 0}
    assert "未能公示 2" in again.out


def test_one_penalty_comes_whole(riskgrade, registers, tmp_path):
    done = drafted(riskgrade, registers, tmp_path / "out", "--subject", "CF2", "--json")
    assert [one["case"]["record_id"] for one in done.json["entries"]] == ["CF2"]
    nothing = drafted(riskgrade, registers, tmp_path / "out", "--subject", "CF3", "--json")
    assert nothing.status == 1
    assert "CF3" in nothing.json["refused"][0]["message"]["zh"]


def test_from_a_stored_decision(riskgrade, registers, tmp_path):
    drafted(riskgrade, registers, tmp_path / "out")
    stored = tmp_path / "out" / "decisions" / "CF1.json"
    done = riskgrade("list", "draft", registers, "--decision", stored, "--dry-run", "--json")
    assert done.status == 0
    assert done.json["entries"] == [json.loads((tmp_path / "out" / "entries" / "CF1.json").read_text(encoding="utf-8"))]


def test_a_d_of_another_pack_never_drafts(refused, registers, tmp_path):
    english, chinese = refused(
        "list", "draft", registers, "--as-of", DAY, "--out", tmp_path / "out", "--pack", "cn-suining-2023"
    )
    assert "never drafts" in english
    assert "不得起草" in chinese
    assert not (tmp_path / "out").exists()


def test_a_decision_of_another_pack_never_drafts(refused, riskgrade, registers, tmp_path):
    scored = riskgrade(
        "score",
        FIRM,
        "--registers",
        registers,
        "--pack",
        "cn-suining-2023",
        "--as-of",
        DAY,
        "--engine",
        "reference",
        "--json",
    )
    (tmp_path / "decision.json").write_text(scored.out, encoding="utf-8")
    english, _ = refused("list", "draft", registers, "--decision", tmp_path / "decision.json", "--dry-run")
    assert "never drafts" in english


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--as-of", DAY], "--out"),
        (["--dry-run"], "--as-of"),
        (["--as-of", DAY, "--dry-run", "--levels", "candidat"], "candidate"),
        (["--as-of", DAY, "--dry-run", "--subject", "CF9"], "CF9"),
        (["--as-of", DAY, "--dry-run", "--case-register", "cases.db"], "--by"),
        (["--as-of", DAY, "--dry-run", "--by", "王丽"], "--case-register"),
        (["--as-of", DAY, "--decision", "d.json", "--dry-run"], "d.json"),
    ],
)
def test_what_cannot_be_done_is_refused(refused, registers, given, words):
    english, chinese = refused("list", "draft", registers, *given)
    assert words in english
    assert chinese


def test_a_folder_with_other_files_is_left_alone(refused, registers, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    refused("list", "draft", registers, "--as-of", DAY, "--out", tmp_path / "out")
    assert files(tmp_path / "out") == {"mine.txt": b"mine"}


def test_drafts_go_into_the_case_register_too(riskgrade, registers, tmp_path):
    given = ["--case-register", tmp_path / "cases.db", "--by", "李雷", "--at", "2024-01-02T09:00:00+08:00"]
    done = drafted(riskgrade, registers, tmp_path / "out", *given, "--json")
    assert [one["outcome"] for one in done.json["case_register"]] == ["entered", "entered"]
    again = drafted(riskgrade, registers, tmp_path / "out", *given, "--json")
    assert [one["outcome"] for one in again.json["case_register"]] == ["there", "there"]
    dry = drafted(riskgrade, registers, tmp_path / "other", *given[:1], tmp_path / "none.db", *given[2:], "--dry-run")
    assert dry.status == 0
    assert not (tmp_path / "none.db").exists()


def test_keys_that_read_alike_as_file_names_do_not_meet(riskgrade, registers, tmp_path):
    written(registers, penalties=[penalty("罚/1"), penalty("罚?1"), penalty("Ab"), penalty("aB"), penalty("长" * 200)])
    done = drafted(riskgrade, registers, tmp_path / "out", "--json")
    assert done.status == 0
    entries = [name for name in files(tmp_path / "out") if name.startswith("entries/")]
    assert len({name.casefold() for name in entries}) == 5
