"""The weakest evidence among what spoke: what spoke counts, and nothing else; the reference and the columns say the same."""

from datetime import date

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers

FILES = {
    "pack": """
id: {id}
version: 1.0.0
title: Made up
subject: firms
{where}
sources:
  - id: s
    title: Made up
    evidence: text
    clauses: {{b: {{evidence: secondary}}, c: {{evidence: recalled}}, d: {{evidence: inferred}}, e: {{evidence: design}}}}
""",
    "registers": """
firms:
  key: id
  fields:
    id: {type: code, required: true}
    size: {type: int, domain: [0, 100]}
    one: {type: bool}
    two: {type: bool}
    kind: {type: code}
""",
    "parameters": """
limit:
  - {value: 5, to: 2022-12-31, cite: s-e}
  - {value: 10, from: 2023-01-01, cite: s-b}
""",
    "facts": "large: {value: size > limit}\n",
}
BANDS = """
grade:
  levels: [A, B, C]
  score: {groups: {size: {max: 100}}}
  bands: [{up_to: 10, level: A}, {up_to: 20, level: B}, {level: C}]
  cite: s-a
"""
SIZE = "- {id: size, then: {points: size, group: size}, cite: s-a}\n"


def write(folder, rules="", grades=BANDS, where="", name="pack-a", **files):
    place = folder / name
    place.mkdir()
    texts = {**FILES, "rules": rules, "grades": grades, **files}
    texts["pack"] = texts["pack"].format(id=name, where=where)
    for kind, text in texts.items():
        (place / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return place


def evidence(folder, row, as_of=date(2023, 12, 31), grade="grade"):
    """What the reference says; the columns must say the same."""
    pack = load_pack(folder)
    filled = {"id": "x", "size": "5", "one": "false", "two": "false", "kind": "k"} | row
    registers = load_registers({"firms": [filled]}, pack.registers)
    (decision,) = Grader(pack, registers, Moment.of(as_of)).decide(["x"])
    found = decision.evidence[grade]
    for engine in ("polars", "duckdb"):
        batch = grade_batch(pack, registers, Moment.of(as_of), engine)
        assert batch.decisions[f"{grade}_evidence"].to_list() == [found]
    return found


def test_only_rules_that_are_true_speak(tmp_path):
    rules = SIZE + "- {id: up, when: one, then: {step: 1}, cite: s-c}\n- {id: flag, then: {flag: f}, cite: s-e}\n"
    folder = write(tmp_path, rules)
    assert evidence(folder, {}) == "text"
    assert evidence(folder, {"one": "true"}) == "recalled"


@pytest.mark.parametrize(
    "then", ["{step: 1}", "{points: 1, group: size}", "{no_better_than: B}", "{step: [0, -1]}", "{exclude: closed}"]
)
def test_every_effect_on_a_grade_speaks(tmp_path, then):
    folder = write(tmp_path, f"{SIZE}- {{id: it, when: one, then: {then}, cite: s-d}}\n")
    assert evidence(folder, {"one": "true"}) == "inferred"


def test_what_is_unknown_speaks_where_the_level_is_withheld(tmp_path):
    folder = write(tmp_path, SIZE + "- {id: up, when: one, then: {step: 1}, cite: s-c}\n")
    assert evidence(folder, {"one": ""}) == "recalled"


def test_what_is_unknown_does_not_speak_where_it_changes_nothing(tmp_path):
    folder = write(tmp_path, SIZE + "- {id: floor, when: one, then: {no_better_than: B}, cite: s-c}\n")
    assert evidence(folder, {"one": "", "size": "30"}) == "text"
    assert evidence(folder, {"one": "", "size": "5"}) == "recalled"


def test_a_parameter_behind_a_fact_speaks_with_the_version_of_the_day(tmp_path):
    folder = write(tmp_path, SIZE + "- {id: up, when: large, then: {step: 1}, cite: s-a}\n")
    assert evidence(folder, {"size": "3"}) == "text"
    assert evidence(folder, {"size": "30"}) == "secondary"
    assert evidence(folder, {"size": "30"}, date(2022, 6, 1)) == "design"


CONCLUSIONS = SIZE + (
    "- {id: c.one, when: one, then: {conclude: grave}, cite: s-b}\n"
    "- {id: c.two, when: two, then: {conclude: grave}, cite: s-e}\n"
)


def test_the_rules_that_made_a_conclusion_speak_and_the_others_do_not(tmp_path):
    folder = write(tmp_path, CONCLUSIONS + "- {id: up, when: grave, then: {step: 1}, cite: s-a}\n")
    assert evidence(folder, {}) == "text"
    assert evidence(folder, {"one": "true"}) == "secondary"
    assert evidence(folder, {"two": "true"}) == "design"


def test_that_something_is_not_concluded_rests_on_all_that_could_conclude_it(tmp_path):
    folder = write(tmp_path, CONCLUSIONS + "- {id: down, when: not grave, then: {step: -1}, cite: s-a}\n")
    assert evidence(folder, {}) == "design"
    assert evidence(folder, {"one": "true"}) == "text"


def test_a_conclusion_that_only_a_silent_rule_uses_does_not_speak(tmp_path):
    folder = write(tmp_path, CONCLUSIONS + "- {id: up, when: grave and large, then: {step: 1}, cite: s-a}\n")
    assert evidence(folder, {"two": "true", "size": "5"}) == "text"
    assert evidence(folder, {"two": "true", "size": "30"}) == "design"


def test_conclusions_of_conclusions_speak(tmp_path):
    rules = CONCLUSIONS + (
        "- {id: c.more, when: grave, then: {conclude: worse}, cite: s-a}\n"
        "- {id: up, when: worse, then: {step: 1}, cite: s-a}\n"
    )
    folder = write(tmp_path, rules)
    assert evidence(folder, {"one": "true"}) == "secondary"
    assert evidence(folder, {"two": "true"}) == "design"


def test_a_band_rests_on_its_own_limit_and_on_that_of_the_band_before(tmp_path):
    grades = BANDS.replace("level: A}", "level: A, cite: s-c}").replace("level: C}", "level: C, cite: s-b}")
    folder = write(tmp_path, SIZE, grades)
    assert [evidence(folder, {"size": size}) for size in ("5", "15", "30")] == ["recalled", "recalled", "secondary"]
    assert evidence(folder, {"size": ""}) == "recalled"


TABLE = """
grade:
  levels: [A, B, C]
  table:
    hit: first
    rows:
      - {when: one, level: C, cite: s-d}
      - {when: large, level: C, cite: s-a}
      - {when: grave, level: C, cite: s-a}
    default: A
  cite: s-a
"""


def test_the_row_that_decides_speaks_with_what_it_reads_and_the_conclusions_it_uses(tmp_path):
    folder = write(tmp_path, CONCLUSIONS.removeprefix(SIZE), TABLE)
    assert evidence(folder, {}) == "text"
    assert evidence(folder, {"size": "30"}) == "secondary"
    assert evidence(folder, {"size": "30", "one": "true"}) == "inferred"
    assert evidence(folder, {"size": "30", "one": ""}) == "inferred"
    assert evidence(folder, {"two": "true"}) == "design"


def test_where_no_row_decides_and_the_grade_cites_nothing_all_rows_speak(tmp_path):
    grades = TABLE.replace("    default: A\n  cite: s-a\n", "")
    folder = write(tmp_path, CONCLUSIONS.removeprefix(SIZE).replace("s-e", "s-b"), grades)
    assert evidence(folder, {}) == "inferred"
    assert evidence(folder, {"size": "30"}) == "secondary"


def test_a_table_of_many_rows(tmp_path):
    rows = "".join(f"      - {{when: size == {size}, level: B, cite: s-a}}\n" for size in range(1, 71))
    rows += "      - {when: size == 71, level: B, cite: s-c}\n"
    grades = f"grade:\n  levels: [A, B]\n  table:\n    hit: unique\n    rows:\n{rows}    default: A\n  cite: s-a\n"
    folder = write(tmp_path, "", grades)
    assert [evidence(folder, {"size": size}) for size in ("0", "60", "71")] == ["text", "text", "recalled"]


def test_of_a_subject_that_is_not_graded_the_rules_that_say_so_speak(tmp_path):
    rules = (
        SIZE
        + "- {id: out, when: one, then: {exclude: closed}, cite: s-c}\n- {id: up, when: two, then: {step: 1}, cite: s-e}\n"
    )
    folder = write(tmp_path, rules, where="where: kind == 'k'")
    assert evidence(folder, {"one": "true", "two": "true"}) == "recalled"
    assert evidence(folder, {"kind": "other"}) is None


def test_a_parameter_that_says_who_is_in_scope_speaks(tmp_path):
    folder = write(tmp_path, SIZE, where="where: size <= limit")
    assert evidence(folder, {}) == "secondary"
    assert evidence(folder, {}, date(2022, 12, 31)) == "design"


@pytest.fixture
def composed(tmp_path):
    weak = SIZE.replace("s-a", "s-c")
    write(tmp_path, SIZE, where="where: kind == 'a'", name="pack-text")
    write(tmp_path, weak, where="where: not one", name="pack-weak")
    grades = """
grade: {first_in_scope: [pack-text, pack-weak], cite: s-b}
other: {levels: [A, B, C], table: {hit: first, rows: [{when: two, level: B, cite: s-d}, {level: A}]}, cite: s-a}
whole: {matrix: {grade: [A, B, C], other: [A, B, C]}, cells: [[A, B, C], [B, B, C], [C, C, C]], cite: s-a}
"""
    return write(
        tmp_path, "- {id: out, when: size == 7, then: {exclude: closed}, cite: s-e}\n", grades, name="pack-main"
    )


def test_a_composed_grade_takes_the_pack_that_graded(composed):
    assert evidence(composed, {"kind": "a"}) == "secondary"
    assert evidence(composed, {"kind": "z"}) == "recalled"
    assert evidence(composed, {"kind": ""}) == "recalled"
    assert evidence(composed, {"kind": "z", "one": "true"}) is None
    assert evidence(composed, {"size": "7"}) == "design"


def test_a_matrix_takes_the_weakest_of_its_axes_and_of_itself(composed):
    assert evidence(composed, {"kind": "a"}, grade="whole") == "secondary"
    assert evidence(composed, {"kind": "a", "two": "true"}, grade="whole") == "inferred"
    assert evidence(composed, {"kind": "z", "one": "true", "two": "true"}, grade="whole") is None
    assert evidence(composed, {"size": "7"}, grade="whole") == "design"
