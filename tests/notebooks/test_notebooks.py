"""Notebooks are lessons that run: each is executed from first to last cell, and kept without what it printed."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import shared_data

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
LIMIT = 120
"""Seconds a cell may take on a machine that does other things too."""


def read(name: str) -> nbformat.NotebookNode:
    book: nbformat.NotebookNode = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    return book


def test_there_are_notebooks():
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_without_outputs(name):
    """So that a change shows what was written, no result is older than the code, and no data leave their place."""
    book = read(name)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert set(book.metadata) == {"kernelspec", "language_info", "riskgrade"}
    assert book.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_begins_with_its_title_in_both_languages(name):
    first = read(name).cells[0]
    assert first.cell_type == "markdown"
    title = first.source.splitlines()[0]
    assert title.startswith("# ")
    zh, en = title.removeprefix("# ").split(" · ")
    assert not zh.isascii()
    assert en.isascii()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(name, tmp_path, monkeypatch):
    """In a kernel of this very environment, in the notebooks' own folder; its checks are among its cells."""
    book = read(name)
    for needed in book.metadata.riskgrade.needs:
        shared_data(needed)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    before = sorted(path.name for path in FOLDER.iterdir())
    client = NotebookClient(book, timeout=LIMIT, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    client.execute()
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [one.text for one in outputs if one.output_type == "stream" and one.name == "stderr"]
    pictures = [one.data["image/png"] for one in outputs if "image/png" in one.get("data", {})]
    assert pictures
    for picture in pictures:
        width, height = struct.unpack(">II", base64.b64decode(picture)[16:24])
        assert width >= 300
        assert height >= 200
    assert sorted(path.name for path in FOLDER.iterdir()) == before
