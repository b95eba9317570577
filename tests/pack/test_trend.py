"""What is said of a trend is true: a drawn expression that is seen to rise never falls, whatever the other names are."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.language.check import check
from riskgrade.language.environment import Environment, Table, TableType
from riskgrade.language.errors import LanguageError
from riskgrade.language.evaluate import evaluate
from riskgrade.language.parse import parse
from riskgrade.language.types import Kind, Type
from riskgrade.language.values import Interval, Truth
from riskgrade.pack.trend import Trends, Way
from tests.strategies.texts import Names, number, truth

NUMBER = Type(Kind.NUMBER, low=-5, high=5)
UP = Table("up", bins=((-2, 1), (0, 3), (3, 3), (None, 9)))
DOWN = Table("down", bins=((-1, 4), (2, 4), (None, 0)))
BUMPY = Table("bumpy", bins=((-1, 4), (2, 7), (None, 0)))
TABLES = {table.name: table for table in (UP, DOWN, BUMPY)}
ENVIRONMENT = Environment(
    {"x": NUMBER, "y": NUMBER, "p": Type(Kind.BOOL), "q": Type(Kind.BOOL)},
    tables={name: TableType(True, Type(Kind.NUMBER, low=0, high=9)) for name in TABLES},
)
NAMES = Names(truths=["p", "q"], bounded=["x", "x", "y"], bins=list(TABLES), speak_of_record=False)
TRENDS = {name: (table,) for name, table in TABLES.items()}


def way_of(text):
    return Trends("x", lambda _: None, TRENDS).of(parse(text))


def value(typed, **known):
    scope = SimpleNamespace(
        value=lambda name: Truth(known[name], known[name]) if name in "pq" else Interval(known[name], known[name]),
        table=TABLES.__getitem__, is_field=lambda _: False,
    )  # fmt: skip
    found = evaluate(typed, scope)
    if isinstance(found, Truth):
        return found.must
    assert isinstance(found, Interval)
    return found.low


@given(st.data())
def test_what_is_said_of_a_drawn_expression_is_true(data):
    text = data.draw(st.sampled_from([number, truth]))(data.draw, NAMES, data.draw(st.integers(1, 3)))
    try:
        typed = check(parse(text), ENVIRONMENT)
    except LanguageError:
        return
    way = way_of(text)
    known = {"y": data.draw(st.integers(-5, 5)), "p": data.draw(st.booleans()), "q": data.draw(st.booleans())}
    values = [value(typed, x=x, **known) for x in range(-5, 6)]
    if way in (Way.STILL, Way.UP):
        assert all(one <= after for one, after in pairwise(values)), (text, known)
    if way in (Way.STILL, Way.DOWN):
        assert all(one >= after for one, after in pairwise(values)), (text, known)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("y + 3", Way.STILL), ("x + y", Way.UP), ("y - x", Way.DOWN), ("x - x", Way.OPEN), ("-2 * x", Way.DOWN), ("0 * x", Way.STILL),
        ("x * y", Way.OPEN), ("min(x, y)", Way.UP), ("abs(x)", Way.OPEN), ("x >= 2 and p", Way.UP), ("not x >= 2", Way.DOWN),
        ("x == 2", Way.OPEN), ("1 < x <= 3", Way.OPEN), ("lookup(up, x)", Way.UP), ("lookup(down, x)", Way.DOWN),
        ("lookup(bumpy, x)", Way.OPEN), ("lookup(up, -x)", Way.DOWN), ("if_else(p, x, y)", Way.OPEN), ("if_else(p, 1, y)", Way.STILL),
    ],
)  # fmt: skip
def test_what_is_seen(text, way):
    assert way_of(text) is way


def test_names_are_looked_into_and_circles_end():
    inside = {"double": parse("x + x"), "one": parse("two + x"), "two": parse("one")}
    trends = Trends("x", inside.get, TRENDS)
    assert trends.of(parse("double - 1")) is Way.UP
    assert trends.of(parse("one")) is Way.OPEN
