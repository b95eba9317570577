"""`riskgrade compare`: tables on the screen, one document, a folder; and what is refused."""

import json

import pytest


@pytest.fixture
def rows(tmp_path):
    """Three inspections in New York's terms."""
    folder = tmp_path / "registers"
    folder.mkdir()
    lines = ["inspection_id,inspected_on,score", "1,2014-03-03,12", "2,2014-03-03,13", "3,2014-03-03,28"]
    (folder / "inspections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def candidate(tmp_path):
    """A patch in a file."""
    file = tmp_path / "candidate.yaml"
    file.write_text("grades.grade.bands.A.up_to: 12\n", encoding="utf-8")
    return file


@pytest.fixture
def asking(rows, candidate):
    return ["compare", "us-nyc", rows, "--patch", candidate, "--on", "2014-12-31"]


def test_one_document_says_all(riskgrade, asking):
    done = riskgrade(*asking, "--json")
    told = done.json
    assert (done.status, done.err) == (0, "")
    assert (told["before"]["id"], told["after"]["version"].partition("+")[2][:6]) == ("us-nyc", "patch.")
    assert [(one["from"], one["to"], one["subjects"]) for one in told["migration"]] == [
        ("A", "A", 1),
        ("A", "B", 1),
        ("C", "C", 1),
    ]
    assert [(one["subject"], one["why"]) for one in told["changed"]] == [("2", "limits")]
    assert "+    - {up_to: 12, level: A}" in told["diff"]


def test_the_screen_says_it_in_both_languages(riskgrade, asking):
    english, chinese = riskgrade(*asking).out, riskgrade(*asking, "--language", "zh").out
    assert "who moves" in english
    assert "级别变动的主体" in chinese


def test_a_folder_holds_tables_drawings_and_the_patch(riskgrade, asking, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):  # a folder of an earlier run is replaced
        assert riskgrade(*asking, "--out", out).status == 0
    files = {path.name for path in out.iterdir()}
    assert {"changed.csv", "migration.csv", "migration.png", "summary.png", "patch.diff", "manifest.json"} <= files
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["what"], set(manifest["files"])) == ("compare", files - {"manifest.json"})


def test_a_dry_run_writes_nothing(riskgrade, asking, tmp_path):
    assert riskgrade(*asking, "--out", tmp_path / "out", "--dry-run").status == 0
    assert not (tmp_path / "out").exists()


def test_a_folder_of_others_is_not_replaced(riskgrade, asking, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    done = riskgrade(*asking, "--out", out)
    assert (done.status, "holds no earlier run" in done.err) == (2, True)
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_rows_set_aside_are_something_to_look_at(riskgrade, asking, rows):
    with (rows / "inspections.csv").open("a", encoding="utf-8") as file:
        file.write("4,never,5\n")
    assert riskgrade(*asking).status == 1


def test_packs_are_missing(riskgrade, rows):
    done = riskgrade("compare", "us-nyc", rows, "--on", "2014-12-31")
    assert done.status == 2
    assert "Name PACK_A, PACK_B and REGISTERS" in done.err
    assert "请依次给出" in done.err


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("grades.grade.bands.A.upto: 12\n", "did you mean 'up_to'?", "是否应为 up_to？"),
        ("- 12\n", "holds no patch", "没有补丁"),
        ("", "holds no patch", "没有补丁"),
        ("grades.grade.bands.A.up_to: 30\n", "`up_to` must rise", "须逐档递增"),
        ("a: 1\na: 2\n", "stands twice", "重复"),
    ],
)
def test_a_wrong_patch_is_told(riskgrade, asking, candidate, text, english, chinese):
    candidate.write_text(text, encoding="utf-8")
    done = riskgrade(*asking)
    assert done.status == 2
    assert english in done.err
    assert chinese in done.err


def test_a_patch_that_is_not_there_is_told(riskgrade, asking, candidate):
    candidate.unlink()
    assert riskgrade(*asking).status == 2
