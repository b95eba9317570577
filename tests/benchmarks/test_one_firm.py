"""One firm beside zen-engine: both say the same rules are true of firms of whom everything is known."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from riskgrade.grading.session_host import session_available

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.mark.skipif(not session_available(), reason="durable-rules is not installed")
def test_a_run_to_the_end(tmp_path, monkeypatch):
    pytest.importorskip("zen", reason="zen-engine is for the benchmark only: pip install riskgrade[bench]")
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    importlib.import_module("generate").generate(tmp_path, 300, 2_400)
    found = importlib.import_module("one_firm").main(tmp_path, 30, 1, 50)
    assert found["differences"] == 0
    assert (found["firms"], found["rules"]) == (30, 60)
    assert set(found["ratio_to_zen"]) >= {"session", "reference"}
    sys.modules.pop("generate")
