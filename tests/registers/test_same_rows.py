"""The same rows give the same registers, whatever they came in."""

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from riskgrade.registers import load_registers
from riskgrade.registers.frame_source import typed_table
from riskgrade.registers.names import match_columns
from riskgrade.registers.typed import read_typed

from .samples import MODELS, SAMPLINGS, csv_text, grid, uscc, write_sheets

CODES = [uscc(i) for i in range(6)]
DATES = st.dates(date(1890, 1, 1), date(2210, 1, 1)) | st.dates(date(2020, 1, 1), date(2024, 1, 1))
ROW = st.fixed_dictionaries(
    {
        "record_id": st.integers(1, 6).map(str),
        "uscc": st.sampled_from([*CODES, *CODES, *CODES, CODES[0][:-1] + "I", "92510100MA00000010", None]),
        "sampled_on": st.dates(date(2020, 1, 1), date(2024, 1, 1)),
        "notified_on": st.none() | DATES,
        "recorded_on": st.none() | DATES,
        "sample_no": st.none() | st.text("ab甲 0", max_size=4),
        "result": st.sampled_from(["pass", "fail", "pass", "maybe", None]),
        "kinds": st.none() | st.lists(st.sampled_from(["fine", "fine", "warning", "jail"]), max_size=3),
        "fine_yuan": st.none() | st.decimals(-5, 10**5, places=2) | st.decimals(0, 10**12, places=3),
        "count": st.none() | st.integers(-5, 10**13 + 5),
    }
)
SCHEMA: dict[str, Any] = {
    "record_id": pl.String, "uscc": pl.String, "sampled_on": pl.Date, "notified_on": pl.Date, "recorded_on": pl.Date,
    "sample_no": pl.String, "result": pl.String, "kinds": pl.List(pl.String), "fine_yuan": pl.Decimal(38, 3),
    "count": pl.Int64,
}  # fmt: skip


def text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";" + "".join(f"{item};" for item in value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def outcome(source):
    read = load_registers(source, MODELS)
    register = read.registers["samplings"]
    offset = 1 if any(f.file.endswith((".csv", "]")) for f in read.findings) else 0
    return (
        register.frame.collect(),
        (register.rows, register.nullable, register.set_aside, register.unattributed),
        [(f.code, f.severity, f.row and f.row - offset, f.field, f.key) for f in read.findings],
    )


def same(one, other):
    assert_frame_equal(one[0], other[0])
    assert one[1:] == other[1:]


@settings(max_examples=60)
@given(st.lists(ROW, max_size=6))
def test_memory_csv_parquet(rows):
    texts = [{name: text(value) for name, value in row.items()} for row in rows]
    want = outcome({"samplings": texts})
    frame = pl.DataFrame(rows, schema=SCHEMA)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "samplings.csv").write_text(csv_text(texts, list(SCHEMA)), encoding="gb18030")
        same(outcome(folder), want)
    with tempfile.TemporaryDirectory() as name:
        frame.write_parquet(Path(name) / "samplings.parquet")
        same(outcome(Path(name)), want)
    same(outcome({"samplings": frame}), want)
    same(outcome({"samplings": frame.with_columns(pl.col(pl.Date).cast(pl.Datetime("us")))}), want)
    same(outcome({"samplings": frame.with_columns(pl.col("uscc", "result").cast(pl.Categorical))}), want)


@settings(max_examples=5)
@given(st.lists(ROW, min_size=1, max_size=6))
def test_workbook(rows):
    texts = [{name: text(value) for name, value in row.items()} for row in rows]
    with tempfile.TemporaryDirectory() as name:
        write_sheets(Path(name) / "samplings.xlsx", {"samplings": grid(texts)})
        same(outcome(Path(name)), outcome({"samplings": texts}))


CLEAN = st.fixed_dictionaries(
    {
        "uscc": st.sampled_from(CODES),
        "sampled_on": st.dates(date(2020, 1, 1), date(2024, 1, 1)),
        "notified_on": st.none() | st.dates(date(2020, 1, 1), date(2024, 1, 1)),
        "recorded_on": st.none() | st.dates(date(2020, 1, 1), date(2024, 1, 1)),
        "sample_no": st.none() | st.text("ab甲", max_size=4),
        "result": st.sampled_from(["pass", "fail"]),
        "kinds": st.none() | st.lists(st.sampled_from(["fine", "warning"]), max_size=3),
        "fine_yuan": st.none() | st.decimals(-(10**7), 10**7, places=2),
        "count": st.none() | st.integers(-(10**13), 10**13),
    }
)


