"""The yardstick of the benchmark: the work written by hand gives what riskgrade gives, row by row."""

import importlib
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from riskgrade.grading.batch import grade_batch
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from riskgrade.registers.checks import uscc_verdict

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FIRMS, RECORDS = 2_000, 120_000  # many records a firm, so that the rare rules come true too
NEVER_HERE = {"grave.repeat", "grave.unsafe"}  # one firm in a hundred thousand


@pytest.fixture(scope="module", autouse=True)
def _on_the_path():
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def generate():
    return importlib.import_module("generate")


@pytest.fixture(scope="module")
def by_hand():
    return importlib.import_module("by_hand")


@pytest.fixture(scope="module")
def pack():
    return load_pack(BENCHMARKS / "pack")


@pytest.fixture(scope="module")
def folder(generate, tmp_path_factory):
    made = tmp_path_factory.mktemp("registers")
    generate.generate(made, FIRMS, RECORDS)
    return made


@pytest.fixture(scope="module")
def registers(folder, pack):
    return load_registers(folder, pack.registers, subject=pack.subject)


@pytest.fixture(scope="module")
def expected(by_hand, folder):
    return by_hand.decisions(folder).collect()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_by_hand_is_what_riskgrade_decides(engine, pack, registers, expected, generate):
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    batch = grade_batch(pack, registers, Moment.of(generate.AS_OF), engine)
    assert_frame_equal(batch.decisions, expected)


def test_the_file_by_hand_is_what_run_compares(by_hand, folder, expected, tmp_path):
    by_hand.write(folder, tmp_path / "out.parquet")
    assert_frame_equal(pl.read_parquet(tmp_path / "out.parquet"), expected)


def test_every_outcome_occurs(expected):
    assert set(expected["food_risk"]) == {"A", "B", "C", "D", None}
    assert expected["food_risk_provisional"].any()
    assert expected["food_risk_excluded"].drop_nulls().unique().to_list() == ["deregistered"]
    assert expected["food_risk_permitted"].str.contains(";").any()
    assert (expected["food_risk_score_low"] < expected["food_risk_score_high"]).any()


def test_sixty_rules_each_of_which_is_true_for_some_firm(pack, by_hand, expected):
    assert [rule.id for rule in pack.rules] == by_hand.IDS
    assert len(by_hand.IDS) == 60

    def fired(bit):
        return ((expected[f"rules_true_{bit // 52}"] // 2 ** (bit % 52)) % 2 == 1).any()

    silent = {rule for bit, rule in enumerate(by_hand.IDS) if not fired(bit)}
    assert silent <= NEVER_HERE


def test_typed_registers_are_read_where_they_lie(registers):
    assert not registers.rejected
    assert {finding.code for finding in registers.findings} <= {"SUBJECT_ABSENT"}
    assert registers.registers["samplings"].nullable == {"hazard"}
    assert registers.registers["inspections"].nullable == {"risk_points"}
    assert not registers.registers["penalties"].nullable
    assert registers.registers["enterprises"].nullable == {"premises_area_m2", "static_score", "general_credit_class"}


def test_the_same_seed_gives_the_same_bytes(generate, tmp_path):
    for name in ("one", "two"):
        generate.generate(tmp_path / name, 300, 2_400, seed=7)
    generate.generate(tmp_path / "other", 300, 2_400, seed=8)
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
        assert file.read_bytes() != (tmp_path / "other" / file.name).read_bytes()


def test_the_sizes_are_those_asked_for(generate, folder):
    rows = {file.stem: pl.scan_parquet(file).select(pl.len()).collect().item() for file in folder.iterdir()}
    assert rows.pop("enterprises") == FIRMS
    assert rows == generate.sizes(RECORDS)
    assert sum(rows.values()) == RECORDS
    assert sum(generate.sizes(7_777).values()) == 7_777


def test_codes_are_made_up_distinct_and_valid(folder):
    codes = pl.read_parquet(folder / "enterprises.parquet")["uscc"]
    assert codes.str.starts_with("91990000").all()
    assert codes.n_unique() == FIRMS
    assert uscc_verdict(codes).sum() == 0
