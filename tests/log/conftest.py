"""Records and a log that several tests read."""

import pytest

from tests.log import sample


@pytest.fixture(scope="session")
def records(tmp_path_factory):
    return sample.records(tmp_path_factory.mktemp("records"))


@pytest.fixture
def log(tmp_path, records):
    path = tmp_path / "decisions.log"
    sample.write_log(path, records)
    return path


@pytest.fixture(scope="session")
def decision_id(records):
    return records["006"].decision_id
