"""What the engine is given means what the condition means: read here in plain Python, without the engine."""

from __future__ import annotations

import operator
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.grading.session_formula import (
    MOST_GATES,
    MOST_PATHS,
    MOST_WIDTH,
    Asks,
    Formula,
    Lowering,
    gates,
    paths,
    width,
)
from riskgrade.language import evaluate, source
from riskgrade.language.typed import Typed
from riskgrade.language.types import Kind
from riskgrade.language.values import Code, Interval, Truth, Value
from tests.strategies.expressions import typed_expressions, worlds
from tests.strategies.rows import RowScope, rows

OPERATORS = {
    "$eq": operator.eq, "$neq": operator.ne, "$gt": operator.gt, "$gte": operator.ge, "$lt": operator.lt, "$lte": operator.le,
}  # fmt: skip


def holds(formula: Formula, numbers: Sequence[int]) -> bool:
    """What the engine should make of a formula."""
    if isinstance(formula, Asks):
        return bool(OPERATORS[formula.op](numbers[formula.field], formula.constant))
    found = [holds(item, numbers) for item in formula.items]
    return all(found) if formula.every else any(found)


def literal(typed: Typed) -> Value | None:
    """Literals only: no name is the same for every subject here."""
    if typed.args or typed.constant is None or typed.type.kind is Kind.SPAN:
        return None
    return evaluate(typed, RowScope.__new__(RowScope))


@pytest.mark.agree
@given(data=st.data())
def test_true_where_it_must_be_and_false_where_it_cannot(data: st.DataObject) -> None:
    world = data.draw(worlds())
    typed = data.draw(typed_expressions(world.environment, Kind.BOOL, depth=data.draw(st.integers(1, 5))))
    lowering = Lowering(literal)
    lowered = lowering.lower(typed)
    for one in (lowered.true, lowered.false):
        assert paths(one) <= MOST_PATHS
        assert gates(one) <= MOST_GATES
        assert width(one) <= MOST_WIDTH
    for row in data.draw(st.lists(rows(world), min_size=1, max_size=4)):
        scope = RowScope(world, row)
        numbers: list[int] = []
        for asked in lowering.asked.values():
            assert asked.low == len(numbers)
            value = evaluate(asked.typed, scope)
            assert isinstance(value, Interval | Truth | Code)
            numbers.extend(asked.numbers(value))
        truth = evaluate(typed, scope)
        assert isinstance(truth, Truth)
        assert (holds(lowered.true, numbers), holds(lowered.false, numbers)) == (truth.must, not truth.may), source(
            typed.node
        )
