"""`riskgrade test`: passing, failing and missing cases, and the coverage asked for."""

import pytest

from tests.report import sample

GOOD = """
- name: one
  as_of: 2023-12-31
  registers: {firms: [{code: 1, name: x, kind: maker, area: 20}], samplings: []}
  subject: 1
  expect: {risk: A}
"""


@pytest.fixture
def case(tmp_path):
    def written(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_shipped_cases_pass(riskgrade):
    done = riskgrade("test", "us-nyc")
    assert done.status == 0
    assert done.out.startswith("us-nyc: 18 cases, 18 passed, 0 failed. Coverage: rules 100% (1/1)")


def test_a_failing_case_is_shown_with_file_and_line(riskgrade, pack, case):
    path = case(GOOD.replace("risk: A", "risk: B"))
    done = riskgrade("test", pack, "--cases", path)
    assert done.status == 1
    assert done.out.startswith(f"FAILED {path}:2: one\n    risk: expected B, got A\n")
    assert "risk：期望 B，得到 A" in riskgrade("test", pack, "--cases", path, "--language", "zh").out


def test_the_document(riskgrade, pack, case):
    path = case(GOOD + GOOD.replace("risk: A", "risk: B"))
    done = riskgrade("test", pack, "--cases", path, "--json", "--engine", "all")
    assert done.status == 1
    assert (done.json["cases"], done.json["passed"]) == (2, 1)
    assert done.json["failed"] == [
        {
            "name": "one", "file": str(path), "line": 8, "notes": [],
            "problems": [{"what": "risk", "expected": "B", "got": "A", "evaluator": "reference"}],
        }
    ]  # fmt: skip
    assert done.json["coverage"]["levels"]["covered"] == 2
    assert done.json["coverage"]["percent"] == 0


def test_several_files_and_folders(riskgrade, pack, case, tmp_path):
    one, two = case(GOOD), case(GOOD, "other.yaml")
    for args in (["--cases", one, two], ["--cases", one, "--cases", two], ["--cases", tmp_path]):
        assert riskgrade("test", pack, *args, "--json").json["cases"] == 2


def test_the_coverage_asked_for(riskgrade, pack, case):
    path = case(GOOD)
    assert riskgrade("test", pack, "--cases", path).status == 0
    assert riskgrade("test", pack, "--cases", path, "--min-coverage", "0").status == 0
    done = riskgrade("test", pack, "--cases", path, "--min-coverage", "1")
    assert done.status == 1
    assert "The coverage is 0%, below the 1% asked for." in done.out
    assert riskgrade("test", "uk-fhrs", "--min-coverage", "100").status == 0


def test_names_the_pack_does_not_know_are_told(riskgrade, pack, case):
    done = riskgrade("test", pack, "--cases", case(GOOD.replace("samplings", "samplngs")))
    assert "the pack has no register 'samplngs'; did you mean 'samplings'?; it is left out" in done.err


def test_a_pack_for_other_packs_has_nothing_to_test(riskgrade, tmp_path):
    base = sample.write_pack(tmp_path, {"pack.yaml": "{id: base, version: 1.0.0, title: Base}"}, "base")
    done = riskgrade("test", base)
    assert (done.status, done.out.partition(",")[0]) == (0, "base grades nobody")
    assert riskgrade("test", base, "--json").json["cases"] == 0


def test_wrong_files_are_refused(refused, pack, case, tmp_path):
    english, _ = refused("test", pack, "--cases", case(GOOD.replace("risk", "rsk")))
    assert "6: CASE: 'rsk' is not something a case of sample can expect; did you mean 'risk'?" in english
    assert "FILE_MISSING" in refused("test", pack, "--cases", tmp_path / "nothing.yaml")[0]
    assert refused("test", pack)[0].startswith("there are no cases in sample/cases")
    assert "case files are given with --cases" in refused("test", pack, "mine.yaml")[0]
