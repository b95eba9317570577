"""Cases: they pass when both evaluators give what is expected, and say plainly in what they fail."""

import pytest

from riskgrade.cases.expectation import Key
from riskgrade.cases.outcome_columns import of_batch
from riskgrade.cases.read_cases import case_files, read_cases
from riskgrade.cases.run_cases import run_cases
from riskgrade.grading.session_host import session_available
from riskgrade.grading.session_parts import Part
from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import find_pack, shipped_ids
from tests.report import sample

FIRM = "{code: 1, name: x, kind: maker, area: 20}"
FAIL = "{record_id: s%d, code: 1, sampled_on: 2023-03-01, result: fail}"


def case(expect, firms=FIRM, samplings="", name="one", subject="1", extra=""):
    return f"""
- name: {name}
  as_of: 2023-12-31
  registers: {{firms: [{firms}], samplings: [{samplings}]}}
  subject: {subject}
  expect: {expect}
{extra}"""


def problems(suite):
    return [problem.text() for one in suite.results for problem in one.problems]


@pytest.mark.parametrize("engines", [("polars",), ("duckdb",), ("polars", "duckdb")])
def test_everything_a_case_can_expect(run, engines):
    two = ", ".join(FAIL % number for number in (1, 2))
    expect = (
        "{risk: B, risk.base: A, risk.possible: [B, B], risk.permitted: [B, C], risk.provisional: false, risk.score: 20,"
        " rules: [up.failed], flags: [], conduct: poor, conduct.score: null}"
    )
    text = case(expect, samplings=two)
    text += case(expect.replace("[]", "[repeated_failure]").replace("[up.failed]", "[tell, up.failed]"),
                 FIRM.replace("maker", "seller"), two)  # fmt: skip
    text += case("{risk: null, risk.score: [0, 500.00], risk.possible: [A, D], risk.permitted: [], risk.provisional: true}",
                 FIRM.replace("20", "''"))  # fmt: skip
    text += case("{risk: null, risk.base: null, risk.possible: null, rules: [out.name]}", FIRM.replace("x", "pilot"))
    assert problems(run(text, engines)) == []


def test_a_failing_case_says_what_was_expected_and_what_came_out(run):
    suite = run(
        case(
            "{risk: B, risk.score: 21, risk.permitted: [A, B], rules: [up.failed], flags: [x], risk.provisional: true}"
        )
    )
    assert problems(suite) == [
        "risk: expected B, got A",
        "risk.score: expected 21.00, got 20.00",
        "risk.permitted: expected [A, B], got [A]",
        "rules: expected [up.failed], got []",
        "flags: expected [x], got []",
        "risk.provisional: expected true, got false",
    ]
    assert suite.failed[0].case.where.endswith("mine.yaml:2")
    assert suite.failed[0].problems[0].text("zh") == "risk：期望 B，得到 A"


def test_a_subject_that_is_not_there(run):
    text = case("{risk: A}", subject="2") + case("{risk: A}", firms="{kind: maker}")
    suite = run(text)
    assert problems(suite) == [
        "subject: expected 2, got no such row in firms (there: 1)",
        "subject: expected 1, got no such row in firms (there: none)",
    ]
    assert "is blank, and a record needs it" in suite.failed[1].notes[0][0]


def test_the_register_of_subjects_must_be_supplied(run):
    text = case("{risk: A}").replace(f"firms: [{FIRM}], ", "")
    assert problems(run(text)) == ["registers: expected records of firms, got none"]


def test_a_day_on_which_there_is_no_answer_is_a_failing_case(run):
    text = case("{risk: A}", extra="  period: 2024\n")
    (problem,) = problems(run(text))
    assert "the period 2024 starts after as_of 2023-12-31" in problem


def test_registers_that_cannot_be_read_are_a_failing_case(run):
    text = case("{risk: A}").replace("name: x", "name: x, 名称: y")
    (problem,) = problems(run(text))
    assert "both hold the field 'name'" in problem


def test_a_register_left_out_is_unknown_and_an_empty_one_is_not(run):
    text = case("{risk: A, risk.provisional: false}")
    text += case("{risk: null, risk.possible: [A, D], risk.provisional: true}").replace(", samplings: []", "")
    assert problems(run(text)) == []


def test_evaluators_that_differ_make_a_case_fail(run, monkeypatch):
    def other(batch):
        found = of_batch(batch)
        for outcomes in found.values():
            outcomes[Key("risk", "level")] = "D"
        return found

    monkeypatch.setattr("riskgrade.cases.run_cases.of_batch", other)
    assert problems(run(case("{conduct: good}") + case("{conduct: good}"))) == ["risk: expected A, got D (polars)"] * 2


