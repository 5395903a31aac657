import pytest

from tests.chaos.world import Province


@pytest.fixture
def province(db) -> Province:
    return Province()
