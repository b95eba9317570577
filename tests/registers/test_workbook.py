import zipfile
from datetime import date

import pytest

from riskgrade.language.types import day_number
from riskgrade.registers import FindingCode, RegisterError, load_registers

from .samples import MODELS, A, B, raw_workbook, write_sheets

DAY = date(2023, 5, 1)


def test_cells_keep_their_kind(tmp_path):
    path = write_sheets(
        tmp_path / "all.xlsx",
        {
            "企业名册": [
                [None, None],
                [None, "USCC", "名称", "static_score", "特殊食品", "licence_no"],
                [None, A, "甲", 13.5, True, "0012"],
                [],
                [None, B, "乙", 0.1 + 0.2, "否", 12],
            ],
            "Samplings": [
                ["record_id", "uscc", "sampled_on", "result", "count"],
                ["1", A, DAY, "合格", 3],
                ["2", A, "2023/05/01", "fail", 3.0],
            ],
            "notes": [["anything"]],
        },
    )
    read = load_registers(path, MODELS)
    firms = read.registers["enterprises"].frame.collect()
    assert firms.select("name", "static_score", "special_food", "licence_no").rows() == [
        ("甲", 1350, True, "0012"),
        ("乙", 30, False, "12"),
    ]
    samplings = read.registers["samplings"].frame.collect()
    assert samplings.select("sampled_on", "result", "count").rows() == [
        (day_number(DAY), "pass", 3),
        (day_number(DAY), "fail", 3),
    ]
    assert [(f.code, f.row, f.field) for f in read.findings] == [(FindingCode.NUMBER_AS_CODE, 5, "licence_no")]
    assert read.notices[0][0] == "all.xlsx [notes] is no register of this pack and was not read."
    assert {i.name for i in read.inputs} == {"all.xlsx [企业名册]", "all.xlsx [Samplings]"}
    assert len({i.sha256 for i in read.inputs}) == 1


def test_a_code_that_lost_its_digits_is_set_aside(tmp_path):
    write_sheets(tmp_path / "enterprises.xlsx", {"x": [["uscc", "name"], [A, "甲"], [915101000000000012, "乙"]]})
    read = load_registers(tmp_path, MODELS)
    assert read.registers["enterprises"].rows == 1
    (finding,) = read.findings
    assert (finding.code, finding.row, finding.field) == (FindingCode.DIGITS_LOST, 3, "uscc")
    assert "enterprises.xlsx [x], row 3" in finding.en
    assert read.rejected["enterprises"].row(0, named=True)["uscc"] == "915101000000000000"


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    write_sheets(tmp_path / "enterprises.xlsx", {"x": [["uscc", "name"], [A, "=1+1"]]})
    assert load_registers(tmp_path, MODELS).registers["enterprises"].frame.collect()["name"].to_list() == ["=1+1"]


def test_one_cell_far_away(tmp_path):
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(RegisterError, match="memory a workbook may use"):
        load_registers(raw_workbook(tmp_path / "enterprises.xlsx", far), MODELS)


def test_a_zip_bomb(tmp_path):
    path = tmp_path / "enterprises.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    with pytest.raises(RegisterError, match="unpacks to far more"):
        load_registers(path, MODELS)


def test_too_many_members(tmp_path):
    path = tmp_path / "enterprises.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        for i in range(10_001):
            book.writestr(str(i), b"")
    with pytest.raises(RegisterError, match="unpacks to far more"):
        load_registers(path, MODELS)


@pytest.mark.parametrize("keep", [0, 10, 200, -30])
def test_a_workbook_cut_off(tmp_path, keep):
    path = write_sheets(tmp_path / "enterprises.xlsx", {"x": [["uscc", "name"], [A, "甲"]]})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(RegisterError, match=r"not an \.xlsx workbook"):
        load_registers(tmp_path, MODELS)


@pytest.mark.parametrize("sheet", ["<row>", "<row r='1'><c r='A1' t='s'><v>99</v></c></row>"])
def test_a_workbook_that_is_wrong_inside(tmp_path, sheet):
    with pytest.raises(RegisterError, match=r"enterprises\.xlsx"):
        load_registers(raw_workbook(tmp_path / "enterprises.xlsx", sheet), MODELS)


def test_a_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "enterprises.xlsx", "w") as book:
        book.writestr("a", b"x")
    with pytest.raises(RegisterError, match="cannot be read as a workbook"):
        load_registers(tmp_path, MODELS)


def test_an_empty_sheet_and_a_heading_only(tmp_path):
    path = write_sheets(tmp_path / "all.xlsx", {"enterprises": []})
    with pytest.raises(RegisterError, match="not even a heading row"):
        load_registers(path, MODELS)
    path = write_sheets(tmp_path / "all.xlsx", {"enterprises": [["uscc", "name"]]})
    assert load_registers(path, MODELS).registers["enterprises"].rows == 0


def test_no_sheet_is_a_register(tmp_path):
    path = write_sheets(tmp_path / "all.xlsx", {"x": [["uscc", "name"]]})
    with pytest.raises(RegisterError, match=r"No register was found in all\.xlsx"):
        load_registers(path, MODELS)
