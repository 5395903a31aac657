"""Leaders see the figures of their agency and all below; at the top, and as administrators, all of them."""

import pytest

from portal.agencies.models import Agency, Role
from reports.reach import reach_of
from tests.factories import AgencyFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return AgencyFactory(kind=Agency.Kind.PROVINCE, level=1)


@pytest.fixture
def district(province):
    return AgencyFactory(kind=Agency.Kind.DISTRICT, level=2, parent=province)


@pytest.fixture
def commune(district):
    return AgencyFactory(parent=district)


def leader_at(agency):
    return PostFactory(agency=agency, role=Role.LEADER).user


def test_a_district_s_leader_sees_its_communes_and_no_others(district, commune):
    other = AgencyFactory()
    seen = reach_of(leader_at(district)).agencies
    assert {district.pk, commune.pk} <= seen
    assert other.pk not in seen


def test_a_commune_s_leader_does_not_see_the_district(district, commune):
    assert reach_of(leader_at(commune)).agencies == {commune.pk}


def test_who_heads_a_one_stop_unit_sees_the_agency_it_belongs_to(commune):
    unit = AgencyFactory(kind=Agency.Kind.ONE_STOP, parent=commune)
    assert reach_of(leader_at(unit)).agencies == {commune.pk, unit.pk}


def test_the_province_s_leader_and_administrators_see_all(province):
    assert reach_of(leader_at(province)).agencies is None
    assert reach_of(PostFactory(role=Role.ADMIN).user).agencies is None


def test_a_clerk_s_post_reaches_nothing(commune):
    assert reach_of(PostFactory(agency=commune, role=Role.CLERK).user).agencies == frozenset()
