"""Rows in -> registers, findings, rows set aside."""

from datetime import date

import pandas as pd
import polars as pl
import pytest

from riskgrade.language.types import day_number
from riskgrade.registers import FindingCode, RegisterError, Severity, load_registers
from riskgrade.registers.limits import MOST_FINDINGS

from .samples import FIRMS, MODELS, SAMPLINGS, A, B, csv_text, model, uscc

DAY = day_number(date(2023, 5, 1))
GOOD = {"record_id": "1", "uscc": A, "sampled_on": "2023-05-01", "result": "pass"}


def load(*rows, **more):
    return load_registers({"samplings": list(rows)}, MODELS, **more)


def codes(read):
    return [(f.code.value, f.severity.value, f.row, f.field) for f in read.findings]


def test_every_field_is_there_and_blanks_read_as_the_pack_says():
    register = load(GOOD, {**GOOD, "record_id": "2", "notified_on": "2023-05-03"}).registers["samplings"]
    assert register.frame.collect().rows(named=True) == [
        {
            "record_id": "1", "uscc": A, "sampled_on": DAY, "notified_on": None, "recorded_on": DAY, "sample_no": "1",
            "result": "pass", "kinds": "", "kinds#n": 0, "fine_yuan": None, "count": None,
        },
        {
            "record_id": "2", "uscc": A, "sampled_on": DAY, "notified_on": DAY + 2, "recorded_on": DAY + 2,
            "sample_no": "2", "result": "pass", "kinds": "", "kinds#n": 0, "fine_yuan": None, "count": None,
        },
    ]  # fmt: skip
    assert register.nullable == {"notified_on", "kinds", "fine_yuan", "count"}
    assert register.model is SAMPLINGS
    assert register.rows == 2


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"sampled_on": "03/04/2023"}, ("UNREADABLE", "error", 2, "sampled_on")),
        ({"sampled_on": ""}, ("REQUIRED_BLANK", "error", 2, "sampled_on")),
        ({"sampled_on": "9999-12-31"}, ("DATE_OUT_OF_RANGE", "error", 2, "sampled_on")),
        ({"notified_on": "x"}, ("UNREADABLE", "error", 2, "notified_on")),
        ({"uscc": A[:-1] + "I"}, ("CHECK_FAILED", "error", 2, "uscc")),
        ({"uscc": ""}, ("REQUIRED_BLANK", "error", 2, "uscc")),
        ({"record_id": " "}, ("REQUIRED_BLANK", "error", 2, "record_id")),
        ({"result": ""}, ("REQUIRED_BLANK", "error", 2, "result")),
    ],
)
def test_a_row_that_is_set_aside(change, finding):
    read = load(GOOD, {**GOOD, "record_id": "2", **change})
    assert codes(read) == [finding]
    assert read.registers["samplings"].rows == 1
    rejected = read.rejected["samplings"].row(0, named=True)
    assert rejected["row"] == 2
    assert {name: rejected[name] for name in change} == change
    assert finding[3] in rejected["reason"]
    assert finding[3] in rejected["reason_zh"]
    unreadable_join = "uscc" in change
    assert read.registers["samplings"].set_aside == (set() if unreadable_join else {A})
    assert read.registers["samplings"].unattributed == int(unreadable_join)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"result": "maybe"}, ("NOT_IN_VALUES", "finding", 1, "result")),
        ({"kinds": "fine;jail"}, ("NOT_IN_VALUES", "finding", 1, "kinds")),
        ({"notified_on": "2500-01-01"}, ("DATE_OUT_OF_RANGE", "finding", 1, "notified_on")),
        ({"fine_yuan": "1.234"}, ("TOO_MANY_DECIMALS", "finding", 1, "fine_yuan")),
        ({"fine_yuan": "1" * 15}, ("TOO_LARGE", "finding", 1, "fine_yuan")),
    ],
)
def test_a_value_that_becomes_unknown(change, finding):
    read = load({**GOOD, "recorded_on": "2023-06-01", **change})
    assert codes(read) == [finding]
    assert read.rejected == {}
    row = read.registers["samplings"].frame.collect().row(0, named=True)
    assert row[finding[3]] in (None, "")
    assert finding[3] in read.registers["samplings"].nullable


def test_a_bad_value_is_not_passed_over_for_the_next_reading_of_a_blank():
    # recorded_on is never unknown, so a record whose notice date cannot be held has no date of its own.
    read = load({**GOOD, "notified_on": "2500-01-01"})
    assert [c[0] for c in codes(read)] == ["DATE_OUT_OF_RANGE", "REQUIRED_BLANK"]
    assert read.registers["samplings"].rows == 0


