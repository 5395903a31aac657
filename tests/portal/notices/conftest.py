"""By day, so that no test depends on when it runs; people with an e-mail address and a mobile number."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.factories import UserFactory

NOON = datetime(2020, 12, 1, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def clock():
    """Noon in the province; ``clock.shift(seconds)`` goes on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(db):
    return UserFactory(full_name="Trần Thị Hà", email="ha@example.vn", phone="0912 345 678")


@pytest.fixture
def neighbour(db):
    return UserFactory(full_name="Lê Văn Khác", email="khac@example.vn", phone="+84987654321")
