"""Facts over months, quarters and years against sums done here with fractions, and against a few done by hand."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

import pytest

from riskgrade.language.values import Interval
from tests.grading.agreement import assert_agree, graded
from tests.strategies.worlds import World

MARKETS: dict[str, Any] = {"key": "id", "fields": {"id": {"type": "code", "required": "true"}}}
CHECKS: dict[str, Any] = {
    "key": "rid", "join": "id", "date": "on",
    "fields": {
        "rid": {"type": "code", "required": "true"},
        "id": {"type": "code", "required": "true"},
        "on": {"type": "date", "required": "true"},
        "points": {"type": "decimal", "domain": ["0", "200"]},
    },
}  # fmt: skip
MONTHLY = {"per": "month", "each": "max(0, 100 - sum(points))", "value": "mean"}
FACTS: dict[str, Any] = {
    "months": {"from": "checks", "per": "month", "within": "period", "value": "count"},
    "quarters": {"from": "checks", "per": "quarter", "within": "period", "value": "count"},
    "year": {"from": "checks", "per": "quarter", "each": MONTHLY, "within": "period", "value": "mean"},
    "worst": {
        "from": "checks",
        "per": "month",
        "each": "max(0, 100 - sum(points))",
        "within": "period",
        "value": "min",
    },
    "busiest": {"from": "checks", "per": "month", "each": "count", "within": "all", "value": "max", "absent": "0"},
    "total": {"from": "checks", "per": "year", "each": "max(points)", "value": "sum"},
}
PACK: dict[str, Any] = {
    "pack": {
        "id": "pack-main", "version": "1", "title": "m", "subject": "markets",
        "sources": [{"id": "s", "title": "made up", "evidence": "design"}],
    },
    "registers": {"markets": MARKETS, "checks": CHECKS},
    "facts": FACTS,
    "parameters": {},
    "rules": [{"id": "r", "cite": "s-1", "when": "months < 12", "then": {"flag": "missing"}}],
    "grades": {"g": {"levels": ["A", "B"], "table": {"hit": "first", "rows": [{"level": "A"}]}, "cite": "s-1"}},
}  # fmt: skip


def world(rows: list[tuple[str, date, str]]) -> World:
    checks = [
        {"rid": f"r{n}", "id": key, "on": on.isoformat(), "points": points} for n, (key, on, points) in enumerate(rows)
    ]
    keys = sorted({key for key, *_ in rows} | {"m0"})
    return World(
        {"pack-main": PACK},
        "pack-main",
        {"markets": [{"id": key} for key in keys], "checks": checks},
        date(2023, 12, 31),
        2023,
    )


def of(world: World) -> dict[str, dict[str, tuple[int, int]]]:
    """The facts of each market by the reference, after holding both engines against it."""
    pack, decisions, batches = graded(world, "polars", "duckdb")
    for batch in batches:
        assert_agree(pack, decisions, batch)
    found = {}
    for decision in decisions:
        values = {name: fact.value for name, fact in decision.facts.items()}
        numbers = {name: value for name, value in values.items() if isinstance(value, Interval)}
        assert numbers.keys() == FACTS.keys()
        found[decision.subject] = {name: (value.low, value.high) for name, value in numbers.items()}
    return found


def half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def mean(numbers: list[int]) -> int:
    return half_up(Fraction(sum(numbers), len(numbers)))


def test_a_year_by_hand():
    rows = [
        ("m1", date(2023, 1, 3), "10"), ("m1", date(2023, 1, 31), "5.5"), ("m1", date(2023, 2, 1), "20"),
        ("m1", date(2023, 5, 10), "99"), ("m1", date(2023, 5, 11), "9"), ("m1", date(2022, 12, 31), "100"),
    ]  # fmt: skip
    found = of(world(rows))["m1"]
    # January 84.5, February 80: first quarter 82.25; May 0: second quarter 0; the mean of the two is 41.125.
    assert found["year"] == (4113, 4113)
    assert (found["months"], found["quarters"], found["worst"]) == ((3, 3), (2, 2), (0, 0))
    assert (found["busiest"], found["total"]) == ((2, 2), (19900, 19900))


def test_no_check_is_no_score_and_no_month():
    found = of(world([("m1", date(2023, 1, 3), "10")]))["m0"]
    assert (found["months"], found["busiest"], found["total"]) == ((0, 0), (0, 0), (0, 0))
    assert found["year"] == (0, 10000)


def test_points_not_known_leave_the_month_open():
    rows = [("m1", date(2023, 1, 3), ""), ("m1", date(2023, 2, 3), "4"), ("m1", date(2023, 4, 3), "1")]
    # January between 0 and 100; with 96 the first quarter lies between 48 and 98, the year with 99 between 73.5 and 98.5.
    assert of(world(rows))["m1"]["year"] == (7350, 9850)


@pytest.mark.parametrize("seed", range(12))
def test_random_checks_against_fractions(seed):
    draw = random.Random(seed)
    rows = [
        (
            f"m{draw.randrange(1, 5)}",
            date(2022, 11, 1) + timedelta(days=draw.randrange(440)),
            f"{draw.randrange(12000)}",
        )
        for _ in range(draw.randrange(5, 120))
    ]
    rows = [
        (key, on, f"{int(points) // 100}.{int(points) % 100:02d}")
        for key, on, points in rows
        if on <= date(2023, 12, 31)
    ]
    found = of(world(rows))
    for key in {key for key, *_ in rows}:
        months: dict[int, int] = defaultdict(int)
        for _, on, points in (row for row in rows if row[0] == key and row[1].year == 2023):
            months[on.month] += int(points.replace(".", ""))
        scores = {month: max(0, 10000 - total) for month, total in months.items()}
        quarters = {(month - 1) // 3 for month in scores}
        means = [
            mean([score for month, score in scores.items() if (month - 1) // 3 == quarter])
            for quarter in sorted(quarters)
        ]
        assert found[key]["months"] == (len(scores), len(scores))
        if scores:
            assert found[key]["year"] == (mean(means), mean(means))
            assert found[key]["worst"] == (min(scores.values()), min(scores.values()))
