"""`riskgrade log`: verify, show, choose, override, approve, refuse, mend."""

import json
from pathlib import Path

import pytest

from tests.log import sample


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    return sample.records(tmp_path_factory.mktemp("records"))


@pytest.fixture
def log(tmp_path, records):
    path = tmp_path / "decisions.log"
    sample.write_log(path, records)
    return path


@pytest.fixture
def short(records):
    return records["006"].decision_id[:8]


def who(by, *more):
    return ("--by", by, "--reason", "现场核查", "--at", sample.AT, *more)


def test_verify_a_whole_log(riskgrade, log):
    done = riskgrade("log", "verify", log)
    head = json.loads(log.read_bytes().splitlines()[-1])["hash"]
    assert (done.status, done.out) == (0, f"9 entries, whole. Head: {head}\n")
    assert riskgrade("log", "verify", log, "--language", "zh").out.startswith("共 9 条，完好。")
    assert riskgrade("log", "verify", log, "--head", head.upper()).status == 0
    told = riskgrade("log", "verify", log, "--json").json
    assert told == {"entries": 9, "head": head, "head_at": None, "unknown_kinds": [], "faults": []}


def test_one_is_told_as_one(riskgrade, log):
    first, *_ = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(first)
    assert riskgrade("log", "verify", log).out.startswith("1 entry, whole.")
    assert "1 decision\n" in riskgrade("log", "show", log).out
    log.write_bytes(first + b"{")
    assert riskgrade("log", "mend", log).out.startswith("1 byte of an unfinished line")


def test_verify_says_which_line_and_what(riskgrade, log):
    lines = log.read_bytes().splitlines(keepends=True)
    head = json.loads(lines[-1])["hash"]
    log.write_bytes(b"".join(lines[:3] + lines[4:]))
    done = riskgrade("log", "verify", log)
    assert done.status == 1
    assert "line 4: MISPLACED: entry 5 stands here, where entry 4 belongs" in done.out
    assert "MISSING: entry 4 is missing" in done.out
    assert "第 4 行：MISPLACED" in riskgrade("log", "verify", log, "--language", "zh").out
    log.write_bytes(b"".join(lines[:8]))
    assert riskgrade("log", "verify", log).status == 0
    cut = riskgrade("log", "verify", log, "--head", head, "--json")
    assert (cut.status, [one["code"] for one in cut.json["faults"]]) == (1, ["CUT"])
    log.write_bytes(b"".join(lines))
    earlier = riskgrade("log", "verify", log, "--head", json.loads(lines[3])["hash"])
    assert "that of line 4; 5 came after it" in earlier.out


def test_show_all_and_one(riskgrade, log, short, records):
    done = riskgrade("log", "show", log)
    assert done.status == 0
    assert "3 decisions" in done.out
    assert "risk D (overridden)" in done.out
    told = riskgrade("log", "show", log, "--json").json
    assert [one["subject"] for one in told] == ["002", "006", "001"]
    one = riskgrade("log", "show", log, short)
    assert "risk: D (overridden); computed B; permitted: B C" in one.out
    assert "事故" in one.out
    assert "risk：D（改定）；计算结果 B；可选：B C" in riskgrade("log", "show", log, short, "--language", "zh").out
    whole = riskgrade("log", "show", log, short, "--json").json
    assert [event["kind"] for event in whole["events"]] == [
        "decision", "choice", "override", "refusal", "override", "approval", "decision",
    ]  # fmt: skip
    assert whole["decision"] == json.loads(json.dumps(records["006"].document))


def test_choose_override_approve_refuse(riskgrade, tmp_path, log, records):
    short = records["002"].decision_id[:10]
    dry = riskgrade("log", "choose", log, short, "D", "--grade", "risk", *who("王丽", "--dry-run"))
    assert (dry.status, dry.out.splitlines()[-1]) == (0, "Nothing was written.")
    chosen = riskgrade("log", "choose", log, short, "D", "--grade", "risk", *who("王丽", "--json")).json
    assert (chosen["entry"], chosen["level"], chosen["basis"], chosen["written"]) == (10, "D", "choice", True)
    waits = riskgrade("log", "override", log, short, "A", "--grade", "risk", *who("王丽"))
    assert "entry 11: override to A by 王丽 waits for another person's approval" in waits.out
    assert riskgrade("log", "refuse", log, short, *who("李强")).out.startswith("risk: D (chosen); computed D\n")
    riskgrade("log", "override", log, short, "A", "--grade", "risk", *who("王丽"))
    assert "risk：A（改定）" in riskgrade("log", "approve", log, short, *who("李强", "--language", "zh")).out
    assert riskgrade("log", "verify", log).out.startswith("14 entries, whole.")


