"""The heart: on random packs, registers and dates every evaluator gives the same, on every engine.

A case is a pack, a subject and a date. A drawn world is graded on several days, so that 250 of them are more than
2,000 cases; `make agree N=100000` draws for so many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.grading.session import Session
from riskgrade.grading.session_host import session_available
from riskgrade.pack.dating import Moment
from tests.grading.agreement import assert_agree, graded, loaded
from tests.grading.sessions import assert_same
from tests.strategies.worlds import DAYS, World, worlds

EXAMPLES = int(os.environ.get("RISKGRADE_EXAMPLES", "250"))
CASES_A_WORLD = 8
relaxed = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@contextmanager
def session_or_none() -> Iterator[Session | None]:
    """A session; none where durable-rules is not installed (Python 3.13)."""
    if session_available():
        with Session() as session:
            yield session
    else:
        yield None


@pytest.mark.agree
def test_reference_columns_and_session_agree() -> None:
    drawn = {"worlds": 0, "cases": 0, "session": 0}

    @relaxed
    @given(worlds(fewest=4), st.lists(st.sampled_from(DAYS), min_size=2, max_size=2))
    def agree(world: World, days: list) -> None:
        pack, registers, moment = loaded(world)
        moments = dict.fromkeys([moment, *(Moment.of(day) for day in days)])
        drawn["worlds"] += 1
        with session_or_none() as session:
            for one in moments:
                batch = grade_batch(pack, registers, one, "polars")
                keys = batch.decisions["subject"].to_list()
                decisions = Grader(pack, registers, one).decide(keys)
                assert_agree(pack, decisions, batch)
                drawn["cases"] += len(keys)
                if session is not None:
                    assert_same(Grader(pack, registers, one, session.truths).decide(keys), decisions)
                    drawn["session"] += len(keys)

    agree()
    print(
        f"{drawn['cases']} cases (a pack, a subject, a date) of {drawn['worlds']} worlds; by a session {drawn['session']}"
    )
    if EXAMPLES >= 50:  # a few worlds may be small ones
        assert drawn["cases"] >= CASES_A_WORLD * EXAMPLES
    assert drawn["session"] == (drawn["cases"] if session_available() else 0)


@pytest.mark.agree
@settings(relaxed, max_examples=max(1, EXAMPLES // 5))
@given(worlds())
def test_duckdb_gives_the_same_decisions(world: World) -> None:
    _, _, (polars, duckdb) = graded(world, "polars", "duckdb")
    assert polars.decisions.equals(duckdb.decisions)
    assert polars.facts.equals(duckdb.facts)
