"""Every hazard of durable-rules that was measured and can be triggered from a pack or a firm: none reaches a decision.

What crashed or hung the bare engine runs in a process of its own, with a timeout.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

import pytest

from riskgrade.grading.reference import Grader
from riskgrade.grading.session import KEPT, Session
from riskgrade.grading.session_host import Host, SessionError, SessionUnavailableError, session_available
from riskgrade.grading.session_parts import PARTS_A_RULESET, Part, parts_of
from riskgrade.language.values import Truth
from riskgrade.pack.dating import Moment
from tests.grading.sessions import MOMENT, assert_same, by_both, in_child, pack_of, registers_of

pytestmark = pytest.mark.skipif(not session_available(), reason="durable-rules is not installed")

CLASH = ("91110108Y5DEU698D6", "914403054QM659EMKC")
"""Two codes of the right form that the engine's hash of session ids takes for one."""


def _guarded(number, *tests, pri=0):
    return {"all": [{"m": {"$and": [{"part": number}, *tests]}}], "pri": pri}


SINK = {"sink0": {"all": [{"m": {"part": 0}}], "pri": 9}}


# --- many firms, and firms taken for one another ---

MANY = """
import json
from riskgrade.grading.session_host import Host
host = Host()
one = {"all": [{"m": {"$and": [{"part": 0}, {"$gte": {"f0": 3}}]}}], "pri": 0}
handle = host.register({"t0.0": one, "sink0": {"all": [{"m": {"part": 0}}], "pri": 1}})
held = 0
for place in range(5_000):
    fired = []
    with host.firm() as firm:
        firm.tell(handle, 0, [place % 6], fired.append)
    held += fired == (["t0.0"] if place % 6 >= 3 else [])
print(held)
"""


def test_more_firms_than_the_engine_holds_sessions():
    assert in_child(MANY) == "5000\n"


def test_two_codes_with_one_hash_do_not_share_records(tmp_path):
    pack = pack_of(tmp_path / "pack", [{"when": "events_ever >= 1"}])
    events = [{"rid": str(place), "id": CLASH[0], "on": "2023-05-05"} for place in range(4)]
    registers = registers_of(pack, [{"id": code} for code in CLASH], events)
    guilty, clean = by_both(pack, registers, CLASH)
    assert (guilty.fired, clean.fired) == (("r0",), ())
    assert clean.truths["r0"] == Truth(False, False)


def test_the_two_codes_do_clash_in_the_bare_engine():
    bare = """
import durable_rules_engine as engine, json, sys
handle = engine.create_ruleset("bare", json.dumps({"r": {"all": [{"m": {"$gte": {"n": 0}}}]}}))
engine.assert_fact(handle, json.dumps({"sid": sys.argv[1], "id": "0", "n": 7}))
print(json.loads(engine.get_facts(handle, sys.argv[2])))
"""
    assert CLASH[0] in in_child(bare, *CLASH)


# --- what goes wrong while rules fire ---


@pytest.mark.parametrize("wrong", [ValueError("points"), KeyboardInterrupt()])
def test_an_error_while_a_rule_fires_is_not_swallowed(wrong):
    host = Host()
    handle = host.register({"t0.0": _guarded(0, {"f0": 1}), "t0.1": _guarded(0, {"f0": 1}, pri=1), **SINK})

    def fail(name):
        raise wrong

    with pytest.raises(type(wrong)), host.firm() as firm:
        firm.tell(handle, 0, [1], fail)
    fired: list[str] = []
    handle = host.register({"t0.0": _guarded(0, {"f0": 1}), "t0.1": _guarded(0, {"f0": 1}, pri=1), **SINK})
    with host.firm() as firm:  # nothing is left of the firm that failed, nor of the ruleset that it met
        firm.tell(handle, 0, [1], fired.append)
    assert fired == ["t0.0", "t0.1"]
    host.close()


