"""The made-up packs on disk, and a calibration of one of them."""

import pytest

from riskgrade.pack.load import load_pack
from tests.calibration import sample


@pytest.fixture(scope="session")
def packs(tmp_path_factory):
    return sample.write_packs(tmp_path_factory.mktemp("calibrated"))


@pytest.fixture(scope="session")
def pack(packs):
    return load_pack(packs / "sample")


@pytest.fixture(scope="session")
def city(packs):
    return load_pack(packs / "city")


@pytest.fixture(scope="session")
def draft(pack):
    return sample.draft(pack, {sample.OFTEN: "22", sample.CLASS + "d": "16", sample.CUT + "A.up_to": "12"})
