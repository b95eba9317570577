"""The functions about an entry's life, over files."""

import json
from typing import Any

import polars as pl
import pytest

import riskgrade as rg
from riskgrade.log.error import LogError
from riskgrade.report.refusal import RefusalError
from tests.dishonesty.case_world import AT, LAW, MAKER, OTHER, document


@pytest.fixture
def register(tmp_path):
    return tmp_path / "cases.db"


def write(path, draft):
    path.write_text(json.dumps(draft, ensure_ascii=False), "utf-8")
    return path


def test_from_a_draft_to_the_public(register):
    rg.list_open(register, [document()], AT, MAKER, "2024-01-05")
    way: list[tuple[str, str, str, dict[str, Any]]] = [
        ("conclude", MAKER, "2024-01-05", {"point": "seriousness", "finding": True, "reason": "货值八万元"}),
        ("notice", MAKER, "2024-01-08", {}),
        ("approve", OTHER, "2024-01-16", {"hearing": "not_asked", "reason": "同意"}),
        ("consent", "赵敏", "2024-01-18", {"authority": "遂宁市市场监督管理局"}),
        ("decide", OTHER, "2024-01-22", {"number": "列〔2024〕1号"}),
        ("publish", OTHER, "2024-02-01", {}),
    ]
    for version, (act, by, on, said) in enumerate(way, 2):
        done = rg.list_act(register, act, "CF1", AT, by, on, expect=str(version - 1), **said)
        assert (done.row["version"], done.written, done.behind) == (version, True, None)
    frame = rg.list_cases(register)
    (row,) = frame.rows(named=True)
    assert (row["state"], row["hearing_until"], row["number"]) == ("published", "2024-01-15", "列〔2024〕1号")
    assert (row["next"], row["next_by"]) == ("remove", "2027-01-22")
    assert "draft" not in frame.columns
    # What the law was on the day of the decision stands in the log, with the pack's hash.
    entry = next(one for one in rg.read_log(f"{register}.log").rows(named=True) if one["kind"] == "listing_decided")
    law = json.loads(entry["data"])["consent"]
    assert (law["levels"], law["cites"]) == (LAW["levels"], LAW["cites"])
    assert law["sha256"] == rg.load_pack("cn-dishonesty-list").sha256
    assert rg.verify_log(f"{register}.log").faults == ()
    assert rg.verify_log(f"{register}.log").unknown == ()


def test_drafts_from_files_and_folders(register, tmp_path):
    folder = tmp_path / "drafts"
    (folder / "entries").mkdir(parents=True)
    write(folder / "entries" / "a.json", document())
    write(folder / "entries" / "b.json", document(record="CF2"))
    write(folder / "summary.json", {"kind": "something else"})
    (folder / "note.json").write_bytes(b"\xff\xfe{")
    found = rg.list_open(register, [folder, write(tmp_path / "c.json", document(record="CF3"))], AT, MAKER)
    assert [(one.outcome, one.record_id) for one in found] == [("entered", f"CF{n}") for n in (1, 2, 3)]
    found = rg.list_open(register, [folder, document(as_of="2023-12-30")], AT, OTHER)
    assert [one.outcome for one in found] == ["there", "there", "replaced"]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(RefusalError, match="holds no draft"):
        rg.list_open(register, [empty], AT, MAKER)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe", "is no JSON in UTF-8"),
        (b"[" * 100_000, "is no JSON in UTF-8"),
        (b"{", "is no JSON in UTF-8"),
        (b"[]", "is no draft of the form riskgrade.listing/1"),
        (b'{"kind": "riskgrade.listing/0"}', "is no draft of the form riskgrade.listing/1"),
        (b'{"kind": "riskgrade.listing/1"}', "is no draft of the form riskgrade.listing/1"),
        (b'{"kind": "riskgrade.listing/1", "case": {"record_id": "CF1"}, "entry_id": 7, "as_of": 1}', "entry_id"),
    ],
)
def test_a_file_that_is_no_draft_leaves_the_others(register, tmp_path, content, said):
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_bytes(content)
    bad, good = rg.list_open(register, [path, document()], AT, MAKER)
    assert (bad.outcome, good.outcome) == ("refused", "entered")
    assert bad.why is not None
    assert said in str(bad.why)
    assert any("一" <= character <= "鿿" for character in bad.why.zh)


