"""A patched pack says what its patch says, no more; whatever is wrong is told with file, line and the nearest name."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskgrade.grading.batch import grade_batch
from riskgrade.pack.dating import Moment
from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import shipped
from riskgrade.registers import load_registers
from riskgrade.tuning.error import TuningError
from riskgrade.tuning.patch import patch
from riskgrade.tuning.tunable import tunable, tunables

SUININGS = "cn-suining-2023"
C_UP_TO = "cn-food-risk-2016/grades.food_risk.bands.C.up_to"
FINE = "parameters.credit_deduction.table.fine"
CELL = "grades.composite.cells.B.C"


@pytest.fixture(scope="module")
def declared():
    return load_pack(SUININGS)


def test_every_kind_of_value_is_replaced_where_it_is_read(declared):
    found: Any = patch(declared, {C_UP_TO: 55, FINE: Decimal("1.50"), CELL: "D"})
    inner = next(one for one in found.composed if one.id == "cn-food-risk-2016")
    assert inner.grades["food_risk"].bands.limits == (3000, 4500, 5500)
    assert found.grades["composite"].matrix.cells[1] == (1, 1, 3, 3)
    assert found.parameters["credit_deduction"].versions[0].payload.entries["fine"] == 15
    assert found.paths == (C_UP_TO, CELL, FINE)
    assert found.changes == {C_UP_TO: "55", CELL: "D", FINE: "1.5"}


def test_the_hash_is_of_the_declared_pack_and_the_patch(declared):
    one, other = patch(declared, {C_UP_TO: 55, CELL: "D"}), patch(declared, {CELL: "D", C_UP_TO: "55.0"})
    assert one.sha256 == other.sha256 != declared.sha256
    assert one.sha256 != patch(declared, {C_UP_TO: 54, CELL: "D"}).sha256
    assert one.version == f"{declared.version}+patch.{one.sha256[:8]}"


def test_a_value_that_stands_there_already_changes_nothing(declared):
    same = patch(declared, {FINE: "1.0", CELL: "C"})
    assert (same.sha256, same.version, same.paths, same.diff()) == (declared.sha256, declared.version, (), "")
    assert all(getattr(same, name) == getattr(declared, name) for name in ("facts", "rules", "grades", "parameters"))


def test_a_patch_is_patched_further_and_taken_back(declared):
    one = patch(declared, {FINE: 2})
    two = patch(one, {CELL: "D"})
    assert two.sha256 == patch(declared, {FINE: 2, CELL: "D"}).sha256
    assert patch(two, {FINE: 1, CELL: "C"}).sha256 == declared.sha256


def test_what_a_changed_part_cites_no_longer_says_it():
    before, after = load_pack("us-nyc"), patch("us-nyc", {"grades.grade.bands.A.up_to": 12})
    assert {str(one.evidence) for one in before.grades["grade"].cites} == {"secondary"}
    assert {str(one.evidence) for one in after.grades["grade"].cites} == {"design"}
    assert (str(before.grades["grade"].rests_on), str(after.grades["grade"].rests_on)) != ("design", "secondary")
    assert str(after.grades["grade"].rests_on) == "design"
    # What could be changed is told with the evidence that is declared: a first patch does not free a value for a search.
    assert [str(one.evidence) for one in tunables(after)] == [str(one.evidence) for one in tunables(before)]


def test_a_patched_pack_grades():
    pack = patch("us-nyc", {"grades.grade.bands.A.up_to": 12})
    rows = [{"inspection_id": str(score), "inspected_on": "2014-03-03", "score": str(score)} for score in (12, 13)]
    registers = load_registers({"inspections": rows}, pack.registers, subject=pack.subject)
    batch = grade_batch(pack, registers, Moment.of(date(2014, 12, 31)))
    assert batch.decisions.select("subject", "grade").rows() == [("12", "A"), ("13", "B")]


def test_the_diff_applied_to_the_files_gives_the_pack(declared, tmp_path):
    changes = {
        C_UP_TO: 55,
        FINE: "1.5",
        CELL: "D",
        "facts.decisions_from_warning.domain": [0, 10],
        "parameters.several_batches.value": 3,
        "cn-food-risk-2016/rules.up.accident.then.step": [2],
        "cn-sichuan-producer-2023/rules.d.three.when": "failed_batches_counted_year >= 4 and kind == 'producer'",
    }
    shutil.copytree(shipped(), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    text = patch(declared, changes).diff()
    subprocess.run(["patch", "-p0", "-s"], cwd=tmp_path / "rules", input=text.encode(), check=True)
    written, patched = load_pack(tmp_path / "rules" / SUININGS), patch(declared, changes)
    assert written.grades["composite"].matrix == patched.grades["composite"].matrix
    assert written.parameters["several_batches"].versions[0].payload == 3
    pair: Any
    for pair in zip(written.composed, patched.composed, strict=True):
        one, other = pair
        bands = [pack.grades["food_risk"].bands.limits for pack in pair]
        assert bands[0] == bands[1]
        assert [(rule.id, rule.step, rule.when) for rule in one.rules] == [
            (rule.id, rule.step, rule.when) for rule in other.rules
        ]
    assert text.count("\n@@") == 7


REFUSED: dict[str, Any] = {
    "no section": ({"rule.x": 1}, "UNKNOWN_NAME", "cn-suining-2023/pack.yaml", "did you mean 'rules'?"),
    "no such rule": (
        {"cn-food-risk-2016/rules.up.samplin.then.step": 1}, "UNKNOWN_NAME", "cn-food-risk-2016/pack.yaml",
        "did you mean 'up.sampling'?",
    ),
    "no such key": (
        {"cn-food-risk-2016/rules.up.sampling.then.stepp": 1}, "UNKNOWN_NAME", "cn-food-risk-2016/rules.yaml:26",
        "did you mean 'step'?",
    ),
    "no such code": (
        {"parameters.credit_deduction.table.fin": 2}, "UNKNOWN_NAME", "cn-credit-wuhan-2017/parameters.yaml:3", "did you mean 'fine'?",
    ),
    "no such band": (
        {"grades.credit.bands.E.at_least": 2}, "UNKNOWN_NAME", "cn-credit-wuhan-2017/grades.yaml", "there is: A, B, C, D",
    ),
    "no such pack": (
        {"cn-food-risk/rules.a.then.points": 2}, "UNKNOWN_PACK", "cn-suining-2023/pack.yaml", "did you mean 'cn-food-risk-2016'?",
    ),
    "a citation": (
        {"cn-food-risk-2016/rules.up.sampling.cite": "x"}, "BAD_VALUE", "cn-food-risk-2016/rules.yaml:27", "`cite` is not for a patch",
    ),
    "the levels": (
        {"grades.credit.levels.0": "S"}, "BAD_VALUE", "cn-credit-wuhan-2017/grades.yaml:4", "`levels` is not for a patch",
    ),
    "a whole part": (
        {"parameters.credit_deduction": 3}, "BAD_VALUE", "cn-credit-wuhan-2017/parameters.yaml:2", "name a value inside it",
    ),
    "no number": ({FINE: "much"}, "BAD_VALUE", "cn-credit-wuhan-2017/parameters.yaml:5", "write a plain number"),
    "too fine": ({FINE: 1.23456}, "BAD_VALUE", "cn-credit-wuhan-2017/parameters.yaml:5", "more than 4 decimals"),
    "not finite": ({FINE: float("nan")}, "BAD_VALUE", "cn-credit-wuhan-2017/parameters.yaml:5", "no number"),
    "an object": (
        {FINE: object()}, "BAD_VALUE", "cn-credit-wuhan-2017/parameters.yaml:5", "a object cannot stand in a pack",
    ),
    "a list for a number": ({FINE: [1]}, "BAD_VALUE", "cn-credit-wuhan-2017/parameters.yaml:5", "write a number"),
    "hidden text": ({CELL: "D\x07"}, "BAD_VALUE", "cn-suining-2023/grades.yaml", "cannot be seen"),
    "a level that is none": (
        {CELL: "E"}, "LEVEL_UNKNOWN", "cn-suining-2023/grades.yaml", "'E' is not one of the levels",
    ),
    "a reversed band": ({C_UP_TO: 40}, "BANDS_UNORDERED", "cn-food-risk-2016/grades.yaml:18", "`up_to` must rise"),
    "the same twice": (
        {CELL: "D", "grades.composite.cells.1.2": "D"}, "NAME_CLASH", "cn-suining-2023/grades.yaml",
        "change the same value",
    ),
    "a part and the whole": (
        {FINE: 2, "parameters.credit_deduction.table": {"fine": 2}}, "NAME_CLASH", "cn-credit-wuhan-2017/parameters.yaml",
        "change the same value",
    ),
    "an unknown name": (
        {"cn-food-risk-2016/rules.score.static.then.points": "static_pointz"}, "EXPRESSION", "cn-food-risk-2016/rules.yaml:10",
        "did you mean 'static_points'?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_wrong_patch_is_refused(declared, what):
    changes, code, where, said = REFUSED[what]
    with pytest.raises(PackError) as refused:
        patch(declared, changes)
    (one,) = refused.value.diagnostics
    assert (str(one.code), said in one.en, f"{one.file}:{one.line}".startswith(where)) == (code, True, True), one.text()
    assert one.zh not in ("", one.en)


def test_everything_that_is_wrong_is_told_at_once(declared):
    with pytest.raises(PackError) as refused:
        patch(declared, {FINE: "much", "parameters.several_batches.valu": 1, CELL: object()})
    assert [str(one.code) for one in refused.value.diagnostics] == ["BAD_VALUE", "BAD_VALUE", "UNKNOWN_NAME"]


def test_a_path_of_a_composed_pack_is_told_with_its_pack(declared):
    for path in ("rules.up.sampling.then.step", "grades.food_risk.bands.C.up_to"):
        with pytest.raises(
            PackError, match=f"in pack cn-(food-risk-2016|sichuan-producer-2023) there is: cn-.*/{path}"
        ):
            patch(declared, {path: 1})


def test_files_that_changed_since_are_not_patched(tmp_path):
    shutil.copytree(shipped() / "us-nyc", tmp_path / "us-nyc")
    pack = load_pack(tmp_path / "us-nyc")
    file = tmp_path / "us-nyc" / "grades.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("up_to: 13", "up_to: 14"), encoding="utf-8")
    with pytest.raises(TuningError, match="have changed since"):
        patch(pack, {"grades.grade.bands.B.up_to": 28})


def test_versions_of_a_parameter_are_told_apart_by_their_first_day(tmp_path):
    shutil.copytree(shipped() / "us-nyc", tmp_path / "us-nyc")
    (tmp_path / "us-nyc" / "parameters.yaml").write_text(
        "limit:\n"
        "  - {value: 1, from: 2010-01-01, to: 2011-12-31, cite: nyc-grades}\n"
        "  - {value: 2, from: 2012-01-01, cite: nyc-grades}\n",
        encoding="utf-8",
    )
    found = patch(tmp_path / "us-nyc", {"parameters.limit.2012-01-01.value": 3})
    assert [one.payload for one in found.parameters["limit"].versions] == [1, 3]
    with pytest.raises(PackError, match="there is: 2010-01-01, 2012-01-01"):
        patch(tmp_path / "us-nyc", {"parameters.limit.value": 3})


@pytest.mark.parametrize("name", ["us-nyc", "us-georgia", "uk-fhrs", SUININGS])
def test_every_tunable_can_be_named_and_says_what_is_written(name):
    pack = load_pack(name)
    rows = tunable(pack).frame
    assert rows["path"].n_unique() == rows.height > 0
    # Each path leads back to its value: replacing every value by itself changes nothing.
    assert patch(pack, dict(zip(rows["path"], rows["value"], strict=True))).paths == ()


def test_a_tunable_of_a_patched_pack_has_the_new_value():
    rows = tunable(patch("us-nyc", {"grades.grade.bands.A.up_to": 12})).frame
    assert rows.filter(path="grades.grade.bands.A.up_to")["value"].to_list() == ["12"]


@pytest.mark.parametrize("changes", ["grades.grade.bands.A.up_to", ["a"], {1: 2}, None])
def test_what_is_no_path_and_value_is_refused(changes):
    with pytest.raises(TuningError, match="path: value"):
        patch("us-nyc", changes)
