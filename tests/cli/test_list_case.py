"""`riskgrade list open`, `show`, `approve` and the other commands about an entry's life."""

import json

import pytest

from riskgrade.dishonesty.content import document_of, with_id
from tests.dishonesty.case_world import AT, MAKER, OTHER, document
from tests.dishonesty.made_up import WORDS, body


def who(by, *more):
    return ("--by", by, "--at", AT, *more)


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(document(), ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def register(tmp_path, draft, riskgrade):
    """A register with one entry that waits for approval."""
    path = tmp_path / "cases.db"
    assert riskgrade("list", "open", path, draft, *who(MAKER, "--on", "2024-01-05")).out == "1 entered\n"
    for act in (("conclude", path, "CF1", "seriousness", "yes", "--reason", "货值八万元"), ("notice", path, "CF1")):
        assert riskgrade("list", *act, *who(MAKER, "--on", "2024-01-08")).status == 0
    return path


def test_drafts_that_are_all_refused_begin_no_register(riskgrade, draft, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    changed = tmp_path / "changed.json"
    changed.write_text(draft.read_text("utf-8").replace("案情", "另一案情"), "utf-8")
    for path in (changed, tmp_path / "none.json"):
        for more in ((), ("--dry-run",)):
            done = riskgrade("list", "open", folder / "cases.db", path, *who(MAKER, *more))
            assert done.status == 1
            assert done.out.count(str(path)) == 1
            assert "1 refused" in done.out
            assert list(folder.iterdir()) == []
    assert riskgrade("list", "open", folder / "cases.db", changed, draft, *who(MAKER)).status == 1
    assert (folder / "cases.db").exists()


def test_what_the_system_says_of_a_register_is_chinese_in_chinese(refused, register, tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    english, chinese = refused("list", "show", broken)
    assert "file is not a database" in english
    assert "不是数据库文件" in chinese
    assert "database" not in chinese


def test_the_whole_life(riskgrade, register):
    for act, by, more, state in (
        ("hear", MAKER, ("--reason", "当事人陈述申辩"), "heard"),
        ("approve", OTHER, ("--reason", "同意"), "approved"),
        ("consent", "赵敏", ("--authority", "遂宁市局"), "approved"),
        ("decide", OTHER, ("--number", "列〔2024〕1号"), "decided"),
        ("publish", OTHER, (), "published"),
        ("remove", OTHER, ("--ground", "early", "--reason", "符合条件"), "removed"),
        ("restore", "赵敏", ("--reason", "申请材料虚假"), "published"),
        ("undo", OTHER, ("--reason", "误录"), "removed"),
        ("revoke", OTHER, ("--reason", "处罚被撤销"), "revoked"),
    ):
        done = riskgrade("list", act, register, "CF1", *who(by, "--json"), *more)
        assert (done.status, done.err) == (0, "")
        assert done.json["state"] == state
        assert done.json["written"] is True
        assert done.json["register_behind"] is None
    told = riskgrade("list", "show", register, "CF1", "--json").json
    assert [one["act"] for one in told["events"]][-3:] == ["restore", "undo", "revoke"]
    assert told["draft"] == document()
    assert riskgrade("list", "rebuild", register, "--json").json["same"] is True
    assert riskgrade("log", "verify", f"{register}.log").status == 0
    for language, words in (("en", "restored"), ("zh", "恢复列入")):
        assert words in riskgrade("list", "history", register, "--language", language).out


def test_refuse_decline_and_withdraw(riskgrade, register):
    assert riskgrade("list", "refuse", register, "CF1", *who(OTHER, "--reason", "证据不足")).status == 0
    assert "CF1 现为“已撤回”" in riskgrade(
        "list", "withdraw", register, "CF1", *who(MAKER, "--reason", "不再办理", "--language", "zh")
    ).out  # fmt: skip


@pytest.mark.parametrize("same", [MAKER, " 王\u3000丽", "王\u200b丽"])
def test_the_maker_does_not_approve(refused, register, same):
    english, chinese = refused(
        "list", "approve", register, "CF1", *who(same, "--reason", "x", "--no-hearing", "waived")
    )
    assert "entered the draft or concluded on it and cannot be the one who approves it" in english
    assert "须由他人办理" in chinese


def test_the_second_officer_is_told_once(riskgrade, refused, register):
    approve = ("list", "approve", register, "CF1")
    more = ("--reason", "同意", "--no-hearing", "waived")
    assert riskgrade(*approve, *who(OTHER, *more, "--expect", "3")).status == 0
    english, chinese = refused(*approve, *who("赵敏", *more))
    assert english == (
        f"CF1 is approved (version 4, entry 4 by {OTHER} at {AT}); 'approve' is for one that is: noticed, heard. Nothing was "
        "changed; look again with `riskgrade list show`"
    )
    assert OTHER in chinese
    english, _ = refused("list", "withdraw", register, "CF1", *who("赵敏", "--reason", "x", "--expect", "noticed"))
    assert "not noticed as you expected" in english
    _, chinese = refused("list", "withdraw", register, "CF1", *who("赵敏", "--reason", "x", "--expect", "noticed"))
    assert "与您所见的“已告知”不符" in chinese
    _, chinese = refused("list", "withdraw", register, "CF1", *who("赵敏", "--reason", "x", "--expect", "nope"))
    assert "草稿（draft）、已告知（noticed）" in chinese


def test_a_copy_does_not_act_in_the_log_of_its_original(riskgrade, refused, register):
    copied = register.with_name("trial.db")
    copied.write_bytes(register.read_bytes())
    log, own = (path.with_name(f"{path.name}.log") for path in (register, copied))
    own.write_bytes(log.read_bytes())
    before = log.read_bytes()
    withdraw = ("list", "withdraw", copied, "CF1", *who(OTHER, "--reason", "试办"))
    en, zh = refused(*withdraw)
    assert "cases.db.log" in en
    assert "trial.db.log" in en
    assert "--log" in zh
    assert own.read_bytes() == log.read_bytes() == before
    assert riskgrade(*withdraw, "--log", own).status == 0
    assert riskgrade("list", "show", copied, "CF1", "--json").json["state"] == "withdrawn"
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    ("reason", "en", "zh"),
    [("字" * 2001, "longer than 2000 characters", "超过 2000 个字符"), (" ", "it is empty", "为空")],
)
def test_a_reason_that_does_not_fit(refused, register, reason, en, zh):
    told = refused("list", "refuse", register, "CF1", *who(OTHER, "--reason", reason))
    assert en in told[0]
    assert zh in told[1]


def test_a_dry_run(riskgrade, register):
    before = register.read_bytes()
    done = riskgrade(
        "list", "approve", register, "CF1", *who(OTHER, "--reason", "x", "--no-hearing", "waived", "--dry-run")
    )
    assert done.out == "CF1 is approved, version 4.\nNothing was written.\n"
    assert register.read_bytes() == before


def test_show(riskgrade, register):
    (row,) = riskgrade("list", "show", register, "--json").json
    assert (row["state"], row["version"], row["hearing_until"]) == ("noticed", 3, "2024-01-15")
    hear, approve = row["next"]
    assert (hear["act"], hear["by"], approve["act"], approve["not_before"]) == (
        "hear",
        "2024-01-15",
        "approve",
        "2024-01-16",
    )
    assert "draft" not in row
    assert "1 entries" in riskgrade("list", "show", register).out
    assert riskgrade("list", "show", register, "--state", "draft", "--json").json == []
    assert riskgrade("list", "show", register, "--due-by", "2024-01-15", "--json").json == [row]
    for more in ((), ("CF1",)):
        shown = riskgrade("list", "show", register, *more, "--language", "zh").out
        assert "拟列入" in shown
        assert "candidate" not in shown
    assert "下一步：听证（2024-01-15 前）" in shown


def test_a_clause_that_was_not_read_carries_its_mark(riskgrade, register):
    riskgrade("list", "approve", register, "CF1", *who(OTHER, "--reason", "x", "--no-hearing", "waived"))
    (step,) = riskgrade("list", "show", register, "--json").json[0]["next"]
    (cite,) = step["cites"]
    assert (cite["cite"], cite["evidence"]) == ("o44-22", "secondary")
    assert cite["mark"]["zh"]
    assert f"〔{cite['mark']['zh']}〕" in riskgrade("list", "show", register, "CF1", "--language", "zh").out


def test_what_is_behind_is_shown_whole_and_said(riskgrade, register):
    old = register.read_bytes()
    riskgrade("list", "approve", register, "CF1", *who(OTHER, "--reason", "x", "--no-hearing", "waived"))
    register.write_bytes(old)
    done = riskgrade("list", "show", register)
    assert "approved" in done.out
    assert "1 entries of the log behind" in done.err
    found = riskgrade("list", "rebuild", register)
    assert found.status == 1
    assert "The old file is kept in" in found.out
    assert riskgrade("list", "rebuild", register).status == 0


def test_a_pack_that_is_not_here_hides_nothing(riskgrade, tmp_path):
    made = body(pack={"id": "cn-elsewhere", "version": "1.0.0", "title": WORDS, "sha256": "a" * 64})
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(document_of(with_id(made))), "utf-8")
    register = tmp_path / "cases.db"
    riskgrade("list", "open", register, path, *who(MAKER))
    for more in ((), ("CF1",)):
        done = riskgrade("list", "show", register, *more)
        assert done.status == 0
        assert "CF1" in done.out
        assert "pack cn-elsewhere of the drafts cannot be used" in done.err
    assert riskgrade("list", "show", register, "--json").json[0]["next"] == []
    (row,) = riskgrade("list", "show", register, "--json", "--pack", "cn-dishonesty-list").json
    assert [one["act"] for one in row["next"]] == ["conclude"]


def test_a_register_that_cannot_follow_is_said(riskgrade, register, monkeypatch):
    from riskgrade.dishonesty.case_error import CaseError
    from riskgrade.dishonesty.register import Register

    def full(*_):
        raise CaseError("cases.db: the disk is full", "cases.db：磁盘已满")

    with monkeypatch.context() as patched:
        patched.setattr(Register, "add", full)
        done = riskgrade("list", "approve", register, "CF1", *who(OTHER, "--reason", "x", "--no-hearing", "waived"))
    assert done.status == 1
    assert "CF1 is approved" in done.out
    assert "it is done and stands in the log" in done.err
    assert riskgrade("list", "consent", register, "CF1", *who("赵敏", "--authority", "市局")).status == 0
    assert riskgrade("list", "rebuild", register).status == 0


def test_open_tells_each_draft(riskgrade, register, draft, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document(record="CF2")), "utf-8")
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    done = riskgrade("list", "open", register, draft, other, bad, *who(MAKER))
    assert done.status == 1
    assert done.out.endswith("1 entered\n1 there already\n1 refused\n")
    assert f"{bad} is no JSON" in done.out
    told = riskgrade("list", "open", register, other, *who(MAKER, "--json"))
    assert told.status == 0
    assert told.json["drafts"] == [
        {"source": str(other), "record_id": "CF2", "outcome": "there", "entry": None, "why": None}
    ]


