"""Which integrated services may become level 4 (TT 01/2018 Đ.21): from 30 in 100 dossiers that came online."""

import pytest

from dossiers import volume
from dossiers.models import Status
from procedures import plan as plans
from tests.factories import DraftFactory
from tests.procedures.plans.services import planned, service

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("counts", "may"), [((30, 100), True), ((29, 100), False), ((1, 3), True), ((0, 0), False), ((2, 7), False)]
)
def test_thirty_in_a_hundred_are_enough(counts, may):
    entry = service(planned())
    found = plans.may_be_raised([entry], lambda procedures: dict.fromkeys(procedures, counts))
    assert found == ({entry.pk} if may else set())


@pytest.mark.parametrize("level", [2, 4])
def test_only_level_three_may_rise(level):
    entry = service(planned(), online_level=level)
    assert plans.may_be_raised([entry], lambda procedures: dict.fromkeys(procedures, (9, 9))) == set()


def test_a_procedure_nobody_counts_stays():
    assert plans.may_be_raised([service(planned())], lambda procedures: {}) == set()


def filed(edition, channel, **values):
    """A dossier handed in by that way."""
    handed_in = {"status": Status.SUBMITTED, "provisional_number": f"TN-{channel}-{edition.pk}-{len(values)}"}
    return DraftFactory(edition=edition, channel=channel, **handed_in, **values)


def test_dossiers_are_counted_by_the_way_they_came():
    edition = service(planned()).procedure.current
    filed(edition, "2"), filed(edition, "1"), DraftFactory(edition=edition)
    assert volume.by_procedure({edition.procedure_id}) == {edition.procedure_id: (1, 2)}
    assert volume.by_procedure(set()) == {}
