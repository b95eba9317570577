"""The case register follows its log, and nothing but its log."""

import sqlite3

import pytest

from riskgrade.dishonesty.case_error import CaseError
from riskgrade.dishonesty.case_file import to_read
from riskgrade.dishonesty.states import Act
from riskgrade.log.append import append
from riskgrade.log.entry import Entry
from riskgrade.log.error import LogError
from riskgrade.log.file import last_entry
from riskgrade.log.verify import verify
from riskgrade.report.case_rebuild import list_rebuild
from riskgrade.report.decision_log import ROOMS
from tests.dishonesty.case_office import AT, MAKER, OTHER, Office
from tests.dishonesty.case_world import USUAL, document
from tests.log.test_verify import NOTES, Note


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def table(office, name="entries"):
    with to_read(office.register, None) as (register, _, _):
        return register.rows()[name]


def test_each_act_is_in_the_log_and_in_the_register(office):
    office.noticed()
    done = office.do(Act.APPROVE, OTHER)
    (entry,) = done.entries
    assert [one["act"] for one in table(office, "events")] == ["open", "conclude", "notice", "approve"]
    (head,) = table(office, "head")
    assert head == {"log_number": 4, "log_hash": entry.hash}
    (row,) = table(office)
    assert (row["state"], row["version"], row["approved_by"], row["last_entry"]) == ("approved", 4, OTHER, 4)
    office.check()


def test_it_is_plain_sqlite_for_any_reader(office):
    office.noticed()
    with sqlite3.connect(office.register) as held:
        assert held.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert held.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert held.execute("SELECT state, party FROM entries").fetchall() == [("noticed", "x")]
    assert sorted(one.name for one in office.register.parent.iterdir() if one.suffix != ".lock") == [
        "cases.db",
        "cases.db.log",
    ]


def test_what_is_behind_is_brought_up_by_the_next_act(office):
    office.noticed()
    old = office.register.read_bytes()
    office.do(Act.APPROVE, OTHER)
    office.register.write_bytes(old)
    assert (office.behind(), office.stands()) == (1, "approved")
    assert office.register.read_bytes() == old  # reading writes nothing
    with pytest.raises(LogError, match="'approve' is for one that is: noticed, heard"):
        office.do(Act.APPROVE, OTHER)
    assert office.behind() == 0
    office.check()


def test_a_register_that_is_gone_is_made_again(office):
    office.noticed()
    rows = table(office)
    office.register.unlink()
    with pytest.raises(CaseError, match=r"there is no case register.*rebuild"):
        office.do(Act.APPROVE, OTHER)
    assert list_rebuild(office.register, office.log).was == "missing"
    assert table(office) == rows


def test_ahead_of_its_log(office):
    office.noticed()
    whole, held = office.log.read_bytes(), office.register.read_bytes()
    office.log.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    for act in (lambda: office.do(Act.APPROVE, OTHER), office.stands, office.open):
        with pytest.raises(CaseError, match=r"is built up to entry 3, but .* ends at entry 2"):
            act()
    assert office.register.read_bytes() == held
    office.log.unlink()
    with pytest.raises(CaseError, match=r"its log .* is not there"):
        office.do(Act.APPROVE, OTHER)
    assert not office.log.exists()
    office.log.write_bytes(whole)
    office.check()


def test_of_another_log(office, tmp_path):
    office.noticed()
    other = Office(tmp_path / "other")
    other.register.parent.mkdir()
    other.noticed("CF7")
    before = other.log.read_bytes()
    for extra in ({}, {"dry_run": True}):
        with pytest.raises(CaseError, match="was built from another log: entry 3"):
            office.do(Act.APPROVE, OTHER, log=other.log, **extra)
    other.do(Act.APPROVE, OTHER, case="CF7")
    with pytest.raises(CaseError, match="was built from another log: entry 3"):
        office.do(Act.APPROVE, OTHER, log=other.log)
    assert other.log.read_bytes().startswith(before)
    assert verify(other.log, []).entries == 4
    office.check()


