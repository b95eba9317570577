"""Drafts from small registers: what they say, what is refused, what is not known."""

import pytest

from riskgrade.dishonesty.content import document_of
from riskgrade.report.listing_draft import list_draft
from riskgrade.report.refusal import RefusalError

from .packs import pack
from .penalties import FIRM, firm, listing, penalty

DAY = "2023-12-31"


def drafted(*penalties, day=DAY, **registers):
    options = {name: registers.pop(name) for name in ("show_persons", "levels", "subject") if name in registers}
    return list_draft({"penalties": [*penalties], **registers}, day, pack(), **options)


def only(*penalties, **registers):
    found = drafted(*penalties, **registers)
    assert found.refused == ()
    (one,) = found.drafts
    return one


def test_a_draft_says_everything_the_law_wants():
    one = only(penalty(), enterprises=[firm()])
    assert (one.level, one.party.name.text.zh, one.party.uscc.value) == ("candidate", "合成食品厂", FIRM)
    assert next(fact.label.zh for fact in one.reason.facts) == "违法事实"
    assert [statement.id for statement in one.reason.statements] == ["act.5-3-1", "heavier.fine"]
    assert [cite.cite for cite in one.basis][:2] == ["o44-5-3-1", "o44-2-1"]
    assert (one.term.term_end.value, one.term.early_removal_from.value) == ("2026-09-20", "2024-09-20")
    assert (one.calendar.publish_by.value, one.calendar.push_by.value) == ("2023-10-24", None)
    assert one.consent_needed.needed is True
    assert len(one.factors) == 9


# kinds of the penalty -> the items of article 2 that name them, and no other
@pytest.mark.parametrize(
    ("kinds", "items"),
    [
        ("revoke_licence", ["o44-2-2"]),
        ("revoke_business_licence", ["o44-2-2"]),
        ("downgrade", ["o44-2-2"]),
        ("suspend_business", ["o44-2-3"]),
        ("close_down", ["o44-2-3"]),
        ("restrict_operation", ["o44-2-3"]),
        ("restrict_profession", ["o44-2-3"]),
        ("revoke_licence;restrict_profession", ["o44-2-2", "o44-2-3"]),
    ],
)
def test_the_basis_names_the_item_of_the_kind_alone(kinds, items):
    one = only(penalty(kinds=kinds, discretion=None, fine_yuan=None))
    assert [cite.cite for cite in one.basis if cite.cite.startswith("o44-2-")] == items
    said = [statement for statement in one.reason.statements if statement.id.startswith("heavier.")]
    assert [[cite.cite for cite in statement.cites][:1] for statement in said] == [[item] for item in items]


# a field that the law wants -> what is named when it is missing
@pytest.mark.parametrize(
    ("without", "missing"),
    [(("authority",), "authority"), (("party_name",), "party_name"), (("facts",), "facts/violation_type")],
)
def test_a_draft_that_lacks_what_the_law_wants_is_refused_and_the_others_are_made(without, missing):
    found = drafted(penalty("1", **dict.fromkeys(without)), penalty("2"))
    assert [one.penalty.record_id for one in found.drafts] == ["2"]
    (refused,) = found.refused
    assert (refused.record_id, refused.level, refused.missing) == ("1", "candidate", (missing,))
    assert missing in refused.en
    assert missing in refused.zh
    assert found.needs_attention


def test_a_number_that_no_case_register_takes_is_told_at_drafting():
    found = drafted(penalty("甲" * 200), penalty("乙" * 201))
    assert [one.penalty.record_id for one in found.drafts] == ["甲" * 200]
    (refused,) = found.refused
    assert refused.record_id == "乙" * 201
    assert "has 201 characters, and an entry takes 200" in refused.en
    assert "有 201 个字符，条目最多 200 个" in refused.zh


def test_a_name_that_the_penalty_does_not_give_is_the_firms_own_and_says_so():
    one = only(penalty(party_name=None), enterprises=[firm()])
    assert one.party.name.value == "合成食品厂有限公司"
    assert one.party.name.from_[0].register_ == "enterprises"
    assert "enterprises" in {record.register_ for record in one.records}


