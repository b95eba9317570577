"""How often a subject is to be inspected follows from its level; the reference and the columns say the same."""

from datetime import date

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Visits
from riskgrade.registers import load_registers
from tests.grading.test_evidence import BANDS, SIZE, write

OFTEN = """  inspections:
    per: year
    levels: {A: {least: 1, per: {years: 2}}, B: [1, null], C: [null, 3]}
    cite: s-b
"""
DAY = Moment.of(date(2023, 12, 31))


def visits(folder, row, grade="grade"):
    """What the reference says as (least, most, months); the columns must say the same."""
    pack = load_pack(folder)
    registers = load_registers(
        {"firms": [{"id": "x", "size": "5", "one": "false", "two": "false", "kind": "k"} | row]}, pack.registers
    )
    (decision,) = Grader(pack, registers, DAY).decide(["x"])
    one = decision.inspections[grade]
    found = None if one is None else (one.least, one.most, one.months)
    names = [f"{grade}_inspections_{end}" for end in ("min", "max", "months")]
    for engine in ("polars", "duckdb"):
        decisions = grade_batch(pack, registers, DAY, engine).decisions
        assert decisions.select(names).row(0) == (found or (None, None, None))
    return found


def test_each_level_has_its_own_with_the_months_within_which_it_counts(tmp_path):
    folder = write(tmp_path, SIZE, BANDS + OFTEN)
    assert [visits(folder, {"size": size}) for size in ("5", "15", "30")] == [
        (1, None, 24),
        (1, None, 12),
        (None, 3, 12),
    ]


def test_without_a_level_nothing_is_said(tmp_path):
    rules = SIZE + "- {id: out, when: one, then: {exclude: closed}, cite: s-a}\n"
    folder = write(tmp_path, rules, BANDS + OFTEN)
    assert visits(folder, {"size": ""}) is None
    assert visits(folder, {"one": "true"}) is None


def test_a_level_given_by_on_unknown_says_how_often(tmp_path):
    folder = write(tmp_path, SIZE, BANDS + OFTEN + "  on_unknown: worst\n")
    assert visits(folder, {"size": ""}) == (None, 3, 12)


def test_a_pack_that_says_nothing_has_no_columns(tmp_path):
    pack = load_pack(write(tmp_path, SIZE))
    registers = load_registers({"firms": [{"id": "x", "size": "5"}]}, pack.registers)
    assert not [name for name in grade_batch(pack, registers, DAY).decisions.columns if "inspections" in name]
    (decision,) = Grader(pack, registers, DAY).decide(["x"])
    assert decision.inspections == {}


@pytest.fixture
def composed(tmp_path):
    write(tmp_path, SIZE, BANDS + OFTEN, where="where: kind == 'a'", name="pack-one")
    write(tmp_path, SIZE, where="where: kind == 'b'", name="pack-two")
    more = OFTEN.replace("[1, null]", "[5, 6]")
    write(tmp_path, SIZE, BANDS + more, name="pack-rest")
    grades = f"""
grade: {{first_in_scope: [pack-one, pack-two, pack-rest], on_unknown: worst}}
local:
  first_in_scope: [pack-one, pack-rest]
  grade: grade
{OFTEN.replace("[1, null]", "[7, 7]")}
other: {{levels: [A, B, C], table: {{hit: first, rows: [{{when: two, level: B}}, {{level: A}}]}}, cite: s-a}}
whole:
  matrix: {{grade: [A, B, C], other: [A, B, C]}}
  cells: [[A, B, C], [B, B, C], [C, C, C]]
  cite: s-a
{OFTEN.replace("[1, null]", "[9, 9]")}
"""
    return write(tmp_path, "", grades, name="pack-main")


def test_a_composed_grade_takes_those_of_the_pack_that_graded(composed):
    found = {kind: visits(composed, {"kind": kind, "size": "15"}) for kind in ("a", "b", "c")}
    assert found == {"a": (1, None, 12), "b": None, "c": (5, 6, 12)}


def test_where_it_is_not_known_which_pack_grades_neither_is_how_often(composed):
    assert visits(composed, {"kind": "", "size": "30"}) is None


def test_a_composed_grade_and_a_matrix_may_say_it_themselves(composed):
    assert visits(composed, {"kind": "b", "size": "15"}, "local") == (7, 7, 12)
    assert visits(composed, {"kind": "a", "size": "15"}, "whole") == (9, 9, 12)
    said = load_pack(composed).grades["whole"].inspections
    assert said is not None
    assert said.levels[0] == Visits(1, None, 24)
