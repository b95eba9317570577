"""A row of the credit platform: words, money, days, what is required and what names a person."""

import pytest

from tests.publicity.sample import USCC, feed_of, made, penalty, sampling, together

BLANK = (
    "business_registration", "organisation_code", "tax_registration", "institution_certificate", "social_organisation",
    "representative_document", "representative_number", "person_document", "person_number", "confiscated", "licence", "remark",
)  # fmt: skip


def row_of(name="penalties", show_persons=False, as_of="2023-12-31", **registers):
    feed = feed_of(made(as_of, [name], show_persons=show_persons, **registers), name)
    return feed.rows[0].cells if feed.rows else [(one.column, one.field) for one in feed.lacks]


def test_a_row_of_thirty_cells():
    assert row_of(penalties=[penalty(kinds="fine;warning")]) == {
        "party_name": "合成样本", "party_kind": "法人及非法人组织", "uscc": USCC, "legal_representative": "张**",
        "decision_no": "甲市监处罚〔2023〕1号", "violation_type": "甲类", "facts": "甲事实", "legal_basis": "甲条", "kinds": "罚款;警告",
        "content": "罚款", "fine": "0.2", "decided_on": "2023/06/01", "valid_until": "2099/12/31", "publicity_end": "2026/06/01",
        "authority": "甲局", "authority_uscc": "11990000MA990001XA", "source_unit": "甲局", "source_uscc": "11990000MA990001XA",
        **dict.fromkeys(BLANK, ""),
    }  # fmt: skip


CELLS = [
    ({"kinds": "revoke_licence", "ban_until": "2028-06-01"}, "valid_until", "2028/06/01"),
    ({"kinds": "revoke_licence"}, "licence", "SC10199"),
    ({"kinds": "other;withdraw_permit"}, "kinds", "其他;其他-撤销许可"),
    ({"kinds": "confiscate_gains", "confiscated_yuan": "0.01"}, "confiscated", "0.000001"),
    ({"kinds": "confiscate_goods"}, "confiscated", ""),
    ({"party_type": "individual_business"}, "party_kind", "个体工商户"),
    ({"party_name": ""}, "party_name", "合成样本"),
    ({"fine_yuan": "21600.50"}, "fine", "2.16005"),
    ({"kinds": "warning;confiscate_goods", "fine_yuan": ""}, "fine", ""),
    ({"facts": "=HYPERLINK(1)"}, "facts", "=HYPERLINK(1)"),
]


@pytest.fixture(scope="module")
def cells():
    found = together("penalties", [("2023-12-31", {"penalties": [penalty(**known)]}) for known, *_ in CELLS])
    return [one.rows[0].cells for one in found]


@pytest.mark.parametrize("number", range(len(CELLS)))
def test_cells(cells, number):
    _, column, text = CELLS[number]
    assert cells[number][column] == text


LACKS = [
    ({"decision_no": ""}, "decision_no", "decision_no"),
    ({"violation_type": ""}, "violation_type", "violation_type"),
    ({"facts": ""}, "facts", "facts"),
    ({"legal_basis": ""}, "legal_basis", "legal_basis"),
    ({"content": ""}, "content", "content"),
    ({"fine_yuan": ""}, "fine", "fine_yuan"),
    ({"kinds": "confiscate_gains"}, "confiscated", "confiscated_yuan"),
    ({"authority": ""}, "authority", "authority"),
    ({"authority_uscc": ""}, "authority_uscc", "authority_uscc"),
    ({"source_unit": ""}, "source_unit", "source_unit"),
    ({"source_uscc": ""}, "source_uscc", "source_uscc"),
]


@pytest.fixture(scope="module")
def lacking():
    cases = [("2023-12-31", {"penalties": [penalty(), penalty(record_id="CF2") | known]}) for known, *_ in LACKS]
    return together("penalties", cases)