def test_several_faults_of_one_row_are_all_told():
    read = load({**GOOD, "sampled_on": "x", "fine_yuan": "x"})
    assert [c[0] for c in codes(read)] == ["UNREADABLE", "UNREADABLE"]
    assert read.rejected["samplings"]["reason"][0].count("set aside") == 2


def test_messages():
    finding = load({**GOOD, "sampled_on": "03/04/2023"}).findings[0]
    assert finding.en == (
        "samplings, row 1: 'sampled_on' (抽样日期): '03/04/2023' cannot be read as a date such as 2023-06-30. "
        "The row is set aside."
    )
    assert finding.zh == (
        "samplings 第1行：字段 sampled_on（抽样日期）：“03/04/2023”无法读作形如 2023-06-30 的日期。该行已搁置。"
    )
    assert (finding.key, finding.value, finding.severity) == ("1", "03/04/2023", Severity.ERROR)


def test_identical_and_differing_duplicates():
    other = {**GOOD, "record_id": "2"}
    read = load(GOOD, other, dict(GOOD), {**other, "result": "fail"}, {**GOOD, "record_id": "3", "uscc": B})
    assert codes(read) == [
        ("CONFLICT", "error", 2, None),
        ("CONFLICT", "error", 4, None),
        ("DUPLICATE_ROW", "warning", 3, None),
    ]
    register = read.registers["samplings"]
    assert register.frame.collect()["record_id"].to_list() == ["1", "3"]
    assert register.set_aside == {A}
    assert read.rejected["samplings"]["row"].to_list() == [2, 4]
    assert read.findings[0].value == "2"


def test_a_key_with_valid_from_may_have_several_rows():
    register = model(
        key="code",
        valid_from="since",
        fields={"code": {"type": "code"}, "since": {"type": "date"}, "x": {"type": "int"}},
    )
    rows = [
        {"code": "1", "x": "1"},
        {"code": "1", "since": "2023-01-01", "x": "2"},
        {"code": "1", "since": "2023-01-01", "x": "3"},
        {"code": "1", "x": "1"},
    ]
    read = load_registers({"m": rows}, {"m": register})
    assert read.registers["m"].frame.collect()["x"].to_list() == [1]
    assert [c[:3] for c in codes(read)] == [
        ("CONFLICT", "error", 2),
        ("CONFLICT", "error", 3),
        ("DUPLICATE_ROW", "warning", 4),
    ]


def test_findings_are_capped_and_rows_are_not():
    count = MOST_FINDINGS + 500
    read = load(*({**GOOD, "record_id": str(i), "sampled_on": "x"} for i in range(count)))
    assert len(read.findings) == MOST_FINDINGS + 1
    assert read.findings[-1].count == 500
    assert "500 rows like this" in read.findings[-1].en
    assert read.rejected["samplings"].height == count


def test_supplied_and_empty_or_not_supplied():
    read = load()
    assert read.registers["samplings"].rows == 0
    assert read.registers["samplings"].frame.collect().height == 0
    assert "enterprises" not in read.registers
    assert load_registers({"samplings": pl.DataFrame()}, MODELS).registers["samplings"].rows == 0
    assert load_registers({"samplings": pd.DataFrame()}, MODELS).registers["samplings"].rows == 0


def test_a_row_without_cells_lacks_what_is_required():
    read = load({}, {})
    assert read.registers["samplings"].unattributed == 2
    assert read.rejected["samplings"].height == 2


def test_values_of_python_in_rows():
    row = {**GOOD, "kinds": ["warning", "fine"], "count": 3, "fine_yuan": 2.5, "sampled_on": date(2023, 5, 1)}
    got = load(row, {**GOOD, "record_id": 2, "kinds": []}).registers["samplings"].frame.collect().rows(named=True)
    assert (got[0]["kinds"], got[0]["kinds#n"], got[0]["count"], got[0]["fine_yuan"]) == (";fine;warning;", 2, 3, 250)
    assert (got[1]["kinds"], got[1]["kinds#n"], got[1]["record_id"]) == (";", 0, "2")


def test_month_end():
    register = model(
        key="id",
        fields={
            "id": {"type": "text"},
            "month": {"type": "date"},
            "recorded_on": {"type": "date", "blank": {"month_end": "month"}},
        },
    )
    read = load_registers({"m": [{"id": "1", "month": "2024-02-01"}]}, {"m": register})
    assert read.registers["m"].frame.collect()["recorded_on"].item() == day_number(date(2024, 2, 29))


