"""`riskgrade score`: one decision by every engine, what-if, the page, the log, and what is refused."""

import json
import re

import pytest

from riskgrade.grading.session_host import SessionUnavailableError
from riskgrade.report import score as scoring
from riskgrade.report.trace_document import TRACE
from tests.report import sample


@pytest.fixture
def asking(pack, registers):
    """The arguments of an ordinary `score`."""
    return ["score", "002", "--registers", registers, "--pack", pack, "--as-of", sample.AS_OF]


class TestAnswer:
    def test_every_engine_gives_the_same_decision_with_the_same_id(self, riskgrade, asking):
        found = [riskgrade(*asking, "--engine", one, "--json").json for one in ("session", "reference", "polars")]
        assert len({one["decision_id"] for one in found}) == 1
        for one in found:
            one.pop("fired")
        assert found[0] == found[1] == found[2]

    def test_the_document_is_as_the_schema_has_it_and_replays(self, riskgrade, asking, pack, tmp_path):
        done = riskgrade(*asking, "--json")
        assert (done.status, done.err) == (0, "")
        trace = done.json
        assert TRACE.dump_python(TRACE.validate_python(trace), mode="json") == trace
        assert trace["kind"] == "riskgrade.trace/1"
        path = tmp_path / "trace.json"
        path.write_text(done.out, encoding="utf-8")
        assert riskgrade("replay", path, "--pack", pack).status == 0

    def test_the_page_tells_level_points_rules_and_distances(self, riskgrade, asking, monkeypatch):
        monkeypatch.setenv("COLUMNS", "200")
        page = riskgrade(*asking).out
        for said in ("Risk", "short", "points for area 61", "An act"):
            assert said in page
        assert "得分原因" in riskgrade(*asking, "--language", "zh").out

    def test_what_would_change_it_is_told_where_asked_for(self, riskgrade, asking):
        assert riskgrade(*asking, "--json").json["changes"] is None
        assert set(riskgrade(*asking, "--changes", "--json").json["changes"]) == {"risk", "conduct"}
        assert "What would change it:" in riskgrade(*asking, "--changes", "--text").out

    def test_what_would_change_it_is_told_as_data_too(self, riskgrade, asking):
        assert riskgrade(*asking, "--json").json["prospects"] is None
        trace = riskgrade(*asking, "--changes", "--json").json
        assert set(trace["prospects"]) == {"risk", "conduct"}
        assert TRACE.dump_python(TRACE.validate_python(trace), mode="json") == trace
        levels = {one["name"]: one["level"] for one in trace["grades"]}
        for grade, held in trace["prospects"].items():
            for one in held["changes"]:
                assert one["level_before"] == levels[grade]
                after = riskgrade(*asking, "--what-if", f"{one['facts'][0]}={one['after']['low']}", "--json").json
                assert {name["name"]: name["level"] for name in after["grades"]}[grade] == one["level_after"]

    def test_sentences_alone(self, riskgrade, asking):
        out = riskgrade(*asking, "--text", "--language", "zh").out
        assert "风险等级" in out
        assert "┌" not in out

    def test_where_no_session_can_be_had_the_reference_answers_and_one_line_says_so(
        self, riskgrade, asking, monkeypatch
    ):
        def none():
            raise SessionUnavailableError

        monkeypatch.setattr(scoring, "Session", none)
        done = riskgrade(*asking, "--json")
        assert done.status == 0
        assert done.err.count("\n") == 1
        assert "durable-rules" in done.err
        assert done.json["decision_id"]


