"""What was decided is superseded, never changed, whoever tries: also past the portal, in SQL (AD-05)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, Result
from tests.dossiers.results import finished

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(dossier, clerk, officer) -> Dossier:
    return finished(dossier, clerk, officer)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"ho_ten": {"value": "khác"}}},
        {"owner": {"name": "khác"}},
        {"code": "000.00.01.H02-201130-9999"},
        {"due_at": timezone.now()},
        {"finished_at": timezone.now()},
        {"status": 4},
    ],
)
def test_nothing_of_a_decided_dossier_can_be_changed(decided, change):
    with pytest.raises(IntegrityError, match="decided"), transaction.atomic():
        Dossier.objects.filter(pk=decided.pk).update(**change)


def test_nothing_handed_in_can_be_deleted(dossier):
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_dossier WHERE id = %s", [dossier.pk])


def test_not_even_by_the_owner_of_the_database(decided):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE dossiers_dossier SET owner = '{}' WHERE id = %s", [decided.pk])


@pytest.mark.parametrize("change", [{"number": "99/KQ"}, {"signed_on": "2020-01-01"}, {"signer_title": "khác"}])
def test_an_issued_result_stays_as_it_is(decided, change):
    with pytest.raises(IntegrityError, match="takes its place"), transaction.atomic():
        Result.objects.filter(dossier=decided).update(**change)


def test_it_can_still_be_handed_over(decided, clerk):
    workflow.perform(workflow.HAND_OVER, decided, Act(clerk))
    assert decided.status == 10


def test_a_draft_can_be_deleted(draft):
    draft.delete()
    assert not Dossier.objects.filter(pk=draft.pk).exists()
