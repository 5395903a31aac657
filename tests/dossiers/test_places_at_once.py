"""Two transactions change different parts of one dossier at the same moment: its place knows both afterwards."""

import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.desk import places
from dossiers.models import NationalMessage, Place
from dossiers.thread.models import Message, Side

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owed(dossier, clerk):
    """Received: the nation is owed the last of its events. A second row written at once would settle a second time."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    last = NationalMessage.objects.filter(subject=dossier).latest("pk")
    NationalMessage.objects.filter(subject=dossier).exclude(pk=last.pk).update(sent_at=timezone.now())
    assert Place.objects.get().is_owed
    return dossier


def slowly_told(dossier, begun: threading.Event) -> None:
    try:
        with transaction.atomic():
            NationalMessage.objects.filter(subject=dossier, sent_at=None).update(sent_at=timezone.now())
            begun.set()
            time.sleep(0.5)
    finally:
        connections.close_all()


def both_at_once(dossier) -> None:
    """The transaction with the nation's receipt is still open when the applicant's message is written."""
    begun = threading.Event()
    teller = threading.Thread(target=slowly_told, args=(dossier, begun))
    teller.start()
    begun.wait(5)
    Message.objects.create(
        dossier=dossier, side=Side.APPLICANT, text="?", by=dossier.submitter, by_name="H", written_at=timezone.now()
    )
    teller.join()


def test_neither_change_is_lost(owed):
    both_at_once(owed)
    place = Place.objects.get()
    assert (place.is_asking, place.is_owed, places.wrong()) == (True, False, 0)


def test_without_the_lock_one_would_be(owed):
    """The control: the same with a ``desk_settle`` that reads before it waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('desk_settle'::regproc)")
        whole = cursor.fetchone()[0]
        cursor.execute(whole.replace("PERFORM FROM dossiers_dossier WHERE id = wanted FOR NO KEY UPDATE;", ""))
        try:
            both_at_once(owed)
            assert places.wrong() > 0
        finally:
            cursor.execute(whole)