class TestWhatIf:
    def test_a_fact_is_replaced_and_it_is_no_decision(self, riskgrade, asking):
        before = riskgrade(*asking, "--json").json
        trace = riskgrade(*asking, "--what-if", "failed=0", "--json").json
        assert (trace["decision_id"], trace["decision"]) == (None, None)
        ((one),) = trace["replaced"]
        assert (one["name"], one["was"]["low"], one["given"]["low"]) == ("failed", "2", "0")
        level = {name["name"]: name["level"] for name in trace["grades"]}
        assert level != {name["name"]: name["level"] for name in before["grades"]}
        assert trace["readings"]["failed"]["replaced"]
        assert trace["readings"]["failed"]["records"] == []

    def test_every_face_says_that_it_is_none(self, riskgrade, asking, tmp_path):
        page = tmp_path / "a.html"
        for out in (riskgrade(*asking, "--what-if", "failed=0", "--html", page).out, page.read_text(encoding="utf-8")):
            assert "WHAT IF, no decision" in out

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("failed=101", "it lies from 0 to 100"),
            ("failed=1.5", "it has at most 0 decimals"),
            ("failed=many", "it is a number such as 13.5"),
            ("failed=9999999999999999", "of at most 15 digits"),
            ("failed=", "give failed a value, or write failed=unknown"),
            ("faild=1", "did you mean 'failed'?"),
            ("failed", "write each fact once, as fact=value"),
        ],
    )
    def test_a_value_that_the_fact_cannot_have_is_refused(self, refused, asking, given, said):
        assert said in refused(*asking, "--what-if", given)[0]

    @pytest.mark.parametrize("name", ["area", "面积"])
    def test_a_field_of_the_own_row_is_told_as_one(self, refused, asking, name):
        english, chinese = refused(*asking, "--what-if", f"{name}=1")
        assert f"'{name}' is a field of the subject's row (firms.area), not a fact" in english
        assert "不是事实" in chinese

    def test_full_width_figures_are_figures(self, riskgrade, asking):
        traces = [riskgrade(*asking, "--what-if", given, "--json").json for given in ("failed=1", "failed=１")]
        assert traces[0] == traces[1]

    def test_it_is_never_logged(self, refused, asking, tmp_path):
        assert "cannot be logged" in refused(*asking, "--what-if", "failed=0", "--log", tmp_path / "log")[0]
        assert not (tmp_path / "log").exists()


class TestLog:
    def test_the_decision_stands_in_the_log_and_replays_from_it(self, riskgrade, asking, pack, tmp_path):
        log = tmp_path / "decisions.log"
        made = riskgrade(*asking, "--log", log, "--by", "officer-1", "--json").json["decision_id"]
        assert riskgrade("log", "verify", log).status == 0
        assert riskgrade("replay", made[:12], "--log", log, "--pack", pack).status == 0
        assert json.loads(log.read_text(encoding="utf-8").splitlines()[0])["by"] == "officer-1"

    @pytest.mark.parametrize("before", [None, "an earlier run"])
    def test_where_the_log_refuses_no_page_is_written(self, riskgrade, refused, asking, tmp_path, before):
        log, page = tmp_path / "decisions.log", tmp_path / "a.html"
        log.write_text("no log\n", encoding="utf-8")
        if before is not None:
            assert riskgrade(*asking, "--html", page, "--language", "en").status == 0
        stood = page.read_bytes() if page.exists() else None
        refused(*asking, "--html", page, "--log", log, "--language", "zh")
        assert (page.read_bytes() if page.exists() else None) == stood
        assert {one.name for one in tmp_path.iterdir() if one.suffix == ".part"} == set()
        assert log.read_text(encoding="utf-8") == "no log\n"


