"""Bad input: one message in two languages, status 2, and nothing half-written in the output folder."""

import gzip
import zipfile

import pytest

from tests.registers.samples import raw_workbook
from tests.report import sample


@pytest.fixture
def untouched(tmp_path):
    """After a refusal nothing of the output is there, not even a draft."""
    yield
    assert not [path.name for path in tmp_path.iterdir() if "out" in path.name]


def grading(source, pack, tmp_path, as_of=sample.AS_OF):
    return ("grade", source, "--pack", pack, "--as-of", as_of, "--out", tmp_path / "out")


def firms(tmp_path, text, name="firms.csv"):
    folder = tmp_path / "registers"
    folder.mkdir()
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


GOOD = "code,name,kind,area\n1,x,maker,20\n"


@pytest.mark.usefixtures("untouched")
class TestRegisters:
    def test_a_missing_folder(self, refused, pack, tmp_path):
        english, chinese = refused(*grading(tmp_path / "nothing", pack, tmp_path))
        assert english == f"{tmp_path / 'nothing'} is not there. Please check the path."
        assert chinese.startswith("找不到")

    def test_a_folder_without_registers(self, refused, pack, tmp_path):
        (tmp_path / "registers").mkdir()
        english, _ = refused(*grading(tmp_path / "registers", pack, tmp_path))
        assert english.startswith("No register was found in registers.")

    def test_a_wrong_heading(self, refused, pack, tmp_path):
        english, chinese = refused(*grading(firms(tmp_path, GOOD.replace("code", "cod")), pack, tmp_path))
        assert english.startswith(
            "firms.csv: the required field 'code' (代码) has no column. Nearest headings there: 'cod'."
        )
        assert "缺少必填字段 code" in chinese

    @pytest.mark.parametrize(("separator", "en", "zh"), [("\t", "tabs", "制表符"), (";", "semicolons", "分号")])
    def test_another_separator(self, refused, pack, tmp_path, separator, en, zh):
        source = firms(tmp_path, separator.join(["code", "name"]) + "\n" + separator.join(["001", "a,b"]) + "\n")
        english, chinese = refused(*grading(source, pack, tmp_path))
        assert f"seem to be separated by {en}; the separator must be a comma" in english
        assert f"各列似以{zh}分隔" in chinese

    def test_two_columns_for_one_field(self, refused, pack, tmp_path):
        english, _ = refused(*grading(firms(tmp_path, GOOD.replace("kind", "名称")), pack, tmp_path))
        assert "the columns 'name' and '名称' both hold the field 'name'" in english

    def test_an_empty_file(self, refused, pack, tmp_path):
        english, _ = refused(*grading(firms(tmp_path, b""), pack, tmp_path))
        assert english.startswith("firms.csv is empty")

    def test_a_file_of_another_kind(self, refused, pack, tmp_path):
        english, _ = refused(*grading(firms(tmp_path, b"\x00\xff\xfe" * 50, "firms.parquet"), pack, tmp_path))
        assert english.startswith("firms.parquet cannot be read as Parquet")

    def test_a_packed_file_cut_off(self, refused, pack, tmp_path):
        english, _ = refused(
            *grading(firms(tmp_path, gzip.compress(GOOD.encode())[:-9], "firms.csv.gz"), pack, tmp_path)
        )
        assert english.startswith("firms.csv.gz")

    def test_a_zip_bomb_renamed(self, refused, pack, tmp_path):
        folder = firms(tmp_path, b"", "firms.xlsx")
        with zipfile.ZipFile(folder / "firms.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
        english, _ = refused(*grading(folder, pack, tmp_path))
        assert "unpacks to far more" in english

    def test_a_workbook_whose_one_far_cell_would_end_the_process(self, refused, pack, tmp_path):
        folder = firms(tmp_path, b"", "firms.xlsx")
        far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        raw_workbook(folder / "firms.xlsx", far)
        english, _ = refused(*grading(folder, pack, tmp_path))
        assert "memory a workbook may use" in english

    def test_the_register_of_subjects_is_missing(self, refused, pack, tmp_path):
        sample.write_csv(tmp_path / "registers" / "samplings.csv", sample.SAMPLINGS)
        english, _ = refused(*grading(tmp_path / "registers", pack, tmp_path))
        assert english == "the register 'firms', whose rows pack sample grades, was not supplied; there is: samplings"


@pytest.mark.usefixtures("untouched")
class TestRows:
    """What is wrong with single rows sets them aside: status 1, or 0 where that is accepted."""

    BAD = GOOD + ",no code,maker,1\n2,y,maker,wide\n3,z,farmer,1\n4,same,maker,1\n4,other,maker,1\n"

    @pytest.fixture
    def source(self, tmp_path):
        folder = firms(tmp_path, self.BAD)
        sample.write_csv(folder / "samplings.csv", [{**sample.SAMPLINGS[0], "code": "1", "sampled_on": "2023-02-30"}])
        return folder

    def test_rows_are_set_aside_with_reason_and_row(self, riskgrade, pack, source, tmp_path):
        out = tmp_path / "results"
        done = riskgrade("grade", source, "--pack", pack, "--as-of", sample.AS_OF, "--out", out)
        assert done.status == 1
        # No code; a kind that is none stays, unknown; two rows with one key.
        rejected = (out / "rejected" / "firms.csv").read_text("utf-8-sig").splitlines()
        assert [line.partition(",")[0] for line in rejected] == ["row", "3", "4", "6", "7"]
        assert "'wide' cannot be read as a number" in rejected[2]
        assert "several rows have the code '4' and differ" in rejected[3]
        (_, sampling) = (out / "rejected" / "samplings.csv").read_text("utf-8-sig").splitlines()
        assert "'2023-02-30'" in sampling
        assert "Rows set aside: 5." in done.out

    def test_a_row_set_aside_never_makes_a_grade_better(self, riskgrade, pack, source):
        summary = riskgrade("grade", source, "--pack", pack, "--as-of", sample.AS_OF, "--dry-run", "--json").json[
            "summary"
        ]
        assert summary["grades"]["risk"]["levels"] == {"A": 0, "B": 0, "C": 0, "D": 0} | {
            "A": summary["grades"]["risk"]["levels"]["A"]
        }
        assert summary["rules"]["up.failed"]["unknown"] == 1

    def test_accepted_they_are_written_all_the_same(self, riskgrade, pack, source, tmp_path):
        out = tmp_path / "results"
        done = riskgrade("grade", source, "--pack", pack, "--as-of", sample.AS_OF, "--out", out, "--accept-rejected")
        assert done.status == 0
        assert (out / "rejected" / "firms.csv").exists()


@pytest.mark.usefixtures("untouched")
class TestPacks:
    @pytest.fixture
    def spoiled(self, refused, registers, tmp_path):
        def ran(file, old, new):
            files = dict(sample.PACK)
            assert old in files[file]
            files[file] = files[file].replace(old, new, 1)
            pack = sample.write_pack(tmp_path / "spoiled", files)
            return refused(*grading(registers, pack, tmp_path))

        return ran

    def test_an_unknown_pack(self, refused, registers, tmp_path):
        english, chinese = refused(*grading(registers, "uk-fhr", tmp_path))
        assert "there is no pack 'uk-fhr'; did you mean 'uk-fhrs'?" in english
        assert "是否应为 uk-fhrs？" in chinese

    def test_an_unknown_key(self, spoiled):
        english, _ = spoiled("rules.yaml", "when: failed >= 1", "wen: failed >= 1")
        assert english == "sample/rules.yaml:4: UNKNOWN_KEY: 'wen' is not a key here; did you mean 'when'?"

    def test_a_key_twice(self, spoiled):
        english, _ = spoiled("rules.yaml", "cite: guide", "cite: guide, cite: act")
        assert english.startswith("sample/rules.yaml:2: YAML_DUPLICATE_KEY: the key 'cite' stands twice")

    def test_a_citation_missing(self, spoiled):
        english, chinese = spoiled("rules.yaml", ", cite: guide", "")
        assert (
            english
            == "sample/rules.yaml:2: CITATION_MISSING: `cite:` is missing; everything that a pack says names what it rests on"
        )
        assert "缺少 cite:" in chinese

    def test_every_mistake_is_told_at_once(self, spoiled):
        english, _ = spoiled("rules.yaml", "cite: guide}", "}\n- {id: x, when: faild > 1, then: {flag: y}, cite: act}")
        assert "sample/rules.yaml:2: CITATION_MISSING" in english
        assert (
            "sample/rules.yaml:3: EXPRESSION/UNKNOWN_NAME: there is no name 'faild' here; did you mean 'failed'?"
            in english
        )

    def test_an_anchor(self, spoiled):
        english, _ = spoiled("facts.yaml", "{from", "&a {from")
        assert "YAML_ANCHOR" in english

    def test_a_pack_file_of_50_megabytes(self, refused, registers, tmp_path):
        pack = sample.write_pack(tmp_path / "spoiled")
        with (pack / "rules.yaml").open("a") as stream:
            stream.write("# " + "x" * 50_000_000)
        english, _ = refused(*grading(registers, pack, tmp_path))
        assert "FILE_TOO_LARGE" in english

    def test_a_day_without_a_parameter(self, refused, registers, tmp_path):
        files = dict(sample.PACK)
        files["parameters.yaml"] = "limit: {value: 3, from: 2024-01-01, cite: act-2}\n"
        pack = sample.write_pack(tmp_path / "spoiled", files)
        english, _ = refused(*grading(registers, pack, tmp_path))
        assert english.startswith("parameter 'limit' of pack sample has no value on 2023-12-31")


@pytest.mark.usefixtures("untouched")
class TestUsage:
    @pytest.mark.parametrize("day", ["2023-02-30", "20231231", "31.12.2023", "2023-1-1", "today", ""])
    def test_a_date_that_is_not_one(self, refused, registers, pack, tmp_path, day):
        english, chinese = refused(*grading(registers, pack, tmp_path, as_of=day))
        assert english == f"as_of: '{day}' is not a day of the calendar; write it as 2023-12-31"
        assert "不是有效日期" in chinese

    @pytest.mark.parametrize(
        ("more", "said", "zh"),
        [
            (["--period", "soon"], "period: 'soon' is not a year such as 2023", "年份"),
            (["--period", "2024"], "the period 2024 starts after as_of 2023-12-31", "评定年度"),
            (["--coverage", "samplings"], "'samplings' is not of the form REGISTER=FROM..TO", "--coverage"),
            (["--coverage", "samplings=2023"], "coverage of samplings: write FROM..TO", "覆盖期间"),
            (
                ["--coverage", "samplngs=2023-01-01.."],
                "no register is called 'samplngs'; did you mean samplings?",
                "名册",
            ),
            (["--coverage", "a=2023-01-01..", "--coverage", "a=2023-01-01.."], "stands twice", "--coverage"),
            (["--format", "parquet,pdf"], "'pdf' is not one of parquet, csv, xlsx", "--format"),
            (["--format", ","], "name at least one of parquet, csv, xlsx", "--format"),
            (["--engine", "spark"], "'spark' is not one of 'polars', 'duckdb'", "--engine"),
            (["--as-off", "x"], "No such option '--as-off'. Did you mean", "没有选项 --as-off；是否应为"),
            (["more"], "Got unexpected extra argument (more)", "用法有误"),
        ],
    )
    def test_a_wrong_option(self, refused, registers, pack, tmp_path, more, said, zh):
        english, chinese = refused(*grading(registers, pack, tmp_path), *more)
        assert said in english
        assert zh in chinese

    def test_what_is_left_out(self, refused, registers, pack):
        assert refused("grade")[0].startswith("Missing argument 'REGISTERS'.")
        assert refused("grade", registers)[1] == "缺少参数 --pack"
        english, chinese = refused("grade", registers, "--pack", pack, "--as-of", sample.AS_OF)
        assert english.startswith("Missing option '--out': name the folder for the results, such as --out build/june")
        assert chinese.startswith("缺少选项 --out：请给出结果文件夹，如 --out build/june")

    def test_what_does_not_go_together_is_told_in_both_languages(self, refused, registers, pack):
        asked = ["score", "001", "--registers", registers, "--pack", pack, "--as-of", sample.AS_OF]
        assert refused(*asked, "--by", "x")[1] == "--by 用于在日志中记下查询人，请同时给出 --log"
        assert refused("pack", "schema", "--check")[1] == "--check 需要同时给出用于比较的文件夹 FOLDER"

    def test_a_command_that_is_none(self, refused):
        english, chinese = refused("grad")
        assert english.startswith("No such command 'grad'.")
        assert chinese == "没有命令 grad"

    def test_an_engine_that_is_not_installed(self, refused, registers, pack, tmp_path, monkeypatch):
        import sys

        monkeypatch.setitem(sys.modules, "duckdb", None)
        english, _ = refused(*grading(registers, pack, tmp_path), "--engine", "duckdb")
        assert "DuckDB is not installed" in english
