"""`riskgrade file`: the page, the document, the workbook, and what is refused."""

import json
import re

import pytest
from rich.cells import cell_len

from riskgrade.cli import file as command
from tests.dossier import sample
from tests.report.sample import write_pack


@pytest.fixture
def pack(tmp_path):
    return sample.pack_in(tmp_path / "packs")


@pytest.fixture
def registers(tmp_path):
    return sample.csv_in(tmp_path)


@pytest.fixture
def asking(pack, registers):
    """The arguments of an ordinary `file`."""
    return ["file", sample.SUBJECT, "--registers", registers, "--pack", pack, "--as-of", sample.AS_OF]


@pytest.fixture
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")


def flat(page):
    """A page as one line: of each row of a table what it is called, then what it says."""
    out, left, right = [], [], []
    for line in page.splitlines():
        if line.startswith("│"):
            _, name, said, _ = line.split("│")
            left.append(name)
            right.append(said)
        else:
            out += [*left, *right, re.sub("[┌┐└┘├┤┬┴┼─]", "", line)]
            left, right = [], []
    return " ".join(" ".join(out).split())


@pytest.mark.usefixtures("_wide")
class TestPage:
    def test_sections_newest_first_with_what_is_void_and_why(self, riskgrade, asking):
        done = riskgrade(*asking)
        assert done.status == 0
        page = flat(done.out)
        assert page.startswith(
            "Credit file of A-001, as known on 2023-12-31 (sample-file 1.0.0) Firms, in force from 2022-06-01"
        )
        assert (
            "Firms: other versions, where they differ 2019-01-01 Name 合成一厂（旧） Scale Small originated by" in page
        )
        assert "Penalties: 3, 1 of them void 2023-06-01 p4 Case p4 Cases 2 source not said" in page
        assert "2022-05-01 p2 Repaired since 2023-04-01; the record stands Case 合罚〔2022〕2号 Kinds Warning" in page
        assert "2021-05-01 p1 VOID since 2022-01-10: Revoked Case 合罚〔2021〕1号" in page
        assert "originated by 执法一队 provided by 法规科 responsible 信用科" in page
        assert "People: 1 q1 Case 合罚〔2021〕1号 Name 甲** Identity number ****** Age 40" in page
        assert "s2 recording day unknown" in page
        assert "Not supplied, so nothing is known of it: Visits." in page
        assert "overturned" not in page

    def test_in_chinese(self, riskgrade, asking):
        page = flat(riskgrade(*asking, "--language", "zh").out)
        assert page.startswith(
            "A-001 的信用档案，截至 2023-12-31 已知（sample-file 1.0.0） 企业，现行（自 2022-06-01 起）"
        )
        assert "行政处罚：3 条，其中 1 条已作废" in page
        assert "自 2022-01-10 起作废：复议撤销" in page
        assert "自 2023-04-01 起信用修复；记录仍有效" in page
        assert "种类 罚款;警告 罚款金额 5000.50" in page
        assert "谁产生 执法一队 谁提供 法规科 谁负责 信用科" in page
        assert "未提供，有无记录不得而知：检查。" in page

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_table_is_aligned_and_fits(self, riskgrade, pack, tmp_path, language):
        place = sample.csv_in(tmp_path / "bad", sample.with_bad())
        page = riskgrade("file", sample.SUBJECT, "--registers", place, "--pack", pack, "--language", language).out
        widths = {cell_len(line) for line in page.splitlines() if line[:1] in set("│┌└├")}
        assert len(widths) == 1
        assert max(widths) <= 100

    def test_an_earlier_day_and_no_day(self, riskgrade, asking):
        assert "No row of its own was known on that day." in riskgrade(*asking[:-1], "2018-12-31").out
        page = flat(riskgrade(*asking[:-2]).out)
        assert page.startswith(
            "Credit file of A-001, as the registers stand (sample-file 1.0.0) Firms, in force from 2024-03-01"
        )
        assert "overturned" in page

    def test_rows_set_aside(self, riskgrade, pack, tmp_path):
        place = sample.csv_in(tmp_path / "bad", sample.with_bad())
        args = ("file", sample.SUBJECT, "--registers", place, "--pack", pack, "--as-of", sample.AS_OF)
        done = riskgrade(*args)
        page = flat(done.out)
        assert done.status == 1
        assert (
            "Penalties: rows of this firm that were set aside: 1 row 7 penalties.csv, row 7: 'decided_on' (决定日期)"
            in page
        )
        assert "Penalties: rows set aside of which it cannot be read whose they are: 1; one may be this firm's." in page
        assert riskgrade(*args, "--accept-rejected").status == 0

    def test_the_days_for_which_a_register_is_complete(self, riskgrade, asking):
        page = riskgrade(*asking, "--coverage", "penalties=2021-01-01..").out
        assert "Penalties: 3, 1 of them void (complete 2021-01-01 – …)" in page

    def test_a_register_without_versions_and_sources_says_nothing_of_them(self, riskgrade, tmp_path):
        (tmp_path / "inspections.csv").write_text("inspection_id,inspected_on,score\n7,2014-03-03,13\n")
        page = riskgrade("file", "7", "--registers", tmp_path, "--pack", "us-nyc").out
        assert page.splitlines()[2] == "Inspections"
        assert "source" not in page

    def test_what_cannot_be_told_apart(self, riskgrade, pack, tmp_path):
        place = sample.csv_in(tmp_path / "few", {"firms": sample.FIRMS, "people": sample.PEOPLE})
        page = riskgrade("file", sample.SUBJECT, "--registers", place, "--pack", pack).out
        assert "People: supplied, but which rows are this firm's cannot be told without: Penalties." in page

    def test_a_name_that_would_move_the_cursor(self, riskgrade, pack, tmp_path):
        rows = [{**sample.FIRMS[0], "name": "a\x1b[2Jb"}]
        place = sample.csv_in(tmp_path / "odd", {"firms": rows})
        assert "a\\x1b[2Jb" in riskgrade("file", sample.SUBJECT, "--registers", place, "--pack", pack).out


