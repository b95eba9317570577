"""`riskgrade publish` and `riskgrade registers from-feed`: whole folders, one document, the right exit status."""

import csv
import json

import pytest
from python_calamine import CalamineWorkbook

from tests.publicity.sample import FIRM, penalty


@pytest.fixture
def registers(tmp_path):
    folder = tmp_path / "registers"
    folder.mkdir()
    write(
        folder / "penalties.csv",
        [penalty(publicity_started_on="2023-06-20"), penalty(record_id="CF2", decision_no="乙", kinds="warning")],
    )
    write(folder / "enterprises.csv", [FIRM])
    return folder


def write(path, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


BESIDE = ["left_out.csv", "manifest.json", "not_published.csv", "remarks.csv", "summary.json", "trace.csv"]


def test_the_files_and_what_is_shown(riskgrade, registers, tmp_path):
    done = riskgrade("publish", registers, "--as-of", "2023-12-31", "--out", tmp_path / "out", "--feed", "gsxt")
    assert done.status == 0
    assert names(tmp_path / "out") == sorted([*BESIDE, "gsxt.xlsx", "gsxt.csv", "gsxt.json", "gsxt_withdrawals.csv"])
    assert "A mere warning is not" in done.out
    assert "o45-2" in done.out
    assert "not marked as low" in done.err
    assert f"Feeds: {tmp_path / 'out'}" in done.out


def test_in_chinese(riskgrade, registers, tmp_path):
    done = riskgrade("publish", registers, "--as-of", "2023-12-31", "--dry-run", "--language", "zh")
    assert "仅受到警告的不公示" in done.out
    assert "（凭记忆，未核对原文）" in done.out
    assert "未写出任何文件" in done.out
    assert names(tmp_path) == ["registers"]


def test_one_document_on_stdout(riskgrade, registers, tmp_path):
    done = riskgrade(
        "publish", registers, "--as-of", "2023-12-31", "--out", tmp_path / "out", "--json", "--format", "json"
    )
    found = done.json
    assert found["kind"] == "riskgrade.publicity/1"
    assert found["feeds"]["gsxt"]["published"] == 1
    reason = found["feeds"]["gsxt"]["reasons"][0]
    assert (reason["reason"], reason["records"], reason["cites"][0]["evidence"]) == ("gsxt.warning", 1, "text")
    assert set(found["files"]) == {*BESIDE, "gsxt.json", "penalties.json"} - {"manifest.json"}


def test_a_record_left_out_ends_with_1(riskgrade, registers, tmp_path):
    write(registers / "penalties.csv", [penalty(facts="")])
    command = ("publish", registers, "--as-of", "2023-12-31", "--out", tmp_path / "out", "--feed", "penalties")
    done = riskgrade(*command)
    assert done.status == 1
    assert "penalties.csv, row 2 (CF1): 'facts' gives nothing for 'Facts of the case'" in done.out
    assert riskgrade(*command, "--accept-rejected").status == 0


def test_what_another_wrote_is_not_replaced(riskgrade, registers, tmp_path):
    out = tmp_path / "out"
    command = ("publish", registers, "--as-of", "2023-12-31", "--out", out)
    out.mkdir()
    (out / "mine.txt").write_text("x")
    refused = riskgrade(*command)
    assert refused.status == 2
    assert names(out) == ["mine.txt"]
    (out / "mine.txt").unlink()
    assert riskgrade(*command).status == riskgrade(*command).status == 0


def test_the_run_before_is_not_overwritten_and_is_followed(riskgrade, registers, tmp_path):
    first = ("publish", registers, "--as-of", "2023-12-31", "--out", tmp_path / "one")
    assert riskgrade(*first).status == 0
    assert riskgrade(*first, "--previous", tmp_path / "one").status == 2
    write(
        registers / "penalties.csv",
        [penalty(publicity_started_on="2023-06-20", voided_on="2024-01-05", void_reason="judgment_revoked")],
    )
    done = riskgrade(
        "publish",
        registers,
        "--as-of",
        "2024-01-10",
        "--out",
        tmp_path / "two",
        "--previous",
        tmp_path / "one",
        "--json",
    )
    assert done.json["feeds"]["gsxt"]["withdrawals"] == {"judgment_revoked": 1}
    assert done.json["feeds"]["gsxt"]["remarks"] == {}
    document = json.loads((tmp_path / "two" / "gsxt.json").read_text(encoding="utf-8"))
    assert [(one["file_number"], one["by"]) for one in document["withdrawals"]] == [
        ("甲市监处罚〔2023〕1号", "2024-01-10")
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "Missing option '--out'"),
        (("--dry-run", "--feed", "fines"), "'fines' is not one of"),
        (("--dry-run", "--format", "pdf"), "'pdf' is not one of"),
        (("--dry-run", "--format", ","), "names no format"),
        (("--dry-run", "--feed", "samplings"), "the register 'samplings'"),
        (("--dry-run", "--pack", "uk-fhrs"), "publicity.yaml"),
        (("--dry-run", "--previous", "nowhere"), "holds no feed of an earlier run"),
    ],
)
def test_wrong_usage_ends_with_2(riskgrade, registers, more, said):
    done = riskgrade("publish", registers, "--as-of", "2023-12-31", *more)
    assert done.status == 2
    assert said in done.err
    assert "错误：" in done.err


