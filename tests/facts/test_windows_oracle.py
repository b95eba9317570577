"""Facts against an oracle that shares no code with them: dates clipped by hand, every completion of the unknown tried.

The differential test cannot see a mistake that the reference and the columns share; this one can.
"""

from __future__ import annotations

import itertools
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.language.values import Interval, Truth, Value
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.grading.agreement import assert_agree
from tests.strategies.worlds import World

Row = dict[str, str]

FIRMS: dict[str, Any] = {
    "key": "id",
    "fields": {"id": {"type": "code", "required": "true"}, "opened": {"type": "date", "required": "true"}},
}
EVENTS: dict[str, Any] = {
    "key": "rid", "join": "id", "date": "on", "recorded": "recorded_on",
    "void": {"on": "voided_on", "reason": "void_reason", "ends": ["overturned"]},
    "fields": {
        "rid": {"type": "code", "required": "true"},
        "id": {"type": "code", "required": "true"},
        "on": {"type": "date", "required": "true"},
        "recorded_on": {"type": "date", "blank": {"field": "on"}},
        "voided_on": {"type": "date"},
        "void_reason": {"type": "text", "values": ["overturned", "repaired"]},
        "bad": {"type": "bool"},
        "amount": {"type": "int", "domain": ["-3", "7"]},
        "batch": {"type": "text", "values": ["k1", "k2", "k3"]},
    },
}  # fmt: skip
WINDOWS = [
    "period", "previous_period", "12 months", "24 months", "1 month", "6 months", "90 days", "2 years", "all",
    "12 months before opened", "1 month before opened", "30 days before opened", "7 working days", "25 working days",
]  # fmt: skip
VALUES = ["count", "any", "distinct(batch)", "sum(amount)", "max(amount)", "latest(amount)"]
DAYS = [
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2023, 12, 31),
    date(2023, 3, 31),
    date(2024, 1, 1),
    date(2023, 7, 30),
]


