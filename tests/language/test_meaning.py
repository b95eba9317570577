"""What expressions mean, example by example, on the reference and on both engines."""

import pytest

from riskgrade.language import check, evaluate, parse, source
from riskgrade.language.environment import Environment, Table
from riskgrade.language.types import INFINITY, Kind, Type, date_type, day_number
from riskgrade.language.values import Code, Codes, Interval, Truth
from tests.language.frames import ENGINES, run
from tests.strategies.expressions import World, table_type
from tests.strategies.rows import AS_OF, RowScope, types_of

TABLES = {
    "deduction": Table("deduction", {"warning": 50, "fine": 100}, scale=2, range=(0, 1000)),
    "closed": Table("closed", {"warning": 5, "fine": 10}, otherwise=7),
    "open": Table("open", {"warning": 5, "fine": 10}),
    "size": Table("size", bins=((1500, 2), (5000, 9), (None, 4)), bin_scale=1),
}
CODES = {"heavy": ("fine", "revoke"), "empty": ()}
WORLD = World(
    Environment(
        names={
            "n": Type(Kind.NUMBER, low=0, high=40),
            "m": Type(Kind.NUMBER, scale=1, low=-50, high=50),
            "free": Type(Kind.NUMBER, scale=2),
            "b": Type(Kind.BOOL),
            "c": Type(Kind.BOOL),
            "t": Type(Kind.TEXT),
            "u": Type(Kind.TEXT),
            "items": Type(Kind.LIST),
            "d": date_type(),
            "as_of": date_type(maybe=False),
            "e": date_type(),
        },
        subject={"kind": Type(Kind.TEXT)},
        tables={name: table_type(table) for name, table in TABLES.items()},
        lists=frozenset(CODES),
    ),
    TABLES,
    CODES,
)

YES, NO, OPEN = Truth(True, True), Truth(False, False), Truth(False, True)
ANY_DATE = Interval(*date_type().ends)


def day(text):
    from datetime import date

    value = day_number(date.fromisoformat(text))
    return Interval(value, value)


def number(low, high=None, gap=False):
    return Interval(low, low if high is None else high, gap)