def test_what_officers_concluded_is_not_lost_to_the_next_batch(register):
    later = document(as_of="2024-01-31")
    rg.list_open(register, [document(), document(record="CF2")], AT, MAKER, "2024-01-05")
    rg.list_act(register, "conclude", "CF1", AT, MAKER, "2024-01-08", point="seriousness", finding=True, reason="x")
    batch = [later, document(record="CF2", as_of="2024-01-31")]
    found = rg.list_open(register, batch, AT, "batch", "2024-01-31")
    assert [one.outcome for one in found] == ["under_way", "replaced"]
    assert "give --replace" in str(found[0].why)
    (one,) = rg.list_open(register, [later], AT, MAKER, "2024-02-01", replace=True)
    assert one.outcome == "replaced"
    assert rg.list_cases(register)["seriousness"].to_list() == [None, None]
    for record in ("CF1", "CF2"):
        rg.list_act(
            register, "conclude", record, AT, MAKER, "2024-02-01", point="seriousness", finding=True, reason="x"
        )
        rg.list_act(register, "notice", record, AT, MAKER, "2024-02-01")
    found = rg.list_open(register, [later, document()], AT, "batch", "2024-02-29")
    assert [one.outcome for one in found] == ["there", "under_way"]


def test_nothing_is_begun_for_nothing(register, tmp_path):
    (one,) = rg.list_open(register, [tmp_path / "missing.json"], AT, MAKER)
    assert one.outcome == "refused"
    assert not register.exists()


def test_what_is_asked_for_is_found(register):
    rg.list_open(register, [document(record=f"CF{n}") for n in (1, 2, 10)], AT, MAKER)
    row = rg.list_cases(register).rows(named=True)[2]
    done = rg.list_act(register, "withdraw", row["entry_id"][:8].upper(), AT, MAKER, reason="x", dry_run=True)
    assert done.row["record_id"] == row["record_id"]
    for asked in ("CF", "CF9", "", "zzzzzz", row["entry_id"][:5]):
        with pytest.raises(LogError, match="there is no entry"):
            rg.list_act(register, "withdraw", asked, AT, MAKER, reason="x")
        with pytest.raises(LogError, match="there is no entry"):
            rg.list_act(register, "notice", asked, AT, MAKER)


def test_what_is_due(register):
    rg.list_open(register, [document(record=one) for one in ("CF1", "CF2")], AT, MAKER, "2024-01-05")
    rg.list_act(register, "conclude", "CF1", AT, MAKER, "2024-01-05", point="seriousness", finding=True, reason="x")
    rg.list_act(register, "notice", "CF1", AT, MAKER, "2024-01-08")
    assert rg.list_cases(register, due_by="2024-01-14").height == 0
    assert rg.list_cases(register, due_by="2024-01-15")["record_id"].to_list() == ["CF1"]
    assert rg.list_cases(register, state="draft")["record_id"].to_list() == ["CF2"]
    with pytest.raises(RefusalError, match="is no state; there are: draft, noticed"):
        rg.list_cases(register, state="drafts")
    with pytest.raises(RefusalError, match="is not a day"):
        rg.list_cases(register, due_by="soon")


@pytest.mark.parametrize("act", ["open", "Approve", "delete", ""])
def test_an_act_that_is_none(register, act):
    with pytest.raises(RefusalError, match="is no act of an entry"):
        rg.list_act(register, act, "CF1", AT, MAKER)


@pytest.mark.parametrize(
    ("said", "place"), [({}, "reason"), ({"reason": " "}, "reason"), ({"reason": "x", "why": "y"}, "why")]
)
def test_what_an_act_must_say(register, said, place):
    rg.list_open(register, [document()], AT, MAKER)
    with pytest.raises(LogError, match=place):
        rg.list_act(register, "withdraw", "CF1", AT, MAKER, **said)
    assert rg.list_cases(register)["state"].to_list() == ["draft"]


def test_the_csv(register, tmp_path):
    draft = document()
    rg.list_open(register, [draft], AT, "=HYPERLINK(1)")
    out = tmp_path / "cases.csv"
    assert rg.list_export(register, out) == 1
    assert rg.list_export(register, out) == 1  # its own file is replaced
    assert out.read_bytes().startswith(b"\xef\xbb\xbfrecord_id,")
    read = pl.read_csv(out, infer_schema=False)
    assert read["opened_by"].to_list() == ["'=HYPERLINK(1)"]
    assert read.columns == rg.list_cases(register).columns
    out.write_text("somebody's", "utf-8")
    with pytest.raises(RefusalError, match="was not written by this command"):
        rg.list_export(register, out)
    assert out.read_text("utf-8") == "somebody's"
    with pytest.raises(RefusalError, match=r"ends in \.csv"):
        rg.list_export(register, register)
    assert rg.list_export(register, tmp_path / "other.csv", dry_run=True) == 1
    assert not (tmp_path / "other.csv").exists()


def test_a_rebuild_without_a_log(register):
    with pytest.raises(RefusalError, match="there is no log"):
        rg.list_rebuild(register)
    assert not register.exists()