FAILING = """
from riskgrade.grading.session_host import Host, SessionError

def guarded(*tests, pri=0):
    return {"all": [{"m": {"$and": [{"part": 0}, *tests]}}], "pri": pri}

sink = {"sink0": {"all": [{"m": {"part": 0}}], "pri": 9}}
rulesets = [
    ({"t0.0": guarded({"f0": 1}), "sink0": guarded({"f0": 2}, pri=9)}, 3),  # a message that no rule takes
    ({f"t0.{one}": guarded({"$gte": {"f0": one}}) for one in range(80)} | sink, 1_000),  # error 303
    ({"t0.0": guarded({"f0": 1})}, 1),  # no sink
]
host = Host()
failed = 0
for place in range(150):
    rules, number = rulesets[place % 3]
    handle = host.register(rules)
    try:
        with host.firm() as firm:
            firm.tell(handle, 0, [number], lambda name: None)
    except SessionError:
        failed += 1
    handle = host.register({"t0.0": guarded({"f0": 1}), **sink})
    for _ in range(3):
        fired = []
        with host.firm() as firm:
            firm.tell(handle, 0, [1], fired.append)
        assert fired == ["t0.0"]
    host.release([handle])
host.close()
print(failed)
"""


def test_a_message_that_is_not_taken_does_not_end_the_process():
    # The bare engine dies when the state of such a message is deleted.
    assert in_child(FAILING) == "150\n"


def test_a_session_goes_on_after_a_failure(tmp_path, monkeypatch):
    pack = pack_of(tmp_path / "pack", [{"when": "n >= 3"}])
    registers = registers_of(pack, [{"id": "a", "n": "5"}])
    right = Part.definition
    with Session() as session:
        grader = Grader(pack, registers, MOMENT, session.truths)
        with monkeypatch.context() as patch:
            patch.setattr(Part, "definition", lambda self, number: {"t0.0": right(self, number)["t0.0"]})
            with pytest.raises(SessionError):
                grader.decide(["a"])
        (decision,) = grader.decide(["a"])
    assert decision.fired == ("r0",)


def test_a_rule_that_fires_both_ways_is_refused(tmp_path, monkeypatch):
    pack = pack_of(tmp_path / "pack", [{"when": "n >= 3"}])
    registers = registers_of(pack, [{"id": "a", "n": "5"}])
    right = Part.definition

    def both_ways(self, number):
        found = right(self, number)
        return {**found, f"f{number}.0": {**found[f"t{number}.0"]}}

    monkeypatch.setattr(Part, "definition", both_ways)
    with Session() as session, pytest.raises(SessionError, match="r0 is both true and false"):
        Grader(pack, registers, MOMENT, session.truths).decide(["a"])


def test_a_lost_firing_withholds_the_level_and_gives_no_good_one(tmp_path, monkeypatch):
    pack = pack_of(tmp_path / "pack", [{"when": "n >= 3", "then": {"points": "9", "group": "all"}}])
    registers = registers_of(pack, [{"id": "a", "n": "5"}])
    right = Part.definition
    monkeypatch.setattr(
        Part, "definition", lambda self, number: {k: v for k, v in right(self, number).items() if k[0] not in "tf"}
    )
    with Session() as session:
        (decision,) = Grader(pack, registers, MOMENT, session.truths).decide(["a"])
    assert decision.truths["r0"] == Truth(False, True)
    assert decision.outcomes["level"].level is None


def test_an_engine_that_stops_before_the_sink_is_refused():
    host = Host()
    for number, said in [(1, "did not come to the end"), (3, "did not take")]:
        handle = host.register({"t0.0": _guarded(0, {"f0": 1}), "sink0": _guarded(0, {"f0": 2}, pri=9)})
        with pytest.raises(SessionError, match=said), host.firm() as firm:
            firm.tell(handle, 0, [number], lambda name: None)
    host.close()


def test_what_the_engine_refuses_is_an_error_of_the_session():
    host = Host()
    many = {"$or": [{"$and": [{f"f{2 * one}": 1}, {f"f{2 * one + 1}": 1}]} for one in range(20)]}
    with pytest.raises(SessionError, match="refuses a ruleset"):
        host.register({"t0.0": _guarded(0, many), **SINK})
    wide = {f"t0.{one}": _guarded(0, {"$gte": {"f0": one}}) for one in range(80)}
    handle = host.register({**wide, **SINK})
    with pytest.raises(SessionError, match="303"), host.firm() as firm:  # 64 tests true at once
        firm.tell(handle, 0, [1_000], lambda name: None)
    host.close()