EXAMPLES = [
    ("b and c", {"b": YES, "c": OPEN}, OPEN),
    ("b and c", {"b": NO, "c": OPEN}, NO),
    ("b or c", {"b": YES, "c": OPEN}, YES),
    ("not b", {"b": OPEN}, OPEN),
    ("b == c", {"b": YES, "c": NO}, NO),
    ("b != c", {"b": YES, "c": NO}, YES),
    ("b == c", {"b": NO, "c": NO}, YES),
    ("b == c", {"b": OPEN, "c": OPEN}, OPEN),
    ("n >= 3", {"n": number(3, 5)}, YES),
    ("n > 3", {"n": number(3, 5)}, OPEN),
    ("n < 3", {"n": number(3, 5)}, NO),
    ("n == 3", {"n": number(3)}, YES),
    ("n == 3", {"n": number(3, 5)}, OPEN),
    ("n != 3", {"n": number(4, 5)}, YES),
    ("m > 1.25", {"m": number(13)}, YES),
    ("m == 1.25", {"m": number(12, 13)}, OPEN),
    ("free > 1.2345", {"free": number(-INFINITY, INFINITY)}, OPEN),
    ("free > 1.2345", {"free": number(124, INFINITY)}, YES),
    ("n in (1, 3.0)", {"n": number(3)}, YES),
    ("n in (1, 3)", {"n": number(2)}, NO),
    ("n in (1, 3)", {"n": number(2, 3)}, OPEN),
    ("t == 'fine'", {"t": Code(None)}, OPEN),
    ("t == u", {"t": Code("x"), "u": Code("x")}, YES),
    ("t == u", {"t": Code(None), "u": Code(None)}, OPEN),
    ("t in heavy", {"t": Code("revoke")}, YES),
    ("t in empty", {"t": Code("revoke")}, NO),
    ("t not in ('a', 'b')", {"t": Code("c")}, YES),
    ("known(t)", {"t": Code(None)}, NO),
    ("known(t)", {"t": Code(None, gap=True)}, OPEN),
    ("known(t)", {"t": Code("x", gap=True)}, YES),
    ("known(n)", {"n": number(3, 4)}, NO),
    ("known(subject.kind)", {"subject.kind": Code(None, gap=True)}, NO),
    ("known(as_of)", {}, YES),
    ("known(b)", {"b": NO}, YES),
    ("coalesce(n, 7)", {"n": number(3, gap=True)}, number(3, gap=True)),
    ("coalesce(n, 7)", {"n": number(0, 40)}, number(7)),
    ("coalesce(n, 7)", {"n": number(10, 40, gap=True)}, number(7, 40, gap=True)),
    ("coalesce(t, 'x')", {"t": Code(None)}, Code("x")),
    ("coalesce(t, 'x')", {"t": Code(None, gap=True)}, Code(None, gap=True)),
    ("coalesce(b, true)", {"b": Truth(False, True, gap=True)}, Truth(False, True, gap=True)),
    ("coalesce(d, '2020-01-01')", {"d": ANY_DATE}, day("2020-01-01")),
    ("if_else(b, n, 1)", {"b": OPEN, "n": number(3)}, number(1, 3)),
    ("if_else(b, n, 1)", {"b": YES, "n": number(3)}, number(3)),
    ("if_else(b, n, 1)", {"b": NO, "n": number(3)}, number(1)),
    ("if_else(b, t, 'x')", {"b": OPEN, "t": Code("x")}, Code("x")),
    ("if_else(b, t, 'x')", {"b": OPEN, "t": Code("y")}, Code(None)),
    ("if_else(b, c, true)", {"b": OPEN, "c": YES}, YES),
    ("n * m", {"n": number(1, 2), "m": number(-30, 10)}, number(-60, 20)),
    ("n - m", {"n": number(1, 2), "m": number(-30, 10)}, number(0, 50)),
    ("abs(m)", {"m": number(-30, 10)}, number(0, 30)),
    ("-free", {"free": number(5, INFINITY)}, number(-INFINITY, -5)),
    ("min(n, m)", {"n": number(1, 2), "m": number(15)}, number(10, 15)),
    ("max(d, '2023-01-01')", {"d": day("2022-05-05")}, day("2023-01-01")),
    ("d + months(1)", {"d": day("2023-01-31")}, day("2023-02-28")),
    ("d + months(1)", {"d": day("2024-01-31")}, day("2024-02-29")),
    ("d + years(1)", {"d": day("2024-02-29")}, day("2025-02-28")),
    ("d + months(1)", {"d": day("2100-01-30")}, day("2100-02-28")),
    ("d - months(1)", {"d": day("1900-03-31")}, day("1900-02-28")),
    ("d - months(11)", {"d": day("2024-01-31")}, day("2023-02-28")),
    ("d + days(1)", {"d": day("2023-12-31")}, day("2024-01-01")),
    ("days_between(d, e)", {"d": day("2024-01-31"), "e": day("2023-12-31")}, number(-31)),
    ("months_between(d, e)", {"d": day("2024-01-31"), "e": day("2024-02-29")}, number(0)),
    ("months_between(d, e)", {"d": day("2024-01-31"), "e": day("2024-03-31")}, number(2)),
    ("months_between(d, e)", {"d": day("2024-03-31"), "e": day("2024-01-31")}, number(-2)),
    ("months_between(d, e)", {"d": day("2024-03-30"), "e": day("2024-01-31")}, number(-1)),
    ("months_between(d, e)", {"d": day("2100-02-28"), "e": day("2100-03-01")}, number(0)),
    ("d == '2024-02-29'", {"d": ANY_DATE}, OPEN),
    ("d in ('2024-02-29', '2024-03-01')", {"d": day("2024-03-01")}, YES),
    ("has_any(items, 'fine', 'x')", {"items": Codes(frozenset({"fine"}))}, YES),
    ("has_any(items, 'fin', 'ne')", {"items": Codes(frozenset({"fine"}))}, NO),
    ("has_any(items, heavy)", {"items": Codes(frozenset({"revoke", "a"}))}, YES),
    ("has_any(items, empty)", {"items": Codes(frozenset({"revoke"}))}, NO),
    ("has_any(items, 'a')", {"items": Codes(frozenset())}, NO),
    ("has_any(items, 'a')", {"items": Codes(None)}, OPEN),
    ("has_only(items, heavy)", {"items": Codes(frozenset({"revoke", "a"}))}, NO),
    ("has_only(items, 'a', 'a', 'b')", {"items": Codes(frozenset({"a"}))}, YES),
    ("has_only(items, empty)", {"items": Codes(frozenset())}, YES),
    ("has_only(items, 'a')", {"items": Codes(None)}, OPEN),
    ("ratio(n, 3)", {"n": number(1)}, number(3333)),
    ("ratio(n, 3)", {"n": number(2)}, number(6667)),
    ("ratio(1, n)", {"n": number(0)}, number(0, INFINITY)),
    ("ratio(1, n)", {"n": number(0, 5)}, number(0, INFINITY)),
    ("ratio(1, n)", {"n": number(2, 5)}, number(2000, 5000)),
    ("ratio(n, n)", {"n": number(0)}, number(0, INFINITY)),
    ("ratio(30, n)", {"n": number(0)}, number(0, INFINITY)),
    ("ratio(1.5, n)", {"n": number(3)}, number(5000)),
    ("lookup(deduction, t)", {"t": Code("fine")}, number(100)),
    ("lookup(deduction, t)", {"t": Code("other")}, number(0, 1000)),
    ("lookup(deduction, t)", {"t": Code(None)}, number(0, 1000)),
    ("lookup(closed, t)", {"t": Code("other")}, number(7)),
    ("lookup(closed, t)", {"t": Code(None)}, number(5, 10)),
    ("lookup(open, t)", {"t": Code("other")}, number(-INFINITY, INFINITY)),
    ("lookup(open, t)", {"t": Code(None)}, number(-INFINITY, INFINITY)),
    ("lookup(size, m * 100)", {"m": number(15)}, number(2)),
    ("lookup(size, n * 10)", {"n": number(15)}, number(2)),
    ("lookup(size, n * 10)", {"n": number(16)}, number(9)),
    ("lookup(size, n * 100)", {"n": number(5)}, number(9)),
    ("lookup(size, n * 100)", {"n": number(1, 6)}, number(2, 9)),
    ("lookup(size, n * 100)", {"n": number(5, 6)}, number(4, 9)),
    ("highest(deduction, items)", {"items": Codes(frozenset({"fine", "warning"}))}, number(100)),
    ("highest(deduction, items)", {"items": Codes(frozenset({"fine", "x"}))}, number(100, 1000)),
    ("highest(deduction, items)", {"items": Codes(frozenset({"x"}))}, number(0, 1000)),
    ("highest(deduction, items)", {"items": Codes(frozenset())}, number(0, 1000)),
    ("highest(deduction, items)", {"items": Codes(None)}, number(0, 1000)),
    ("highest(closed, items)", {"items": Codes(frozenset({"warning", "x"}))}, number(7)),
    ("highest(closed, items)", {"items": Codes(frozenset({"fine", "x"}))}, number(10)),
    ("highest(open, items)", {"items": Codes(frozenset({"fine", "x"}))}, number(10, INFINITY)),
    ("highest(open, items)", {"items": Codes(frozenset({"x"}))}, number(-INFINITY, INFINITY)),
    ("highest(open, items)", {"items": Codes(frozenset())}, number(-INFINITY, INFINITY)),
    ("subject.kind == 'fine'", {"subject.kind": Code("fine")}, YES),
]