def test_what_a_case_says_alone_is_what_counts(run, monkeypatch):
    sizes = []

    def other(batch):
        found = of_batch(batch)
        sizes.append(len(found))
        if len(found) > 1:
            for outcomes in found.values():
                outcomes[Key("risk", "level")] = "D"
        return found

    monkeypatch.setattr("riskgrade.cases.run_cases.of_batch", other)
    assert problems(run(case("{risk: A}") + case("{risk: A}"))) == []
    assert sizes == [2, 1, 1]


def test_cases_share_a_batch_only_with_the_same_day_and_registers_and_no_row_set_aside(run, monkeypatch):
    sizes = []

    def counted(batch):
        sizes.append(batch.decisions.height)
        return of_batch(batch)

    monkeypatch.setattr("riskgrade.cases.run_cases.of_batch", counted)
    bad = FAIL % 1 + ", {record_id: s2, code: 1, sampled_on: soon}"
    text = case("{risk: A}") * 3 + case("{risk: A}").replace("2023-12-31", "2022-12-31")
    text += case("{risk: null}", samplings=bad) + case("{risk: null}").replace(", samplings: []", "")
    assert problems(run(text)) == []
    assert sorted(sizes) == [1, 1, 1, 3]


def test_coverage_counts_both_ways_and_rounds_down(run):
    covered = run(case("{risk: A}")).coverage
    assert dict(covered.rules.missing)["up.failed"] == "true"
    assert dict(covered.clauses.missing)["tell: kind == 'seller'"] == "true"
    assert dict(covered.levels.missing).keys() == {"risk B", "risk C", "risk D", "conduct poor"}
    assert (covered.levels.covered, covered.levels.total, covered.levels.percent) == (2, 6, 33)
    assert covered.percent == min(covered.rules.percent, covered.clauses.percent, covered.levels.percent) == 0


def test_rules_that_always_hold_are_no_part_of_the_coverage(run):
    covered = run(case("{risk: A}")).coverage
    assert covered.rules.total == 5
    assert not any("size" in name for name, _ in covered.clauses.missing)


@pytest.mark.parametrize("name", shipped_ids())
def test_the_shipped_cases_pass_on_both_engines(name):
    pack = load_pack(name)
    suite = run_cases(pack, read_cases(case_files(find_pack(name)), pack), ("polars", "duckdb"))
    assert [(one.case.where, one.problems) for one in suite.failed] == []


@pytest.fixture
def composed(tmp_path):
    """A pack whose grade is that of the city's pack for sellers, else that of the sample."""
    files = dict(sample.PACK)
    files["pack.yaml"] = (
        files["pack.yaml"].replace("id: sample", "id: sellers").replace("kind != 'farm'", "kind == 'seller'")
    )
    sample.write_pack(tmp_path, files, "sellers")
    sample.write_pack(tmp_path)
    whole = {
        "pack.yaml": "{id: whole, version: 1.0.0, title: Whole, subject: firms, sources: [{id: a, title: A, evidence: text}]}",
        "registers.yaml": sample.PACK["registers.yaml"],
        "grades.yaml": "risk: {first_in_scope: [sellers, sample], cite: a}",
    }
    return load_pack(sample.write_pack(tmp_path, whole, "whole"))


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rules_of_composed_packs_have_their_packs_name(composed, write, engine):
    fails = ", ".join(FAIL % number for number in (1, 2))
    text = case("{risk: B, base: A, rules: [sample/up.failed], flags: []}", samplings=fails)
    text += case(
        "{risk: B, rules: [sellers/tell, sellers/up.failed], flags: [repeated_failure]}",
        FIRM.replace("maker", "seller"),
        fails,
    )
    text += case("{risk: null, rules: [], possible: null}", FIRM.replace("maker", "farm"), fails)
    suite = run_cases(composed, read_cases([write(text)], composed), (engine,))
    assert problems(suite) == []
    assert suite.coverage.rules.total == 10
    assert dict(suite.coverage.rules.missing)["sample/tell"] == "true"
    assert "sellers/tell" not in dict(suite.coverage.rules.missing)


@pytest.mark.skipif(not session_available(), reason="durable-rules is not installed")
def test_a_session_that_says_otherwise_is_a_problem_of_the_case(monkeypatch):
    right = Part.definition
    monkeypatch.setattr(
        Part, "definition", lambda self, number: {k: v for k, v in right(self, number).items() if k[0] == "s"}
    )
    pack = load_pack("uk-fhrs")
    suite = run_cases(pack, read_cases(case_files(find_pack("uk-fhrs")), pack)[:1])
    assert [problem.source for problem in suite.results[0].problems] == ["session"]