# --- packs that are large, or large in one place ---


def test_more_than_64_tests_true_at_once(tmp_path):
    pack = pack_of(tmp_path / "pack", [{"when": f"n >= {one}"} for one in range(100)])
    registers = registers_of(pack, [{"id": "a", "n": "1000"}, {"id": "b", "n": "50"}, {"id": "c"}])
    most, some, unknown = by_both(pack, registers, ["a", "b", "c"])
    assert most.fired == tuple(f"r{one}" for one in range(100))
    assert len(some.fired) == 51
    assert unknown.fired == ()


def test_one_condition_with_more_than_64_alternatives(tmp_path):
    wide = " or ".join(f"m == {one}" for one in range(90))
    listed = ", ".join(f"'{one}'" for one in range(500))
    rules = [{"when": wide}, {"when": f"not ({wide})"}, {"when": f"kind in ({listed})"}]
    pack = pack_of(tmp_path / "pack", rules)
    firms = [{"id": "a", "m": "89", "kind": "499"}, {"id": "b", "m": "90", "kind": "700"}, {"id": "c"}]
    assert [one.fired for one in by_both(pack, registers_of(pack, firms), ["a", "b", "c"])] == [
        ("r0", "r2"), ("r1",), (),
    ]  # fmt: skip


def test_a_condition_with_more_ands_and_ors_than_the_engine_takes(tmp_path):
    deep = " or ".join(f"(n >= {one} and m <= {one})" for one in range(30))
    both = " and ".join(f"(n >= {one} or m >= {one})" for one in range(30))
    pack = pack_of(tmp_path / "pack", [{"when": deep}, {"when": both}, {"when": f"({deep}) and ({both})"}])
    firms = [{"id": str(place), "n": str(place * 7 % 31), "m": str(place * 3 % 29)} for place in range(12)]
    registers = registers_of(pack, [*firms, {"id": "x", "n": "4"}])
    by_both(pack, registers, [*(one["id"] for one in firms), "x"])


LARGE = """
import sys, time
from pathlib import Path
from tests.grading.sessions import by_both, pack_of, registers_of
count = int(sys.argv[2])
pack = pack_of(Path(sys.argv[1]), [{"when": f"n == {one} or n > {2 * count - one}"} for one in range(count)])
start = time.perf_counter()
firms = [{"id": "a", "n": "17"}, {"id": "b", "n": str(2 * count)}, {"id": "c"}]
found = by_both(pack, registers_of(pack, firms), ["a", "b", "c"])
print([len(one.fired) for one in found])
"""


def test_600_rules_on_one_field_register_at_once(tmp_path):
    assert in_child(LARGE, str(tmp_path / "pack"), "600") == "[1, 599, 0]\n"


def test_a_layer_too_large_for_one_ruleset_is_split(tmp_path):
    pack = pack_of(tmp_path / "pack", [{"when": f"n == {one}"} for one in range(1_600)])
    parts = parts_of(pack.rules, lambda typed: None)
    assert len(parts) > PARTS_A_RULESET
    assert [rule.id for part in parts for rule, _ in part.rules] == [rule.id for rule in pack.rules]
    registers = registers_of(pack, [{"id": "a", "n": "1599"}])
    (decision,) = by_both(pack, registers, ["a"])
    assert decision.fired == ("r1599",)


# --- memory ---