def test_a_pack_whose_blank_does_not_fit():
    register = model(key="id", fields={"id": {"type": "text"}, "n": {"type": "int", "blank": "none"}})
    with pytest.raises(RegisterError, match="reads a blank 'n' as 'none'"):
        load_registers({"m": [{"id": "1"}]}, {"m": register})


def test_rejected_rows_keep_columns_that_the_pack_does_not_know(tmp_path):
    row = {**GOOD, "sampled_on": "x", "备注": "甲", "row": "17"}
    (tmp_path / "samplings.csv").write_text(csv_text([row]))
    rejected = load_registers(tmp_path, MODELS).rejected["samplings"].row(0, named=True)
    assert (rejected["备注"], rejected["row_"], rejected["row"]) == ("甲", "17", 2)


@pytest.mark.parametrize("source", [3, {"samplings": 3}, {"samplings": ["x"]}, None])
def test_a_source_that_is_none(source):
    with pytest.raises(RegisterError):
        load_registers(source, MODELS)


def test_orphans_are_kept_and_told():
    source = {"enterprises": [{"uscc": A, "name": "甲"}], "samplings": [GOOD, {**GOOD, "record_id": "2", "uscc": B}]}
    read = load_registers(source, MODELS, subject="enterprises")
    assert read.registers["samplings"].rows == 2
    (finding,) = read.findings
    assert (finding.code, finding.row, finding.value, finding.key) == (FindingCode.SUBJECT_ABSENT, 2, B, "2")
    assert load_registers(source, MODELS).findings == ()


def test_orphans_are_told_with_their_first_row_in_the_file_and_how_many_there_are(tmp_path):
    (tmp_path / "enterprises.csv").write_text(csv_text([{"uscc": A, "name": "甲"}]))
    wrong = {**GOOD, "record_id": "x", "sampled_on": "soon"}
    records = [wrong, GOOD, *({**GOOD, "record_id": key, "uscc": B} for key in "98")]
    (tmp_path / "samplings.csv").write_text(csv_text(records))
    found = load_registers(tmp_path, MODELS, subject="enterprises").findings
    (finding,) = (one for one in found if one.code is FindingCode.SUBJECT_ABSENT)
    assert (finding.row, finding.key, finding.count) == (4, "9", 2)
    assert finding.en.startswith(f"samplings.csv, row 4: 'uscc' (统一社会信用代码): '{B}' has no row")
    assert finding.zh.startswith("samplings.csv 第4行：")
    assert finding.zh.endswith("此类共2行。")


def test_orphans_of_a_typed_table_have_rows_too():
    firms = model(key="uscc", fields={"uscc": {"type": "code"}})
    visits = model(key="id", join="uscc", fields={"id": {"type": "text"}, "uscc": {"type": "code"}})
    source = {"firms": pl.DataFrame({"uscc": ["1"]}), "visits": pl.DataFrame({"id": list("cba"), "uscc": list("122")})}
    read = load_registers(source, {"firms": firms, "visits": visits}, subject="firms")
    assert read.registers["visits"].in_place is not None
    assert [(one.row, one.key, one.count) for one in read.findings] == [(2, "b", 2)]


def test_hashes_of_files(tmp_path):
    (tmp_path / "enterprises.csv").write_text(csv_text([{"uscc": A, "name": "甲"}]))
    (item,) = load_registers(tmp_path, {"enterprises": FIRMS}).inputs
    assert (item.name, item.register, item.rows, len(item.sha256)) == ("enterprises.csv", "enterprises", 1, 64)


def test_progress():
    said: list[str] = []
    load(GOOD, progress=said.append)
    assert said == ["reading samplings"]


def test_individual_businesses_are_let_through():
    read = load({**GOOD, "uscc": "92" + uscc(1)[2:]})
    assert codes(read) == [("CHECK_DOUBTFUL", "warning", 1, "uscc")]
    assert read.registers["samplings"].rows == 1


def test_a_wrong_code_is_told_with_the_words_of_each_language():
    kinds = {"maker": {"zh": "生产"}, "seller": {"zh": "销售", "en": "Seller"}, "other": {}}
    register = model(key="id", fields={"id": {"type": "text"}, "kind": {"type": "code", "values": kinds}})
    (finding,) = load_registers({"m": [{"id": "1", "kind": "x"}]}, {"m": register}).findings
    assert "is none of the known values (maker, seller, other)" in finding.en
    assert "不在允许的取值内（生产、销售、other）" in finding.zh