def test_export(riskgrade, refused, register, tmp_path):
    out = tmp_path / "cases.csv"
    told = riskgrade("list", "export", register, "--out", out, "--json").json
    assert told == {"rows": 1, "file": str(out), "written": True}
    other = tmp_path / "mine.csv"
    other.write_text("a,b\n", "utf-8")
    assert "was not written by this command" in refused("list", "export", register, "--out", other)[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("show", "{gone}"), "there is no case register"),
        (("approve", "{register}", "CF9", "--reason", "x", "--by", "x"), "there is no entry 'CF9'"),
        (("approve", "{register}", "CF1", "--reason", "x", "--by", "x"), "no hearing was held"),
        (("approve", "{register}", "CF1", "--reason", " ", "--by", "x"), "reason"),
        (("notice", "{register}", "CF1", "--by", "x", "--on", "2024-02-30"), "is not a day of the calendar"),
        (("notice", "{register}", "CF1", "--by", "x", "--at", "now"), "is no point in time"),
        (("show", "{register}", "--state", "x"), "is no state"),
        (("history", "{register}", "x"), "there is no entry"),
        (("rebuild", "{gone}"), "there is no log"),
        (("rebuild", "{draft}", "--log", "{register}.log"), "nor any database"),
    ],
)
def test_what_is_refused(refused, register, draft, tmp_path, more, said):
    before = register.read_bytes()
    names = {"register": register, "gone": tmp_path / "gone.db", "draft": draft}
    assert said in refused("list", *(one.format(**names) for one in more))[0]
    assert register.read_bytes() == before
    assert not (tmp_path / "gone.db").exists()


@pytest.mark.parametrize("name", ["open", "show", "history", "approve", "decide", "rebuild", "export"])
def test_help_in_both_languages(riskgrade, name):
    done = riskgrade("list", name, "--help")
    assert done.status == 0
    assert any("一" <= one <= "鿿" for one in done.out)
