"""`import riskgrade as rg`: frames in, frames of the same kind out."""

import subprocess
import sys
from datetime import date

import pandas as pd
import polars as pl
import pytest

import riskgrade as rg
from riskgrade.report.refusal import RefusalError
from tests.report import sample


@pytest.mark.parametrize("kind", [pd, pl])
def test_the_kind_of_frame_that_comes_in_goes_out(pack_folder, kind):
    frames = {"firms": kind.DataFrame(sample.FIRMS), "samplings": kind.DataFrame(sample.SAMPLINGS)}
    graded = rg.grade(frames, pack_folder, sample.AS_OF)
    assert isinstance(graded, kind.DataFrame)
    assert list(graded["risk"])[:2] == ["A", "D"]
    assert isinstance(rg.conform(frames, pack_folder, sample.AS_OF, "published", grade="risk"), kind.DataFrame)
    assert isinstance(rg.check_registers(frames, pack_folder), kind.DataFrame)


@pytest.mark.parametrize("kind", [pd, pl])
def test_registers_read_once_remember_what_they_came_as(pack_folder, kind):
    frames = {"firms": kind.DataFrame(sample.FIRMS), "samplings": kind.DataFrame(sample.SAMPLINGS)}
    pack = rg.load_pack(pack_folder)
    read = rg.load_registers(frames, pack)
    assert isinstance(rg.grade(read, pack, sample.AS_OF), kind.DataFrame)


def test_every_way_to_give_registers_and_days_gives_the_same(pack_folder, registers):
    pack = rg.load_pack(pack_folder)
    first = rg.grade(registers, pack, date(2023, 12, 31))
    assert first.equals(rg.grade(str(registers), str(pack_folder), "2023-12-31", period=2023))
    assert first.equals(rg.grade(rg.load_registers(registers, pack), pack, "2023-12-31", engine="duckdb"))
    assert first.equals(rg.grade({"firms": sample.FIRMS, "samplings": sample.SAMPLINGS}, pack, "2023-12-31"))


def test_the_period_is_the_rating_year(pack_folder, registers):
    earlier = rg.grade(registers, pack_folder, sample.AS_OF, period=2022)
    assert earlier.filter(subject="002")["risk"].to_list() == ["C"]


def test_coverage_widens_what_is_not_covered(pack_folder, registers):
    narrow = rg.grade(registers, pack_folder, sample.AS_OF, coverage={"samplings": ("2023-07-01", None)})
    assert narrow["risk_provisional"].sum() > rg.grade(registers, pack_folder, sample.AS_OF)["risk_provisional"].sum()


def test_coverage_comes_where_registers_are_read(pack_folder, registers):
    pack = rg.load_pack(pack_folder)
    with pytest.raises(RefusalError, match="give it to load_registers"):
        rg.grade(rg.load_registers(registers, pack), pack, sample.AS_OF, coverage={"samplings": "2023-01-01.."})


@pytest.mark.parametrize("days", ["2023", "2023-01-01", "..", "2023-01-01..2023-02-30", ("2023-01-01",)])
def test_coverage_that_is_none_is_refused(pack_folder, registers, days):
    with pytest.raises(RefusalError):
        rg.grade(registers, pack_folder, sample.AS_OF, coverage={"samplings": days})


def test_the_register_of_subjects_must_be_there(pack_folder):
    with pytest.raises(RefusalError, match="the register 'firms', whose rows pack sample grades, was not supplied"):
        rg.grade({"samplings": sample.SAMPLINGS}, pack_folder, sample.AS_OF)


def test_a_pack_that_grades_nobody_is_refused(tmp_path):
    base = sample.write_pack(tmp_path, {"pack.yaml": "{id: base, version: 1.0.0, title: Base}"}, "base")
    with pytest.raises(RefusalError, match="pack base grades nobody"):
        rg.grade({}, base, sample.AS_OF)


def test_cases_come_back_as_a_frame():
    frame = rg.test_pack("us-nyc")
    assert frame.columns == ["case", "file", "line", "subject", "passed", "problems"]
    assert frame["passed"].all()


def test_the_import_is_quick_and_everything_is_there():
    heavy = "{'polars', 'pandas', 'narwhals', 'pydantic', 'ruamel.yaml', 'click'}"
    code = (
        f"import sys, riskgrade; assert not {heavy} & set(sys.modules); [getattr(riskgrade, n) for n in dir(riskgrade)]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rg.nothing
