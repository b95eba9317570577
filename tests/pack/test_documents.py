"""Good documents load; each bad one is refused with exactly the text that stands beside it."""

import pytest

from riskgrade.cases.read_cases import case_files, read_cases
from riskgrade.pack import shelf
from riskgrade.pack.diagnostics import DiagnosticCode, PackError
from riskgrade.pack.load import load_pack
from tests.pack.documents import BAD, GOOD, lay_out, names


@pytest.fixture(autouse=True)
def _shelf(monkeypatch):
    """What is told of an unknown pack lists the shipped ones; the documents were written for these three."""
    monkeypatch.setattr(shelf, "shipped_ids", lambda: ["uk-fhrs", "us-georgia", "us-nyc"])


def load(folder):
    pack = load_pack(folder)
    read_cases(case_files(folder), pack)
    return pack


def refused(name, folder):
    with pytest.raises(PackError) as caught:
        load(lay_out(BAD, name, folder))
    return caught.value.diagnostics


@pytest.mark.parametrize("name", names(GOOD))
def test_good_document_loads(name, tmp_path):
    assert load(lay_out(GOOD, name, tmp_path)).sha256


@pytest.mark.parametrize("name", names(BAD))
def test_bad_document_is_refused_as_expected(name, tmp_path):
    diagnostics = refused(name, tmp_path)
    told = "".join(f"{one.text('en')}\n{one.text('zh')}\n" for one in diagnostics)
    assert told.replace(str(tmp_path), "…") == (BAD / name / "expected.txt").read_text(encoding="utf-8")


def test_every_code_has_a_bad_document():
    told = "".join(path.read_text(encoding="utf-8") for path in BAD.glob("*/expected.txt"))
    assert [code for code in DiagnosticCode if f": {code}: " not in told and f": {code}/" not in told] == []
