"""The made-up pack, and a way to read a file from rows."""

from datetime import date

import pytest

from riskgrade.dossier import read_dossier
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.dossier import sample


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    return load_pack(sample.pack_in(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def read(pack):
    """Read a credit file from rows."""

    def ran(registers=None, as_of=sample.AS_OF, subject=sample.SUBJECT, show_persons=False):
        found = load_registers(
            sample.REGISTERS if registers is None else registers, pack.registers, subject=pack.subject
        )
        return read_dossier(subject, found, pack, as_of and date.fromisoformat(as_of), show_persons)

    return ran


@pytest.fixture
def section(read):
    """Read one section of a credit file."""

    def ran(name, registers=None, **more):
        return next(one for one in read(registers, **more) if one.register == name)

    return ran
