"""Stopping at the part that settles an `and` or an `or` changes nothing where nothing has a gap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.language import evaluate, source
from riskgrade.language.types import Kind
from tests.strategies.expressions import typed_expressions, worlds
from tests.strategies.rows import RowScope, rows


@pytest.mark.agree
@given(data=st.data())
def test_stopping_early_gives_the_same(data: st.DataObject) -> None:
    world = data.draw(worlds())
    typed = data.draw(typed_expressions(world.environment, data.draw(st.sampled_from((Kind.BOOL, Kind.NUMBER)))))
    row = {name: replace(value, gap=False) for name, value in data.draw(rows(world)).items()}
    scope = RowScope(world, row)
    assert evaluate(typed, scope, gapless=True) == evaluate(typed, scope), source(typed.node)
