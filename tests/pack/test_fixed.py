"""What is worked out once a day means the same as before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.language import evaluate, source
from riskgrade.language.typed import walk
from riskgrade.language.types import Kind, day_number
from riskgrade.language.values import Code, Interval, Truth
from riskgrade.pack.dating import InForce
from riskgrade.pack.fixed import Fixed, folded_on
from tests.strategies.expressions import typed_expressions, worlds
from tests.strategies.rows import RowScope, rows


@pytest.mark.agree
@given(data=st.data())
def test_a_folded_expression_gives_the_same(data: st.DataObject) -> None:
    world = data.draw(worlds())
    kind = data.draw(st.sampled_from((Kind.BOOL, Kind.NUMBER, Kind.DATE)))
    typed = data.draw(typed_expressions(world.environment, kind))
    row = data.draw(rows(world))
    known = {
        name: value for name in ("as_of", "limit", "n0", "b0", "t0")
        if not (value := row[name]).gap and value.known
    }  # fmt: skip
    scalars = {name: physical for name, value in known.items() if (physical := _physical(value)) is not None}
    constants = InForce(scalars, world.codes, world.tables)
    folded = folded_on(typed, constants)
    assert folded is folded_on(typed, constants)
    assert evaluate(folded, RowScope(world, row)) == evaluate(typed, RowScope(world, row)), source(typed.node)


def _physical(value):
    match value:
        case Interval(low):
            return low
        case Truth(must):
            return must
        case Code(text):
            return text


def test_a_window_becomes_one_day():
    from riskgrade.pack.load import load_pack

    pack = load_pack("cn-food-risk-2016")
    days = {"as_of": day_number(date(2024, 2, 29)), "period_start": 0, "period_end": 0}
    windowed = next(fact for fact in pack.facts if fact.window is not None and fact.window.unit == "months")
    assert windowed.condition is not None
    folded = Fixed(InForce(days, {}, {})).folded(windowed.condition)
    assert len(list(walk(folded))) < len(list(walk(windowed.condition)))