def test_the_time_is_now_if_none_is_given(riskgrade, log, records):
    riskgrade("log", "override", log, records["002"].decision_id, "A", "--grade", "risk", "--by", "x", "--reason", "y")
    at = json.loads(log.read_bytes().splitlines()[-1])["at"]
    assert at[:4] >= "2024"
    assert at[-6] in "+-"


def test_mend(riskgrade, log):
    assert "nothing to mend" in riskgrade("log", "mend", log).out
    whole = log.read_bytes()
    log.write_bytes(whole[:-30])
    assert riskgrade("log", "mend", log, "--dry-run").out.endswith("Nothing was changed.\n")
    done = riskgrade("log", "mend", log, "--json").json
    assert done["torn"]
    assert log.read_bytes() + Path(done["kept_in"]).read_bytes() == whole[:-30]
    assert riskgrade("log", "verify", log).status == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["choose", "LOG", "ID", "A", "--grade", "risk", *who("王丽")], "stands by an approved override|not among those the law"),
        (["choose", "LOG", "ID", "B", *who("王丽")], "say which grade with --grade: "),
        (["choose", "LOG", "ID", "B", "--grade", "rsk", *who("王丽")], "there is no grade 'rsk'"),
        (["choose", "LOG", "ffffffff", "B", *who("王丽")], "the log has no decision 'ffffffff'"),
        (["override", "LOG", "ID", "F", "--grade", "risk", *who("王丽")], "'F' is no level of risk"),
        (["override", "LOG", "ID", "A", "--grade", "risk", *who("  ")], "say who overrides"),
        (["override", "LOG", "ID", "A", "--grade", "risk", "--by", "x", "--reason", " "], "say why"),
        (["override", "LOG", "ID", "A", "--grade", "risk", "--by", "x", "--reason", "y", "--at", "now"], "is no point in time"),
        (["override", "LOG", "ID", "A", "--grade", "risk", "--reason", "y"], "Missing option '--by'"),
        (["approve", "LOG", "ID", *who("王丽")], "no override of this decision waits"),
        (["verify", "LOG", "--head", "abc"], "'abc' is no sha256"),
        (["verify", "NOTHING"], "It is not there"),
        (["show", "NOTHING"], "It is not there"),
        (["mend", "NOTHING"], "It is not there"),
        (["choose", "NOTHING", "ID", "A", *who("王丽")], "It is not there"),
        (["show", "FOLDER"], "The system refused: Is a directory"),
        (["shwo", "LOG"], "No such command 'shwo'"),
    ],
)  # fmt: skip
def test_what_is_refused(refused, log, short, tmp_path, args, said):
    before = log.read_bytes()
    names = {"LOG": log, "ID": short, "NOTHING": tmp_path / "nothing.log", "FOLDER": tmp_path}
    english, _ = refused("log", *(names.get(one, one) for one in args))
    assert any(part in english for part in said.split("|"))
    assert log.read_bytes() == before
    assert not (tmp_path / "nothing.log").exists()


def test_a_damaged_log_is_told_where(refused, log, short):
    log.write_bytes(log.read_bytes().replace("事故".encode(), "无事".encode()))
    english, _ = refused("log", "show", log)
    assert f"{log}: line 6 does not fit the chain" in english
    english, _ = refused("log", "choose", log, short, "B", "--grade", "risk", *who("王丽"))
    assert "line 6 does not fit the chain" in english


@pytest.mark.parametrize(
    "content", [b"\x00\xff" * 100, b"a,b\n1,2\n", b"{}\n", b"[]", "评级".encode("gb18030") + b"\n"]
)
def test_what_is_no_log(riskgrade, refused, tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    assert riskgrade("log", "verify", path).status == 1
    refused("log", "show", path)