FLAT = """
import sys
from pathlib import Path
from riskgrade.grading.reference import Grader
from riskgrade.grading.session import Session
from tests.grading.sessions import MOMENT, pack_of, registers_of

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

rules = [{"when": f"n >= {one} and kind == 'k{one % 7}' or m < {one}"} for one in range(50)]
pack = pack_of(Path(sys.argv[1]), rules)
firms = [{"id": f"f{one}", "n": str(one % 60), "kind": f"k{one % 7}", "m": str(one % 90)} for one in range(100)]
with Session() as session:
    grader = Grader(pack, registers_of(pack, firms), MOMENT, session.truths)
    data = grader.data([one["id"] for one in firms])
    def run(times):
        for _ in range(times):
            for key, one in data.items():
                grader.decide_on(key, one, False)
    run(3)
    before = resident()
    run(25)
    print(resident() - before)
"""

RELOADED = """
from pathlib import Path
from riskgrade.grading.session_host import Host
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
host = Host()
rules = {f"t0.{one}": {"all": [{"m": {"$and": [{"part": 0}, {"$gte": {f"f{one}": 3}}]}}], "pri": 0} for one in range(25)}
rules["sink0"] = {"all": [{"m": {"part": 0}}], "pri": 1}
def run(times):
    for _ in range(times):
        handle = host.register(rules)
        with host.firm() as firm:
            firm.tell(handle, 0, range(25), lambda name: None)
        host.release([handle])
run(50)
before = resident()
run(400)
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the resident memory from /proc")
@pytest.mark.parametrize(("code", "most"), [(FLAT, 4), (RELOADED, 16)], ids=["firms", "packs"])
def test_memory_is_flat(code, most, tmp_path):
    assert int(in_child(code, str(tmp_path / "pack"))) < most * 2**20


def test_packs_of_long_ago_are_given_back(tmp_path, monkeypatch):
    pack = pack_of(tmp_path / "pack", [{"when": "n >= 3"}])
    registers = registers_of(pack, [{"id": "a", "n": "5"}])
    released: list[int] = []
    with Session() as session:
        host = session._host
        right = host.release

        def release(handles):
            released.extend(handles)
            right(handles)

        monkeypatch.setattr(host, "release", release)
        for month in range(KEPT + 5):
            moment = Moment.of(MOMENT.as_of.replace(year=2000 + month))
            Grader(pack, registers, moment, session.truths).decide(["a"])
        assert len(released) == 5


# --- values the engine reads in its own way ---


def test_missing_values_are_unknown(tmp_path):
    rules = ["n > 3", "not (n > 3)", "n == 0", "n != 0", "kind == 'x'", "kind != 'x'", "open", "not open"]
    rules += ["open == false", "on > '2023-01-01'", "has_any(tags, 'a')", "kind in ('x', 'y')", "n > m", "known(n)"]
    pack = pack_of(tmp_path / "pack", [{"when": one} for one in rules])
    firms = [
        {"id": "blank"},
        {"id": "full", "n": "0", "m": "0", "kind": "z", "open": "false", "on": "2022-01-01", "tags": ";"},
    ]
    blank, full = by_both(pack, registers_of(pack, firms), ["blank", "full"])
    assert {truth for name, truth in blank.truths.items() if name != "r13"} == {Truth(False, True)}
    assert blank.truths["r13"] == Truth(False, False)
    assert [rules[int(name[1:])] for name in full.fired] == [
        "not (n > 3)", "n == 0", "kind != 'x'", "not open", "open == false", "known(n)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "50",
        "05",
        "5.0",
        "1e5",
        "-0",
        "true",
        "null",
        "None",
        "NaN",
        '"',
        "\\",
        "{}",
        "餐饮服务",
        "食品生产者",
        "🍜",
        "a'b",
    ],
)
def test_a_text_is_only_ever_itself(tmp_path, text):
    words = ["5", "50", "true", "null", "食品生产者"]
    rules = [{"when": f"kind == '{word}'"} for word in words] + [{"when": "类别 in ('5', '食品生产者')"}]
    pack = pack_of(tmp_path / "pack", rules)
    registers = registers_of(pack, [{"id": "a", "kind": text, "类别": text}])
    (decision,) = by_both(pack, registers, ["a"])
    expected = [f"r{place}" for place, word in enumerate(words) if word == text]
    assert list(decision.fired) == expected + (["r5"] if text in ("5", "食品生产者") else [])


def test_numbers_at_the_ends_of_what_a_register_holds(tmp_path):
    large = 10**13
    rules = [f"n >= {large}", f"n > {large - 1}", f"n <= -{large}", f"n == {large}", "n < 0"]
    pack = pack_of(tmp_path / "pack", [{"when": one} for one in rules])
    firms = [{"id": "a", "n": str(large)}, {"id": "b", "n": str(-large)}, {"id": "c", "n": "0"}, {"id": "d"}]
    found = by_both(pack, registers_of(pack, firms), list("abcd"))
    assert [one.fired for one in found] == [("r0", "r1", "r3"), ("r2", "r4"), (), ()]


def test_names_of_fields_do_not_clash_in_the_engine():
    def fnv(text):
        number = 2166136261
        for byte in text.encode():
            number = number * 16777619 % 2**32 ^ byte
        return number

    names = ["sid", "id", "part", "$s", *(f"f{one}" for one in range(512))]
    assert len({fnv(name) for name in names}) == len(names)


def test_no_name_or_code_of_a_firm_enters_the_engine(tmp_path, monkeypatch):
    pack = pack_of(tmp_path / "pack", [{"when": "kind == '张三餐馆' and n >= 3"}])
    registers = registers_of(pack, [{"id": "91990000MA90000114", "kind": "张三餐馆", "n": "5"}])
    with Session() as session:
        told: list[str] = []
        engine = session._host._engine

        class Listening:
            def __getattr__(self, name):
                return getattr(engine, name)

            def assert_fact(self, handle, message):
                told.append(message)
                return engine.assert_fact(handle, message)

            def create_ruleset(self, name, rules):
                told.append(rules)
                return engine.create_ruleset(name, rules)

        monkeypatch.setattr(session._host, "_engine", Listening())
        Grader(pack, registers, MOMENT, session.truths).decide(["91990000MA90000114"])
    text = "".join(told)
    assert text.isascii()
    assert "91990000MA90000114" not in text
    assert all(isinstance(value, int) for name, value in json.loads(told[-1]).items() if name not in ("sid", "id"))


# --- threads, and a machine without it ---


def test_no_thread_is_started_and_the_binding_is_not_imported():
    code = """
