"""The heart: on random packs, registers and dates the reference and the columns give the same, on every engine."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.grading.agreement import assert_agree, graded
from tests.strategies.worlds import World, worlds

EXAMPLES = int(os.environ.get("RISKGRADE_EXAMPLES", "250"))
relaxed = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.agree
@relaxed
@given(worlds())
def test_reference_and_polars_agree(world: World) -> None:
    pack, decisions, (batch,) = graded(world, "polars")
    assert_agree(pack, decisions, batch)


@pytest.mark.agree
@settings(relaxed, max_examples=max(1, EXAMPLES // 5))
@given(worlds())
def test_duckdb_gives_the_same_decisions(world: World) -> None:
    _, _, (polars, duckdb) = graded(world, "polars", "duckdb")
    assert polars.decisions.equals(duckdb.decisions)
    assert polars.facts.equals(duckdb.facts)