def _back(day: date, months: int) -> date:
    """So many months earlier: the same day, else the last one of that month, found by stepping back."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, day.day)


def _inside(window: str, day: date, as_of: date, period: int, opened: date) -> bool:
    if window == "all":
        return True
    if window in ("period", "previous_period"):
        return day.year == period - (window == "previous_period")
    if window.endswith("working days"):
        between = [day + timedelta(days=number) for number in range(1, (as_of - day).days)]
        return day <= as_of and sum(map(chinese_calendar.is_workday, between)) < int(window.split()[0])
    end = opened if window.endswith("before opened") else as_of
    number, unit = int(window.split()[0]), window.split()[1].rstrip("s")
    start = end - timedelta(days=number) if unit == "day" else _back(end, number * (12 if unit == "year" else 1))
    return start < day <= end


def _counts(row: Row, window: str, as_of: date, period: int, opened: date) -> bool:
    """Whether a record counts, of which everything is known."""
    on = date.fromisoformat(row["on"])
    recorded = date.fromisoformat(row["recorded_on"]) if row["recorded_on"] else on
    void = row["voided_on"] and row["void_reason"] == "overturned" and date.fromisoformat(row["voided_on"]) <= as_of
    visible = recorded <= as_of and on <= as_of and not void
    return bool(visible and row["bad"] == "true" and _inside(window, on, as_of, period, opened))


def _fact(value: str, rows: list[Row]) -> Any:
    match value:
        case "count":
            return len(rows)
        case "any":
            return bool(rows)
        case "distinct(batch)":
            return len({row["batch"] for row in rows})
        case "sum(amount)":
            return sum(int(row["amount"]) for row in rows)
        case "max(amount)":
            return max((int(row["amount"]) for row in rows), default=None)
        case _:
            newest = max(rows, key=lambda row: (row["on"], row["recorded_on"] or row["on"], row["rid"]), default=None)
            return None if newest is None else int(newest["amount"])


def _completions(row: Row) -> list[Row]:
    """Every world a row may stand for; a number only by its ends and one between."""
    options: dict[str, list[str]] = {}
    if not row["bad"]:
        options["bad"] = ["true", "false"]
    if not row["amount"]:
        options["amount"] = ["-3", "2", "7"]
    if not row["batch"]:
        options["batch"] = ["k1", "k2", "k3"]
    if row["voided_on"] and not row["void_reason"]:
        options["void_reason"] = ["overturned", "repaired"]
    names = list(options)
    return [{**row, **dict(zip(names, values, strict=True))} for values in itertools.product(*options.values())]


def _rows(dice: random.Random, firms: dict[str, date], as_of: date) -> list[Row]:
    edges = [as_of, *firms.values(), date(as_of.year, 1, 1), date(as_of.year - 1, 12, 31), date(as_of.year - 2, 12, 31)]
    edges += [_back(day, months) for day in (as_of, *firms.values()) for months in (1, 6, 12, 24)]
    edges += [day - timedelta(days=number) for day in (as_of, *firms.values()) for number in (30, 90)]
    edges += [as_of - timedelta(days=number) for number in (7, 9, 10, 11, 35, 36, 37)]
    rows, blanks = [], 0
    for number in range(14):
        on = dice.choice(edges) + timedelta(days=dice.choice([-1, 0, 0, 1]))
        row = {
            "rid": f"n{number}", "id": dice.choice(list(firms)), "on": on.isoformat(),
            "recorded_on": dice.choice(["", "", (on + timedelta(days=dice.choice([0, 40, 400]))).isoformat()]),
            "voided_on": dice.choice(["", "", (as_of + timedelta(days=dice.choice([-1, 0, 1]))).isoformat()]),
            "void_reason": "", "bad": dice.choice(["true", "true", "true", "false"]),
            "amount": str(dice.randint(-3, 7)), "batch": dice.choice(["k1", "k2", "k3"]),
        }  # fmt: skip
        if row["voided_on"]:
            row["void_reason"] = dice.choice(["overturned", "overturned", "repaired", ""])
        for name in ("bad", "amount", "batch"):
            if blanks < 4 and dice.random() < 0.15:
                row[name], blanks = "", blanks + 1
        rows.append(row)
    return rows


def _check(name: str, value: str, seen: Value, worlds: set[Any]) -> None:
    """What the worlds give lies in what was said; where nothing is lost by taking ends, it is said exactly."""
    if isinstance(seen, Truth):
        assert (seen.must, seen.may) == (all(worlds), any(worlds)), name
        return
    assert isinstance(seen, Interval)
    if None in worlds:
        assert (seen.low, seen.high) == (-3, 7), name
        return
    assert seen.low <= min(worlds), (name, seen, worlds)
    assert max(worlds) <= seen.high, (name, seen, worlds)
    if value in ("count", "sum(amount)", "max(amount)") or len(worlds) == 1:
        exact = (min(worlds), max(worlds))
        assert (seen.low, seen.high) == exact or value.startswith(("latest", "distinct")), (name, seen, worlds)


@pytest.mark.parametrize("seed", range(10))
def test_facts_equal_the_oracle(seed: int) -> None:
    dice = random.Random(seed)
    as_of = dice.choice(DAYS)
    period = as_of.year - dice.choice([0, 0, 1])
    firms = {f"f{number}": dice.choice([*DAYS, as_of - timedelta(days=400)]) for number in range(3)}
    rows = _rows(dice, firms, as_of)
    facts = {
        f"x{number}": {"from": "events", "where": "bad", "within": window, "value": value}
        for number, (window, value) in enumerate(itertools.product(WINDOWS, VALUES))
    }
    grades = {"level": {"levels": ["A"], "cite": "s", "table": {"hit": "first", "rows": [{"level": "A"}]}}}
    source = [{"id": "s", "title": "made up", "evidence": "design"}]
    files = {
        "pack": {
            "id": "p", "version": "1", "title": "p", "subject": "firms", "sources": source,
            "calendar": {"country": "CN", "from": "2021-01-01", "to": "2026-12-31", "cite": "s"},
        },
        "registers": {"firms": FIRMS, "events": EVENTS}, "facts": facts, "grades": grades,
    }  # fmt: skip
    tables = {"firms": [{"id": key, "opened": day.isoformat()} for key, day in firms.items()], "events": rows}
    with tempfile.TemporaryDirectory() as folder:
        pack = load_pack(World({"p": files}, "p", tables, as_of, period).write(Path(folder)))
    registers, moment = load_registers(tables, pack.registers), Moment.of(as_of, period)
    decisions = Grader(pack, registers, moment).decide(sorted(firms))
    assert_agree(pack, decisions, grade_batch(pack, registers, moment))
    for decision in decisions:
        mine = [row for row in rows if row["id"] == decision.subject]
        worlds = list(itertools.product(*map(_completions, mine)))
        for name, fact in facts.items():
            window, value = fact["within"], fact["value"]
            found = {
                _fact(value, [row for row in world if _counts(row, window, as_of, period, firms[decision.subject])])
                for world in worlds
            }
            _check(f"{window} {value}", value, decision.facts[name].value, found)
