from collections.abc import Callable

import pytest

from portal.accounts.models import User
from portal.agencies.models import Role
from tests.chaos.world import Province
from tests.factories import PostFactory


@pytest.fixture
def province(db) -> Province:
    return Province()


@pytest.fixture
def somebody(province) -> Callable[[str], User]:
    """``somebody(Role.LINK)``: an official of the province with that post."""
    return lambda role: PostFactory(role=role, agency=province.desks[0][0]).user


@pytest.fixture
def keeper(somebody) -> User:
    """Looks after the national link, for the whole province."""
    return somebody(Role.LINK)
