"""Every shared fact at its edges: the reference says what is written, and the columns say the same on both engines."""

from functools import cache
from itertools import groupby

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.registers.load import load_registers
from tests.grading.agreement import assert_agree
from tests.packs.cn_base.firms import Case, base, cases, written

ENGINES = ("polars", "duckdb")
FEW = 20
"""Worlds with so few cases are not asked of every engine: what differs between engines is not the day."""


@cache
def decided():
    """The decision on each case; cases of one moment share registers, so that no firm may change another's facts."""
    found: dict[str, Decision] = {}
    ordered = sorted(cases(), key=lambda case: repr(case.world))
    for _, group in groupby(ordered, key=lambda case: repr(case.world)):
        together = list(group)
        pack, moment, coverage = base(), together[0].moment, dict(together[0].coverage)
        tables: dict[str, list[dict[str, str]]] = {n: [] for n in pack.registers if n not in together[0].missing}
        for case in together:
            for register, rows in case.rows.items():
                tables[register] += rows
        registers = load_registers(tables, pack.registers, coverage=coverage)
        engines = ENGINES if len(together) > FEW else ENGINES[:1]
        batches = [grade_batch(pack, registers, moment, engine, keep_facts=True) for engine in engines]
        decisions = Grader(pack, registers, moment).decide(batches[0].decisions["subject"].to_list())
        for batch in batches:
            assert_agree(pack, decisions, batch)
        found |= {one.subject: one for one in decisions}
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_facts_are_as_written(case: Case):
    types = {fact.name: fact.type for fact in base().facts}
    facts = decided()[case.uscc].facts
    told = {name: written(facts[name].value, types[name].kind, types[name].scale) for name in case.facts}
    assert told == case.facts


def test_every_fact_is_tested_both_ways():
    """A fact that only ever comes out one way in the cases is not tested."""
    seen: dict[str, set[str]] = {}
    for case in cases():
        for name, value in case.facts.items():
            seen.setdefault(name, set()).add(value)
    helpers = {"self_checks_due_12m", "self_checks_done_12m", "exams_held_12m", "exams_passed_12m"}
    helpers |= {fact.name for fact in base().facts if "clean" in fact.name or fact.name.startswith("last_")}
    helpers |= {"inspection_obstructed_year", "inspection_refusal_penalised_year"}
    asked = {fact.name for fact in base().facts} - (helpers - {"clean_years"})
    assert {name for name in asked if len(seen.get(name, ())) < 2} == set()
