"""A line that answers without a nation, and a province with something to tell."""

import pytest

from tests.chaos.world import Province
from tests.national.wire import Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def province(db) -> Province:
    return Province()