class TestHtml:
    def test_it_loads_nothing_and_prints_on_a4(self, riskgrade, asking, tmp_path):
        page = tmp_path / "a.html"
        assert riskgrade(*asking, "--html", page, "--language", "zh").status == 0
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"(src|href)\s*=|url\(|@import|<script", text)
        assert "@page { size: A4" in text
        assert "<svg" in text
        assert 'lang="zh-CN"' in text

    def test_what_a_register_holds_cannot_become_markup(self, riskgrade, pack, registers, tmp_path):
        firms = registers / "firms.csv"
        firms.write_text(
            firms.read_text(encoding="utf-8").replace("合成样本", "<script>alert(1)</script>"), encoding="utf-8"
        )
        page = tmp_path / "a.html"
        riskgrade("score", "002", "--registers", registers, "--pack", pack, "--as-of", sample.AS_OF, "--html", page)
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "&lt;script&gt;" in text

    @pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\x9b2Jb", "a\u202eb\u2066", "a\u2028b\x85c"])
    def test_nothing_that_is_not_seen_comes_out(self, riskgrade, pack, registers, tmp_path, name):
        firms = registers / "firms.csv"
        firms.write_text(firms.read_text(encoding="utf-8").replace("合成样本", name), encoding="utf-8", newline="")
        page = tmp_path / "a.html"
        asking = ["score", "002", "--registers", registers, "--pack", pack, "--as-of", sample.AS_OF]
        shown, document = riskgrade(*asking, "--html", page), riskgrade(*asking, "--json")
        assert document.json["subject"]["name"].startswith(name)
        for text in (page.read_text(encoding="utf-8"), shown.out, document.out):
            assert "a\\" in text
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\u2066]", text)

    def test_a_strange_file_is_left_alone_and_an_own_one_is_replaced(self, riskgrade, refused, asking, tmp_path):
        page = tmp_path / "a.html"
        page.write_text("mine", encoding="utf-8")
        assert "was not written by this command" in refused(*asking, "--html", page)[0]
        assert page.read_text(encoding="utf-8") == "mine"
        page.unlink()
        assert riskgrade(*asking, "--html", page).status == riskgrade(*asking, "--html", page).status == 0

    def test_another_ending_or_a_place_among_the_registers_is_refused(self, refused, asking, registers, tmp_path):
        assert "end in .html" in refused(*asking, "--html", tmp_path / "a.txt")[0]
        assert "among the registers" in refused(*asking, "--html", registers / "a.html")[0]


class TestRefused:
    def test_an_unknown_subject_is_told_the_nearest(self, refused, asking):
        asking[1] = "0022"
        english, chinese = refused(*asking)
        assert "no row of firms" in english
        assert "002" in chinese

    def test_a_bad_day(self, refused, asking):
        asking[-1] = "2023-02-30"
        assert "is not a day of the calendar" in refused(*asking)[0]

    def test_a_day_of_another_age_is_told_as_the_day(self, refused, asking):
        english, chinese = refused(*asking[:-1], "1800-01-01")
        assert english == "as_of 1800-01-01 is no day from 1901-01-01 to 2199-12-31"
        assert chinese == "as_of 1800-01-01 不在 1901-01-01 至 2199-12-31 之间"
        assert refused(*asking, "--period", "1800")[0] == "the period 1800 is no year from 1901 to 2199"

    def test_who_without_a_log_and_two_kinds_of_output(self, refused, asking):
        assert "give --log with it" in refused(*asking, "--by", "x")[0]
        assert "either --text or --json" in refused(*asking, "--text", "--json")[0]


