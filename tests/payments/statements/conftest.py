import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Level, Role
from tests.factories import AgencyFactory, PostFactory


@pytest.fixture
def centre(db) -> Agency:
    """The centre of the province."""
    return AgencyFactory(name="Trung tâm Phục vụ hành chính công tỉnh", kind=Agency.Kind.ONE_STOP, level=Level.PROVINCE)


@pytest.fixture
def treasurer(centre) -> User:
    """A cashier of the province."""
    return PostFactory(agency=centre, role=Role.CASHIER).user
