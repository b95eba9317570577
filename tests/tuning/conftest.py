"""The careless pack."""

import pytest

from tests.tuning import careless


@pytest.fixture
def pack():
    return careless.loaded()