def row_of(given):
    from riskgrade.language.values import unknown

    given = {"as_of": Interval(AS_OF, AS_OF), **given}
    return {name: given.get(name, unknown(type_)) for name, type_ in types_of(WORLD).items()}


@pytest.mark.parametrize(("text", "given", "expected"), EXAMPLES, ids=[f"{e[0]} #{i}" for i, e in enumerate(EXAMPLES)])
def test_the_reference_and_the_columns_of_one_row(text, given, expected):
    typed = check(parse(text), WORLD.environment)
    row = row_of(given)
    assert evaluate(typed, RowScope(WORLD, row)) == expected
    # Alone, what is known in its row is certain in the frame, and both planes are one. An engine may also see that a
    # column is constant and work out both branches of a choice, so neither may fail.
    for engine in ENGINES:
        assert run([typed], WORLD, [row], engine) == [[expected]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("start", range(0, len(EXAMPLES), 12))
def test_the_columns(engine, start):
    some = EXAMPLES[start : start + 12]
    typed = [check(parse(text), WORLD.environment) for text, _, _ in some]
    rows = [row_of(given) for _, given, _ in some]
    for i, (each, found) in enumerate(zip(typed, run(typed, WORLD, rows, engine), strict=True)):
        assert found[i] == some[i][2], source(each.node)


def test_every_part_is_shown_with_its_value_operands_first():
    seen = []
    typed = check(parse("n >= 3 and not b"), WORLD.environment)
    evaluate(
        typed, RowScope(WORLD, row_of({"n": number(4), "b": OPEN})), lambda part, value: seen.append((part, value))
    )
    assert [(source(part.node), value) for part, value in seen] == [
        ("n", number(4)),
        ("3", number(3)),
        ("n >= 3", YES),
        ("b", OPEN),
        ("not b", OPEN),
        ("n >= 3 and not b", OPEN),
    ]
