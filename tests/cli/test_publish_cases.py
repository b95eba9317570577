"""`riskgrade publish --case-register`: from penalties to a feed, by the command line alone."""

import csv
import json

import pytest

from tests.cli.test_publish import write
from tests.dishonesty.case_world import MAKER, OTHER, SUPERIOR
from tests.dishonesty.penalties import OTHER as SECOND
from tests.dishonesty.penalties import firm, penalty


@pytest.fixture
def district(tmp_path):
    folder = tmp_path / "registers"
    folder.mkdir()
    write(folder / "penalties.csv", [penalty("CF1"), penalty("CF2", uscc=SECOND, party_name="合成他厂")])
    write(folder / "enterprises.csv", [firm(), firm(uscc=SECOND, name="合成他厂")])
    return folder


def test_from_a_penalty_to_the_feed(riskgrade, district, tmp_path):
    cases, out = tmp_path / "cases.db", tmp_path / "out"

    def by(person, on, *more):
        return ("--by", person, "--at", f"{on}T09:00:00+08:00", *more)

    drafts = tmp_path / "list"
    # 1: the feeds of penalties, which are written beside the drafts, hold something for a person.
    assert riskgrade("list", "draft", district, "--as-of", "2023-12-31", "--out", drafts).status == 1
    assert riskgrade("list", "open", cases, drafts / "entries", *by(MAKER, "2024-01-04")).out == "2 entered\n"
    for act, *rest in (
        ("conclude", "CF1", "seriousness", "yes", *by(MAKER, "2024-01-05", "--reason", "货值八万元")),
        ("notice", "CF1", *by(MAKER, "2024-01-08")),
        ("approve", "CF1", *by(OTHER, "2024-01-16", "--no-hearing", "not_asked", "--reason", "同意")),
        ("consent", "CF1", *by(SUPERIOR, "2024-01-18", "--authority", "合成市局")),
        ("decide", "CF1", *by(OTHER, "2024-01-22", "--number", "列〔2024〕1号")),
    ):
        assert riskgrade("list", act, cases, *rest).status == 0
    publish = ("publish", district, "--case-register", cases, "--feed", "listings", "--format", "csv,json")
    assert riskgrade(*publish, "--as-of", "2024-01-31", "--out", out).status == 0
    with (out / "listings.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["名称"], row["列入日期"], row["列入原因"]) == ("合成食品厂", "2024-01-22", "合成案情")
    (record,) = json.loads((out / "listings.json").read_text("utf-8"))["records"]
    line = (tmp_path / record["file"]).read_text("utf-8").splitlines()[record["row"] - 1]
    assert json.loads(line)["kind"] == "listing_decided"
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["case_register"]["log_number"] == 7
    assert "CF2" in (out / "not_published.csv").read_text("utf-8-sig")
    # A day after the deadline somebody has to look.
    late = riskgrade(*publish, "--as-of", "2024-02-23", "--dry-run", "--language", "zh")
    assert late.status == 1
    assert "CF1 应于 2024-02-22 前公示" in late.out
    assert "尚未作出列入决定" in late.out
    # Revoked: what was sent is taken back.
    assert riskgrade("list", "publish", cases, "CF1", *by(OTHER, "2024-02-20")).status == 0
    assert riskgrade("list", "revoke", cases, "CF1", *by(OTHER, "2024-03-01", "--reason", "复议撤销")).status == 0
    again = tmp_path / "again"
    assert riskgrade(*publish, "--as-of", "2024-03-04", "--previous", out, "--out", again).status == 0
    with (again / "listings_withdrawals.csv").open(encoding="utf-8-sig", newline="") as stream:
        (back,) = csv.DictReader(stream)
    assert (back["文号"], back["撤回原因"], back["最迟撤回日期"]) == (
        "列〔2024〕1号", "列入决定已撤销：复议撤销", "2024-03-06",
    )  # fmt: skip


@pytest.mark.parametrize("content", [None, b"no register"], ids=["not there", "something else"])
def test_what_is_no_case_register_is_told_and_nothing_is_written(riskgrade, district, tmp_path, content):
    path = tmp_path / "cases.db"
    if content is not None:
        path.write_bytes(content)
    done = riskgrade("publish", district, "--as-of", "2024-01-31", "--case-register", path, "--out", tmp_path / "out")
    assert done.status == 2
    assert str(path) in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_the_case_register_is_not_replaced(riskgrade, district, tmp_path):
    done = riskgrade(
        "publish",
        district,
        "--as-of",
        "2024-01-31",
        "--case-register",
        tmp_path / "out" / "cases.db",
        "--out",
        tmp_path / "out",
    )
    assert done.status == 2
    assert "choose another --out" in done.err
