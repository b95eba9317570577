"""A made-up pack and its registers on disk."""

import pytest

from riskgrade.pack.load import load_pack
from tests.report import sample


@pytest.fixture(scope="session")
def pack_folder(tmp_path_factory):
    return sample.write_pack(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="session")
def pack(pack_folder):
    return load_pack(pack_folder)


@pytest.fixture
def registers(tmp_path):
    return sample.write_registers(tmp_path)