import sys, threading
from riskgrade.grading.session import Session
with Session():
    print(threading.active_count(), "durable" in sys.modules)
"""
    assert in_child(code) == "1 False\n"


def test_two_threads_with_one_session(tmp_path):
    pack = pack_of(tmp_path / "pack", [{"when": f"n >= {one}"} for one in range(30)])
    firms = [{"id": str(one), "n": str(one % 31)} for one in range(60)]
    registers = registers_of(pack, firms)
    keys = [one["id"] for one in firms]
    expected = Grader(pack, registers, MOMENT).decide(keys)
    wrong: list[object] = []
    with Session() as session:
        grader = Grader(pack, registers, MOMENT, session.truths)

        def run():
            for _ in range(3):
                try:
                    assert_same(grader.decide(keys), expected)
                except BaseException as error:
                    wrong.append(error)

        threads = [threading.Thread(target=run) for _ in range(3)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert wrong == []


def test_without_durable_rules_it_says_so_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert not session_available()
    with pytest.raises(SessionUnavailableError) as caught:
        Session()
    assert "durable-rules" in caught.value.en
    assert "durable-rules" in caught.value.zh
    assert "\n" not in caught.value.en + caught.value.zh


def test_rules_fire_layer_by_layer_in_document_order(tmp_path):
    rules: list[dict[str, Any]] = [
        {"when": "heavy"}, {"when": "n >= 3", "then": {"conclude": "heavy"}}, {}, {"when": "n >= 1"},
        {"when": "grave"}, {"when": "heavy", "then": {"conclude": "grave"}},
    ]  # fmt: skip
    pack = pack_of(tmp_path / "pack", rules)
    (decision,) = by_both(pack, registers_of(pack, [{"id": "a", "n": "3"}]), ["a"])
    assert decision.fired == ("r1", "r2", "r3", "r0", "r5", "r4")
