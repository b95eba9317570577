"""The weakest evidence that a grade can rest on: whatever could speak, and nothing else."""

import pytest

from riskgrade.pack.load import load_pack
from riskgrade.pack.source_model import Evidence
from tests.pack.documents import GOOD, lay_out


def rests_on(write, **files):
    return load_pack(write(**files)).grades["grade"].rests_on


def test_all_text(write, base):
    assert rests_on(write, grades=base("grades").replace("act-9", "act-1")) is Evidence.TEXT


@pytest.mark.parametrize("clause", ["act-3", "act-6", "act-7", "act-8"])
def test_a_weak_clause_of_what_reaches_the_grade(write, base, clause):
    files = {kind: base(kind).replace(clause, "act-9") for kind in ("parameters", "rules")}
    assert rests_on(write, grades=base("grades").replace("act-9", "act-1"), **files) is Evidence.RECALLED


def test_a_weak_band(write, base):
    assert rests_on(write) is Evidence.RECALLED
    strong = base("grades").replace("cite: act-9", "cite: act-1")
    assert rests_on(write, grades=strong) is Evidence.TEXT
    assert rests_on(write, grades=strong.replace("level: B}", "level: B, cite: act-9}")) is Evidence.RECALLED


@pytest.mark.parametrize("clause", ["act-4", "act-5"])
def test_a_table_that_nothing_uses_does_not_count(write, base, clause):
    files = {"parameters": base("parameters").replace(clause, "act-9")}
    assert rests_on(write, grades=base("grades").replace("act-9", "act-1"), **files) is Evidence.TEXT


def test_a_flag_does_not_count_but_an_exclusion_does(write, base):
    strong = base("grades").replace("act-9", "act-1")
    flag = base("rules") + "- {id: f, when: chain, then: {flag: chain}, cite: act-9}\n"
    assert rests_on(write, grades=strong, rules=flag) is Evidence.TEXT
    assert rests_on(write, grades=strong, rules=flag.replace("flag: chain", "exclude: chain")) is Evidence.RECALLED


def test_a_parameter_behind_a_fact_and_a_scope_count(write, base):
    strong = base("grades").replace("act-9", "act-1")
    weak = base("parameters").replace("act-4", "act-9")
    fact = base("facts") + "weight: {value: 'lookup(weights, kind)'}\n"
    assert rests_on(write, grades=strong, parameters=weak, facts=fact) is Evidence.TEXT
    scope = base("pack").replace("subject: firms", "subject: firms\nwhere: weight > 1")
    assert rests_on(write, grades=strong, parameters=weak, facts=fact, pack=scope) is Evidence.RECALLED


def test_working_days_count_where_a_fact_counts_by_them(write, base):
    pack = base("pack") + "calendar: {country: CN, from: 2021-01-01, to: 2026-12-31, cite: act-9}\n"
    strong = base("grades").replace("act-9", "act-1")
    assert rests_on(write, pack=pack, grades=strong) is Evidence.TEXT
    facts = base("facts").replace("within: 12 months", "within: 7 working days")
    assert rests_on(write, pack=pack, grades=strong, facts=facts) is Evidence.RECALLED


def test_a_source_of_another_jurisdiction_is_design(write, base):
    pack = base("pack").replace("jurisdiction: XX\n    evidence", "jurisdiction: YY\n    evidence")
    assert rests_on(write, pack=pack) is Evidence.DESIGN


def test_a_composed_grade_rests_on_the_weakest_of_its_packs(tmp_path):
    folder = lay_out(GOOD, "composed", tmp_path)
    canteens = tmp_path / "canteens" / "pack.yaml"
    canteens.write_text(canteens.read_text().replace("jurisdiction: YY", "jurisdiction: XX"))
    assert load_pack(folder).grades["whole"].rests_on is Evidence.TEXT
    canteens.write_text(canteens.read_text().replace("evidence: text", "evidence: inferred"))
    pack = load_pack(folder)
    assert {name: grade.rests_on for name, grade in pack.grades.items()} == dict.fromkeys(
        ("one", "two", "whole"), Evidence.INFERRED
    )