def test_a_cell_that_looks_like_a_formula_stays_text(riskgrade, registers, tmp_path):
    write(registers / "penalties.csv", [penalty(facts="=1+1", publicity_started_on="2023-06-20")])
    riskgrade("publish", registers, "--as-of", "2023-12-31", "--out", tmp_path / "out")
    with (tmp_path / "out" / "penalties.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["违法事实"] == "'=1+1"
    document = json.loads((tmp_path / "out" / "penalties.json").read_text(encoding="utf-8"))
    assert document["rows"][0]["facts"] == "=1+1"
    from python_calamine import load_workbook

    sheet = load_workbook(tmp_path / "out" / "penalties.xlsx").get_sheet_by_index(0).to_python()
    assert "=1+1" in sheet[1]


def test_what_nobody_sees_is_written_out(riskgrade, registers, tmp_path):
    name = "甲\u202e司公限有乙\u2066\u200b\x1b[2J"
    write(registers / "penalties.csv", [penalty(publicity_started_on="2023-06-20", party_name=name)])
    out = tmp_path / "out"
    assert riskgrade("publish", registers, "--as-of", "2023-12-31", "--out", out, "--feed", "gsxt").status == 0
    shown = "甲\\u202e司公限有乙\\u2066\\u200b\\x1b[2J"
    with (out / "gsxt.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["当事人名称"] == shown
    book = CalamineWorkbook.from_path(out / "gsxt.xlsx").get_sheet_by_name("gsxt").to_python()
    assert shown in book[1]
    text = (out / "gsxt.json").read_text("utf-8")
    assert not {"\u202e", "\u2066", "\u200b", "\x1b"} & set(text)
    assert name in [str(cell) for row in json.loads(text)["rows"] for cell in row.values()]


def test_a_feed_is_read_back(riskgrade, registers, tmp_path):
    riskgrade("publish", registers, "--as-of", "2023-12-31", "--out", tmp_path / "out", "--feed", "penalties")
    back = tmp_path / "back" / "penalties.csv"
    done = riskgrade("registers", "from-feed", tmp_path / "out" / "penalties.xlsx", "--out", back, "--json")
    assert (done.status, done.json["generation"], done.json["rows"]) == (0, "new", 1)
    write(tmp_path / "back" / "enterprises.csv", [FIRM])
    assert riskgrade("registers", "check", tmp_path / "back", "--pack", "cn-base").status == 0
    assert riskgrade("registers", "from-feed", tmp_path / "out" / "penalties.csv", "--out", back).status == 2
    assert riskgrade("registers", "from-feed", tmp_path / "out" / "trace.csv", "--dry-run").status == 2
    assert riskgrade("registers", "from-feed", tmp_path / "none.csv", "--dry-run").status == 2
