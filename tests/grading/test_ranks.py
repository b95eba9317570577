"""Places among all subjects that are graded: 1-2-2-4, and no place for what is not known."""

from datetime import date

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.grading.test_evidence import FILES, SIZE, write

DAY = Moment.of(date(2023, 12, 31))


def places(folder, rows, name="place"):
    """The places in the order of the rows, the same on both engines."""
    pack = load_pack(folder)
    filled = [
        {"id": f"{number:03}", "one": "false", "two": "false", "kind": "k"} | row for number, row in enumerate(rows)
    ]
    registers = load_registers({"firms": filled}, pack.registers)
    found = [grade_batch(pack, registers, DAY, engine).decisions for engine in ("polars", "duckdb")]
    assert found[0].equals(found[1])
    return found[0][name].to_list()


def ranked(tmp_path, best="high", of="size", rules=SIZE, where="", more=""):
    pack = FILES["pack"] + f"ranks: {{{{place: {{{{of: '{of}', best: {best}, cite: s-a}}}}{more}}}}}\n"
    return write(tmp_path, rules, where=where, pack=pack)


def sizes(*numbers):
    return [{"size": str(number)} for number in numbers]


@pytest.mark.parametrize(
    ("best", "numbers", "expected"),
    [
        ("high", (90, 80, 80, 70), [1, 2, 2, 4]),
        ("low", (90, 80, 80, 70), [4, 2, 2, 1]),
        ("high", (5, 5, 5), [1, 1, 1]),
        ("low", (0, 100, 0, 50), [1, 4, 1, 3]),
        ("high", (7,), [1]),
    ],
)
def test_equal_numbers_share_the_best_place_and_those_after_are_left_out(tmp_path, best, numbers, expected):
    assert places(ranked(tmp_path, best), sizes(*numbers)) == expected


def test_what_is_not_known_has_no_place_and_moves_nobody(tmp_path):
    assert places(ranked(tmp_path), sizes(90, "", 80)) == [1, None, 2]


def test_who_is_not_graded_has_no_place_and_moves_nobody(tmp_path):
    rules = SIZE + "- {id: out, when: one, then: {exclude: closed}, cite: s-a}\n"
    folder = ranked(tmp_path, rules=rules, where="where: kind == 'k'")
    rows = sizes(90, 95, 96, 80)
    rows[1]["one"], rows[2]["kind"] = "true", "z"
    assert places(folder, rows) == [1, None, None, 2]


def test_who_may_not_be_in_scope_has_no_place(tmp_path):
    rules = SIZE + "- {id: out, when: one, then: {exclude: closed}, cite: s-a}\n"
    rows = sizes(90, 95, 96, 80)
    rows[1]["one"], rows[2]["kind"] = "", ""
    assert places(ranked(tmp_path, rules=rules, where="where: kind == 'k'"), rows) == [1, None, None, 2]


def test_a_level_that_is_withheld_keeps_its_place(tmp_path):
    rules = SIZE + "- {id: up, when: one, then: {step: 1}, cite: s-a}\n"
    rows = sizes(90, 95)
    rows[0]["one"] = ""
    assert places(ranked(tmp_path, rules=rules), rows) == [2, 1]


def test_a_number_may_be_worked_out(tmp_path):
    assert places(ranked(tmp_path, of="max(size, limit)"), sizes(3, 9, 10, 11)) == [2, 2, 2, 1]


def test_several_ranks_stand_side_by_side(tmp_path):
    folder = ranked(tmp_path, more=", other: {{of: size, best: low, cite: s-e}}")
    assert places(folder, sizes(1, 2)) == [2, 1]
    assert places(folder, sizes(1, 2), "other") == [1, 2]
    assert [str(rank.rests_on) for rank in load_pack(folder).ranks] == ["text", "design"]


def test_a_pack_without_ranks_carries_nothing_for_them(tmp_path):
    pack = load_pack(write(tmp_path, SIZE))
    registers = load_registers({"firms": [{"id": "x", "size": "5"}]}, pack.registers)
    assert not [name for name in grade_batch(pack, registers, DAY).columns.columns if name.startswith("__k")]
