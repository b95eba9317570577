"""Facts that count working days: the hand-made examples through both evaluators, and what happens where no calendar reaches."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskgrade.facts.gaps import gap_of
from riskgrade.grading.batch import grade_batch
from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.language.values import Interval, Truth, Value
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack
from riskgrade.registers import Registers, load_registers
from tests.grading.agreement import assert_agree
from tests.strategies.worlds import World

CODE, DATE = {"type": "code", "required": "true"}, {"type": "date", "required": "true"}
FIRMS: dict[str, Any] = {"key": "id", "fields": {"id": CODE}}
CALENDAR = {"country": "CN", "from": "2021-01-01", "to": "2026-12-31", "cite": "s-1"}


def packed(facts: dict[str, Any], notified: dict[str, Any], **more: Any) -> Pack:
    """A pack over samplings that are sampled on one day and notified on another."""
    fields = {"rid": CODE, "id": CODE, "on": DATE, "notified_on": {"type": "date", **notified}}
    samplings = {"key": "rid", "join": "id", "date": "on", "fields": fields}
    grade = {"levels": ["A", "B"], "cite": "s", "table": {"hit": "first", "rows": [{"level": "A"}]}}
    source = {"id": "s", "title": "made up", "evidence": "design"}
    head = {"id": "p", "version": "1", "title": "p", "subject": "firms", "sources": [source], **more}
    files = {"pack": head, "registers": {"firms": FIRMS, "samplings": samplings}, "facts": facts}
    with tempfile.TemporaryDirectory() as folder:
        world = World({"p": {**files, "grades": {"level": grade}}}, "p", {}, date(2024, 1, 1), 2024)
        return load_pack(world.write(Path(folder)))


def loaded(pack: Pack, rows: list[tuple[str, str]]) -> Registers:
    """Registers of one firm with samplings of these days: (sampled, notified)."""
    samplings = [
        {"rid": f"n{place}", "id": "f", "on": on, "notified_on": told} for place, (on, told) in enumerate(rows)
    ]
    return load_registers({"firms": [{"id": "f"}], "samplings": samplings}, pack.registers)


def facts_on(pack: Pack, as_of: date, rows: list[tuple[str, str]]) -> dict[str, Value]:
    """The facts of the firm, on which both evaluators agree, on each engine."""
    registers, moment = loaded(pack, rows), Moment.of(as_of)
    decisions: list[Decision] = Grader(pack, registers, moment).decide(["f"])
    for engine in ("polars", "duckdb"):
        assert_agree(pack, decisions, grade_batch(pack, registers, moment, engine, keep_facts=True))
    return {name: fact.value for name, fact in decisions[0].facts.items()}


def ends(value: Value) -> tuple[int, int]:
    """What is certain and what may be."""
    if isinstance(value, Truth):
        return value.must, value.may
    assert isinstance(value, Interval)
    return value.low, value.high


OPEN = {
    "open": {"from": "samplings", "by": "notified_on", "within": "7 working days", "value": "any"},
    "count": {"from": "samplings", "by": "notified_on", "within": "7 working days", "value": "count"},
    "newest": {"from": "samplings", "by": "notified_on", "within": "7 working days", "value": "latest(on)"},
}


@pytest.mark.parametrize(
    ("notified", "as_of", "inside"),
    [
        # Seven working days after Wednesday 27 September 2023: 28, then 7, 8, 9, 10, 11 and 12 October.
        ("2023-09-27", date(2023, 9, 27), True),
        ("2023-09-27", date(2023, 10, 3), True),
        ("2023-09-27", date(2023, 10, 12), True),
        ("2023-09-27", date(2023, 10, 13), False),
        # Within the holiday: the seventh after 20 September is Saturday 7 October, that after the 19th was the 28th.
        ("2023-09-20", date(2023, 10, 6), True),
        ("2023-09-20", date(2023, 10, 7), True),
        ("2023-09-20", date(2023, 10, 8), False),
        ("2023-09-19", date(2023, 9, 28), True),
        ("2023-09-19", date(2023, 9, 29), False),
        # Spring Festival 2024: 6, 7, 8, 9, 18, 19 and 20 February; then a Saturday that is free.
        ("2024-02-05", date(2024, 2, 20), True),
        ("2024-02-05", date(2024, 2, 21), False),
        ("2024-02-08", date(2024, 2, 23), True),
        ("2024-02-08", date(2024, 2, 24), False),
        ("2024-02-09", date(2024, 2, 24), True),
        # The first day after the calendar needs only days that are in it.
        ("2026-12-23", date(2027, 1, 1), True),
        ("2026-12-22", date(2027, 1, 1), False),
    ],
)
def test_a_time_limit_runs_until_its_seventh_working_day(notified: str, as_of: date, inside: bool) -> None:
    found = facts_on(packed(OPEN, {}, calendar=CALENDAR), as_of, [("2021-06-01", notified)])
    assert ends(found["open"]) == (inside, inside)
    assert ends(found["count"]) == (int(inside), int(inside))


@pytest.mark.parametrize("as_of", [date(2027, 1, 2), date(2031, 6, 30), date(2021, 1, 7)])
def test_where_no_calendar_reaches_the_certain_counts_and_more_may(as_of: date) -> None:
    pack = packed(OPEN, {}, calendar=CALENDAR)
    week, earlier = date.fromordinal(as_of.toordinal() - 7), date.fromordinal(as_of.toordinal() - 8)
    inside, outside = ("2020-01-01", week.isoformat()), ("2020-01-01", earlier.isoformat())
    found = facts_on(pack, as_of, [inside, outside])
    assert ends(found["open"]) == (True, True)
    low, high = ends(found["count"])
    assert low == 1 < high
    assert not found["newest"].known
    found = facts_on(pack, as_of, [outside])
    assert ends(found["open"]) == (False, True)


def test_the_gap_is_everybodys_and_only_of_facts_that_count_working_days() -> None:
    facts = {**OPEN, "week": {"from": "samplings", "within": "7 days", "value": "any"}}
    pack = packed(facts, {}, calendar=CALENDAR)
    registers = loaded(pack, [("2023-06-01", "2023-06-05")])
    gaps = {
        day: {fact.name: gap_of(fact, pack, registers, Moment.of(day)).always for fact in pack.facts}
        for day in (date(2023, 6, 6), date(2028, 6, 6))
    }
    assert set(gaps[date(2023, 6, 6)].values()) == {False}
    assert gaps[date(2028, 6, 6)] == {"open": True, "count": True, "newest": True, "week": False}


def test_a_declared_coverage_is_held_against_the_working_days() -> None:
    pack = packed(OPEN, {}, calendar=CALENDAR)
    rows = {"firms": [{"id": "f"}], "samplings": [{"rid": "n", "id": "f", "on": "2023-10-01", "notified_on": ""}]}
    for first, outside in ((date(2023, 9, 27), False), (date(2023, 9, 28), True)):
        registers = load_registers(rows, pack.registers, coverage={"samplings": (first, None)})
        assert gap_of(pack.facts[0], pack, registers, Moment.of(date(2023, 10, 12))).always is outside


BY = {
    "told": {"from": "samplings", "by": "notified_on", "within": "30 days", "value": "count"},
    "sampled": {"from": "samplings", "within": "30 days", "value": "count"},
}


@pytest.mark.parametrize(
    ("notified", "rows", "told", "sampled"),
    [
        # The window is held against the date that is named, not the register's own.
        ({}, [("2023-05-01", "2023-06-10"), ("2023-06-10", "2023-06-20")], (2, 2), (1, 1)),
        ({}, [("2023-06-10", "2023-07-10")], (0, 0), (1, 1)),
        # A blank date that nothing is said of may be any day.
        ({}, [("2023-06-10", "")], (0, 1), (1, 1)),
        ({}, [("2021-06-10", "")], (0, 1), (0, 0)),
        ({}, [("2023-06-10", ""), ("2023-06-11", "2023-06-12")], (1, 2), (2, 2)),
        # With a reading it is that day, in the window or not.
        ({"blank": {"field": "on"}}, [("2023-06-10", "")], (1, 1), (1, 1)),
        ({"blank": {"field": "on"}}, [("2021-06-10", "")], (0, 0), (0, 0)),
        ({"blank": {"field": "on"}}, [("2021-06-10", "2023-06-12")], (1, 1), (0, 0)),
        ({"blank": "2023-06-15"}, [("2021-06-10", "")], (1, 1), (0, 0)),
        ({"blank": {"month_end": "on"}}, [("2023-05-02", "")], (0, 0), (0, 0)),
        ({"blank": {"month_end": "on"}}, [("2023-06-02", "")], (1, 1), (1, 1)),
    ],
)
def test_another_date_than_the_registers_own(
    notified: dict[str, Any], rows: list[tuple[str, str]], told: tuple[int, int], sampled: tuple[int, int]
) -> None:
    found = facts_on(packed(BY, notified), date(2023, 6, 30), rows)
    assert (ends(found["told"]), ends(found["sampled"])) == (told, sampled)


def test_a_blank_date_may_fall_into_a_window_of_working_days() -> None:
    pack = packed(OPEN, {}, calendar=CALENDAR)
    assert ends(facts_on(pack, date(2023, 10, 12), [("2023-09-01", "")])["open"]) == (False, True)
    pack = packed(OPEN, {"blank": {"field": "on"}}, calendar=CALENDAR)
    assert ends(facts_on(pack, date(2023, 10, 12), [("2023-09-01", "")])["open"]) == (False, False)
    assert ends(facts_on(pack, date(2023, 10, 12), [("2023-09-27", "")])["open"]) == (True, True)
