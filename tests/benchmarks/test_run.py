"""The runner of the benchmarks: its manifest, its comparison, and one small run to the end."""

import importlib
import json
import sys
from pathlib import Path

import polars as pl
import pytest

from riskgrade.pack.load import load_pack

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def run():
    sys.path.insert(0, str(BENCHMARKS))
    yield importlib.import_module("run")
    sys.path.remove(str(BENCHMARKS))


def test_the_manifest_says_what_is_there(run):
    entries = run.manifest()
    for entry in entries.values():
        assert len(load_pack(BENCHMARKS / entry["pack"]).rules) == entry["rules"]
    asked = entries["batch-1m"]
    assert (asked["enterprises"], asked["records"], asked["rules"]) == (1_000_000, 8_000_000, 60)
    assert asked["ratio_at_most"] == 1.3
    assert [name for name, entry in entries.items() if entry["by_default"]] == ["batch-1m"]


def test_results_kept_are_of_the_manifest_and_were_equal(run):
    for file in (BENCHMARKS / "results").glob("*.json"):
        result = json.loads(file.read_text(encoding="utf-8"))
        entry = run.manifest()[file.stem]
        assert result["sizes"] == {key: entry[key] for key in ("enterprises", "records", "seed")}
        assert result["rules"] == entry["rules"]
        assert result["equal_row_by_row"]


@pytest.fixture(scope="module")
def compare(run):
    return importlib.import_module("compare")


def test_a_difference_is_found_and_named(compare, tmp_path):
    one = pl.DataFrame({"subject": ["a", "b"], "level": ["A", None]})
    one.write_parquet(tmp_path / "one.parquet")
    one.with_columns(level=pl.Series(["A", "B"])).write_parquet(tmp_path / "two.parquet")
    one.head(1).write_parquet(tmp_path / "short.parquet")
    one.rename({"level": "grade"}).write_parquet(tmp_path / "named.parquet")
    assert compare.differences(tmp_path / "one.parquet", tmp_path / "one.parquet") == []
    assert compare.differences(tmp_path / "one.parquet", tmp_path / "two.parquet") == [
        "level: 1 rows, first b: None and 'B'"
    ]
    assert compare.differences(tmp_path / "one.parquet", tmp_path / "short.parquet") == ["rows: 2 and 1"]
    assert compare.differences(tmp_path / "one.parquet", tmp_path / "named.parquet")[0].startswith("columns:")


def test_a_name_that_is_no_benchmark(run, capsys):
    assert run.main(["batch-1k"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no benchmark 'batch-1k'; there are: batch-1m, ")


def test_a_run_to_the_end(run, tmp_path, capsys):
    arguments = ["--enterprises", "500", "--repeats", "1", "--no-duckdb", "--data", str(tmp_path / "data")]
    assert run.main([*arguments, "--results", str(tmp_path / "results")]) == 0
    result = json.loads((tmp_path / "results" / "custom.json").read_text(encoding="utf-8"))
    assert result["equal_row_by_row"]
    assert result["sizes"] == {"enterprises": 500, "records": 4_000, "seed": 20231130}
    assert result["ratio"] > 0
    assert min(result["riskgrade"]["peak_mib"], result["by_hand"]["peak_mib"]) > 0
    assert str(tmp_path) not in json.dumps(result)
    assert "decisions are equal row by row" in capsys.readouterr().out
