"""Whatever is done to a log is found: a byte, a line, the order, the end."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from riskgrade.log.append import append, read_ledger
from riskgrade.log.decisions import DECISIONS
from riskgrade.log.entry import START, Entry
from riskgrade.log.error import LogError
from riskgrade.log.event import Event, Room
from riskgrade.log.verify import Code, verify
from tests.log import sample


class Note(Event):
    """A small event, for logs that are spoilt many times."""

    kind = "note"
    text: str


class Notes:
    """Takes every note."""

    def take(self, entry, event, trusted=False):
        pass


NOTES = Room((Note,), Notes)
TEXTS = ["one", "二", "", "four\n", '{"hash":"x"}', "six"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("notes") / "notes.log"
    for place, text in enumerate(TEXTS):
        append(path, NOTES, Note(text=text), sample.AT, f"person {place}")
    return path.read_bytes()


def codes(path, content, head=None):
    path.write_bytes(content)
    found = verify(path, [NOTES], head)
    for one in found.faults:
        assert one.en
        assert any("一" <= character <= "鿿" for character in one.zh)
    return [(one.line, one.code) for one in found.faults]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("spoilt") / "notes.log"


def test_a_whole_log(path, whole):
    assert codes(path, whole) == []
    found = verify(path, [NOTES])
    assert (found.entries, found.unknown) == (6, ())
    assert found.head == json.loads(whole.splitlines()[-1])["hash"]
    assert verify(path, []).unknown == ("note",)


def test_every_byte_matters_whatever_stands_in_its_place(path, whole):
    """All bytes, each changed in one way; Hypothesis below draws the ways."""
    for place in range(len(whole)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        assert codes(path, bytes(spoilt)), place


@settings(max_examples=300)
@given(st.data())
def test_a_byte_changed_put_in_or_taken_out(path, whole, data):
    place = data.draw(st.integers(0, len(whole) - 1))
    new = data.draw(st.binary(max_size=2))
    spoilt = whole[:place] + new + whole[place + 1 :]
    assume(spoilt != whole)
    assert codes(path, spoilt)


@settings(max_examples=200)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_lines_dropped_swapped_or_doubled(path, whole, order):
    lines = whole.splitlines(keepends=True)
    spoilt = b"".join(lines[place] for place in order)
    found = codes(path, spoilt, head=None)
    # A log whose end was cut at the end of a line is a shorter whole log; only the head kept elsewhere tells.
    assert bool(found) == (order != list(range(len(order))))
    head = json.loads(lines[-1])["hash"]
    assert bool(codes(path, spoilt, head)) == (order != list(range(6)))


@given(st.data())
def test_a_cut_end(path, whole, data):
    cut = data.draw(st.integers(0, len(whole) - 1))
    found = codes(path, whole[:cut])
    assert bool(found) == (cut != 0 and whole[cut - 1 : cut] != b"\n")
    if found:
        assert (whole[:cut].count(b"\n") + 1, Code.TORN) in found
    head = json.loads(whole.splitlines()[-1])["hash"]
    # Where only the last line feed is gone, the head still stands there.
    assert codes(path, whole[:cut], head)[-1][1] is (Code.TORN if cut == len(whole) - 1 else Code.CUT)


def line(whole, place):
    return whole.splitlines(keepends=True)[place]


def spoilt_logs(whole):
    lines = whole.splitlines(keepends=True)
    changed = lines[2].replace(b"person 2", b"person 9")
    yield "a changed line", [*lines[:2], changed, *lines[3:]], [(3, Code.CHANGED)]
    yield "a dropped line", [*lines[:2], *lines[3:]], [(3, Code.MISPLACED), (6, Code.MISSING)]
    yield "the first line dropped", lines[1:], [(1, Code.MISPLACED), (6, Code.MISSING)]
    yield "two lines dropped", [*lines[:2], *lines[4:]], [(3, Code.MISPLACED), (5, Code.MISSING)]
    yield "two lines swapped", [*lines[:2], lines[3], lines[2], *lines[4:]], [
        (3, Code.MISPLACED), (4, Code.MISPLACED), (5, Code.MISPLACED),
    ]  # fmt: skip
    yield "a line twice", [*lines[:3], *lines[2:]], [(4, Code.MISPLACED)]
    yield "an empty line", [*lines[:2], b"\n", *lines[2:]], [(3, Code.UNREADABLE), (4, Code.MISPLACED)]
    yield "another file's line", [*lines[:2], b'{"a": 1}\n', *lines[3:]], [(3, Code.UNREADABLE)]
    yield "no text", [*lines[:2], b"\xff\n", *lines[3:]], [(3, Code.UNREADABLE)]
    yield "too deep", [*lines[:5], b"[" * 100_000 + b"\n"], [(6, Code.UNREADABLE)]
    yield "nothing at the end of the last line", [*lines[:5], lines[5][:-1]], [(6, Code.TORN)]


def test_what_is_wrong_is_said_line_by_line(path, whole):
    for name, lines, wanted in spoilt_logs(whole):
        assert codes(path, b"".join(lines)) == wanted, name


def test_a_line_made_anew_by_one_who_knows_the_form_does_not_fit_the_chain(path, whole):
    lines = whole.splitlines(keepends=True)
    held = json.loads(lines[2])
    forged = Entry(3, held["previous"], sample.AT, "person 9", "note", {"text": "forged"})
    assert codes(path, b"".join([*lines[:2], forged.line, *lines[3:]])) == [(4, Code.NOT_FOLLOWING)]
    far = replace(forged, number=10**15)
    assert codes(path, b"".join([*lines[:2], far.line])) == [(3, Code.MISPLACED), (4, Code.MISSING)]


def test_a_head_kept_earlier_is_found_where_it_stood(path, whole):
    heads = [json.loads(one)["hash"] for one in whole.splitlines()]
    path.write_bytes(whole)
    assert [verify(path, [NOTES], head).head_at for head in heads] == [1, 2, 3, 4, 5, 6]
    assert verify(path, [NOTES], START).head_at == 0
    assert [one.code for one in verify(path, [NOTES], "0" * 63 + "1").faults] == [Code.CUT]


def test_an_empty_log_is_whole(path):
    assert codes(path, b"") == []
    assert codes(path, b"", "1" * 64) == [(1, Code.CUT)]


def test_what_nobody_may_write_is_found_though_the_chain_is_whole(tmp_path, records, decision_id):
    path = tmp_path / "decisions.log"
    sample.write_log(path, records)
    assert verify(path, [DECISIONS]).faults == ()
    lines = path.read_bytes().splitlines(keepends=True)
    head = json.loads(lines[-1])["hash"]
    unlawful = {"decision_id": decision_id, "grade": "risk", "level": "A", "reason": "so"}
    forged = Entry(10, head, sample.AT, "王丽", "choice", unlawful)
    alone = Entry(11, forged.hash, sample.AT, "王丽", "approval", {"decision_id": decision_id, "override": "7"})
    path.write_bytes(b"".join([*lines, forged.line, alone.line]))
    found = verify(path, [DECISIONS]).faults
    assert [(one.line, one.code) for one in found] == [(10, Code.UNLAWFUL), (11, Code.UNLAWFUL)]
    assert "not among those the law leaves to an officer" in found[0].en
    nonsense = Entry(10, head, sample.AT, None, "decision", {"decision": {"decision_id": 5, "grades": {"risk": None}}})
    path.write_bytes(b"".join([*lines, nonsense.line]))
    assert [one.code for one in verify(path, [DECISIONS]).faults] == [Code.UNLAWFUL]
    with pytest.raises(LogError, match="entry 10 holds no decision"):
        read_ledger(path, DECISIONS)
    path.write_bytes(b"".join([*lines, forged.line, alone.line]))
    assert found[1].en.startswith("approval: ")
