"""`riskgrade list documents`, and the documents beside drafts."""

import json

import pytest

from tests.dishonesty.penalties import firm, penalty
from tests.dishonesty.word import header, lines

from .test_list import written

AT = "2024-01-{:02}T09:30:00+08:00"


@pytest.fixture
def drafts(riskgrade, tmp_path):
    folder = tmp_path / "registers"
    folder.mkdir()
    rows = [penalty("CF1"), penalty("CF2", act="FSL-126.1.1", kinds="suspend_business")]
    registers = written(folder, penalties=rows, enterprises=[firm()])
    out = tmp_path / "list"
    done = riskgrade("list", "draft", registers, "--as-of", "2023-12-31", "--out", out, "--subject", "CF1", "--json")
    assert done.status == 0
    assert done.json["parts"]["documents"]["made"] == 3
    assert "feeds" not in done.json["parts"]
    return out


def test_one_go_writes_documents_beside_the_draft_and_the_command_makes_the_same(riskgrade, drafts, tmp_path):
    names = {f"CF1.{kind}.docx" for kind in ("notice", "approval", "decision")}
    assert {one.name for one in (drafts / "documents").iterdir()} == names
    manifest = json.loads((drafts / "manifest.json").read_text(encoding="utf-8"))
    assert {f"documents/{name}" for name in names} <= set(manifest["files"])
    out = tmp_path / "documents"
    done = riskgrade("list", "documents", drafts, "--out", out, "--json")
    assert done.status == 0
    assert {one["file"]: one["kind"] for one in done.json["documents"]} == {name: name.split(".")[1] for name in names}
    for name in names:
        assert (out / name).read_bytes() == (drafts / "documents" / name).read_bytes()
    # Over an earlier run, and nothing in a dry one.
    assert riskgrade("list", "documents", drafts, "--out", out, "--kind", "notice").status == 0
    assert {one.name for one in out.iterdir()} == {"CF1.notice.docx", "manifest.json"}
    assert riskgrade("list", "documents", drafts, "--dry-run").status == 0


def test_from_the_case_register_a_decision_that_was_made_is_no_draft(riskgrade, drafts, tmp_path):
    cases, out = tmp_path / "cases.db", tmp_path / "out"

    def act(name, *more, by="王丽", day=5):
        done = riskgrade("list", name, cases, *more, "--by", by, "--at", AT.format(day))
        assert done.status == 0, done.err

    act("open", drafts / "entries")
    act("conclude", "CF1", "seriousness", "yes", "--reason", "持续四个月")
    riskgrade("list", "documents", cases, "--out", out)
    assert "草稿" in header((out / "CF1.decision.docx").read_bytes())
    assert any("持续四个月" in line for line in lines((out / "CF1.notice.docx").read_bytes()))
    act("notice", "CF1", day=8)
    act("approve", "CF1", "--no-hearing", "waived", "--reason", "同意", by="李强", day=9)
    act("consent", "CF1", "--authority", "合成市局", by="赵敏", day=10)
    act("decide", "CF1", "--number", "合成列〔2024〕1号", by="李强", day=11)
    done = riskgrade("list", "documents", cases, "--out", out, "--entry", "CF1", "--json")
    assert done.status == 0
    made = (out / "CF1.decision.docx").read_bytes()
    assert header(made) == ""
    assert "合成列〔2024〕1号" in lines(made)
    done = riskgrade("list", "documents", cases, "--out", tmp_path / "repair", "--kind", "repair,refusal")
    assert done.status == 0


def test_what_is_not_made_is_named_and_the_rest_is(riskgrade, drafts, tmp_path):
    out = tmp_path / "documents"
    done = riskgrade("list", "documents", drafts, "--kind", "notice,repair", "--out", out, "--json")
    assert done.status == 1
    (refused,) = done.json["refused"]
    assert (refused["record_id"], refused["kind"]) == ("CF1", "repair")
    assert "register" in refused["message"]["en"]
    assert "登记簿" in refused["message"]["zh"]
    assert set(done.json["files"]) == {"CF1.notice.docx"}


def test_a_draft_that_was_changed_makes_nothing(riskgrade, drafts, tmp_path):
    path = drafts / "entries" / "CF1.json"
    path.write_text(path.read_text(encoding="utf-8").replace("合成食品厂", "别家食品厂"), encoding="utf-8")
    done = riskgrade("list", "documents", path, "--out", tmp_path / "out")
    assert done.status == 1
    assert "was changed after it was made" in done.out
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--kind", "nope", "--dry-run"], "'nope' is no document"),
        (["--entry", "CF9", "--dry-run"], "there is no entry 'CF9'"),
        (["--log", "x", "--dry-run"], "--log belongs to a case register"),
        (["--pack", "cn-base", "--dry-run"], "listing.yaml"),
        ([], "--out"),
    ],
)
def test_refusals(refused, drafts, more, told):
    english, _ = refused("list", "documents", drafts, *more)
    assert told in english


def test_a_folder_with_other_files_is_left_alone(refused, drafts, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("x", encoding="utf-8")
    refused("list", "documents", drafts, "--out", out)
    assert [one.name for one in out.iterdir()] == ["mine.txt"]
