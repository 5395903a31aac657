import pytest

from procedures import drafting
from tests.factories import PostFactory, ProcedureFactory
from tests.portal.desk import enter


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def colleague(db):
    return enter(PostFactory(role="catalogue", user__full_name="Hoàng Thị Lan").user)


@pytest.fixture
def published(db):
    """In force: one case, three working days online."""
    return ProcedureFactory(current__online_level=1).current


@pytest.fixture
def draft(published):
    return drafting.draft_from(published)
