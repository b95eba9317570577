"""What is not known never makes a level better: faults that a review found, one a test."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.grading.agreement import assert_agree
from tests.strategies.worlds import World

CODE = {"type": "code", "required": "true"}
DAY = {"type": "date", "required": "true"}
NUMBER = {"type": "int", "domain": ["0", "100"]}
FIRMS: dict[str, Any] = {"key": "id", "fields": {"id": CODE, "given": {"type": "decimal", "domain": ["0", "40"]}}}
EVENTS: dict[str, Any] = {
    "key": "rid", "join": "id", "date": "on",
    "fields": {"rid": CODE, "id": CODE, "on": DAY, "n": NUMBER, "limit": NUMBER, "to": {"type": "date"}},
}  # fmt: skip
BANDS = [{"up_to": "30", "level": "A"}, {"up_to": "60", "level": "B"}, {"level": "D"}]


def _pack(facts: Any = None, rules: Any = None, **more: Any) -> dict[str, Any]:
    grade = {"levels": ["A", "B", "D"], "score": {}, "bands": BANDS, "cite": "s", **more.pop("grade", {})}
    return {
        "pack": {"id": "p", "version": "1", "title": "p", "subject": "firms", "sources": [
            {"id": "s", "title": "made up", "evidence": "design", **more.pop("source", {})}], **more.pop("pack", {})},
        "registers": {"firms": FIRMS, "events": EVENTS, **more.pop("registers", {})},
        "facts": facts or {}, "rules": [{"cite": "s", **rule} for rule in rules or []],
        "parameters": more.pop("parameters", {}), "grades": {"level": grade},
    }  # fmt: skip


def _load(files: dict[str, Any]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return load_pack(World({"p": files}, "p", {}, date(2023, 12, 31), 2023).write(Path(folder)))


def _level(files: dict[str, Any], **rows: Any) -> Any:
    """The level of firm 1, on which both evaluators agree."""
    pack, moment = _load(files), Moment.of(date(2023, 12, 31))
    registers = load_registers({"firms": [{"id": "1"}], **rows}, pack.registers)
    decisions = Grader(pack, registers, moment).decide(["1"])
    try:
        batch = grade_batch(pack, registers, moment)
    except Exception as error:
        pytest.fail(f"the batch breaks: {error}")
    assert_agree(pack, decisions, batch)
    level = decisions[0].outcomes["level"].level
    return None if level is None else pack.grades["level"].levels[level]


EVENT = {"rid": "e", "id": "1", "on": "2023-05-05", "n": "90", "limit": "80"}


def test_a_register_without_dates_can_be_counted() -> None:
    things = {"key": "rid", "join": "id", "fields": {"rid": CODE, "id": CODE}}
    files = _pack({"c": {"from": "things", "value": "count"}}, registers={"things": things})
    assert _level(files, things=[{"rid": "a", "id": "1"}]) == "A"


def test_a_parameter_does_not_shadow_a_field_of_a_record() -> None:
    files = _pack(
        {"c": {"from": "events", "where": "limit >= 50", "value": "count"}},
        [{"id": "bad", "when": "c >= 1", "then": {"no_better_than": "D"}}],
        parameters={"limit": {"value": "5", "cite": "s"}},
    )
    try:
        level = _level(files, events=[EVENT])
    except PackError:
        return  # refused at load: as good
    assert level == "D"


@pytest.mark.parametrize("newer", ["2023-02-30", "1023-02-03"])
def test_a_newer_row_of_the_subject_that_cannot_be_read_is_no_reason_for_the_older(newer: str) -> None:
    firms = {"key": "id", "valid_from": "since", "fields": {"id": CODE, "since": {"type": "date"}, "n": NUMBER}}
    files = _pack(rules=[{"id": "p", "then": {"points": "n"}}], registers={"firms": firms})
    rows = [{"id": "1", "since": "2020-01-01", "n": "0"}, {"id": "1", "since": newer, "n": "90"}]
    assert _level(files, firms=rows) is None


@pytest.mark.parametrize("rows", [{}, {"events": [{**EVENT, "on": "2023-02-30"}]}], ids=["not supplied", "set aside"])
def test_known_does_not_make_an_unread_record_false(rows: Any) -> None:
    files = _pack(
        {"newest": {"from": "events", "value": "latest(n)"}},
        [{"id": "bad", "when": "known(newest) and newest > 30", "then": {"no_better_than": "D"}}],
    )
    assert _level(files, **rows) is None


def test_a_conclusion_keeps_the_gap_of_what_it_rests_on() -> None:
    files = _pack(
        {"newest": {"from": "events", "value": "latest(n)"}},
        [
            {"id": "hot", "when": "newest > 30", "then": {"conclude": "hot"}},
            {"id": "bad", "when": "coalesce(hot, false)", "then": {"no_better_than": "D"}},
        ],
    )
    assert _level(files) is None


@pytest.mark.parametrize("cell", ["38.555", "45"])
def test_a_cell_that_was_refused_is_not_a_blank(cell: str) -> None:
    files = _pack(
        {"static": {"value": "coalesce(given, 10)", "domain": ["0", "40"]}},
        [{"id": "p", "then": {"points": "static"}}],
    )
    assert _level(files, firms=[{"id": "1", "given": cell}]) is None


def test_an_end_in_the_year_1023_is_not_an_open_end() -> None:
    events = {**EVENTS, "fields": {**EVENTS["fields"], "to": {"type": "date", "blank": "2199-12-31"}}}
    files = _pack(
        {"valid": {"from": "events", "where": "to >= as_of", "value": "any"}},
        [{"id": "fifty", "then": {"points": "50"}}, {"id": "good", "when": "valid", "then": {"step": "-1"}}],
        registers={"events": events},
    )
    assert _level(files, events=[{**EVENT, "to": "1023-01-01"}]) is None


def test_points_cannot_leave_64_bits() -> None:
    wide = {**EVENTS, "fields": {**EVENTS["fields"], "n": {"type": "int", "required": "true"}}}
    files = _pack(
        {"m": {"from": "events", "value": "max(n)", "absent": "0", "domain": ["0", "9999999999999"]}},
        [{"id": "p", "then": {"points": "m * 100000"}}],
        registers={"events": wide},
    )
    try:
        level = _level(files, events=[{**EVENT, "n": "9000000000000"}])
    except PackError:
        return
    assert level == "D"


def test_a_sum_cannot_leave_64_bits() -> None:
    wide = {**EVENTS, "fields": {**EVENTS["fields"], "n": {"type": "int", "required": "true"}}}
    files = _pack(
        {"s": {"from": "events", "value": "sum(n * 100000)"}},
        [{"id": "bad", "when": "s > 1000", "then": {"no_better_than": "D"}}],
        registers={"events": wide},
    )
    try:
        level = _level(files, events=[{**EVENT, "rid": f"e{one}", "n": "9000000000000"} for one in range(10)])
    except PackError:
        return
    assert level == "D"


@pytest.mark.parametrize(
    "files",
    [
        _pack(grade={"on_unknown": "A"}),
        _pack({"a": {"from": "events", "value": "latest(n)", "domain": ["60", "0"]}}),
        _pack({"a": {"from": "events", "value": "latest(n)", "absent": "99", "domain": ["0", "60"]}}),
        _pack({"a": {"from": "events", "value": "count", "absent": "7"}}),
        _pack({"a": {"from": "events", "join": "n", "value": "count"}},
              registers={"firms": {**FIRMS, "fields": {**FIRMS["fields"], "n": NUMBER}}}),
        _pack(registers={"firms": {"key": "id", "fields": {"id": {**CODE, "check": "nope"}}}}),
        _pack({"a": {"from": "things", "value": "latest(n)", "domain": ["0", "100"]}},
              registers={"things": {"key": "rid", "join": "id", "fields": {"rid": CODE, "id": CODE, "n": NUMBER}}}),
        _pack(grade={"levels": ["A", "B", "D", *map(str, range(70))]}),
    ],
    ids=["on_unknown best", "domain reversed", "absent outside domain", "absent of count", "join on a number",
         "check unknown", "latest without a date", "70 levels"],
)  # fmt: skip
def test_is_refused_at_load(files: dict[str, Any]) -> None:
    with pytest.raises(PackError):
        _load(files)


def test_a_source_outside_its_dates_is_design() -> None:
    pack = _load(_pack(pack={"from": "2023-01-01"}, source={"evidence": "text", "to": "2020-01-01"}))
    assert pack.grades["level"].rests_on == "design"


def test_what_puts_a_subject_in_doubt_is_named() -> None:
    firms = {**FIRMS, "recorded": "known_on", "fields": {**FIRMS["fields"], "known_on": {"type": "date"}}}
    pack, moment = _load(_pack(registers={"firms": firms})), Moment.of(date(2023, 12, 31))
    (decision,) = Grader(pack, load_registers({"firms": [{"id": "1"}]}, pack.registers), moment).decide(["1"])
    assert decision.missing["level"] == ("known_on",)


@pytest.mark.parametrize("rows", [{}, {"events": [{**EVENT, "on": "2023-02-30"}]}], ids=["not supplied", "set aside"])
def test_what_is_unknown_may_also_be_absent(rows: Any) -> None:
    narrow = {**EVENTS, "fields": {**EVENTS["fields"], "n": {"type": "int", "domain": ["0", "30"]}}}
    files = _pack(
        {"newest": {"from": "events", "value": "latest(n)", "absent": "61"}},
        [{"id": "p", "then": {"points": "newest"}}],
        registers={"events": narrow},
    )
    assert _level(files, events=[]) == "D"
    assert _level(files, **rows) is None
