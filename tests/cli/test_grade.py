"""`riskgrade grade`: results appear whole, twice the same, and with the right exit status."""

import json
import os
import resource
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

from tests.report import sample


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_files_and_what_is_shown(riskgrade, grade, tmp_path):
    done = riskgrade(*grade)
    assert done.status == 1  # a decision table has a gap
    assert names(tmp_path / "out") == [
        "decisions.csv",
        "decisions.parquet",
        "findings.csv",
        "manifest.json",
        "summary.json",
        "withheld.csv",
    ]
    assert "A sample (sample 1.2.0), as of 2023-12-31, period 2023: 6 subjects" in done.out
    assert f"Results: {tmp_path / 'out'}" in done.out
    assert done.err.startswith("note: Nobody has checked that these sources still stood on 2023-12-31")
    levels = pl.read_parquet(tmp_path / "out" / "decisions.parquet")["risk"].to_list()
    assert levels == ["A", "D", None, None, None, "B"]


def test_in_chinese(riskgrade, grade):
    done = riskgrade(*grade, "--language", "zh")
    assert "样例（sample 1.2.0），as_of 2023-12-31，评定年度 2023：共 6 个主体" in done.out
    assert "不评级：试点 (pilot)" in done.out
    assert done.err.startswith("提示：")


def test_one_json_document_and_nothing_else(riskgrade, grade, tmp_path):
    done = riskgrade(*grade, "--json", "--facts")
    assert done.err == ""
    assert done.json["summary"] == json.loads((tmp_path / "out" / "summary.json").read_text())
    assert done.json["manifest"] == json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert done.json["needs_attention"] is True
    assert pl.read_parquet(tmp_path / "out" / "facts.parquet").columns == ["subject", "failed_low", "failed_high"]


def test_a_dry_run_writes_nothing(riskgrade, grade, tmp_path):
    before = names(tmp_path)
    done = riskgrade(*grade, "--dry-run")
    assert done.status == 1
    assert "Nothing was written (--dry-run)." in done.out
    assert names(tmp_path) == before
    assert riskgrade(*grade[:-2], "--dry-run").status == 1


def test_status_0_where_there_is_nothing_to_look_at(riskgrade, pack, tmp_path):
    source = tmp_path / "clean"
    sample.write_csv(source / "firms.csv", sample.FIRMS[:3])
    sample.write_csv(source / "samplings.csv", sample.SAMPLINGS[:2])
    done = riskgrade("grade", source, "--pack", pack, "--as-of", sample.AS_OF, "--out", tmp_path / "out")
    assert done.status == 0


def test_a_warning_alone_leaves_status_0(riskgrade, pack, tmp_path):
    source = tmp_path / "clean"
    sample.write_csv(source / "firms.csv", [*sample.FIRMS[:3], sample.FIRMS[0]])
    sample.write_csv(source / "samplings.csv", sample.SAMPLINGS[:2])
    done = riskgrade("grade", source, "--pack", pack, "--as-of", sample.AS_OF, "--out", tmp_path / "out")
    assert done.status == 0
    assert "the row repeats another" in done.out


def test_every_engine_and_the_same_again(riskgrade, grade, tmp_path):
    hashes = set()
    for engine in ("polars", "duckdb", "polars"):
        hashes.add(riskgrade(*grade, "--engine", engine, "--json").json["manifest"]["results_sha256"])
    assert len(hashes) == 1
    assert names(tmp_path) == ["out", "packs", "registers"]


def test_a_folder_of_somebody_is_refused_before_any_work(refused, grade, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    english, chinese = refused("grade", tmp_path / "nothing", *grade[2:])
    assert english == f"{tmp_path / 'out'} is not empty and holds no earlier run; choose another --out, or empty it"
    assert "非空且不是先前的运行结果" in chinese
    assert names(tmp_path / "out") == ["notes.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_permission(refused, grade, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    english, _ = refused(*grade[:-1], tmp_path / "closed" / "out")
    assert english.startswith("There is no permission")


def command(*args):
    code = "import sys; from riskgrade.cli.main import main; main(sys.argv[1:], prog_name='riskgrade')"
    return [sys.executable, "-c", code, *map(str, args)]


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are of Unix")
def test_a_full_disk_leaves_the_earlier_run(riskgrade, grade, tmp_path):
    riskgrade(*grade)
    before = (tmp_path / "out" / "manifest.json").read_bytes()

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    done = subprocess.run(command(*grade), capture_output=True, text=True, preexec_fn=small_files, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ")
    assert names(tmp_path) == ["out", "packs", "registers"]
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_behind_stdout():
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(command("pack", "list"), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert (
        done.stderr
        == "error: The disk is full; nothing was left half-written.\n错误：磁盘已满；没有留下写了一半的内容。\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command("pack", "list"), stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert done.returncode == 2
    assert done.stderr.startswith("error: The output was closed before everything was written.")
    assert "Exception ignored" not in done.stderr


STOPPED = """
import os, signal, sys
from riskgrade.cli import grade
import riskgrade.report.write_run as write_run
def stop(*args, **more):
    os.kill(os.getpid(), signal.{})
    import time; time.sleep(5)
write_run.summary = stop
from riskgrade.cli.main import main
main(sys.argv[1:], prog_name='riskgrade')
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_stopped_while_writing_leaves_nothing(grade, tmp_path, name, status):
    args = [sys.executable, "-c", STOPPED.format(name), *map(str, grade)]
    done = subprocess.run(args, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == ["packs", "registers"]


def test_the_help_comes_at_once():
    began = time.perf_counter()
    done = subprocess.run(command("--help"), capture_output=True, text=True, check=True)
    assert time.perf_counter() - began < 3
    assert "为名册中的全部主体评级" in done.stdout
    heavy = "import sys; from riskgrade.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    heavy += "assert not {'polars', 'pydantic', 'rich', 'narwhals'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", heavy], capture_output=True, check=True)


def test_a_list_of_missing_names_that_is_cut_is_told(riskgrade, grade, tmp_path, monkeypatch):
    monkeypatch.setattr("riskgrade.report.withheld_table.MOST", 1)
    done = riskgrade(*grade)
    told = "withheld.csv: Levels of 2 subjects are withheld; what is missing is named for the first 1."
    assert told in done.err
    notices = json.loads((tmp_path / "out" / "summary.json").read_text())["notices"]
    assert notices[-1]["en"].startswith(told)
    assert "withheld.csv" not in riskgrade(*grade, "--dry-run").err