class TestDistrict:
    """With the rules of the made-up district, which are composed of others."""

    HEADING = "uscc,name,kind,established_on"

    @pytest.fixture
    def asking(self, tmp_path):
        folder = tmp_path / "registers"
        folder.mkdir()
        firms = [
            "91990000MA9000054H,合成甲,seller,2019-01-01",
            "91990000MA9000097Y,合成乙,seller,2019-13-45",
            "91990000MA90000970,合成丙,seller,2019-01-01",
        ]
        (folder / "enterprises.csv").write_text("\n".join([self.HEADING, *firms]) + "\n", "utf-8")
        rest = ["--registers", folder, "--pack", "cn-suining-2023", "--as-of", "2023-12-31"]
        return lambda subject: ["score", subject, *rest]

    def test_a_row_that_could_not_be_read_is_told_with_its_fault(self, refused, asking):
        english, chinese = refused(*asking("91990000MA9000097Y"))
        assert "is there but could not be read: enterprises.csv, row 3: 'established_on'" in english
        assert "enterprises.csv 第3行" in chinese
        english, _ = refused(*asking("91990000MA90000970"))
        assert "is there but could not be read: enterprises.csv, row 4: 'uscc'" in english
        assert "did you mean" not in english

    def test_a_cell_that_counts_as_unknown_is_something_to_look_at(self, riskgrade, asking):
        asked = asking("91990000MA9000054H")
        firms = asked[3] / "enterprises.csv"
        text = firms.read_text("utf-8").replace("kind,est", "kind,static_score,est").replace("seller,", "seller,41,")
        assert riskgrade(*asked).status == 0
        firms.write_text(text, "utf-8")
        done = riskgrade(*asked, "--json")
        assert (done.status, done.json["findings"]) == (1, [])
        assert done.err.startswith("note: enterprises.csv, row 2: 'static_score' cannot be used")
        assert done.err.count("\n") == 1
        assert riskgrade(*asked, "--accept-rejected").status == 0

    def test_a_name_of_several_facts_says_which(self, riskgrade, refused, asking):
        asked = asking("91990000MA9000054H")
        english, chinese = refused(*asked, "--what-if", "dynamic_points_latest=50")
        assert "cn-sichuan-producer-2023/dynamic_points_latest, cn-food-risk-2016/dynamic_points_latest" in english
        assert "请写明是哪一个" in chinese
        trace = riskgrade(*asked, "--what-if", "cn-food-risk-2016/dynamic_points_latest=50", "--json").json
        assert [one["name"] for one in trace["replaced"]] == ["cn-food-risk-2016/dynamic_points_latest"]

    @pytest.mark.parametrize("title", ["本年度扣分", "Points deducted in the year"])
    def test_what_a_page_calls_a_fact_stands_for_its_name(self, riskgrade, refused, asking, title):
        asked = asking("91990000MA9000054H")
        trace = riskgrade(*asked, "--what-if", f"{title}=3", "--json").json
        assert [one["name"] for one in trace["replaced"]] == ["credit_deducted_year"]
        assert "did you mean 'credit_deducted_year'" in refused(*asked, "--what-if", "credit_deducted_yea=3")[0]

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "heaviest kind not known; 0 to 10 points in all"), ("zh", "最重的处罚种类扣分 未知；共0至10分")],
    )
    def test_points_are_not_told_farther_than_they_can_move_the_score(
        self, riskgrade, asking, tmp_path, language, said
    ):
        page, asked = tmp_path / "a.html", asking("91990000MA9000054H")
        supposed = (*asked, "--what-if", "credit_deducted_year=unknown", "--language", language)
        assert said in riskgrade(*supposed, "--text", "--html", page).out
        drawn = re.findall("<text[^>]*>(.*?)</text>", page.read_text(encoding="utf-8"))
        assert {"not known" if language == "en" else "未知", "10"} <= set(drawn)
        assert not [one for one in drawn if "000000" in one]
        # The figures themselves stay exact.
        accounts = [account for grade in riskgrade(*supposed, "--json").json["grades"] for account in grade["accounts"]]
        (points,) = (
            one for account in accounts if account["grade"] == "credit" for one in account["groups"][0]["points"]
        )
        assert points["low"] == "-6000000.00"

    def test_a_title_tells_apart_what_a_name_does_not(self, riskgrade, asking):
        title = "最近一次全项目检查的动态分值（0至60分）"
        trace = riskgrade(*asking("91990000MA9000054H"), "--what-if", f"{title}=30", "--json").json
        assert [one["name"] for one in trace["replaced"]] == ["cn-food-risk-2016/dynamic_points_latest"]

    def test_a_fact_that_several_packs_share_is_one(self, riskgrade, asking):
        trace = riskgrade(*asking("91990000MA9000054H"), "--what-if", "recall_refused_year=yes", "--json").json
        packs = ("", "cn-sichuan-producer-2023/", "cn-food-risk-2016/")
        assert {one["name"] for one in trace["replaced"]} == {f"{pack}recall_refused_year" for pack in packs}