def test_both_may_move_together_or_apart(office, tmp_path):
    office.noticed()
    folder = tmp_path / "moved"
    folder.mkdir()
    moved = Office(folder)
    office.register.rename(moved.register)
    office.log.rename(moved.log)
    moved.do(Act.APPROVE, OTHER)
    elsewhere = tmp_path / "decisions.log"
    moved.log.rename(elsewhere)
    with pytest.raises(CaseError, match="name it with --log"):
        moved.do(Act.CONSENT, "赵敏")
    moved.do(Act.CONSENT, "赵敏", log=elsewhere)
    moved.do(Act.DECIDE, OTHER)  # it knows where the log is now
    assert moved.stands() == "decided"


def test_a_log_that_others_write_into_too(office):
    office.noticed()
    append(office.log, NOTES, Note(text="x"), AT, "w")
    assert office.behind() == 1
    office.do(Act.APPROVE, OTHER)
    assert (office.behind(), table(office)[0]["last_entry"]) == (0, 5)
    append(office.log, NOTES, Note(text="y"), AT, "w")
    assert list_rebuild(office.register).was == "different"  # its head only
    assert list_rebuild(office.register).was == "same"


def other_log(office):
    """The log of a register elsewhere."""
    (office.register.parent / "other").mkdir(exist_ok=True)
    other = Office(office.register.parent / "other")
    other.open()
    return other.log


@pytest.mark.parametrize("content", [b"not a database at all " * 400, b"x"])
def test_a_file_that_is_no_database(office, content):
    office.register.write_bytes(content)
    for act in (office.open, office.stands):
        with pytest.raises(CaseError, match="is no case register, nor any database"):
            act()
    assert not office.log.exists()
    with pytest.raises(CaseError, match="is no case register, nor any database"):
        list_rebuild(office.register, other_log(office))
    assert office.register.read_bytes() == content


def test_a_damaged_register_is_made_anew_and_kept(office):
    office.noticed()
    rows = table(office)
    damaged = b"SQLite format 3\x00" + b"\xff" * 20000
    office.register.write_bytes(damaged)
    with pytest.raises(CaseError, match="rebuild"):
        office.do(Act.APPROVE, OTHER)
    found = list_rebuild(office.register)
    assert (found.was, found.written) == ("unreadable", True)
    assert found.kept_in is not None
    assert found.kept_in.read_bytes() == damaged
    assert table(office) == rows
    office.check()


def test_a_database_of_another_program(office):
    with sqlite3.connect(office.register) as held:
        held.execute("CREATE TABLE firms (name TEXT)")
    before = office.register.read_bytes()
    for act in (office.open, office.stands):
        with pytest.raises(CaseError, match="is a database, but no case register"):
            act()
    with pytest.raises(CaseError, match="is a database, but no case register"):
        list_rebuild(office.register, other_log(office))
    assert office.register.read_bytes() == before


@pytest.mark.parametrize("form", [0, 2])
def test_another_form(office, form):
    office.noticed()
    with sqlite3.connect(office.register) as held:
        held.execute(f"PRAGMA user_version={form}")
    held.close()
    for act in (lambda: office.do(Act.APPROVE, OTHER), office.stands):
        with pytest.raises(CaseError, match=f"has form {form} of the case register, this version reads form 1"):
            act()
    found = list_rebuild(office.register)
    assert (found.was, found.kept_in is not None) == ("unreadable", True)
    office.do(Act.APPROVE, OTHER)
    office.check()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE entries SET state='published'", "entries CF1: state"),
        ("UPDATE events SET by='李强' WHERE number=2", "events 2: by"),
        ("DELETE FROM events WHERE number=3", "events 3: missing"),
        ("UPDATE entries SET draft='{}'", "entries CF1: draft"),
    ],
)
def test_a_register_that_was_changed_by_hand_is_found(office, change, where):
    office.noticed()
    with sqlite3.connect(office.register) as held:
        held.execute(change)
    held.close()
    before = office.register.read_bytes()
    found = list_rebuild(office.register, dry_run=True)
    assert (found.was, found.differences, found.written) == ("different", (where,), False)
    assert office.register.read_bytes() == before
    found = list_rebuild(office.register)
    assert found.was == "different"
    assert found.kept_in is not None
    assert found.kept_in.read_bytes() == before
    office.check()


