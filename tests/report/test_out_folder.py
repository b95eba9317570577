"""A folder of results appears whole or not at all, and nobody's files are lost."""

import json
import os
from pathlib import Path

import pytest

from riskgrade.report.manifest import KIND
from riskgrade.report.out_folder import check_out, whole
from riskgrade.report.refusal import RefusalError


def write(folder, **files):
    for name, text in files.items():
        (folder / name).write_text(text)
    (folder / "manifest.json").write_text(json.dumps({"kind": KIND, "files": dict.fromkeys(files, "")}))


def broken_off(out, error):
    with whole(out) as draft:
        write(draft, x="new")
        raise error


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_new_folder_with_those_above_it(tmp_path):
    with whole(tmp_path / "a" / "b") as draft:
        write(draft, x="1")
        assert everything(tmp_path) == ["a", f"a/{draft.name}", f"a/{draft.name}/manifest.json", f"a/{draft.name}/x"]
    assert everything(tmp_path) == ["a", "a/b", "a/b/manifest.json", "a/b/x"]


def test_the_folder_is_as_open_as_any_other(tmp_path):
    with whole(tmp_path / "out") as draft:
        write(draft)
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, ValueError])
def test_a_failure_leaves_nothing(tmp_path, error):
    with pytest.raises(error):
        broken_off(tmp_path / "a" / "b", error)
    assert everything(tmp_path) == []


def test_a_failure_leaves_the_earlier_run(tmp_path):
    out = tmp_path / "out"
    with whole(out) as draft:
        write(draft, x="old")
    with pytest.raises(PermissionError):
        broken_off(out, PermissionError)
    assert (out / "x").read_text() == "old"
    assert everything(tmp_path) == ["out", "out/manifest.json", "out/x"]


def test_a_failure_while_the_new_takes_its_place_leaves_the_earlier_run(tmp_path, monkeypatch):
    out = tmp_path / "out"
    with whole(out) as draft:
        write(draft, x="old")
    rename = type(out).rename

    def fails(path, target):
        if path.name.endswith(".part"):
            raise PermissionError("no")
        return rename(path, target)

    monkeypatch.setattr(type(out), "rename", fails)
    with pytest.raises(PermissionError), whole(out) as draft:
        write(draft, x="new")
    assert (out / "x").read_text() == "old"
    assert everything(tmp_path) == ["out", "out/manifest.json", "out/x"]


def test_an_earlier_run_is_replaced_wholly(tmp_path):
    out = tmp_path / "out"
    with whole(out) as draft:
        write(draft, x="old", y="old")
    (out / ".DS_Store").write_text("")
    with whole(out) as draft:
        write(draft, x="new")
    assert everything(tmp_path) == ["out", "out/manifest.json", "out/x"]
    assert (out / "x").read_text() == "new"


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()
    with whole(tmp_path / "out") as draft:
        write(draft, x="1")
    assert everything(tmp_path) == ["out", "out/manifest.json", "out/x"]


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "is not empty and holds no earlier run"),
        ("[]", "is not empty and holds no earlier run"),
        ('{"kind": "something else", "files": {}}', "is not empty and holds no earlier run"),
        (json.dumps({"kind": KIND, "files": {}}), "holds notes.txt, which the earlier run did not write"),
    ],
)
def test_files_of_somebody_are_not_lost(tmp_path, manifest, said):
    (tmp_path / "notes.txt").write_text("mine")
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(RefusalError, match=said):
        check_out(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(RefusalError, match="is a file"):
        check_out(tmp_path / "out")


def test_a_mounted_disk_is_not_replaced():
    with pytest.raises(RefusalError, match="name a folder inside it"):
        check_out(Path("/"))


def test_registers_inside_are_not_replaced(tmp_path):
    with pytest.raises(RefusalError, match="the registers lie in"):
        check_out(tmp_path, tmp_path / "registers")
    check_out(tmp_path / "out", tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    with whole(tmp_path / "out") as draft:
        write(draft, x="1")
    assert (tmp_path / "out").is_symlink()
    assert everything(tmp_path / "real") == ["manifest.json", "x"]
