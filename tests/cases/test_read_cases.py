"""Case files: every mistake is told with its line and the nearest name, before anything runs."""

import pytest

from riskgrade.cases.read_cases import case_files, read_cases, unused_names
from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import find_pack, shipped_ids

GOOD = """
- name: one
  as_of: 2023-12-31
  registers: {firms: [{code: 001, kind: maker, area: 10}]}
  subject: 001
  expect: {risk: A}
"""


def told(write, pack, text):
    path = write(text)
    with pytest.raises(PackError) as caught:
        read_cases([path], pack)
    return [one.text().removeprefix(f"{path}:") for one in caught.value.diagnostics]


def test_a_good_file_is_read_as_text(write, pack):
    (case,) = read_cases([write(GOOD)], pack)
    assert case.model.subject == "001"
    assert case.model.registers["firms"][0] == {"code": "001", "kind": "maker", "area": "10"}
    assert case.line == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("risk: A", "rsk: A"), "6: CASE: 'rsk' is not something a case of sample can expect; did you mean 'risk'?"),
        (("risk: A", "base: A"), "6: CASE: 'base' is not something a case of sample can expect; the pack has several grades: write"),
        (("risk: A", "risk: E"), "6: CASE: risk: 'E' is not one of the levels A, B, C, D"),
        (("risk: A", "risk: [A]"), "6: CASE: risk: write one level, or null for none"),
        (("risk: A", "risk.possible: [A]"), "6: CASE: risk.possible: write [best, worst]"),
        (("risk: A", "risk.permitted: [A, Z]"), "6: CASE: risk.permitted: 'Z' is not one of the levels A, B, C, D"),
        (("risk: A", "risk.provisional: yes"), "6: CASE: risk.provisional: write true or false"),
        (("risk: A", "risk.score: 1.234"), "6: CASE: risk.score: write a number with at most two decimals, or [least, most]"),
        (("{risk: A}", "{}"), "6: BAD_VALUE: write expect as {rating: A, …}"),
        (("subject: 001", "subjct: 001"), "5: UNKNOWN_KEY: 'subjct' is not a key of a case; did you mean 'subject'?"),
        (("2023-12-31", "2023-02-30"), "3: BAD_VALUE: as_of is not a day of the calendar such as 2023-12-31"),
        (("2023-12-31", "2023-12-31\n  period: now"), "4: BAD_VALUE: period is not a year such as 2023"),
        (("[{code: 001, kind: maker, area: 10}]", ""), "4: BAD_VALUE: write registers as {name: [{field: value}, …]}"),
        (("  subject: 001\n", ""), "2: MISSING_KEY: 'subject' is missing"),
        (("name: one", "name: one\n  name: two"), "3: YAML_DUPLICATE_KEY: the key 'name' stands twice in this mapping"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line(write, pack, change, said):
    assert any(one.startswith(said) for one in told(write, pack, GOOD.replace(*change))), told(
        write, pack, GOOD.replace(*change)
    )


def test_all_mistakes_are_told_at_once(write, pack):
    text = GOOD.replace("risk: A", "rsk: A, flag: x") + GOOD.replace("2023-12-31", "soon")
    assert len(told(write, pack, text)) == 3


def test_a_file_that_is_no_list_or_not_there(write, pack, tmp_path):
    assert told(write, pack, "name: one") == ["1: CASE: write a list of cases, each beginning with `- name:`"]
    with pytest.raises(PackError, match="FILE_MISSING"):
        read_cases([tmp_path / "nothing.yaml"], pack)


def test_with_one_grade_its_name_may_be_left_out(write):
    pack = load_pack("us-nyc")
    text = """
- name: one
  as_of: 2014-12-31
  registers: {inspections: []}
  subject: 1
  expect: {grade: A, base: A, grade.base: A, score: 13, grade.score: [12, 13.5], possible: A}
"""
    assert read_cases([write(text)], pack)


def test_names_that_the_pack_does_not_know_are_told(write, pack):
    cases = read_cases([write(GOOD.replace("area", "aera").replace("]}", "], samplngs: []}"))], pack)
    said = [en.partition(": ")[2] for en, _ in unused_names(cases, pack)]
    assert said == [
        "firms has no field 'aera'; did you mean 'area'?; it is left out",
        "the pack has no register 'samplngs'; did you mean 'samplings'?; it is left out",
    ]


def test_names_in_chinese_are_known(write, pack):
    text = GOOD.replace("firms", "企业").replace("area", "面积")
    assert unused_names(read_cases([write(text)], pack), pack) == []


@pytest.mark.parametrize("name", shipped_ids())
def test_the_shipped_cases_are_read(name):
    pack = load_pack(name)
    cases = read_cases(case_files(find_pack(name)), pack)
    # A base grades nobody, so there is nothing that a case could expect.
    assert bool(cases) == bool(pack.grades)
    assert unused_names(cases, pack) == []
