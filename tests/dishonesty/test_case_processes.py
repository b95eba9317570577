"""Real processes at one case register: two officers at once, processes that end anywhere, disks that are full or read-only."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from riskgrade.dishonesty.case_error import CaseError
from riskgrade.dishonesty.entries import AlreadyThereError
from riskgrade.dishonesty.states import Act
from riskgrade.log.append import intact
from riskgrade.log.entry import Entry
from riskgrade.log.error import LogError
from riskgrade.log.file import mend
from riskgrade.log.verify import verify
from riskgrade.report.case_rebuild import list_rebuild
from riskgrade.report.decision_log import ROOMS
from tests.dishonesty.case_office import OTHER, Office
from tests.dishonesty.case_world import document
from tests.dishonesty.nursery import Nursery

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


@pytest.fixture(scope="module")
def nursery(tmp_path_factory):
    found = Nursery(tmp_path_factory.mktemp("said"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    """An entry that waits for approval."""
    office = Office(tmp_path_factory.mktemp("waiting"))
    office.noticed()
    return office


def copied(office, folder):
    """The same register and log in another folder."""
    shutil.copytree(office.register.parent, folder)
    return Office(folder)


def whole(office):
    """Nothing is lost and nothing is half: at most a last line without its end, which `log mend` puts aside."""
    found = verify(office.log, ROOMS)
    if found.faults:
        assert {one.line for one in found.faults} == {found.entries}
        assert "TORN" in {one.code for one in found.faults}
        mend(office.log)
        assert verify(office.log, ROOMS).faults == ()
    # Behind its log by the act that was not taken over, or the same; never anything else.
    assert list_rebuild(office.register, dry_run=True).was == "same" or office.behind() == 1


OFFICER = """
import time
while not (office.register.parent / ("go-" + case)).exists():
    time.sleep(0.001)
try:
    office.do(Act(act), by, case=case, expect=expect)
    print("done")
except (CaseError, LogError) as error:
    print(error.en)
"""
PAIRS = [
    ("approve", "approve", None), ("approve", "refuse", None), ("refuse", "refuse", None), ("hear", "approve", "noticed"),
    ("withdraw", "approve", "noticed"),
]  # fmt: skip


def test_two_officers_at_once(nursery, tmp_path):
    """Twenty times two officers act on one entry at once: one wins, the other is told what the first did."""
    office = Office(tmp_path)
    cases = [f"CF{number}" for number in range(20)]
    office.noticed(*cases)
    for number, case in enumerate(cases):
        first, second, expect = PAIRS[number % len(PAIRS)]
        officers = [
            nursery.start(f"case, act, by, expect = {(case, act, by, expect)!r}\n{OFFICER}", tmp_path)
            for act, by in ((first, "李强"), (second, "赵敏"))
        ]
        (tmp_path / f"go-{case}").touch()
        assert [one.wait() for one in officers] == [0, 0], [one.said for one in officers]
        told = [one.said.strip() for one in officers]
        assert told.count("done") == 1, told
        (lost,) = (one for one in told if one != "done")
        winner = ("李强", "赵敏")[told.index("done")]
        assert f"entry {61 + number} by {winner}" in lost
        assert "Nothing was changed" in lost
    assert sum(one.data["version"] == 4 for one in intact(office.log)) == 20
    office.check()


KILL = {
    "before the log is read": "module('riskgrade.dishonesty.case_act').append_each = die",
    "before the line is written": "module('riskgrade.log.append').add_line = die",
    "in the middle of the line": """
