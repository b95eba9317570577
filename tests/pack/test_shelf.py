"""Where packs are found."""

from pathlib import Path

import pytest

from riskgrade.pack.diagnostics import DiagnosticCode, PackError
from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import find_pack, shipped, shipped_ids


@pytest.mark.parametrize("name", shipped_ids())
def test_every_shipped_pack_loads_and_is_named_after_its_folder(name):
    assert load_pack(name).id == name


def test_a_path_a_folder_and_its_file(write):
    folder = write()
    assert find_pack(str(folder)) == find_pack(str(folder / "pack.yaml")) == folder


def test_a_shipped_id_goes_before_the_working_folder(write, monkeypatch):
    monkeypatch.chdir(write("uk-fhrs").parent)
    assert find_pack("uk-fhrs") == shipped() / "uk-fhrs"


def test_a_neighbour_goes_before_the_shipped(write):
    neighbour, asking = write("uk-fhrs"), write("asking")
    assert find_pack("uk-fhrs", asking) == neighbour


def test_neighbours_of_a_relative_folder(write, monkeypatch):
    neighbour, asking = write("low"), write("high")
    monkeypatch.chdir(asking)
    assert find_pack("low", Path()) == neighbour


@pytest.mark.parametrize("name", ["", "no-such-pack", "a\0b", "x" * 5000, "/", "..", "~"])
def test_what_is_no_pack(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackError) as caught:
        find_pack(name)
    assert [one.code for one in caught.value.diagnostics] == [DiagnosticCode.UNKNOWN_PACK]


def test_the_nearest_is_offered():
    with pytest.raises(PackError, match="did you mean 'uk-fhrs'"):
        find_pack("uk-fhr")
