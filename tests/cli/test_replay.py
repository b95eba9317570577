"""`riskgrade replay`: the same (0), otherwise (1), or not to be read (2)."""

import json

import pytest

from tests.log import sample as decisions
from tests.report import sample


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    return decisions.records(tmp_path_factory.mktemp("records"))


@pytest.fixture
def pack(tmp_path):
    return sample.write_pack(tmp_path / "packs", decisions.FILES)


@pytest.fixture
def stored(tmp_path, records):
    path = tmp_path / "decision.json"
    path.write_text(json.dumps(records["002"].document, ensure_ascii=False), "utf-8")
    return path


def test_the_same_from_its_facts_and_from_registers(riskgrade, stored, pack, registers, records):
    done = riskgrade("replay", stored, "--pack", pack)
    assert (done.status, done.out) == (0, f"The same decision: {records['002'].decision_id}\n")
    assert "结果一致" in riskgrade("replay", stored, "--pack", pack, "--language", "zh").out
    told = riskgrade("replay", stored, "--pack", pack, "--registers", registers, "--json")
    assert (told.status, told.json["same"], told.json["from"], told.json["differences"]) == (0, True, "registers", [])


def test_from_a_log(riskgrade, tmp_path, pack, records):
    log = tmp_path / "decisions.log"
    decisions.write_log(log, records)
    short = records["006"].decision_id[:8]
    assert riskgrade("replay", short, "--log", log, "--pack", pack).status == 0


def test_a_document_that_holds_the_decision(riskgrade, tmp_path, pack, records):
    path = tmp_path / "trace.json"
    path.write_text(json.dumps({"kind": "other", "decision": records["002"].document}), "utf-8-sig")
    assert riskgrade("replay", path, "--pack", pack).status == 0


def test_what_differs_is_told(riskgrade, stored, pack, registers):
    sample.write_csv(registers / "samplings.csv", sample.SAMPLINGS[1:])
    done = riskgrade("replay", stored, "--pack", pack, "--registers", registers)
    assert done.status == 1
    assert "facts.failed.low" in done.out
    told = riskgrade("replay", stored, "--pack", pack, "--registers", registers, "--json").json
    places = {one["place"]: (one["stored"], one["derived"]) for one in told["differences"]}
    assert places["facts.failed.low"] == ("2", "1")
    assert places["inputs.registers.samplings.records"] == (2, 1)
    assert told["derived_id"] != told["decision_id"]


def test_a_level_that_was_changed_by_hand(riskgrade, stored, pack):
    document = json.loads(stored.read_text("utf-8"))
    document["grades"]["risk"]["level"] = "A"
    stored.write_text(json.dumps(document), "utf-8")
    done = riskgrade("replay", stored, "--pack", pack)
    assert done.status == 1
    assert "grades.risk.level" in done.out
    assert "decision_id" in done.out


def test_a_pack_that_has_changed(refused, stored, tmp_path):
    files = dict(decisions.FILES)
    files["parameters.yaml"] = "limit: {value: 4, cite: act-2}\n"
    changed = sample.write_pack(tmp_path / "changed", files)
    english, chinese = refused("replay", stored, "--pack", changed)
    assert english.startswith("the pack has changed since the decision: sample; it was ")
    assert chinese.startswith("规则包在决定作出之后已改变：sample")
    english, _ = refused("replay", stored, "--pack", "us-nyc")
    assert english == "the decision was made by pack sample, not by us-nyc"
    english, _ = refused("replay", stored)
    assert english == "the decision was made by pack 'sample', which is not shipped; give that pack with --pack"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no JSON document in UTF-8"),
        (b"{", "is no JSON document in UTF-8"),
        (b"[" * 100_000, "is no JSON document in UTF-8"),
        (b"\xff\xfe{}", "is no JSON document in UTF-8"),
        (b"[]", "not a decision (riskgrade.decision/1)"),
        (b'{"kind": "riskgrade.credit_file/1"}', "this is 'riskgrade.credit_file/1', not a decision"),
        (b'{"kind": "riskgrade.decision/1"}', "decision_id: Field required"),
        (b'{"kind": NaN}', "not a decision"),
    ],
)
def test_what_is_no_decision(refused, tmp_path, pack, content, said):
    path = tmp_path / "other.json"
    path.write_bytes(content)
    english, _ = refused("replay", path, "--pack", pack)
    assert said in english


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"as_of": "2023-12-31"', '"as_of": "2023-02-30"', "is no day of the calendar"),
        ('"period": 2023', '"period": 2.5', "period: "),
        ('"period": 2023', '"period": 1', "is no year from 1901 to 2199"),
        ('"period": 2023', '"period": 99999999999999999999', "is not exact everywhere"),
        ('"low": "61.00"', '"low": "6e1"', "fields.area cannot be read"),
        ('"key": "002"', '"key": "\\ud800"', "text that is no UTF-8"),
        ('"flags": [', '"flags": [1, ', "flags.0"),
    ],
)
def test_a_decision_that_was_spoilt(refused, stored, pack, old, new, said):
    text = stored.read_text("utf-8")
    assert old in text
    stored.write_text(text.replace(old, new), "utf-8")
    english, _ = refused("replay", stored, "--pack", pack)
    assert said in english


def test_what_is_not_there(refused, tmp_path, stored, pack, registers):
    english, _ = refused("replay", tmp_path / "nothing.json", "--pack", pack)
    assert english.endswith("is not there. Give a JSON file with a decision, or its id with --log")
    english, _ = refused("replay", "abcdef", "--log", tmp_path / "nothing.log")
    assert english.startswith("It is not there")
    english, _ = refused("replay", stored, "--pack", pack, "--coverage", "samplings=2023-01-01..")
    assert "give --registers with it" in english
    (registers / "firms.csv").write_text("code,name,kind,area\n001,x,maker,1\n")
    english, _ = refused("replay", stored, "--pack", pack, "--registers", registers)
    assert english == "firms has no row with the key '002', which the decision is about"


def test_what_a_document_says_is_no_path(refused, stored, pack):
    held = json.loads(stored.read_text("utf-8"))
    for named in (str(pack), "../../etc", "cn-suining-2023/../sample"):
        held["pack"]["id"] = named
        stored.write_text(json.dumps(held, ensure_ascii=False), "utf-8")
        english, chinese = refused("replay", stored)
        assert "which is not shipped; give that pack with --pack" in english
        assert named in chinese


def test_a_folder_is_no_decision(refused, tmp_path):
    english, chinese = refused("replay", tmp_path)
    assert english == f"{tmp_path} is a folder. Give a JSON file with a decision, or its id with --log"
    assert chinese.startswith(f"{tmp_path} 是文件夹。")
