"""A sweep that breaks off in the middle is taken up again: everything is done, and nobody is told anything twice."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from dossiers import expiry, notices
from dossiers.models import Dossier
from portal.notices.models import Notice
from tests.dossiers.at_once import at_once
from tests.factories import DraftFactory

pytestmark = pytest.mark.django_db(transaction=True)
FAILS_AT = """
CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''broken off''; END';
CREATE TRIGGER fails BEFORE UPDATE ON dossiers_dossier FOR EACH ROW WHEN (NEW.id = {pk}) EXECUTE FUNCTION fails()
"""
MENDED = "DROP TRIGGER fails ON dossiers_dossier; DROP FUNCTION fails()"


@pytest.fixture
def expired(draft):
    """Three drafts of one person, all past their term."""
    notices.seed()
    like = {"edition": draft.edition, "agency": draft.agency, "received_by": draft.received_by}
    DraftFactory.create_batch(2, submitter=draft.submitter, **like)
    Dossier.objects.update(saved_at=timezone.now() - expiry.LIVES - timedelta(hours=1))
    return list(Dossier.objects.order_by("pk"))


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_a_broken_sweep_left_is_done_by_the_next(expired):
    run(FAILS_AT.format(pk=expired[1].pk))
    with pytest.raises(DatabaseError):
        expiry.sweep()
    assert Dossier.objects.filter(deleted_at__isnull=True).exists()
    run(MENDED)
    expiry.sweep()
    assert not Dossier.objects.filter(deleted_at__isnull=True).exists()
    assert Notice.objects.count() == len(expired)


def test_two_sweeps_at_once_tell_each_writer_once(expired):
    assert at_once(expiry.sweep, expiry.sweep) == ["done", "done"]
    assert not Dossier.objects.filter(deleted_at__isnull=True).exists()
    assert Notice.objects.count() == len(expired)