def test_a_change_by_hand_allows_nothing(office):
    """What is lawful is read from the log, not from the register."""
    office.open()
    with sqlite3.connect(office.register) as held:
        held.execute("UPDATE entries SET state='approved', version=9, approved_by='李强'")
    held.close()
    with pytest.raises(LogError, match="CF1 is draft"):
        office.do(Act.CONSENT, "赵敏")


def test_nothing_is_built_on_a_damaged_log(office):
    office.noticed()
    lines = office.log.read_bytes().splitlines(keepends=True)
    office.log.write_bytes(b"".join([lines[0], lines[1].replace(b"true", b"null"), lines[2]]))
    held = office.register.read_bytes()
    with pytest.raises(LogError, match="line 2 does not fit the chain"):
        office.do(Act.APPROVE, OTHER)
    with pytest.raises(LogError, match="line 2 does not fit the chain"):
        list_rebuild(office.register)
    assert office.register.read_bytes() == held


def test_an_act_written_by_other_means_is_found(office):
    """A whole chain does not make an approval by the maker lawful."""
    office.noticed()
    number, previous, _ = last_entry(office.log)
    said = {"case": "CF1", "entry_id": document()["entry_id"], "version": 4, "on": "2024-01-05"}
    forged = Entry(number + 1, previous, AT, "王 丽", "listing_approved", said | USUAL[Act.APPROVE])
    with office.log.open("ab") as stream:
        stream.write(forged.line)
    (fault,) = verify(office.log, ROOMS).faults
    assert (fault.line, fault.code) == (4, "UNLAWFUL")
    assert "another person has to" in fault.en
    for act in (office.stands, lambda: office.do(Act.CONSENT, "赵敏"), lambda: list_rebuild(office.register)):
        with pytest.raises(LogError, match=r"entry 4 is not lawful .*another person has to.*riskgrade log verify"):
            act()


def test_what_is_seen_must_be_what_stands(office):
    office.noticed()
    for seen in ("draft", "2", "4"):
        with pytest.raises(LogError, match=f"not {seen} as you expected"):
            office.do(Act.APPROVE, OTHER, expect=seen)
    with pytest.raises(LogError, match="neither a version nor a state"):
        office.do(Act.APPROVE, OTHER, expect="approve")
    office.do(Act.APPROVE, OTHER, expect="3")
    with pytest.raises(LogError, match=r"CF1 is approved at version 4 \(entry 4 by 李强"):
        office.do(Act.CONSENT, "赵敏", expect="noticed")
    office.do(Act.CONSENT, "赵敏", expect="APPROVED")


def test_a_dry_run_writes_nothing(office):
    assert office.open(dry_run=True).found["CF1"].state == "draft"
    assert not office.register.exists()
    assert not office.log.exists()
    office.noticed()
    before = office.register.read_bytes(), office.log.read_bytes()
    assert office.do(Act.APPROVE, OTHER, dry_run=True).found["CF1"].state == "approved"
    with pytest.raises(LogError, match="another person"):
        office.do(Act.APPROVE, MAKER, dry_run=True)
    assert (office.register.read_bytes(), office.log.read_bytes()) == before


def test_drafts_are_entered_each_by_itself(office):
    bad = document(record="CF2") | {"level": "manual"}
    done = office.open(document(), bad, document(record="CF3"), document())
    assert [isinstance(one, LogError) for one in done.entries] == [False, True, False, True]
    assert [one["record_id"] for one in table(office)] == ["CF1", "CF3"]
    office.check()


def test_a_name_of_a_file_that_is_hard(tmp_path):
    office = Office(tmp_path)
    office.register = tmp_path / "案件 登记?簿#1%.db"
    office.log = tmp_path / "案件 登记?簿#1%.db.log"
    office.noticed()
    assert office.stands() == "noticed"
    office.check()
