"""One firm beside zen-engine: both say the same rules are true of firms of whom everything is known."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path

import pytest

from riskgrade.grading.session_host import session_available

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
DISTRICT = BENCHMARKS.parent / "datasets" / "suining-demo"


@pytest.mark.skipif(not session_available(), reason="durable-rules is not installed")
def test_a_run_to_the_end(tmp_path, monkeypatch):
    pytest.importorskip("zen", reason="zen-engine is for the benchmark only: pip install riskgrade[bench]")
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    importlib.import_module("generate").generate(tmp_path, 300, 2_400)
    district = DISTRICT, "cn-suining-2023", date(2023, 12, 31), 2
    found = importlib.import_module("one_firm").main(tmp_path, 30, 1, 50, *district)
    assert found["differences"] == 0
    assert (found["firms"], found["rules"]) == (30, 60)
    assert set(found["ratio_to_zen"]) >= {"session", "reference"}
    apart = found["what_would_change_it"]
    assert (apart["firms"], apart["grades"], len(apart["cpu_ms_of_each_firm"])) == (2, 3, 2)
    assert apart["told"] > 0
    assert apart["cpu_ms_most"] >= apart["cpu_ms_median"] > 0
    assert apart["median_as_ratio_to_zen"] > 1
    sys.modules.pop("generate")
