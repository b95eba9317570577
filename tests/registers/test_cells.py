"""A cell's text x a field -> its value, or the code of the finding."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from riskgrade.language.types import day_number
from riskgrade.pack.load import load_pack
from riskgrade.pack.register_model import FieldModel
from riskgrade.registers.cells import no_cells, read_cells
from riskgrade.registers.faults import FAULTS

DAY = day_number(date(2023, 5, 1))
USCC = "91350100M000100Y43"

CASES = [
    # type and more, text, value or finding
    ("text", " 甲　", "甲"),
    ("text", "a  b", "a  b"),
    ("text", "\ufeff\u200bx", "x"),
    ("text", "   ", ""),
    ("text", "\x02123456789012345678", "DIGITS_LOST"),
    ("code", "0012", "0012"),
    ("code", "００１２", "0012"),
    ("code", "川市监〔2023〕1号", "川市监〔2023〕1号"),
    ("code", "12 34", "1234"),
    ("code", "\x0112", "12"),
    ("code", "\x021234567890123456", "DIGITS_LOST"),
    ("int", "12", 12),
    ("int", "１２", 12),
    ("int", "+12", 12),
    ("int", "-12", -12),
    ("int", "12.0", 12),
    ("int", "012", 12),
    ("int", "-0", 0),
    ("int", "12.5", "TOO_MANY_DECIMALS"),
    ("int", "1,200", "UNREADABLE"),
    ("int", "1 200", "UNREADABLE"),
    ("int", "1e3", "UNREADABLE"),
    ("int", "twelve", "UNREADABLE"),
    ("int", "-", None),
    ("int", "+", "UNREADABLE"),
    ("date", "长期", 84005),
    ("int", ".", "UNREADABLE"),
    ("int", "10000000000000", 10**13),
    ("int", "10000000000001", "TOO_LARGE"),
    ("int", "9" * 40, "TOO_LARGE"),
    ("int", "٣", "UNREADABLE"),
    ("decimal", "13.5", 1350),
    ("decimal", "-0.05", -5),
    ("decimal", ".5", 50),
    ("decimal", "5.", 500),
    ("decimal", "1.2300", 123),
    ("decimal", "1.234", "TOO_MANY_DECIMALS"),
    ("decimal", "0.30000000000000004", "TOO_MANY_DECIMALS"),
    ("decimal", "12%", "UNREADABLE"),
    ("decimal", "￥12", "UNREADABLE"),
    ("decimal", "nan", "UNREADABLE"),
    ("bool", "TRUE", True),
    ("bool", "是", True),
    ("bool", "Ｙ", True),
    ("bool", "1", True),
    ("bool", "否", False),
    ("bool", "no", False),
    ("bool", "0", False),
    ("bool", "maybe", "UNREADABLE"),
    ("bool", "2", "UNREADABLE"),
    ("date", "2023-05-01", DAY),
    ("date", "2023/05/01", DAY),
    ("date", "2023/5/1", DAY),
    ("date", "2023.05.01", DAY),
    ("date", "20230501", DAY),
    ("date", "\x0120230501", DAY),
    ("date", "2023年5月1日", DAY),
    ("date", "２０２３年５月１日", DAY),
    ("date", "2023-05-01 00:00:00", DAY),
    ("date", "2023-05-01T00:00:00.000000", DAY),
    ("date", "2023-05-01 0:00", DAY),
    ("date", "2023-05-01 13:30:00", "UNREADABLE"),
    ("date", "03/04/2023", "UNREADABLE"),
    ("date", "2023-02-30", "UNREADABLE"),
    ("date", "2023-05/01", "UNREADABLE"),
    ("date", "2023-05", "UNREADABLE"),
    ("date", "45000", "UNREADABLE"),
    ("date", "20230230", "UNREADABLE"),
    ("date", "1899-12-31", "DATE_OUT_OF_RANGE"),
    ("date", "9999-12-31", "DATE_OUT_OF_RANGE"),
    ("list", "b;a;b", ";a;b;"),
    ("list", "；甲；乙", ";乙;甲;"),
    ("list", " 0101 ; 0102 ", ";0101;0102;"),
    ("list", ";", ";"),
    ("list", "", ""),
]

VALUED = [
    ({"type": "code", "values": {"pass": {"zh": "合格", "en": "Pass mark"}, "fail": {}}}, "pass", "pass"),
    ({"type": "code", "values": {"pass": {"zh": "合格", "en": "Pass mark"}, "fail": {}}}, "合格", "pass"),
    ({"type": "code", "values": {"pass": {"zh": "合格", "en": "Pass mark"}, "fail": {}}}, "PASS MARK", "pass"),
    ({"type": "code", "values": {"pass": {"zh": "合格", "en": "Pass mark"}, "fail": {}}}, "Fail", "fail"),
    ({"type": "code", "values": {"pass": {"zh": "合格", "en": "Pass mark"}, "fail": {}}}, "fial", "NOT_IN_VALUES"),
    ({"type": "code", "values": ["A", "a"]}, "a", "a"),
    ({"type": "list", "values": {"fine": "罚款", "warning": "警告"}}, "警告;罚款", ";fine;warning;"),
    ({"type": "list", "values": {"fine": "罚款", "warning": "警告"}}, "fine;jail", "NOT_IN_VALUES"),
    ({"type": "int", "values": ["0", "5", "10"]}, "5", 5),
    ({"type": "int", "values": ["0", "5", "10"]}, "7", "NOT_IN_VALUES"),
    ({"type": "int", "values": {"0": "无"}}, "无", 0),
    ({"type": "int", "domain": [0, None]}, "-1", "OUT_OF_DOMAIN"),
    ({"type": "decimal", "domain": [0, 40]}, "40", 4000),
    ({"type": "decimal", "domain": [0, 40]}, "40.01", "OUT_OF_DOMAIN"),
    ({"type": "decimal", "decimals": 4}, "0.1234", 1234),
    ({"type": "code", "check": "uscc"}, USCC, USCC),
    ({"type": "code", "check": "uscc"}, USCC.lower(), USCC),
    ({"type": "code", "check": "uscc"}, USCC[:9] + " " + USCC[9:], USCC),
    ({"type": "code", "check": "uscc"}, USCC[:-1] + "4", "CHECK_FAILED"),
    ({"type": "code", "check": "uscc"}, "1", "CHECK_FAILED"),
    ({"type": "code", "check": "uscc"}, "92510100MA00000010", "92510100MA00000010"),
]


def read(model: dict, text: str) -> tuple[object, str | None, str | None]:
    row = read_cells(pl.Series([text], dtype=pl.String), FieldModel.model_validate(model)).row(0, named=True)
    names = [FAULTS[row[part] - 1].value if row[part] else None for part in ("fault", "warning")]
    return row["value"], names[0], names[1]


@pytest.mark.parametrize(("model", "text", "want"), [*(({"type": t}, x, w) for t, x, w in CASES), *VALUED])
def test_cell(model, text, want):
    value, fault, _ = read(model, text)
    if fault is None:
        assert value == want
        assert type(value) is type(want)
    else:
        assert fault == want
        assert value in (None, "")


@pytest.mark.parametrize(
    ("model", "text", "warning"),
    [
        ({"type": "code"}, "1 2", "SPACES_IN_CODE"),
        ({"type": "code"}, "无", "PLACEHOLDER"),
        ({"type": "date"}, "/", "PLACEHOLDER"),
        ({"type": "decimal"}, "N/A", "PLACEHOLDER"),
        ({"type": "text"}, "无", None),
        ({"type": "code", "values": {"none": "无"}}, "无", None),
        ({"type": "code"}, "１２", "FULL_WIDTH"),
        ({"type": "decimal"}, "１３．５", "FULL_WIDTH"),
        ({"type": "date"}, "２０２３-06-30", "FULL_WIDTH"),
        ({"type": "date"}, "2023年6月30日", None),
        ({"type": "code", "values": {"a": "甲（一）"}}, "甲（一）", None),
        ({"type": "list"}, "a；b", None),
        ({"type": "code"}, "\x0112", "NUMBER_AS_CODE"),
        ({"type": "list"}, "\x01101", "NUMBER_AS_CODE"),
        ({"type": "code", "values": ["5"]}, "\x015", None),
        ({"type": "text"}, "\x0112", None),
        ({"type": "code", "check": "uscc"}, "92510100MA00000010", "CHECK_DOUBTFUL"),
    ],
)
def test_warning(model, text, warning):
    assert read(model, text)[2] == warning


@given(st.integers(-(10**13), 10**13), st.integers(0, 4))
def test_decimals_are_exact(number, digits):
    sign = "-" if number < 0 else ""
    whole, part = divmod(abs(number), 10**digits)
    text = f"{sign}{whole}.{part:0{digits}d}" if digits else str(number)
    assert read({"type": "decimal", "decimals": digits}, text)[:2] == (number, None)


@given(st.sampled_from(["text", "code", "int", "decimal", "bool", "date", "list"]), st.text())
def test_no_text_breaks_the_reading(kind, text):
    value, fault, _ = read({"type": kind}, text)
    assert fault is None or value in (None, "")


@pytest.mark.parametrize("kind", ["text", "code", "int", "decimal", "bool", "date", "list"])
def test_a_long_column_reads_like_a_short_one(kind):
    texts = sorted({text for _, text, _ in CASES})
    field = FieldModel.model_validate({"type": kind})
    short = read_cells(pl.Series(texts), field)
    assert_frame_equal(read_cells(pl.Series(texts * 400), field), pl.concat([short] * 400))


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("pack", ["cn-base", "uk-fhrs", "us-nyc"])
def test_a_column_that_is_not_there_reads_as_blank_cells(pack, count):
    for register in load_pack(pack).registers.values():
        for field in register.fields.values():
            blank = pl.repeat("", count, dtype=pl.String, eager=True)
            assert_frame_equal(no_cells(count, field), read_cells(blank, field))