def test_either_field_will_do_where_the_law_leaves_it_open():
    assert only(penalty(facts=None, violation_type="农药残留超标")).reason.facts[0].value == "农药残留超标"


def test_a_revoked_licence_carries_five_years_where_the_record_gives_no_day():
    one = only(penalty(kinds="revoke_licence"))
    assert (one.term.ban_until.value, one.term.term_end.value) == ("2028-09-20", "2028-09-20")
    assert one.term.early_removal_from.value is None
    assert "推算" in one.term.ban_until.text.zh
    assert {cite.evidence for cite in one.term.ban_until.cites} == {"text", "inferred"}


def test_a_day_on_record_goes_before_the_day_by_law():
    assert only(penalty(kinds="revoke_licence", ban_until="2030-01-01")).term.term_end.value == "2030-01-01"


def test_a_restriction_without_its_day_leaves_the_term_open():
    term = only(penalty(kinds="restrict_operation")).term
    assert (term.term_end.value, term.early_removal_from.value, term.ban_until.value) == (None, None, None)
    assert "不早于 2026-09-20" in term.term_end.text.zh
    assert "not before 2026-09-20" in term.term_end.text.en


def test_a_whole_code_of_the_region_names_its_province_too():
    assert only(penalty(authority_province="990100"), enterprises=[firm()]).calendar.publish_by.value == "2023-10-24"


def test_across_provinces_it_is_sent_first():
    one = only(penalty(authority_province="51"), enterprises=[firm()])
    assert (one.calendar.publish_by.value, one.calendar.push_by.value) == (None, "2023-10-10")


@pytest.mark.parametrize(
    ("authority", "party"), [(None, "990000"), ("四川省", "990000"), ("5", "990000"), ("99", None), ("99", "合成区")]
)
def test_where_the_province_is_not_known_no_day_is_given(authority, party):
    own = {"region_code": party} if party else {}
    one = only(penalty(authority_province=authority), enterprises=[{**firm(region_code=""), **own}])
    assert (one.calendar.publish_by.value, one.calendar.push_by.value) == (None, None)
    assert "未知" in one.calendar.publish_by.text.zh


def test_days_without_a_verified_calendar_are_said_not_guessed():
    one = only(penalty(decided_on="2026-12-20"), enterprises=[firm()], day="2026-12-31")
    assert one.calendar.publish_by.value is None
    assert "2026-12-31" in one.calendar.publish_by.text.zh


@pytest.mark.parametrize(
    ("level", "needed"), [("county", True), ("city", True), ("province", False), ("national", False), (None, None)]
)
def test_consent_by_the_level_of_the_authority(level, needed):
    one = only(penalty(authority_level=level))
    assert one.consent_needed.needed is needed
    assert [cite.cite for cite in one.consent_needed.cites] == ["o44-22"]


def test_an_officer_is_told_of_an_entry_that_stands_already():
    assert only(penalty(), listings=[listing()]).notices[0].id == "already_listed"
    assert only(penalty(), listings=[listing(listed_on="2023-09-19")]).notices == ()
    assert only(penalty(), listings=[listing(recorded_on="2024-01-01")]).notices == ()


def test_a_person_is_masked_unless_asked_for():
    person = penalty(party_type="person", party_name="甲乙丙", legal_representative="丁戊")
    one, shown = only(person), only(person, show_persons=True)
    assert (one.party.name.value, one.party.name.masked) == ("甲**", True)
    assert (one.party.uscc.value, one.party.legal_representative.value) == ("******", "丁**")
    assert "乙丙" not in str(document_of(one))
    assert FIRM not in str(document_of(one))
    assert (shown.party.name.value, shown.party.uscc.value) == ("甲乙丙", FIRM)


def test_nothing_known_later_is_in_a_draft():
    early = only(penalty(performed_on="2024-02-01"), day=DAY)
    late = only(penalty(performed_on="2024-02-01"), day="2024-02-01")
    assert "performed_on" not in early.penalty.fields
    assert late.penalty.fields["performed_on"].value == "2024-02-01"


