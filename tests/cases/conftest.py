"""A made-up pack, and a way to run cases that are written down."""

import pytest

from riskgrade.cases.read_cases import read_cases
from riskgrade.cases.run_cases import run_cases
from riskgrade.pack.load import load_pack
from tests.report import sample


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    return load_pack(sample.write_pack(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def write(tmp_path):
    def written(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def run(pack, write):
    def ran(text, engines=("polars",)):
        return run_cases(pack, read_cases([write(text)], pack), engines)

    return ran
