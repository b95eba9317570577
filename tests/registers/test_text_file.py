import contextlib
import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.registers import RegisterError, load_registers
from riskgrade.registers.text_file import parse_csv

from .samples import MODELS, A, B

TEXT = f"统一社会信用代码,名称,备注\n{A},甲,x\n{B},乙食品,y\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("enterprises.csv", TEXT.encode()),
        ("ENTERPRISES.CSV", TEXT.encode("utf-8-sig")),
        ("企业名册.csv", TEXT.encode("gb18030")),
        ("enterprises.csv.gz", gzip.compress(TEXT.encode("gb18030"), mtime=0)),
        (
            "enterprises.csv.gz",
            gzip.compress(TEXT[:40].encode(), mtime=0) + gzip.compress(TEXT[40:].encode(), mtime=0) + b"\0\0",
        ),
        ("enterprises.csv", TEXT.replace("\n", "\r\n").encode()),
        ("enterprises.csv", TEXT.replace("\n", "\r").encode()),
        ("enterprises.csv", ("\n,,\n" + TEXT).encode()),
    ],
)
def test_forms_of_a_csv(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    read = load_registers(tmp_path, MODELS)
    rows = read.registers["enterprises"].frame.select("uscc", "name").collect().rows()
    assert rows == [(A, "甲"), (B, "乙食品")]
    assert read.findings == ()
    assert [notice[0] for notice in read.notices] == [f"{name}: columns not used: 备注."]


def test_rows_are_counted_as_a_person_sees_them():
    headings, cells = parse_csv('a,b\n\n1,"x\ny"\n,\n007,\n', "f")
    assert headings == ("a", "b")
    assert cells.rows() == [(3, "1", "x\ny"), (5, "007", "")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"uscc,name\n\xff\xff", "neither UTF-8 nor GB18030"),
        ("uscc,name\n甲a".encode() + b"\xe7", "read as UTF-8 it breaks at byte 14 (line 2)"),
        ("uscc,name\n甲乙丙丁戊己".encode()[:-1] + b"a", "read as UTF-8 it breaks at byte 25 (line 2)"),
        ("uscc,name\n甲甲乙".encode("gb18030") + b"\x81", "read as GB18030 it breaks at byte 16 (line 2)"),
        (b'uscc,name\n1,"2\n1,2\n', "double quotation mark is not closed"),
        (b'"uscc,name\n1,2\n', "double quotation mark is not closed"),
        (b"name\nx\n", "the required field 'uscc'"),
        ("uscc,name\n1,2\n".encode("utf-16"), "neither UTF-8 nor GB18030"),
    ],
)
def test_a_csv_that_cannot_be_read(tmp_path, data, said):
    (tmp_path / "enterprises.csv").write_bytes(data)
    with pytest.raises(RegisterError) as caught:
        load_registers(tmp_path, MODELS)
    assert said in caught.value.en
    assert "enterprises.csv" in caught.value.en
    assert "enterprises.csv" in caught.value.zh


def test_heading_only_is_supplied_and_empty(tmp_path):
    (tmp_path / "enterprises.csv").write_text("uscc,name")
    read = load_registers(tmp_path, MODELS)
    assert read.registers["enterprises"].rows == 0
    assert read.registers["enterprises"].nullable == frozenset()
    assert read.notices == (("enterprises.csv has no records.", "enterprises.csv 没有记录。"),)


def test_a_huge_cell_is_only_a_long_text(tmp_path):
    (tmp_path / "enterprises.csv").write_text(f'uscc,name\n{A},"{"x" * 3_000_000}"\n')
    assert load_registers(tmp_path, MODELS).registers["enterprises"].rows == 1
    (tmp_path / "enterprises.csv").write_text("uscc,name," + "x" * 300_000 + f"\n{A},n,\n")
    assert load_registers(tmp_path, MODELS).registers["enterprises"].rows == 1


@pytest.mark.parametrize("cut", [1, 12, 30, -4])
def test_a_damaged_gzip(tmp_path, cut):
    (tmp_path / "enterprises.csv.gz").write_bytes(gzip.compress(TEXT.encode() * 50)[:cut])
    with pytest.raises(RegisterError, match="damaged or cut off"):
        load_registers(tmp_path, MODELS)


def test_a_gzip_bomb(tmp_path):
    (tmp_path / "enterprises.csv.gz").write_bytes(gzip.compress(b"uscc,name\n" + b"0" * 100_000_000))
    with pytest.raises(RegisterError, match="unpacks to far more"):
        load_registers(tmp_path, MODELS)


@given(st.binary(max_size=60) | st.text('uscc,name\n\r"甲1 \0', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    with tempfile.TemporaryDirectory() as name:
        for ending in (".csv", ".csv.gz", ".parquet"):
            path = Path(name) / f"enterprises{ending}"
            path.write_bytes(b"uscc,name\n" + data if ending == ".csv" else data)
            with contextlib.suppress(RegisterError):
                load_registers(path, MODELS)


def test_a_row_with_more_cells_than_the_heading_is_set_aside_alone(tmp_path):
    code, other = "91990000MA90000114", "91990000MA9000038U"
    text = f"uscc,name\n{other},a\n{code},b,c\n{other},d,  ,\n,{code},e\n"
    (tmp_path / "enterprises.csv").write_text(text, encoding="utf-8")
    read = load_registers(tmp_path, MODELS)
    assert [(one.code, one.severity, one.row) for one in read.findings if one.code == "SHIFTED"] == [
        ("SHIFTED", "error", 3),
        ("SHIFTED", "error", 5),
    ]
    assert read.rejected["enterprises"].height >= 2
    # Whose the rows are is looked for in every cell: a firm of which a row was lost must not look better for it.
    assert code in read.registers["enterprises"].set_aside
