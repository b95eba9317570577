"""Packs made of the base document with some files changed."""

import shutil

import pytest

from tests.pack.documents import BASE


@pytest.fixture
def write(tmp_path):
    """A function that lays out the base pack with some files replaced, and gives its folder."""

    def write(name="shop", **files):
        folder = tmp_path / name
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(BASE, folder)
        for kind, text in files.items():
            (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def base():
    """The text of a file of the base pack."""
    return lambda kind: (BASE / f"{kind}.yaml").read_text(encoding="utf-8")
