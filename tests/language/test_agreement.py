"""The columns give in every row what the reference gives; the reference contains every completion."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskgrade.language import evaluate, parse, source
from riskgrade.language.scan import LONGEST
from riskgrade.language.typed import Typed
from riskgrade.language.types import INFINITY, Kind
from riskgrade.language.values import Code, Codes, Interval, Truth, Value
from tests.language.frames import ENGINES, run
from tests.language.plain import NotKnownError, Plain, as_day, as_plain
from tests.strategies.expressions import typed_expressions, worlds
from tests.strategies.rows import RowScope, completions, rows

KINDS = (Kind.BOOL, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.LIST)


@pytest.mark.agree
@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data())
def test_columns_give_what_evaluate_gives(engine: str, data: st.DataObject) -> None:
    world = data.draw(worlds())
    kinds = data.draw(st.lists(st.sampled_from((*KINDS, Kind.BOOL, Kind.NUMBER)), min_size=1, max_size=2))
    # Written out, months on DuckDB are right but take seconds: Narwhals writes the operand of `//` seven times there.
    keeps = engine == "duckdb" or data.draw(st.booleans(), label="expressions are put aside")
    depth = 4 if keeps else 2
    typed = [data.draw(typed_expressions(world.environment, kind, depth=depth)) for kind in kinds]
    certain = data.draw(st.integers(0, 4)) == 0
    some = data.draw(st.lists(rows(world, certain=certain), min_size=1, max_size=5))
    for each, found in zip(typed, run(typed, world, some, engine, keeps=keeps), strict=True):
        assert found == [evaluate(each, RowScope(world, row)) for row in some], source(each.node)


@pytest.mark.agree
@given(data=st.data())
def test_what_is_possible_contains_every_completion(data: st.DataObject) -> None:
    world = data.draw(worlds())
    typed = data.draw(typed_expressions(world.environment, data.draw(st.sampled_from(KINDS)), plain=True))
    row = data.draw(rows(world))
    wide = evaluate(typed, RowScope(world, row))
    for _ in range(3):
        narrow = evaluate(typed, RowScope(world, data.draw(completions(world, row))))
        assert contains(wide, narrow), (source(typed.node), wide, narrow)


@pytest.mark.agree
@given(data=st.data())
def test_known_rows_give_what_a_plain_reading_gives(data: st.DataObject) -> None:
    world = data.draw(worlds())
    typed = data.draw(typed_expressions(world.environment, data.draw(st.sampled_from(KINDS))))
    row = data.draw(rows(world, certain=True))
    value = evaluate(typed, RowScope(world, row))
    try:
        plain = Plain(world, row).read(typed.node)
    except NotKnownError:
        return
    assert value.known, (source(typed.node), value, plain)
    plain = as_day(plain) if typed.type.kind is Kind.DATE else plain
    assert as_plain(value, typed.type) == plain, (source(typed.node), value, plain)


@given(data=st.data())
def test_every_part_lies_within_its_domain(data: st.DataObject) -> None:
    world = data.draw(worlds())
    typed = data.draw(typed_expressions(world.environment, data.draw(st.sampled_from(KINDS))))

    def seen(part: Typed, value: Value) -> None:
        assert value.known or part.type.maybe, (source(part.node), value)
        if isinstance(value, Interval):
            assert part.type.low <= value.low <= value.high <= part.type.high, (source(part.node), value, part.type)
            assert max((abs(end) for end in (value.low, value.high) if abs(end) < INFINITY), default=0) <= part.reach

    evaluate(typed, RowScope(world, data.draw(rows(world))), seen)


@given(data=st.data())
def test_source_parses_to_the_same_tree(data: st.DataObject) -> None:
    world = data.draw(worlds())
    node = data.draw(typed_expressions(world.environment, data.draw(st.sampled_from(KINDS)), depth=3)).node
    assume(len(source(node)) <= LONGEST)
    assert parse(source(node)) == node
    assert source(parse(source(node))) == source(node)


def contains(wide: Value, narrow: Value) -> bool:
    """Whether everything that `narrow` allows is allowed by `wide`."""
    match wide, narrow:
        case Interval(), Interval():
            return wide.low <= narrow.low and narrow.high <= wide.high
        case Truth(), Truth():
            return wide.must <= narrow.must and narrow.may <= wide.may
        case Code(), Code():
            return wide.value is None or wide.value == narrow.value
        case Codes(), Codes():
            return wide.values is None or wide.values == narrow.values
        case _:
            return False
