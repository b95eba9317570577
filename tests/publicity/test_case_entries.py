"""Entries of a case register in the feeds: what goes out, until when, what is taken back, and what the register of the list has too."""

import shutil
from datetime import date
from functools import cache
from typing import Any

import pytest

import riskgrade as rg
from riskgrade.pack.shelf import shipped
from riskgrade.publicity import PublicityError, publication
from riskgrade.publicity.content import Former
from riskgrade.registers import load_registers
from riskgrade.report.publicity_cases import read_case_entries
from riskgrade.report.refusal import RefusalError
from tests.dishonesty import penalties
from tests.dishonesty.case_world import MAKER, OTHER, SUPERIOR
from tests.publicity.sample import feed_of, layouts

FIRM = penalties.firm()
SX = {
    "record_id": "SX1",
    "uscc": penalties.FIRM,
    "listed_on": "2024-01-22",
    "ground": "名册所载",
    "authority": "合成区局",
}
NUMBER = "列〔2024〕1号"
WAY: dict[str, tuple[str, str, dict[str, Any]]] = {
    "conclude": (MAKER, "2024-01-05", {"point": "seriousness", "finding": True, "reason": "货值八万元"}),
    "notice": (MAKER, "2024-01-08", {}),
    "approve": (OTHER, "2024-01-16", {"hearing": "not_asked", "reason": "同意"}),
    "consent": (SUPERIOR, "2024-01-18", {"authority": "合成市局"}),
    "decide": (OTHER, "2024-01-22", {"number": NUMBER, "reason": "使用超过限量的原料，货值八万元"}),
    "publish": (OTHER, "2024-02-01", {}),
    "remove": (OTHER, "2025-03-03", {"ground": "early", "reason": "已履行义务并消除影响"}),
    "revoke": (OTHER, "2024-03-01", {"reason": "处罚经复议撤销"}),
    "restore": (SUPERIOR, "2025-04-01", {"reason": "申请材料虚假"}),
    "withdraw": (MAKER, "2024-01-10", {"reason": "重新调查"}),
    "undo": (SUPERIOR, "2024-01-23", {"reason": "误录"}),
}
USUAL = ("conclude", "notice", "approve", "consent", "decide")


@cache
def draft(show_persons=True, record_id="1", **cells):
    held = {"penalties": [penalties.penalty(record_id, **cells)], "enterprises": [FIRM]}
    (document,) = rg.list_draft(held, "2023-12-31", show_persons=show_persons).documents
    return document


class Office:
    """A case register, and acts on it that are written down on their own days."""

    def __init__(self, folder):
        self.path = folder / "cases.db"

    def open(self, document=None):
        (one,) = rg.list_open(self.path, [document or draft()], "2024-01-04T09:00:00+08:00", MAKER)
        assert one.outcome == "entered"

    def do(self, *acts, case="1", written=None, **said):
        for act in acts:
            by, on, usual = WAY[act]
            more: dict[str, Any] = {**usual, **said}
            rg.list_act(self.path, act, case, f"{written or on}T09:30:00+08:00", by, on, **more)