class TestPersons:
    @pytest.mark.parametrize("face", [[], ["--json"], ["--language", "zh"]])
    def test_masked_unless_shown(self, riskgrade, pack, tmp_path, face):
        place = sample.csv_in(tmp_path / "bad", sample.with_bad())
        args = ["file", sample.SUBJECT, "--registers", place, "--pack", pack, *face]
        said = riskgrade(*args).out
        assert [secret for secret in sample.SECRETS if secret in said] == []
        shown = riskgrade(*args, "--show-persons").out
        assert [secret in shown for secret in sample.SECRETS] == [True, True, False]


class TestFaces:
    def test_one_document_and_nothing_else(self, riskgrade, asking):
        done = riskgrade(*asking, "--json")
        assert (done.status, done.err) == (0, "")
        assert done.json["kind"] == "riskgrade.credit_file/1"
        assert [one["register"] for one in done.json["registers"]] == ["penalties", "people", "samplings", "visits"]

    def test_csv_and_workbook_give_the_same_page(self, riskgrade, asking, tmp_path):
        args = list(asking)
        args[3] = sample.xlsx_in(tmp_path)
        assert riskgrade(*asking).out == riskgrade(*args).out
        assert riskgrade(*asking, "--json").out == riskgrade(*args, "--json").out

    def test_a_workbook_too(self, riskgrade, asking, tmp_path):
        done = riskgrade(*asking, "--xlsx", tmp_path / "file.xlsx")
        assert f"Workbook: {tmp_path / 'file.xlsx'}" in done.out
        before = (tmp_path / "file.xlsx").read_bytes()
        json.loads(riskgrade(*asking, "--json", "--xlsx", tmp_path / "file.xlsx").out)
        assert (tmp_path / "file.xlsx").read_bytes() == before


class TestRefused:
    def test_a_firm_that_is_not_there(self, refused, asking):
        asking[1] = "A-010"
        english, chinese = refused(*asking)
        assert english == "no row of firms (Firms) has the Code 'A-010'; did you mean 'A-001'?"
        assert chinese == "名册 firms（企业）中没有代码为 A-010 的行；是否应为 A-001？"

    @pytest.mark.parametrize("day", ["2023-02-30", "20231231", "today"])
    def test_a_day_that_is_none(self, refused, asking, day):
        assert refused(*asking[:-1], day)[0] == f"as_of: '{day}' is not a day of the calendar; write it as 2023-12-31"

    def test_without_the_register_of_firms(self, refused, pack, tmp_path):
        place = sample.csv_in(tmp_path / "few", {"people": sample.PEOPLE})
        english, _ = refused("file", sample.SUBJECT, "--registers", place, "--pack", pack)
        assert english.startswith("the register 'firms', whose rows pack sample-file grades, was not supplied")

    def test_a_pack_without_a_register_of_firms(self, refused, registers, tmp_path):
        files = {**sample.PACK, "pack.yaml": sample.PACK["pack.yaml"].replace("subject: firms\n", "")}
        del files["facts.yaml"]
        library = write_pack(tmp_path / "library", files)
        assert "names no register of subjects" in refused("file", "x", "--registers", registers, "--pack", library)[0]

    def test_what_is_left_out(self, refused, registers, monkeypatch):
        monkeypatch.setattr(command, "DEFAULT_PACK", "no-such-pack")
        assert refused("file", "x", "--registers", registers)[0].startswith("Missing option '--pack'")
        assert refused("file", "x")[1] == "缺少参数 --registers"

    def test_the_registers_are_not_overwritten(self, refused, asking, registers, tmp_path):
        assert "lies among the registers" in refused(*asking, "--xlsx", registers / "file.xlsx")[0]
        args = list(asking)
        args[3] = sample.xlsx_in(tmp_path)
        assert "lies among the registers" in refused(*args, "--xlsx", args[3])[0]
        assert "let --xlsx end in .xlsx" in refused(*asking, "--xlsx", tmp_path / "file.csv")[0]


def test_the_pack_that_is_taken_if_none_is_named(riskgrade, pack, registers, monkeypatch):
    monkeypatch.setattr(command, "DEFAULT_PACK", "us-nyc")
    done = riskgrade("file", sample.SUBJECT, "--registers", registers)
    assert (done.status, "No register was found in registers" in done.err) == (2, True)
