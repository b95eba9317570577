"""A subject of which it cannot be told which version is valid: any level is possible, however the older version reads."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.grading.version_doubt import widest
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack, Score
from riskgrade.registers import load_registers
from tests.grading.agreement import assert_agree
from tests.strategies.worlds import World

DAY = date(2023, 12, 31)
NUMBER = {"type": "int", "domain": ["0", "100"]}
FIRMS = {
    "key": "id", "valid_from": "since",
    "fields": {"id": {"type": "code", "required": "true"}, "since": {"type": "date"}, "n": NUMBER},
}  # fmt: skip
BANDS = [{"up_to": "30", "level": "A"}, {"up_to": "60", "level": "B"}, {"level": "D"}]
SOURCES = [{"id": "s", "title": "made up", "evidence": "design"}]
GRADE = {"levels": ["A", "B", "D"], "cite": "s"}
LEAF: dict[str, Any] = {
    "pack": {"id": "leaf", "version": "1", "title": "p", "subject": "firms", "sources": SOURCES},
    "registers": {"firms": FIRMS},
    "rules": [{"id": "given", "cite": "s", "then": {"points": "n"}}],
    "grades": {"level": {**GRADE, "score": {}, "bands": BANDS}},
}
OLD = {"id": "1", "since": "2020-01-01", "n": "0"}
NEW = {"id": "1", "since": "2023-06-01", "n": "90"}
UNDATED = {**NEW, "since": "01.06.2023"}


def _decided(rows: list[dict[str, str]], leaf: dict[str, Any] = LEAF, **top: Any) -> tuple[Pack, Decision]:
    """The decision about firm 1, on which the reference and both engines agree; `top` are grades over the leaf's."""
    packs = {"leaf": leaf}
    if top:
        packs["top"] = {
            "pack": {"id": "top", "version": "1", "title": "t", "subject": "firms", "sources": SOURCES},
            "registers": {"firms": FIRMS}, "rules": [{**rule, "grade": "right"} for rule in LEAF["rules"]],
            "grades": {name: {**GRADE, **more} for name, more in top.items()},
        }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        pack = load_pack(World(packs, "top" if top else "leaf", {}, DAY, 2023).write(Path(folder)))
    registers, moment = load_registers({"firms": rows}, pack.registers), Moment.of(DAY)
    decisions = Grader(pack, registers, moment).decide(sorted({row["id"] for row in rows}))
    for engine in ("polars", "duckdb"):
        assert_agree(pack, decisions, grade_batch(pack, registers, moment, engine))
    return pack, decisions[0]


def _with_grade(**more: Any) -> dict[str, Any]:
    return {**LEAF, "grades": {"level": {**LEAF["grades"]["level"], **more}}}


@pytest.mark.parametrize("newer", [UNDATED, {**NEW, "since": "2023-02-30"}], ids=["foreign date", "no such day"])
def test_every_level_is_possible(newer: dict[str, str]) -> None:
    _, decision = _decided([OLD, newer, {"id": "2", "n": "5"}])
    outcome = decision.outcomes["level"]
    assert outcome.possible == outcome.base == (0, 2)
    assert outcome.score is None  # nothing limits the points
    assert (outcome.level, outcome.permitted, outcome.provisional) == (None, (), True)
    assert decision.missing["level"] == ("since",)


def test_the_level_of_the_true_version_is_among_them() -> None:
    _, decision = _decided([OLD, NEW])
    assert decision.outcomes["level"].possible == (2, 2)
    assert decision.missing["level"] == ()


def test_the_score_is_as_wide_as_its_limits() -> None:
    _, decision = _decided([OLD, UNDATED], _with_grade(score={"min": "-5", "max": "100"}))
    assert decision.outcomes["level"].score == (-500, 10000)


def test_the_worst_level_is_the_worst_of_the_grade() -> None:
    _, decision = _decided([OLD, UNDATED], _with_grade(on_unknown="worst"))
    assert (decision.outcomes["level"].level, decision.outcomes["level"].permitted) == (2, (2,))


def test_composed_grades_and_matrices_follow() -> None:
    cells = [list("AAB"), list("ABD"), list("BDD")]
    first = {"first_in_scope": ["leaf"], "grade": "level"}
    both = {"matrix": {"left": list("ABD"), "right": list("ABD")}, "cells": cells}
    _, decision = _decided([OLD, UNDATED, {"id": "2", "n": "40"}], left=first, right=LEAF["grades"]["level"], both=both)
    for outcome in decision.outcomes.values():
        assert (outcome.possible, outcome.base, outcome.level, outcome.score) == ((0, 2), (0, 2), None, None)
    assert set(decision.missing.values()) == {("since",)}


def test_a_blank_day_of_the_only_version_is_not_missing() -> None:
    _, decision = _decided([{"id": "1", "since": "", "n": ""}])
    assert decision.missing["level"] == ("n",)


def test_the_district_reads_neither_axis_off_the_older_version() -> None:
    pack, key = load_pack("cn-suining-2023"), "91990000MA90000114"
    firm = {"uscc": key, "name": "a", "kind": "producer", "licence_no": "SC1", "established_on": "2022-05-01"}
    rows = [
        {**firm, "static_score": "10", "general_credit_class": "A"},
        {**firm, "static_score": "40", "general_credit_class": "D", "valid_from": "01.06.2023"},
    ]
    empty: dict[str, Any] = {name: [] for name in ("inspections", "samplings", "penalties", "listings", "recalls")}
    registers, moment = load_registers({"enterprises": rows, **empty}, pack.registers), Moment.of(DAY)
    decisions = Grader(pack, registers, moment).decide([key])
    assert_agree(pack, decisions, grade_batch(pack, registers, moment))
    for name in ("food_risk", "credit", "composite"):
        outcome = decisions[0].outcomes[name]
        assert (outcome.possible, outcome.level) == ((0, len(pack.grades[name].levels) - 1), None), name
        assert "valid_from" in decisions[0].missing[name]


@pytest.mark.parametrize(
    ("score", "ends"),
    [
        (Score(100, None, None, {"a": (0, 500), "b": (-200, 0)}), (-100, 600)),
        (Score(100, 0, 300, {"a": (0, 500), "b": (-200, 0)}), (0, 300)),
        (Score(0, None, None, {"a": (0, 500), "b": (0, None)}), None),
        (Score(0, None, 900, {"a": (0, 500), "b": (0, None)}), (0, 900)),
        (Score(0, 0, 1000, {"": (None, None)}), (0, 1000)),
    ],
)
def test_widest(score: Score, ends: tuple[int, int] | None) -> None:
    assert widest(score) == ends
