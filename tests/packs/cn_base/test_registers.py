"""What people hand in is read: headings and labels in Chinese, blanks, codes, and the columns that every register has."""

from datetime import date

import pytest

from riskgrade.language.types import day_number
from riskgrade.registers.load import load_registers
from riskgrade.registers.names import plain
from tests.packs.cn_base.firms import base, code

FIRM = code(1)
NAMES = [
    "enterprises", "samplings", "penalties", "persons", "inspections", "recalls", "accidents", "interviews", "complaints",
    "self_checks", "staff_exams", "certificates", "insurances", "awards", "listings", "abnormal_operations", "hazard_reports",
    "markets", "market_checks",
]  # fmt: skip
THINGS = {"enterprises", "markets"}
PROVENANCE = {"originated_by", "provided_by", "responsible"}
COMMON = {"record_id", "recorded_on", "voided_on", "void_reason"}
ENDS = {
    "retest_overturned",
    "objection_upheld",
    "reconsideration_revoked",
    "judgment_revoked",
    "declared_void",
    "entered_in_error",
}


def read(register, row):
    """The one record that a row becomes, and the codes of the findings."""
    read = load_registers({register: [row]}, base().registers)
    return read.registers[register].frame.collect().to_dicts(), [str(one.code) for one in read.findings]


def test_the_registers_are_those_of_the_design():
    assert list(base().registers) == NAMES


@pytest.mark.parametrize("name", base().registers)
def test_every_register_says_where_its_records_come_from_and_how_they_end(name):
    model = base().registers[name]
    assert set(model.fields) >= PROVENANCE
    assert model.title.zh
    assert model.title.en
    if name in THINGS:
        assert model.void is None
        return
    assert set(model.fields) >= COMMON
    assert (model.key, model.recorded) == ("record_id", "recorded_on")
    assert model.void is not None
    assert set(model.void.ends) == ENDS
    assert set(model.fields["void_reason"].values or ()) == ENDS | {"altered", "repaired"}
    tied = {"persons": "decision_no", "market_checks": "market_id"}
    assert model.join == tied.get(name, "uscc")
    if name not in tied:
        assert model.fields["uscc"].required
        assert model.fields["uscc"].check == "uscc"


@pytest.mark.parametrize("name", base().registers)
def test_headings_and_labels_are_not_ambiguous(name):
    """Two fields with one heading, or two codes with one label, would be read as the first of them."""
    model = base().registers[name]
    assert_once([{one, field.label.zh, field.label.en, *field.headings} for one, field in model.fields.items()])
    for field in model.fields.values():
        assert field.label.zh
        assert field.label.en
        assert_once([{code, label.zh, label.en} for code, label in (field.values or {}).items()])


def assert_once(groups):
    """No text, as a heading or cell is compared, stands in two groups."""
    seen = [text for group in groups for text in {plain(text) for text in group}]
    assert sorted(seen) == sorted(set(seen))


def test_a_sampling_with_chinese_headings_and_labels():
    row = {
        "记录编号": "1", "社会信用代码": FIRM.lower(), "抽样编号": "DC23510900001", "抽样日期": "2023年5月10日", "抽检类型": "监督抽检",
        "任务来源级别": "省级", "不合格项目类别": "农药残留", "检验结论": "不合格", "通知日期": "2023/6/1", "谁产生": "合成市场监管局",
    }  # fmt: skip
    ((record,), findings) = read("samplings", row)
    assert findings == []
    assert {key: record[key] for key in ("uscc", "sample_no", "programme", "organiser_level", "hazard", "result")} == {
        "uscc": FIRM,
        "sample_no": "DC23510900001",
        "programme": "supervision",
        "organiser_level": "provincial",
        "hazard": "pesticide",
        "result": "fail",
    }
    assert record["sampled_on"] == day_number(date(2023, 5, 10))
    assert record["recorded_on"] == record["notified_on"] == day_number(date(2023, 6, 1))
    assert (record["retest"], record["severe_excess"], record["originated_by"]) == ("none", False, "合成市场监管局")