@pytest.mark.parametrize("number", range(len(LACKS)))
def test_a_record_without_what_is_required_is_left_out_and_named(lacking, number):
    _, column, field = LACKS[number]
    found = lacking[number]
    assert [row.item.key for row in found.rows] == [f"{number:03}-CF1"]
    assert [(one.item.key, one.column, one.field) for one in found.lacks] == [(f"{number:03}-CF2", column, field)]
    row = 2 * number + 2
    assert found.lacks[0].en.startswith(f"penalties, row {row} ({number:03}-CF2): '{field}' gives nothing")
    assert found.lacks[0].zh.startswith(f"penalties 第 {row} 行（{number:03}-CF2）：字段 {field} ")


def test_a_record_left_out_wants_attention():
    assert made("2023-12-31", ["penalties"], penalties=[penalty(facts="")]).needs_attention


def test_every_missing_column_is_named_at_once():
    assert row_of(penalties=[penalty(facts="", content="")]) == [("facts", "facts"), ("content", "content")]


def test_a_name_that_no_register_holds_is_missing():
    bare = penalty(party_name="")
    run = made("2023-12-31", ["penalties"], firms=[], penalties=[bare])
    assert [one.column for one in feed_of(run, "penalties").lacks] == ["party_name"]


PERSON = {"party_type": "person", "party_name": "李四"}
KEPT = {"record_id": "RY1", "decision_no": "甲市监处罚〔2023〕1号", "name": "李四", "id_no": "990000190000000001"}


@pytest.mark.parametrize(("shown", "name"), [(False, "李**"), (True, "李四")])
def test_a_natural_person(shown, name):
    cells = row_of(show_persons=shown, penalties=[penalty(**PERSON)], persons=[KEPT])
    told = {
        one: cells[one]
        for one in ("party_name", "party_kind", "uscc", "legal_representative", "person_document", "person_number")
    }
    assert told == {
        "party_name": name, "party_kind": "自然人", "uscc": "", "legal_representative": "", "person_document": "身份证",
        "person_number": "******",
    }  # fmt: skip


def test_a_natural_person_whose_number_is_not_kept_is_left_out():
    assert row_of(penalties=[penalty(**PERSON)], persons=[]) == [
        ("person_document", "persons.id_no"),
        ("person_number", "persons.id_no"),
    ]


def test_a_document_of_another_form_is_not_guessed():
    kept = KEPT | {"id_no": "E12345678"}
    assert row_of(penalties=[penalty(**PERSON)], persons=[kept]) == [("person_document", "persons.id_no")]


def test_names_of_persons_come_out_only_if_asked_for():
    hidden = made("2023-12-31", ["penalties"], penalties=[penalty()])
    shown = made("2023-12-31", ["penalties"], show_persons=True, penalties=[penalty()])
    assert feed_of(hidden, "penalties").rows[0].masked == ("legal_representative",)
    assert any("legal_representative 1" in en and "legal_representative 1" in zh for en, zh in hidden.notices)
    assert feed_of(shown, "penalties").rows[0].cells["legal_representative"] == "张三"
    assert feed_of(shown, "penalties").rows[0].masked == ()


def test_a_text_longer_than_programs_keep_goes_out_whole_and_is_told():
    feed = feed_of(made("2023-12-31", ["penalties"], penalties=[penalty(facts="甲" * 2001)]), "penalties")
    assert len(feed.rows[0].cells["facts"]) == 2001
    assert [one.code for one in feed.remarks] == ["TEXT_LONG"]


def test_a_text_longer_than_a_cell_is_left_out():
    feed = feed_of(made("2023-12-31", ["penalties"], penalties=[penalty(facts="甲" * 32768)]), "penalties")
    assert [one.column for one in feed.lacks] == ["facts"]


def test_fines_that_are_not_marked_low_are_counted_and_told():
    rows = [
        penalty(),
        penalty(record_id="CF2", low_fine="true"),
        penalty(record_id="CF3", kinds="confiscate_goods;fine"),
    ]
    run = made("2023-12-31", ["gsxt"], penalties=rows)
    told = next(en for en, _ in run.notices if "not marked as low" in en)
    assert told.startswith("gsxt, 1: ")


def test_a_sampling_without_its_number_is_left_out():
    assert row_of("samplings", samplings=[sampling(sample_no="")]) == [("sample_no", "sample_no")]