def test_levels_can_be_asked_for_and_wrong_ones_are_refused():
    manual = penalty("2", act="FSL-126.1.1", kinds="suspend_business")
    assert [one.level for one in drafted(penalty(), manual).drafts] == ["candidate", "manual"]
    assert [one.level for one in drafted(penalty(), manual, levels=["manual"]).drafts] == ["manual"]
    with pytest.raises(RefusalError, match="candidate"):
        drafted(penalty(), levels=["candidat"])
    with pytest.raises(RefusalError):
        drafted(penalty(), levels=["none"])


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({"kinds": "warning", "fine_yuan": None, "discretion": None}, "不拟列入"),
        ({"intent": "disproved"}, "不拟列入"),
        ({"voided_on": "2023-12-31", "void_reason": "judgment_revoked"}, "作废"),
        ({"decided_on": "2021-08-31"}, "早于"),
    ],
)
def test_one_that_was_asked_for_and_is_not_drafted_says_why(row, word):
    found = drafted(penalty(**row), subject="1")
    assert found.drafts == ()
    assert word in found.refused[0].zh
    assert drafted(penalty(**row)).refused == ()


def test_a_level_that_was_not_asked_for_is_told():
    (one,) = drafted(penalty(), subject="1", levels=["manual"]).refused
    assert "candidate" in one.en
    assert "candidate" in one.zh


def test_a_manual_draft_says_what_is_for_a_person():
    one = only(
        penalty(act="FSL-123.1.1", discretion=None, fine_min_yuan="100000", fine_max_yuan="150000", fine_yuan="135000")
    )
    assert one.level == "manual"
    assert any("由人判断" in statement.text.zh for statement in one.reason.statements)
    assert "act_detail_needed" in {flag.flag for flag in one.flags if flag.certain}


def test_a_kind_for_a_person_is_no_reason_where_another_is_heavier_for_certain():
    both = only(penalty(kinds="fine;confiscate_gains"))
    alone = only(penalty(kinds="confiscate_gains", fine_yuan=None, discretion=None))
    assert [statement.id for statement in both.reason.statements] == ["act.5-3-1", "heavier.fine"]
    assert [statement.id for statement in alone.reason.statements] == ["act.5-3-1", "unsure.kind"]


def test_what_is_not_known_is_named():
    names = {one.name for one in only(penalty()).unknown}
    assert {"acted_from", "factor_duration_days", "factor_goods_value"} <= names
    assert "acted_from" not in {one.name for one in only(penalty(acted_from="2023-01-01")).unknown}


def test_the_same_whatever_the_order_of_the_records_and_of_the_columns():
    first, second = penalty("1"), penalty("2", act="FSL-122.1")
    one = drafted(first, second).documents
    other = drafted(dict(reversed(second.items())), first).documents
    assert [draft["decision_id"] for draft in one] == [draft["decision_id"] for draft in other]
    assert [draft["reason"] for draft in one] == [draft["reason"] for draft in other]
    assert [draft["case"]["record_id"] for draft in one] == ["1", "2"]


def test_a_pandas_frame_gives_a_pandas_frame():
    import pandas as pd

    found = list_draft({"penalties": pd.DataFrame([penalty()])}, DAY)
    assert isinstance(found.table, pd.DataFrame)


def test_from_one_stored_decision():
    registers = {"penalties": [penalty("1"), penalty("2")]}
    record = list_draft(registers, DAY).records[1]
    found = list_draft(registers, decision=record.document)
    assert [one.penalty.record_id for one in found.drafts] == ["2"]
    assert found.drafts[0].decision_id == record.decision_id


def test_a_stored_decision_that_was_changed_or_no_longer_follows_is_refused():
    record = list_draft({"penalties": [penalty("1")]}, DAY).records[0]
    changed = record.document | {"as_of": "2023-12-30"}
    with pytest.raises(RefusalError, match="changed"):
        list_draft({"penalties": [penalty("1")]}, decision=changed)
    with pytest.raises(RefusalError, match="no longer"):
        list_draft({"penalties": [penalty("1", fine_yuan="95000")]}, decision=record.document)
    with pytest.raises(RefusalError, match="own day"):
        list_draft({"penalties": [penalty("1")]}, DAY, decision=record.document)
