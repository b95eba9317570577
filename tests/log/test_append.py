"""Adding to a log: whole lines or nothing, one process at a time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from riskgrade.log.append import append, append_each, intact, read_ledger
from riskgrade.log.decision_events import Chosen, Decided, Overridden
from riskgrade.log.decisions import DECISIONS, Decisions
from riskgrade.log.entry import Entry
from riskgrade.log.error import LogError
from riskgrade.log.file import mend
from riskgrade.log.verify import verify
from tests.log import sample

WRITER = """
import sys, pathlib
from riskgrade.log.append import append
from tests.log.test_verify import NOTES, Note
for number in range(int(sys.argv[3])):
    append(pathlib.Path(sys.argv[1]), NOTES, Note(text=f"{sys.argv[2]}-{number}"), "2024-01-05T09:30:00+08:00", sys.argv[2])
"""


def test_several_processes_at_once(tmp_path):
    path = tmp_path / "notes.log"
    root = Path(__file__).resolve().parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), f"w{number}", "25"], cwd=root) for number in range(4)
    ]
    assert [one.wait(timeout=120) for one in writers] == [0, 0, 0, 0]
    found = verify(path, [])
    assert (found.entries, found.faults) == (100, ())
    texts = [one.data["text"] for one in intact(path)]
    for number in range(4):
        assert [one for one in texts if one.startswith(f"w{number}-")] == [f"w{number}-{place}" for place in range(25)]


def test_a_process_killed_while_writing_leaves_what_was_there(tmp_path):
    path = tmp_path / "notes.log"
    root = Path(__file__).resolve().parents[2]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), "w", "100000"], cwd=root)
    while not path.exists() or path.stat().st_size < 5000:
        assert writer.poll() is None
    writer.kill()
    writer.wait()
    found = verify(path, [])
    assert found.entries > 10
    assert {one.code for one in found.faults} <= {"TORN"}


def test_somebody_else_writes(log, records):
    with FileLock(f"{log}.lock"), pytest.raises(LogError, match="another process has been writing"):
        append(log, DECISIONS, Decided(decision=records["003"].document), sample.AT, None, wait=0.05)


def test_a_disk_that_is_full_leaves_the_log_as_it_was(log, records, monkeypatch):
    before = log.read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        append(log, DECISIONS, Decided(decision=records["003"].document), sample.AT, None)
    assert log.read_bytes() == before


def test_the_line_is_on_the_disk_before_it_is_said_to_be(log, records, monkeypatch):
    synced = []
    real = os.fsync

    def counted(handle):
        synced.append(handle)
        real(handle)

    monkeypatch.setattr("os.fsync", counted)
    append(log, DECISIONS, Decided(decision=records["003"].document), sample.AT, None)
    assert synced


def test_dry_run_writes_nothing(log, decision_id):
    before = log.read_bytes()
    event = Chosen(decision_id=decision_id[:64], grade="conduct", level="good", reason="x")
    with pytest.raises(LogError):
        append(log, DECISIONS, event, sample.AT, "王丽", dry_run=True)
    assert log.read_bytes() == before


@pytest.mark.parametrize("cut", [1, 2, 40, 400])
def test_a_torn_line_is_refused_and_mended(log, records, cut):
    whole = log.read_bytes()
    log.write_bytes(whole[:-cut])
    event = Decided(decision=records["003"].document)
    with pytest.raises(LogError, match=r"the last line has no end.*riskgrade log mend"):
        append(log, DECISIONS, event, sample.AT, None)
    with pytest.raises(LogError, match="the last line has no end"):
        read_ledger(log, DECISIONS)
    found = mend(log, dry_run=True)
    assert log.read_bytes() == whole[:-cut]
    assert found is not None
    assert found == mend(log)
    piece, aside = found
    if cut == 1:
        # Only the line feed was missing: nothing is lost.
        assert (piece, log.read_bytes()) == (b"", whole)
    else:
        assert aside.read_bytes() == piece == whole[:-cut].splitlines()[-1]
        assert log.read_bytes() + piece == whole[:-cut]
    assert mend(log) is None
    append(log, DECISIONS, event, sample.AT, None)
    assert verify(log, [DECISIONS]).faults == ()


def test_nothing_is_built_on_a_log_that_was_changed(log, records, decision_id):
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[:2], lines[2].replace(b'"C"', b'"B"'), *lines[3:]]))
    event = Chosen(decision_id=decision_id, grade="risk", level="B", reason="x")
    with pytest.raises(LogError, match="line 3 does not fit the chain"):
        append(log, DECISIONS, event, sample.AT, "王丽")
    log.write_bytes(b"".join(lines)[:-2] + b" \n")
    with pytest.raises(LogError, match="the last line is no entry of a log or was changed"):
        append(log, DECISIONS, Decided(decision=records["003"].document), sample.AT, None)


@pytest.mark.parametrize(
    "at", ["", "2024-01-05", "2024-01-05T09:30:00", "2024-02-30T09:30:00Z", "٢٠٢٤-01-05T09:30Z", "now"]
)
def test_a_time_that_is_none(log, records, at):
    with pytest.raises(LogError, match="is no point in time"):
        append(log, DECISIONS, Decided(decision=records["003"].document), at, None)


def test_a_name_that_is_no_text(log, records):
    with pytest.raises(LogError, match="no UTF-8"):
        append(log, DECISIONS, Decided(decision=records["003"].document), sample.AT, "\udcff")


def test_lines_are_canonical(log):
    for line in log.read_bytes().splitlines():
        held = json.loads(line)
        assert line == json.dumps(held, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def test_several_at_once_each_by_itself(log, records, decision_id):
    """What is lawful is added in order, what is not is told; one read, one write."""
    before = log.read_bytes()

    def choose(level):
        return Chosen(decision_id=decision_id, grade="conduct", level=level, reason="x")

    def of_what_stands(ledger):
        assert isinstance(ledger, Decisions)
        level = ledger.found[decision_id].grades["risk"].levels[0]
        return Overridden(decision_id=decision_id, grade="risk", level=level, reason="x")

    def refuses(_):
        raise LogError("not this one", "不行")

    events = [Decided(decision=records["003"].document), choose("none"), of_what_stands, refuses]
    found, ledger = append_each(log, DECISIONS, events, sample.AT, "王丽", dry_run=True)
    assert log.read_bytes() == before
    written = append_each(log, DECISIONS, events, sample.AT, "王丽")[0]
    assert [one for one in written if isinstance(one, Entry)] == [one for one in found if isinstance(one, Entry)]
    numbers = [one.number if isinstance(one, Entry) else one.en for one in found]
    assert numbers == [10, "'none' is no level of conduct; its levels are: good, poor", 11, "not this one"]
    assert isinstance(ledger, Decisions)
    assert len(ledger.found[decision_id].entries) == 8
    assert verify(log, [DECISIONS]).faults == ()
    assert append_each(log, DECISIONS, [choose("none")], sample.AT, "王丽")[1] is not None
    assert verify(log, [DECISIONS]).entries == 11
