"""What an explanation says: why, why not and by how much, which records, what counts and what does not."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from riskgrade.explain.build import Explainer
from riskgrade.explain.sentences import grade_sentences
from riskgrade.grading.record import Recorder
from riskgrade.grading.reference import Grader
from riskgrade.report.score_html import html_of
from riskgrade.report.score_page import Page
from riskgrade.report.trace_document import document_of
from tests.grading.agreement import loaded
from tests.strategies.worlds import World, worlds

from . import reader
from .sample import FIRM, explained, rule, sampling

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def lacks(found, name, language="en"):
    """What a rule lacks: for each way, its clauses."""
    return [[getattr(lack.text, language) for lack in way] for way in rule(found, name).lacking]


class TestWhyNot:
    def test_a_count_says_how_many_are_short(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(1)])
        assert lacks(found, "up") == [["Failed batches: 1, needs to be at least 3: 2 short"]]
        assert lacks(found, "up", "zh") == [["不合格批次：1，须不低于 3，还差 2"]]
        ((lack,),) = rule(found, "up").lacking
        assert (lack.distance, lack.unit, lack.certain, lack.reads) == ("2", None, True, ("failed",))

    def test_dates_are_told_in_days_and_codes_by_their_labels(self, tmp_path):
        found = explained(tmp_path, FIRM | {"kind": "seller"})
        assert lacks(found, "young") == [
            ["Opened on: 2020-01-05, needs to be after 2023-06-01: 1244 days too early"],
            ["Kind: Seller, needs to be one of Maker, Farm"],
        ]
        assert rule(found, "young").lacking[0][0].distance == "1244"

    def test_of_and_every_failing_clause_is_needed_and_not_turns_it(self, tmp_path):
        found = explained(tmp_path, FIRM | {"kind": "seller"}, [sampling(1)])
        assert lacks(found, "worst") == [
            ["Failed batches: 1, needs to be at least 5: 4 short", "Kind: Seller, needs to be other than Seller"]
        ]

    def test_a_fact_that_rests_on_others_is_followed_to_the_clause_that_fails(self, tmp_path):
        found = explained(tmp_path, FIRM | {"opened": "2022-01-01"}, [sampling(1)])
        first, second = lacks(found, "down.clean")[0]
        assert first == "Failed batches: 1, needs to be 0: 1 away"
        assert second.startswith("Opened on: 2022-01-01, needs to be on or before")
        assert second.endswith("2020-12-31: 366 days too late")

    def test_what_is_not_known_has_no_distance(self, tmp_path):
        found = explained(tmp_path, FIRM | {"opened": ""}, awards=None)
        assert rule(found, "down").holds == "unknown"
        assert lacks(found, "down") == [["Award: not known"]]
        assert not rule(found, "down").lacking[0][0].certain

    def test_a_rule_that_holds_lacks_nothing(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(number) for number in (1, 2, 3)])
        assert rule(found, "up").holds == "true"
        assert rule(found, "up").lacking == ()


class TestPoints:
    def test_a_group_is_held_within_its_limits_and_says_so(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(number) for number in (1, 2, 3)])
        (group,) = found.grades[0].accounts[0].groups
        assert (group.sum.low, group.counted.low, group.most) == ("73.50", "60.00", "60.00")
        score = found.grades[0].accounts[0].score
        assert score is not None
        assert score.low == "65.00"
        said = grade_sentences(found, found.grades[0])
        assert any("合计73.5，按上下限计" in one.zh for one in said)

    def test_reasons_are_ranked_by_points_above_the_best_and_ties_by_document_order(self, tmp_path):
        found = explained(tmp_path, FIRM | {"area": "20"}, [sampling(1)])
        reasons = found.grades[0].accounts[0].reasons
        assert [(one.rank, one.rule, one.best, one.away) for one in reasons] == [
            (1, "area", "0.00", "20.00"),
            (2, "batches", "0.00", "20.00"),
        ]
        found = explained(tmp_path, FIRM | {"area": "20"}, [sampling(1), sampling(2)])
        assert [one.rule for one in found.grades[0].accounts[0].reasons] == ["batches", "area"]

    def test_points_that_are_not_known_are_told_at_both_ends(self, tmp_path):
        found = explained(tmp_path, FIRM | {"area": "", "opened": "2022-01-01"})
        account = found.grades[0].accounts[0]
        assert account.score is not None
        assert (account.score.low, account.score.high) == ("5.00", "45.00")
        assert [band.reached for band in account.bands] == ["unknown", "unknown", "false", "false"]
        assert [(one.rule, one.away, one.at_most) for one in account.reasons] == [("area", "0.00", "40.00")]
        assert [one.name for one in found.grades[0].missing] == ["area"]


class TestSteps:
    def test_only_the_largest_counts_and_a_lowering_is_barred(self, tmp_path):
        found = explained(
            tmp_path, samplings=[sampling(n) for n in (1, 2, 3)], awards=[{"id": "a", "code": "1", "on": "2020-01-01"}]
        )
        steps = {one.rule: (one.counts, one.why.en.split(";")[0]) for one in found.grades[0].accounts[0].steps}
        assert steps["up"][0] == "true"
        assert steps["up.small"] == ("false", "another ground already moves it as far")
        assert steps["down"][0] == "false"
        assert "no better" not in steps["down"][1]

    def test_what_an_officer_may_choose_is_told_with_the_rule_that_lets_them(self, tmp_path):
        found = explained(
            tmp_path,
            FIRM | {"opened": "2023-01-01"},
            awards=[{"id": "a", "code": "1", "on": "2020-01-01"}],
            samplings=[sampling(1)],
        )
        grade = found.grades[0]
        assert (grade.level, grade.permitted, grade.accounts[0].choices) == ("B", ("A", "B"), ("down",))
        assert any("officer may give A, B" in one.en for one in grade_sentences(found, grade))

    def test_a_veto_that_is_true_is_told(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(n) for n in range(1, 6)])
        assert [(one.rule, one.no_better_than) for one in found.grades[0].accounts[0].vetoes] == [("worst", "D")]


class TestRecords:
    def test_records_behind_a_fact_have_their_provenance_and_persons_are_masked(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(1)])
        one = found.records["samplings/s1"]
        assert found.readings["failed"].records == ("samplings/s1",)
        assert (one.originated_by, one.provided_by, one.responsible) == ("第一所", "市局", "丁**")
        assert {item.name: item.text.zh for item in one.items} == {"result": "不合格", "inspector": "甲**"}
        everything = json.dumps(document_of(found), ensure_ascii=False) + html_of(found)
        assert not any(name in everything for name in ("甲乙丙", "丁戊己", "庚辛壬"))

    def test_persons_come_out_where_they_are_asked_for(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(1)], show_persons=True)
        assert found.records["samplings/s1"].responsible == "丁戊己"

    def test_a_void_record_does_not_count_and_says_why(self, tmp_path):
        found = explained(tmp_path, samplings=[sampling(1, ended="2023-06-01", why="error")])
        (one,) = found.not_counting
        assert one.void is not None
        assert (one.key, one.void.en) == ("s1", "void since 2023-06-01: Entered in error")
        assert found.readings["failed"].records == ()

    def test_nothing_later_is_told(self, tmp_path):
        later = [sampling(1, noted="2024-02-01"), sampling(2, ended="2024-02-01", why="error")]
        found = explained(tmp_path, samplings=later)
        assert list(found.records) == ["samplings/s2"]
        assert found.records["samplings/s2"].void is None
        assert found.not_counting == ()


class TestEvidence:
    def test_a_clause_whose_text_was_not_read_is_marked_wherever_it_stands(self, tmp_path):
        found = explained(tmp_path, awards=[{"id": "a", "code": "1", "on": "2020-01-01"}])
        for language, mark in (("zh", "〔凭记忆，未核对原文〕"), ("en", "[recalled, not checked]")):
            page = Page(found, language)
            cells = [cell for table in page.tables for row in table.rows for cell in row]
            told = [line for cell in (*cells, *page.grades[0].said) for line in cell.split("\n")]
            for line in told:
                if "某指南" in line or "A guide" in line:
                    assert mark in line
                if "某法" in line and "指南" not in line:
                    assert mark not in line
            assert any(mark in line for line in told)
            assert f"<mark>{mark}</mark>" in html_of(found, language)


def test_why_there_is_no_level(tmp_path):
    found = explained(tmp_path, FIRM | {"kind": "farm"})
    text = found.grades[0].excluded_text
    assert text is not None
    assert (found.grades[0].excluded, text.en) == ("out_of_scope", "outside the scope of these rules")
    assert not found.grades[0].accounts


@pytest.mark.agree
@few
@given(worlds())
def test_any_explanation_adds_up_for_a_reader_without_our_code(world: World) -> None:
    pack, registers, moment = loaded(world)
    explainer = Explainer(Recorder(Grader(pack, registers, moment)))
    firms = registers.registers[pack.subject or ""]
    keys = firms.frame.select(firms.model.key).unique().collect().to_series().to_list()
    for found in explainer.explain(keys):
        trace = document_of(found)
        reader.check(trace)
        assert {place for one in trace["readings"].values() for place in one["records"]} == set(trace["records"])
        for language in ("zh", "en"):
            assert Page(found, language).tables is not None
            html_of(found, language)


@pytest.mark.parametrize(
    "way",
    [
        ("groups", 0, "points", 0, "low"), ("groups", 0, "counted", "low"), ("score", "high"), ("bands", 0, "limit"),
        ("initial",), ("level", "best"), ("base", "worst"),
    ],
)  # fmt: skip
def test_the_reader_finds_a_figure_that_was_changed(tmp_path, way):
    trace = document_of(explained(tmp_path, samplings=[sampling(1)]))
    reader.check(trace)
    *path, last = way
    part = trace["grades"][0]["accounts"][0]
    for step in path:
        part = part[step]
    part[last] = "D" if last in ("best", "worst") else "99.00"
    with pytest.raises(AssertionError):
        reader.check(trace)
