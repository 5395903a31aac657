"""Another agency decides: the old one sees the dossier no longer, the code stays, the process begins anew."""

import pytest

from dossiers.models import Dossier, Involvement
from dossiers.process import refusals, steps
from portal.agencies.models import Role
from portal.notices.models import Notice
from tests.dossiers.process.ways import do, here, outcomes
from tests.factories import AgencyFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(db):
    return AgencyFactory(name="Ủy ban nhân dân xã Song Mai")


@pytest.fixture
def moved(assigned, leader, there) -> Dossier:
    return do(steps.TRANSFER, assigned, leader, to=there, note="Nơi thường trú đã đổi")


def test_the_new_agency_decides_and_the_old_one_sees_it_no_longer(moved, there, leader, officer):
    parts = moved.involvements.filter(part=Involvement.Part.DECIDING)
    assert parts.current().get().agency == there
    assert parts.exclude(until=None).count() == 1
    for former in (leader, officer):
        assert not Dossier.objects.reached_by(former).exists()


def test_code_and_term_stay(assigned, leader, there):
    code, due = assigned.code, assigned.due_at
    do(steps.TRANSFER, assigned, leader, to=there, note="Nơi thường trú đã đổi")
    assigned.refresh_from_db()
    assert (assigned.code, assigned.due_at, assigned.agency) == (code, due, there)


def test_the_process_begins_anew_there(moved, there):
    assert outcomes(moved)[-2:] == [(3, "moved"), (2, "")]
    new = PostFactory(agency=there, role=Role.LEADER).user
    officer = PostFactory(agency=there, role=Role.OFFICER).user
    do(steps.ASSIGN, moved, new, official=officer)
    assert here(moved) == [(3, 1, officer)]


def test_the_citizen_is_told_where_and_why(moved, citizen):
    told = Notice.objects.filter(person=citizen).latest("pk")
    assert "Ủy ban nhân dân xã Song Mai" in told.body
    assert "Nơi thường trú đã đổi" in told.body


def test_it_goes_only_to_an_agency_that_decides_the_procedure(assigned, leader, unit, there):
    with pytest.raises(refusals.NotADecidingAgency):
        do(steps.TRANSFER, assigned, leader, to=unit, note="?")


def test_it_wants_a_reason(assigned, leader, there):
    with pytest.raises(refusals.ReasonMissing):
        do(steps.TRANSFER, assigned, leader, to=there)


def test_a_proposal_of_the_old_agency_holds_no_longer(submitted, leader, there):
    do(steps.TRANSFER, submitted, leader, to=there, note="Nơi thường trú đã đổi")
    assert submitted.approvals.get().decision == "withdrawn"