@settings(max_examples=60)
@given(st.lists(CLEAN, min_size=1, max_size=6))
def test_the_quick_reading_is_taken_and_says_the_same(rows):
    rows = [{"record_id": str(i), **row} for i, row in enumerate(rows)]
    texts = [{name: text(value) for name, value in row.items()} for row in rows]
    want = outcome({"samplings": texts})
    base = pl.DataFrame(rows, schema=SCHEMA)
    frames = [
        base.with_columns(pl.col("fine_yuan").cast(pl.Decimal(20, 2))),
        base.with_columns(pl.col("fine_yuan").cast(pl.Float64)),
        base.with_columns(
            pl.col("fine_yuan").cast(pl.Float64),
            kinds=pl.Series([text(row["kinds"]) for row in rows], dtype=pl.String),
            notified_on=pl.col("notified_on").cast(pl.Datetime("us")),
        ),
    ]
    for frame in frames:
        table = typed_table(frame.lazy(), "samplings", "samplings")
        quick = read_typed(table, SAMPLINGS, match_columns("samplings", SAMPLINGS, table.headings)[0])
        assert quick is not None
        same(outcome({"samplings": frame}), want)
        assert_frame_equal(quick.frame.collect(), want[0])
        assert quick.nullable == want[1][1]
    pandas = frames[2].drop("kinds").to_pandas()
    pandas["kinds"] = pd.Series([text(row["kinds"]) for row in rows], dtype="object")
    same(outcome({"samplings": pandas[list(SCHEMA)]}), want)


@pytest.mark.parametrize(
    ("column", "values", "want"),
    [
        ("count", [1.0, None, float("nan")], [1, None, None]),
        ("count", [True, False, None], None),
        ("fine_yuan", [0.1, 0.07, 1e9 + 0.01], [10, 7, 100000000001]),
        ("fine_yuan", [0.1 + 0.2, 117.85000000000001, None], [30, 11785, None]),
        ("fine_yuan", [0.123, 1e-7, 2e13], [None, None, None]),
        ("fine_yuan", [1.1 * 1.1, 1e11, float("inf")], [121, 10**13, None]),
        ("fine_yuan", [1, 2, 3], [100, 200, 300]),
        ("kinds", [["fine", "fine"], [], None], [";fine;", ";", ""]),
        ("kinds", [None, None, None], ["", "", ""]),
        ("sample_no", [1, 2, 3], ["1", "2", "3"]),
        ("notified_on", [None, None, date(1970, 1, 1) + timedelta(3)], [None, None, 3]),
    ],
)
def test_typed_columns(column, values, want):
    base = {
        "record_id": ["1", "2", "3"],
        "uscc": CODES[:3],
        "sampled_on": [date(2023, 1, 1)] * 3,
        "result": ["pass"] * 3,
    }
    read = load_registers({"samplings": pl.DataFrame({**base, column: values}, strict=False)}, MODELS)
    register = read.registers["samplings"]
    if want is None:
        assert [f.code for f in read.findings] == ["UNREADABLE"] * 2
        assert register.rows == 1
    else:
        assert register.frame.collect()[column].to_list() == want


def test_labels_and_spaces_in_a_typed_frame():
    frame = pl.DataFrame({"record_id": ["1"], "uscc": [" " + CODES[0]], "sampled_on": ["2023/1/1"], "result": ["合格"]})
    row = load_registers({"samplings": frame}, MODELS).registers["samplings"].frame.collect().row(0, named=True)
    assert (row["uscc"], row["result"]) == (CODES[0], "pass")


def test_a_datetime_with_a_time_is_no_date():
    frame = pl.DataFrame(
        {
            "record_id": ["1"], "uscc": [CODES[0]], "result": ["pass"],
            "sampled_on": pl.Series([date(2023, 1, 1)]).cast(pl.Datetime("us")) + timedelta(hours=3),
        }
    )  # fmt: skip
    assert load_registers({"samplings": frame}, MODELS).findings[0].code == "UNREADABLE"