log = module('riskgrade.log.append')
def half(path, line, size):
    with path.open('ab', buffering=0) as stream:
        stream.write(line[:len(line) // 2])
    die()
log.add_line = half
""",
    "before the line is on the disk": "os.fsync = die",
    "after the line": "module('riskgrade.dishonesty.register').Register.add = die",
    "in the transaction": "module('riskgrade.dishonesty.register')._put = die",
    "in the transaction, after the entry": "module('riskgrade.dishonesty.register').event_row = die",
    "in the transaction, with pages in the file": """
registers = module('riskgrade.dishonesty.register')
real, row = registers._put, registers.entry_row
# The row grows beyond the memory that SQLite has for it, so that pages are in the file before the transaction ends.
registers.entry_row = lambda state: {**row(state), 'draft': 'x' * 4_000_000}
def put(connection, entry, ledger):
    connection.exec_driver_sql('PRAGMA cache_size=2')
    real(connection, entry, ledger)
    die()
registers._put = put
""",
    "before the transaction ends": """
registers = module('riskgrade.dishonesty.register')
real = registers._put
def put(connection, entry, ledger):
    real(connection, entry, ledger)
    die()
registers._put = put
""",
    "after all": """
registers = module('riskgrade.dishonesty.register')
real = registers.Register.add
def add(self, entry, ledger):
    real(self, entry, ledger)
    die()
registers.Register.add = add
""",
}
NOT_YET = {"before the log is read", "before the line is written", "in the middle of the line"}
"""Where the line is not in the log, so that no approval was given."""


@pytest.mark.parametrize("where", KILL)
def test_killed_while_approving(nursery, waiting, tmp_path, where):
    office = copied(waiting, tmp_path / "here")
    code = f"from importlib import import_module as module\n{KILL[where]}\noffice.do(Act.APPROVE, '李强')"
    process = nursery.start(code, office.register.parent)
    assert process.wait() == -signal.SIGKILL, process.said
    journal = office.register.with_name("cases.db-journal")
    if "pages" in where:
        assert journal.stat().st_size > 0
        assert office.register.stat().st_size > 1_000_000
    whole(office)
    expected = "noticed" if where in NOT_YET else "approved"
    assert office.stands() == expected
    # Whoever goes on finds all in order.
    office.do(*((Act.CONSENT, "赵敏") if expected == "approved" else (Act.APPROVE, OTHER)))
    assert (office.behind(), office.stands()) == (0, "approved")
    assert not journal.exists()
    office.check()


def test_killed_while_many_drafts_are_entered(nursery, tmp_path):
    """What was written to its end is entered; the rest is entered by the same command once more."""
    office = Office(tmp_path)
    office.noticed("CF0")
    code = """
log = __import__('importlib').import_module('riskgrade.log.append')
def half(path, line, size):
    with path.open('ab', buffering=0) as stream:
        stream.write(line[:len(line) // 2])
    die()
log.add_line = half
from tests.dishonesty.case_world import document
office.open(*[document(record=f'CF{n}') for n in range(1, 12)])
"""
    process = nursery.start(code, tmp_path)
    assert process.wait() == -signal.SIGKILL, process.said
    with pytest.raises(LogError, match=r"the last line has no end.*riskgrade log mend"):
        office.open()
    mend(office.log)
    done = office.open(*[document(record=f"CF{n}") for n in range(1, 12)])
    there = sum(isinstance(one, AlreadyThereError) for one in done.entries)
    assert 1 <= there <= 10
    assert sum(isinstance(one, Entry) for one in done.entries) == 11 - there
    assert len(done.found) == 12
    office.check()


def test_a_rebuild_after_a_kill(nursery, waiting, tmp_path):
    """What a process left of its transaction does not get into the new file."""
    office = copied(waiting, tmp_path / "here")
    where = "in the transaction, with pages in the file"
    code = f"from importlib import import_module as module\n{KILL[where]}\noffice.do(Act.APPROVE, '李强')"
    assert nursery.start(code, office.register.parent).wait() == -signal.SIGKILL
    found = list_rebuild(office.register)
    assert found.was == "different"
    assert office.register.with_name("cases.db.kept-1-journal").exists()
    office.check()
    assert office.stands() == "approved"


def test_killed_at_any_time(nursery, tmp_path):
    """A process that approves and takes back without end is killed thirty times, at no chosen moment."""
    office = Office(tmp_path)
    office.noticed()
    code = "while True:\n    office.do(Act.APPROVE, '李强')\n    office.do(Act.UNDO, '李强')"
    draw = random.Random(20240105)
    entries = 3
    for _ in range(30):
        process = nursery.start(code, tmp_path)
        size = office.log.stat().st_size
        if draw.random() < 0.8:  # else perhaps before anything was written
            while office.log.stat().st_size == size:
                time.sleep(0.001)
        time.sleep(draw.uniform(0.0, 0.03))
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, process.said
        whole(office)
        now = verify(office.log, ROOMS).entries
        assert now >= entries
        entries = now
        if office.stands() == "approved":  # the next begins where this one ended
            office.do(Act.UNDO, OTHER)
            entries += 1
    assert entries > 20
    office.do(Act.APPROVE, OTHER)
    office.check()


@pytest.fixture
def small_disk():
    """A disk of 200 kB, where one may be mounted."""
    folder = Path(tempfile.mkdtemp())
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        folder.rmdir()
        pytest.skip("no disk can be mounted here; a limit on the size of files stands in below")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def fill(path):
    """Write until nothing more goes in."""
    with path.open("wb", buffering=0) as stream:
        while stream.write(b"x" * 1024):
            pass


def test_a_full_disk(small_disk):
    office = Office(small_disk)
    office.noticed()
    before = office.register.read_bytes(), office.log.read_bytes()
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"):
        fill(filler)
    said: list[str] = []
    for blocks in range(12):  # no room at all, then room for the journal and none for the line, …
        filler.write_bytes(b"x" * (filler.stat().st_size - (4096 if blocks else 0)))
        try:
            done = office.do(Act.APPROVE, OTHER, reason="理" * 2000)
        except (OSError, CaseError) as error:
            said.append(str(error))
            assert office.log.read_bytes() == before[1]
            assert (office.behind(), office.stands()) == (0, "noticed")
            continue
        break
    assert len(said) > 1
    assert all("space" in one or "full" in one or "disk" in one for one in said)
    assert office.stands() == "approved"
    assert office.behind() == (0 if done.behind is None else 1)
    filler.unlink()
    office.do(Act.CONSENT, "赵敏")
    assert office.behind() == 0
    office.check()


def test_a_disk_that_is_full_at_the_first_draft(small_disk):
    with pytest.raises(OSError, match="No space left"):
        fill(small_disk / "filler")
    office = Office(small_disk)
    with pytest.raises((OSError, CaseError), match=r"full|space"):
        office.open()
    (small_disk / "filler").unlink()
    office.open()
    office.check()


@pytest.mark.parametrize("room", [0, 100, 600, 5000, 30000, "register"])
def test_files_that_may_not_grow(nursery, waiting, tmp_path, room):
    """A limit on the size of files stands in for a full disk; it strikes the log, the register or its journal."""
    office = copied(waiting, tmp_path / "here")
    with sqlite3.connect(office.register) as held:
        held.execute("VACUUM")  # no pages to spare
    held.close()
    size = office.register.stat().st_size if room == "register" else office.log.stat().st_size + room
    code = f"""
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
try:
    done = office.do(Act.APPROVE, '李强', reason='理' * {2000 if room == "register" else 1})
    print('behind' if done.behind else 'done')
except (OSError, CaseError) as error:
    print('refused')
"""
    process = nursery.start(code, office.register.parent)
    assert process.wait() == 0, process.said
    told = process.said.strip()
    if room in (0, 100):
        assert told == "refused"
    if room == "register":
        # The line fits, and the register cannot grow: the act is done, and that is said.
        assert told == "behind"
    whole(office)
    if told == "refused":
        assert office.log.read_bytes() == waiting.log.read_bytes()
        assert office.stands() == "noticed"
        office.do(Act.APPROVE, OTHER)
    else:
        assert office.stands() == "approved"
        office.do(Act.CONSENT, "赵敏")
    office.check()


@pytest.mark.parametrize("what", ["register", "log", "folder"])
def test_what_may_only_be_read(nursery, waiting, what):
    """Another user may look at what he may not write; an act is refused and nothing is in the log."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o777)
        office = copied(waiting, folder / "cases")
        for one in office.register.parent.iterdir():
            one.chmod(0o444 if what == "folder" else 0o666)
        office.register.parent.chmod(0o555 if what == "folder" else 0o777)
        if what != "folder":
            (office.register if what == "register" else office.log).chmod(0o444)
        code = """
office.do(Act.APPROVE, '李强', dry_run=True) if os.access(office.log.with_name('cases.db.log.lock'), os.W_OK) else None
if os.geteuid() == 0:  # everything that is needed was imported by then
    os.setegid(65534)
    os.seteuid(65534)
print(office.stands())
try:
    office.do(Act.APPROVE, '李强')
    print('done')
except (OSError, CaseError) as error:
    print(type(error).__name__)
"""
        before = office.log.read_bytes()
        process = nursery.start(code, office.register.parent)
        assert process.wait() == 0, process.said
        assert process.said.splitlines() == ["noticed", "CaseError" if what == "register" else "PermissionError"]
        assert office.log.read_bytes() == before
        assert office.stands() == "noticed"
    finally:
        (folder / "cases").chmod(0o777)
        shutil.rmtree(folder)
