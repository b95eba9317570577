"""The credit file as document, frames and workbook: they say the same, whatever the registers came in."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

import riskgrade as rg
from riskgrade.report.credit_file_words import value_text
from riskgrade.report.out_file import check_out_file
from riskgrade.report.refusal import RefusalError
from tests.dossier import sample
from tests.report.sample import write_pack
from tests.report.test_schemas import wrong

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "datasets" / "schemas" / "credit_file.schema.json").read_text(
        encoding="utf-8"
    )
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return rg.load_pack(sample.pack_in(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def file(pack):
    def ran(registers=None, as_of=sample.AS_OF, **more):
        return rg.credit_file(sample.SUBJECT, registers or sample.REGISTERS, pack, as_of, **more)

    return ran


def book_of(file, path):
    file.write_xlsx(path)
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class TestDocument:
    @pytest.mark.parametrize("registers", [sample.REGISTERS, sample.with_bad(), {"firms": sample.FIRMS}])
    @pytest.mark.parametrize("as_of", [sample.AS_OF, "2018-01-01", None])
    def test_it_holds_to_its_schema(self, file, registers, as_of):
        document = file(registers, as_of).document
        assert wrong(document, SCHEMA, SCHEMA) is None
        assert document["kind"] == SCHEMA["title"] == "riskgrade.credit_file/1"

    def test_the_schema_refuses_what_is_none(self, file):
        document = file().document
        assert wrong({**document, "kind": "riskgrade.credit_file/2"}, SCHEMA, SCHEMA)
        assert wrong({**document, "more": 1}, SCHEMA, SCHEMA)
        del document["own"]["records"][0]["state"]
        assert wrong(document, SCHEMA, SCHEMA)

    def test_a_record(self, file):
        penalties = file().document["registers"][0]
        assert penalties["register"] == "penalties"
        assert penalties["title"] == {"zh": "行政处罚", "en": "Penalties"}
        record = penalties["records"][-1]
        assert {key: record[key] for key in ("key", "event_on", "recorded_on", "in_force", "refused")} == {
            "key": "p1", "event_on": "2021-05-01", "recorded_on": "2021-05-01", "in_force": None, "refused": [],
        }  # fmt: skip
        assert record["state"] == {
            "standing": "void", "since": "2022-01-10", "reason": "revoked", "label": {"zh": "复议撤销", "en": "Revoked"},
        }  # fmt: skip
        assert record["provenance"] == {"originated_by": "执法一队", "provided_by": "法规科", "responsible": "信用科"}
        assert record["values"] == {
            "id": "p1", "code": "A-001", "case_no": "合罚〔2021〕1号", "decided_on": "2021-05-01", "recorded_on": "2021-05-01",
            "kinds": ["fine", "warning"], "fine": "5000.50", "cases": 0, "food": True, "party_type": "person", "party": "甲**",
            "head": "丁**", "paid_on": None, "facts": "=HYPERLINK(1)",
        }  # fmt: skip
        codes = {one["name"]: one["codes"] for one in penalties["columns"]}
        assert codes["kinds"] == {"fine": {"zh": "罚款", "en": "Fine"}, "warning": {"zh": "警告", "en": "Warning"}}

    def test_a_repair_is_no_void(self, file):
        states = {one["key"]: one["state"]["standing"] for one in file().document["registers"][0]["records"]}
        assert states == {"p4": "stands", "p2": "noted", "p1": "void"}

    def test_csv_and_workbook_give_one_file(self, file, tmp_path):
        one = file(sample.csv_in(tmp_path)).document
        assert one == file(sample.xlsx_in(tmp_path)).document
        assert one == file(sample.REGISTERS).document
        assert one == file({name: pl.DataFrame(rows) for name, rows in sample.REGISTERS.items()}).document

    def test_a_row_set_aside_names_the_file_it_stands_in(self, file, tmp_path):
        document = file(sample.csv_in(tmp_path, sample.with_bad())).document
        (row,) = document["registers"][0]["set_aside"]
        assert (row["file"], row["row"]) == ("penalties.csv", 7)
        assert row["findings"][0]["en"].startswith("penalties.csv, row 7: 'decided_on'")
        assert document["needs_attention"]


class TestTables:
    def test_a_frame_a_register(self, file):
        tables = file().tables
        assert list(tables) == ["firms", "penalties", "people", "samplings"]
        penalties = tables["penalties"]
        assert penalties.select("standing", "id", "fine", "ended_on", "ended_why", "maker").rows() == [
            ("stands", "p4", None, None, None, None),
            ("noted", "p2", None, date(2023, 4, 1), "repaired", None),
            ("void", "p1", Decimal("5000.50"), date(2022, 1, 10), "revoked", "执法一队"),
        ]
        assert tables["firms"].select("name", "in_force").rows() == [("合成一厂", True), ("合成一厂（旧）", False)]

    def test_pandas_in_pandas_out(self, file):
        frames = {name: pd.DataFrame(rows).fillna("") for name, rows in sample.REGISTERS.items()}
        assert isinstance(file(frames).tables["people"], pd.DataFrame)

    def test_an_empty_register_has_an_empty_frame(self, file):
        visits = file({**sample.REGISTERS, "visits": []}).tables["visits"]
        assert (visits.height, visits.columns) == (0, ["standing", "id", "code", "on"])


class TestWorkbook:
    def test_it_says_what_the_document_says(self, file, tmp_path):
        found = file(sample.with_bad())
        sheets = book_of(found, tmp_path / "file.xlsx")
        assert list(sheets) == ["概况", "企业", "行政处罚", "受处罚人员", "抽检", "搁置的行"]
        assert sheets["行政处罚"][0] == [
            "状态", "编号", "代码", "文号", "决定日期", "录入日期", "种类", "罚款金额", "人数", "食品领域", "当事人类别", "当事人",
            "法定代表人", "缴清日期", "事实", "失效日期", "失效原因", "谁产生", "谁提供", "谁负责", "问题",
        ]  # fmt: skip
        for section in (one for one in found.dossier if one.supplied):
            heading, *rows = sheets[section.model.title.zh]
            assert len(rows) == len(section.records)
            for row, record in zip(rows, section.records, strict=True):
                cells = dict(zip(heading, row, strict=True))
                for name, value in record.values.items():
                    field = section.model.fields[name]
                    assert as_text(cells[field.label.zh]) == value_text(field, trimmed(value), "zh"), name

    def test_how_a_record_stands_and_the_rows_set_aside(self, file, tmp_path):
        sheets = book_of(file(sample.with_bad()), tmp_path / "file.xlsx")
        assert [row[0] for row in sheets["行政处罚"]] == ["状态", "有效", "有效（有注记）", "已作废"]
        assert sheets["企业"][1][:2] == ["有效", "是"]
        assert [row[:3] for row in sheets["搁置的行"][1:]] == [
            ["行政处罚", "penalties", 6.0],
            ["受处罚人员", "people", 4.0],
        ]
        overview = {row[0]: row[1:] for row in sheets["概况"]}
        assert overview["行政处罚"][:5] == [3.0, 1.0, 0.0, 1.0, 1.0]
        assert overview["检查"][-1] == "未提供：有无记录不得而知"

    def test_the_same_file_gives_the_same_bytes(self, file, tmp_path):
        for name in ("one", "two"):
            file().write_xlsx(tmp_path / f"{name}.xlsx")
        assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()

    def test_nothing_in_it_is_run_and_codes_keep_their_zeros(self, file, tmp_path):
        import zipfile

        rows = [{**sample.PENALTIES[0], "case_no": "007", "facts": "=1+1"}]
        file({**sample.REGISTERS, "penalties": rows}).write_xlsx(tmp_path / "file.xlsx")
        with zipfile.ZipFile(tmp_path / "file.xlsx") as book:
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)
        held = CalamineWorkbook.from_path(tmp_path / "file.xlsx").get_sheet_by_name("行政处罚").to_python()
        assert (held[1][3], held[1][14]) == ("007", "=1+1")

    def test_registers_with_the_titles_of_other_sheets(self, tmp_path):
        long = "名" * 40
        files = dict(sample.PACK)
        for old, new in (("zh: 抽检", "zh: 概况"), ("zh: 检查,", f"zh: {long},"), ("zh: 受处罚人员", "zh: '[a]/b'")):
            files["registers.yaml"] = files["registers.yaml"].replace(f"title: {{{old}", f"title: {{{new}")
        pack = rg.load_pack(write_pack(tmp_path, files, "sample-file"))
        sheets = book_of(rg.credit_file(sample.SUBJECT, {**sample.REGISTERS, "visits": []}, pack), tmp_path / "x.xlsx")
        assert list(sheets) == ["概况", "企业", "行政处罚", "_a__b", "概况_2", "名" * 31]

    def test_no_person_stands_in_any_face(self, file, tmp_path):
        found = file(sample.with_bad(), None)
        said = json.dumps(found.document, ensure_ascii=False) + repr(book_of(found, tmp_path / "file.xlsx"))
        said += repr([table.rows() for table in found.tables.values()])
        assert [secret for secret in sample.SECRETS if secret in said] == []


class TestOutFile:
    def test_only_an_earlier_workbook_is_replaced(self, file, tmp_path):
        path = tmp_path / "new" / "file.xlsx"
        file().write_xlsx(path)
        check_out_file(path, tmp_path / "registers", "riskgrade.credit_file/1", "--xlsx")
        file(as_of=None).write_xlsx(path)
        assert [one.name for one in path.parent.iterdir()] == ["file.xlsx"]
        other = sample.xlsx_in(tmp_path)
        with pytest.raises(RefusalError, match="was not written by this command"):
            check_out_file(other, tmp_path / "registers", "riskgrade.credit_file/1", "--xlsx")

    def test_nothing_is_left_where_it_fails(self, file, tmp_path, monkeypatch):
        def fail(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("riskgrade.report.credit_file.write_credit_file", fail)
        with pytest.raises(OSError, match="No space"):
            file().write_xlsx(tmp_path / "file.xlsx")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("file.csv", "let --xlsx end in .xlsx"),
            ("registers/file.xlsx", "lies among the registers"),
            ("d.xlsx", "is a folder"),
        ],
    )
    def test_what_must_not_be_written(self, tmp_path, name, said):
        (tmp_path / "registers").mkdir()
        (tmp_path / "d.xlsx").mkdir()
        with pytest.raises(RefusalError, match=said):
            check_out_file(tmp_path / name, tmp_path / "registers", "riskgrade.credit_file/1", "--xlsx")


def as_text(cell):
    """A cell as it was read back: whole numbers come back as floats."""
    if isinstance(cell, float):
        return format(Decimal(str(cell)).normalize(), "f")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def trimmed(value):
    """A decimal as a workbook holds it, without its last zeros."""
    return value.normalize() if isinstance(value, Decimal) else value