@pytest.fixture
def office(tmp_path):
    """A register that nobody has begun."""
    return Office(tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    made = Office(tmp_path_factory.mktemp("decided"))
    made.open()
    made.do(*USUAL)
    return made


@pytest.fixture
def decided(first, tmp_path):
    """A register with one entry that is decided; register and log move together."""
    for path in (first.path, first.path.with_name("cases.db.log")):
        shutil.copy(path, tmp_path)
    return Office(tmp_path)


def publish(office, as_of, firms=(FIRM,), feeds=("listings",), show_persons=False, **registers):
    held = {"enterprises": list(firms), **registers}
    return rg.publish(held, as_of, feeds, layouts(), show_persons, case_register=office.path)


def rows(made, name="listings"):
    return [row.cells for row in feed_of(made.run, name).rows]


def held(made, name="listings"):
    return {one.key: (str(one.goes), [why.id for why in one.because]) for one in feed_of(made.run, name).items}


def taken(made, name="listings"):
    return [(one.key, one.file_number, one.title.zh, one.on, one.by) for one in feed_of(made.run, name).withdrawals]


def codes(made, name="listings"):
    return [one.code for one in feed_of(made.run, name).remarks]


def test_a_decision_goes_out_as_the_officer_gave_it_and_is_traced_to_its_entry_of_the_log(decided):
    made = publish(decided, "2024-01-31")
    assert rows(made) == [{
        "category": "严重违法失信名单", "party_name": "合成食品厂", "uscc": penalties.FIRM, "ground": "使用超过限量的原料，货值八万元",
        "listed_on": "2024-01-22", "authority": "合成区市场监管局",
    }]  # fmt: skip
    (record,) = made.documents["listings"]["records"]
    assert (record["record_id"], record["file_number"], record["file"]) == ("1", NUMBER, "cases.db.log")
    log = rg.read_log(f"{decided.path}.log").rows(named=True)
    assert log[record["row"] - 1]["kind"] == "listing_decided"
    (trace,) = made.beside["trace"].rows(named=True)
    assert (trace["file"], trace["row"], trace["public_until"]) == ("cases.db.log", record["row"], "2027-01-22")
    assert made.needs_attention is False


def test_the_reason_is_the_penaltys_where_the_officer_gave_none(office):
    office.open()
    office.do(*USUAL[:-1])
    office.do("decide", reason=None)
    assert rows(publish(office, "2024-01-31"))[0]["ground"] == "合成案情"


@pytest.mark.parametrize(
    ("as_of", "published", "due"),
    [
        ("2024-02-22", False, "open"),
        ("2024-02-23", False, "overdue"),
        ("2024-02-01", True, "in_time"),
        ("2024-03-01", True, "in_time"),
    ],
)
def test_the_deadline_is_the_one_of_the_case_register(decided, as_of, published, due):
    """Twenty working days over the spring festival: 22 February, as the case register says."""
    decided.do(*(["publish"] if published else []))
    if not published:
        assert rg.list_cases(decided.path)["next_by"].to_list() == ["2024-02-22"]
    made = publish(decided, as_of)
    (row,) = feed_of(made.run, "listings").rows
    assert (str(row.item.deadline.state), row.item.deadline.by) == (due, date(2024, 2, 22))
    assert made.needs_attention is (due == "overdue")


def test_published_after_the_deadline_is_late(decided):
    rg.list_act(decided.path, "publish", "1", "2024-02-26T09:00:00+08:00", OTHER)
    (row,) = feed_of(publish(decided, "2024-03-01").run, "listings").rows
    assert str(row.item.deadline.state) == "late"


def test_across_provinces_and_where_that_is_not_known_there_is_no_day(office):
    office.open(draft(authority_province="98"))
    office.open(draft(record_id="2", authority_province=None))
    office.do(*USUAL)
    office.do(*USUAL[:-1], case="2")
    office.do("decide", case="2", number="列〔2024〕2号")
    found = {one.item.key: one.item.deadline for one in feed_of(publish(office, "2024-01-31").run, "listings").rows}
    assert [(str(one.state), one.by, one.push_by) for _, one in sorted(found.items())] == [
        ("unknown", None, date(2024, 2, 4)),
        ("unknown", None, None),
    ]


@pytest.mark.parametrize("acts", [(), USUAL[:1], USUAL[:2], USUAL[:3], USUAL[:4]])
def test_what_is_not_decided_never_goes_out(office, acts):
    office.open()
    office.do(*acts)
    made = publish(office, "2024-12-31", feeds=())
    assert rows(made) == rows(made, "removals") == []
    assert held(made) == {"1": ("not_yet", ["case-undecided"])}
    assert held(made, "removals") == {"1": ("silent", ["case-undecided"])}
    (said,) = made.beside["not_published"].rows(named=True)
    assert (said["record_id"], said["file"], said["row"], said["reason"]) == (
        "1", "cases.db.log", len(acts) + 1, "case-undecided",
    )  # fmt: skip
    assert said["cite"]
    assert "尚未" in said["title_zh"]


def test_given_up_or_taken_back(office):
    office.open()
    office.open(draft(record_id="2"))
    office.do("conclude", "notice", "withdraw")
    office.do(*USUAL, "undo", case="2")
    assert held(publish(office, "2024-12-31")) == {
        "1": ("never", ["case-given-up"]),
        "2": ("not_yet", ["case-undecided"]),
    }


def test_a_removal_goes_to_the_removals(decided):
    decided.do("publish", "remove")
    made = publish(decided, "2025-03-05")
    assert held(made) == {"1": ("never", ["removed"])}
    (cells,) = rows(made, "removals")
    assert (cells["removed_on"], cells["removal_reason"], cells["removal_authority"]) == (
        "2025-03-03", "已履行义务并消除影响", "合成区市场监管局",
    )  # fmt: skip
    (row,) = feed_of(made.run, "removals").rows
    assert row.item.deadline.by == date(2025, 3, 6)
    log = rg.read_log(f"{decided.path}.log").rows(named=True)
    assert log[row.item.source.row - 1]["kind"] == "listing_removed"


def test_the_term_over_waits_for_a_person(decided):
    decided.do("publish")
    assert held(publish(decided, "2027-01-21"))["1"][0] == "out"
    assert held(publish(decided, "2027-01-22")) == {"1": ("held", ["list-term-over"])}


def test_a_restored_entry_is_public_again_and_its_term_counts_anew(decided):
    decided.do("publish", "remove", "restore")
    made = publish(decided, "2025-04-01")
    assert rows(made, "removals") == []
    (row,) = feed_of(made.run, "listings").rows
    assert (row.cells["listed_on"], row.item.term.end) == ("2024-01-22", date(2028, 4, 1))
    assert any("removal was revoked (1)" in en for en, _ in made.notices)


@pytest.mark.parametrize(
    ("acts", "feed", "out"),
    [
        (("publish", "revoke"), "listings", True),
        (("publish", "revoke"), "removals", False),
        (("revoke",), "listings", False),
    ],
)
def test_a_revoked_decision_is_taken_back_where_it_was_public(decided, acts, feed, out):
    decided.do(*acts)
    made = publish(decided, "2024-03-01")
    back = ("1", NUMBER, "列入决定已撤销：处罚经复议撤销", date(2024, 3, 1), date(2024, 3, 6))
    assert taken(made, feed) == ([back] if out else [])
    assert rows(made, feed) == []
    (item,) = feed_of(made.run, feed).items
    assert [(one.id, [cite.text for cite in one.cites]) for one in item.because] == [("listing_revoked", ["o44-19"])]


def test_of_a_removed_entry_that_is_revoked_the_removal_is_taken_back(decided):
    decided.do("publish", "remove")
    rg.list_act(decided.path, "revoke", "1", "2025-05-06T09:00:00+08:00", OTHER, reason="判决撤销")
    made = publish(decided, "2025-05-06")
    assert taken(made) == []
    assert [one[0] for one in taken(made, "removals")] == ["1"]


def test_published_and_revoked_on_the_day_of_the_decision(decided):
    rg.list_act(decided.path, "publish", "1", "2024-01-22T17:00:00+08:00", OTHER)
    rg.list_act(decided.path, "revoke", "1", "2024-01-22T17:00:00+08:00", OTHER, reason="错列")
    assert [one[3] for one in taken(publish(decided, "2024-01-22"))] == [date(2024, 1, 22)]


def test_what_was_written_down_later_is_not_known(office):
    office.open()
    office.do(*USUAL[:-1])
    office.do("decide", written="2024-01-25")
    office.do("publish", "revoke")
    before, then, after = (publish(office, day) for day in ("2024-01-24", "2024-01-25", "2024-02-29"))
    assert held(before) == {"1": ("not_yet", ["case-undecided"])}
    assert (len(rows(then)), len(rows(after))) == (1, 1)
    assert str(feed_of(then.run, "listings").rows[0].item.deadline.state) == "open"
    assert [any(f"{count} entries of its log" in en for en, _ in made.notices) for count, made in (
        (3, before), (2, then), (1, after),
    )] == [True] * 3  # fmt: skip


@pytest.mark.parametrize(
    "cells", [{}, {"record_id": NUMBER, "listed_on": "2024-01-21"}], ids=["party and day", "number of the decision"]
)
def test_one_matter_in_both_goes_out_once_and_it_is_said(decided, cells):
    made = publish(decided, "2024-01-31", listings=[SX | cells])
    key = cells.get("record_id", "SX1")
    assert [one["ground"] for one in rows(made)] == ["使用超过限量的原料，货值八万元"]
    assert held(made)[key] == ("never", ["case-same"])
    assert any(f"{key} = 1" in en for en, _ in made.notices)
    assert codes(made) == []


@pytest.mark.parametrize(
    "cells", [{"listed_on": "2024-01-21"}, {"uscc": penalties.OTHER}, {"uscc": penalties.OTHER, "record_id": NUMBER}]
)
def test_another_day_or_another_party_is_another_matter(decided, cells):
    other = {"uscc": penalties.OTHER, "name": "合成他厂", "kind": "producer"}
    assert len(rows(publish(decided, "2024-01-31", firms=[FIRM, other], listings=[SX | cells]))) == 2


def test_where_the_two_do_not_agree_a_person_looks(decided):
    decided.do("publish")
    made = publish(decided, "2025-01-31", listings=[SX | {"removed_on": "2025-01-20"}])
    assert (len(rows(made)), rows(made, "removals")) == (1, [])
    assert (codes(made), codes(made, "removals")) == (["SAME_DIFFERS"], ["SAME_DIFFERS"])
    assert made.needs_attention


def test_a_matter_void_in_both_is_taken_back_once(decided):
    decided.do("publish", "revoke")
    void = {"voided_on": "2024-03-01", "void_reason": "reconsideration_revoked"}
    assert [one[0] for one in taken(publish(decided, "2024-03-01", listings=[SX | void]))] == ["1"]


def test_what_went_out_as_the_record_is_taken_back_under_the_number_it_was_sent_with(decided):
    decided.do("publish")
    read = load_registers({"enterprises": [FIRM], "listings": [SX]}, layouts().pack.registers)
    former = {"listings": Former(date(2024, 2, 10), {"SX1": "SX1"})}

    def then(day):
        on = date.fromisoformat(day)
        run = publication(read, layouts(), on, ["listings"], former=former, entries=read_case_entries(decided.path, on))
        return feed_of(run, "listings")

    assert (then("2024-02-28").remarks, then("2024-02-28").withdrawals) == ((), ())
    decided.do("revoke")
    assert [(one.key, one.file_number) for one in then("2024-03-01").withdrawals] == [("1", "SX1")]


def test_a_case_and_a_record_of_one_key_are_kept_apart(decided):
    made = publish(decided, "2024-01-31", listings=[SX | {"record_id": "1", "listed_on": "2023-06-01"}])
    assert [one["record_id"] for one in made.documents["listings"]["records"]] == ["1", f"1#{NUMBER}"]


@pytest.mark.parametrize(("shown", "name", "code"), [(False, "李**", "******"), (True, "李四", penalties.FIRM)])
@pytest.mark.parametrize("in_draft", [True, False], ids=["draft shows", "draft masks"])
def test_a_person_is_masked_as_everywhere(office, shown, name, code, in_draft):
    person = {"party_type": "person", "party_name": "李四"}
    office.open(draft(show_persons=in_draft, **person))
    office.do(*USUAL)
    made = publish(office, "2024-01-31", show_persons=shown, penalties=[penalties.penalty("1", **person)])
    (cells,) = rows(made)
    assert (cells["party_name"], cells["uscc"]) == (name, code)
    text = str(made.documents["listings"])
    assert ("李四" in text) is shown
    assert any("listings: what names a person is masked" in en for en, _ in made.notices) is not shown


def test_a_code_that_the_draft_masks_and_no_register_tells_is_for_a_person(office):
    office.open(draft(show_persons=False, party_type="person", party_name="李四"))
    office.do(*USUAL)
    made = publish(office, "2024-01-31")
    assert held(made) == {"1": ("held", ["case-no-code"])}
    assert made.needs_attention


def test_nothing_is_written_and_no_grade_goes_out(decided):
    decided.do("publish")
    before = {path.name: path.read_bytes() for path in decided.path.parent.iterdir()}
    made = publish(decided, "2024-03-01")
    assert {path.name: path.read_bytes() for path in decided.path.parent.iterdir()} == before
    columns = {column.id for name in ("listings", "removals") for column in layouts().model.feeds[name].columns}
    assert set(rows(made)[0]) <= columns
    assert "candidate" not in str(made.documents["listings"])


def test_layouts_without_a_word_for_case_registers_are_refused(decided, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(shipped() / "cn-publicity", folder)
    path = folder / "publicity.yaml"
    text = path.read_text("utf-8")
    begins, ends = text.index("\ncases:\n"), text.index("\nfeeds:\n")
    path.write_text(text[:begins] + text[ends:], "utf-8")
    with pytest.raises(PublicityError, match="say nothing of case registers") as refused:
        rg.publish({"enterprises": [FIRM]}, "2024-01-31", layouts=folder, case_register=decided.path)
    assert "案件登记簿" in refused.value.zh


def test_what_is_not_decided_is_kept_apart_from_a_record_of_one_key(office):
    office.open()
    made = publish(office, "2024-01-31", listings=[SX | {"record_id": "1"}])
    assert held(made) == {"1": ("out", ["listed"]), "1#cases.db": ("not_yet", ["case-undecided"])}


def test_of_two_on_one_day_the_record_is_the_one_that_stands(decided):
    decided.open(draft(record_id="2"))
    decided.do(*USUAL[:-1], case="2")
    rg.list_act(decided.path, "revoke", "1", "2024-01-22T10:00:00+08:00", OTHER, reason="错列")
    rg.list_act(decided.path, "decide", "2", "2024-01-22T11:00:00+08:00", OTHER, number="列〔2024〕2号")
    made = publish(decided, "2024-01-31", listings=[SX])
    assert [one["record_id"] for one in made.documents["listings"]["records"]] == ["2"]
    assert codes(made) == []


def test_entries_and_a_case_register_are_not_given_together(office):
    office.open()
    with pytest.raises(RefusalError, match="not both"):
        rg.publish({"enterprises": [FIRM]}, "2024-01-31", entries=[], case_register=office.path)