SMALLEST = {
    "samplings": {"sampled_on": "2023-05-10", "programme": "supervision", "result": "fail"},
    "penalties": {"decided_on": "2023-05-10", "kinds": "fine"},
    "persons": {"decision_no": "文1", "name": "合成人"},
    "inspections": {"inspected_on": "2023-05-10"},
    "recalls": {"ordered_on": "2023-05-10"},
    "accidents": {"occurred_on": "2023-05-10"},
    "interviews": {"held_on": "2023-05-10"},
    "complaints": {"received_on": "2023-05-10"},
    "self_checks": {"month": "2023-02-01"},
    "staff_exams": {"held_on": "2023-05-10", "passed": "否"},
    "certificates": {"kind": "HACCP", "valid_from": "2023-05-10"},
    "insurances": {"valid_from": "2023-05-10"},
    "awards": {"granted_on": "2023-05-10"},
    "listings": {"listed_on": "2023-05-10"},
    "abnormal_operations": {"listed_on": "2023-05-10"},
    "hazard_reports": {"reported_on": "2023-05-10"},
    "market_checks": {"market_id": "M1", "checked_on": "2023-05-10", "deduction": "1.25"},
    "enterprises": {"name": "合成企业", "kind": "producer"},
    "markets": {"market_id": "M1", "name": "合成市场"},
}
READINGS: dict[str, dict[str, object]] = {
    "samplings": {"sample_no": "1", "retest": "none", "severe_excess": False, "hazard": "", "organiser_level": ""},
    "penalties": {
        "decision_no": "1", "party_type": "organisation", "deaths": 0, "illness_cases": 0, "false_information": False,
        "refused_inspection": False, "social_impact": False, "food_domain": True, "intent": "unknown", "low_fine": False,
        "fine_yuan": None, "kinds": ";fine;",
    },
    "persons": {"recorded_on": None, "sentenced": None, "ban": ""},
    "inspections": {"checklist": "", "full_checklist": False, "affects_safety": False, "obstructed": False},
    "recalls": {"complied": None},
    "complaints": {"substantiated": False, "publicised": False},
    "self_checks": {"recorded_on": day_number(date(2023, 2, 28)), "monthly_done": None},
    "staff_exams": {"passed": False},
    "certificates": {"valid_to": None},
    "market_checks": {"deduction": 125},
    "enterprises": {
        "status": "operating", "special_food": False, "vulnerable_consumers": False, "static_score": None, "valid_from": None,
        "categories": "", "general_credit_class": "",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", base().registers)
def test_the_smallest_row_is_read_and_its_blanks_as_the_design_says(name):
    fields = base().registers[name].fields
    named = {key: text for key, text in {"record_id": "1", "uscc": FIRM}.items() if key in fields}
    row = {**SMALLEST[name], **named}
    # The code of the firm may stand beside a person, but need not.
    assert {field for field, one in fields.items() if one.required} == set(row) - (
        {"uscc"} if name == "persons" else set()
    )
    ((record,), findings) = read(name, row)
    assert findings == []
    wanted = dict(READINGS.get(name, {}))
    if "recorded_on" in fields and name != "persons":
        wanted.setdefault("recorded_on", day_number(date(2023, 5, 10)))
    assert {key: record[key] for key in wanted} == wanted


def test_a_wrong_check_character_is_refused_but_an_individual_business_only_warned():
    wrong = FIRM[:-1] + ("0" if FIRM[-1] != "0" else "1")
    assert read("accidents", {"record_id": "1", "uscc": wrong, "occurred_on": "2023-05-10"}) == ([], ["CHECK_FAILED"])
    business = "92" + FIRM[2:]
    ((_,), findings) = read("accidents", {"record_id": "1", "uscc": business, "occurred_on": "2023-05-10"})
    assert findings == ["CHECK_DOUBTFUL"]


@pytest.mark.parametrize(
    ("register", "field", "cell", "code_"),
    [
        ("inspections", "risk_points", "12.345", "TOO_MANY_DECIMALS"),
        ("enterprises", "static_score", "40.01", "OUT_OF_DOMAIN"),
        ("penalties", "fine_yuan", "0.001", "TOO_MANY_DECIMALS"),
        ("samplings", "programme", "抽查", "NOT_IN_VALUES"),
        ("self_checks", "weekly_done", "7", "OUT_OF_DOMAIN"),
    ],
)
def test_what_a_field_cannot_hold_is_told(register, field, cell, code_):
    row = {**SMALLEST[register], "record_id": "1", "uscc": FIRM, field: cell}
    assert read(register, row)[1] == [code_]
