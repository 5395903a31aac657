"""Many windows write in one thread at the same instant: limits hold, one form acts once, one first reader is named.

The control shows that without the dossier's lock the limit would not hold.
"""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.models import Attachment, Message, Reading
from dossiers.thread import acts
from tests.dossiers.pages import hidden, page_of
from tests.dossiers.threads import ask, thread_of
from tests.sheets import jpeg

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END';
CREATE TRIGGER slow_files BEFORE INSERT ON dossiers_attachment FOR EACH ROW EXECUTE FUNCTION slowly()
"""


@pytest.fixture
def slow_files(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER slow_files ON dossiers_attachment; DROP FUNCTION slowly()")


def at_once(act, times: int) -> None:
    gate = threading.Barrier(times)

    def run():
        gate.wait()
        try:
            act()
        except Refusal:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", jpeg(), content_type="image/jpeg")


def enclose_unlocked(dossier, citizen):
    """What ``acts.enclose`` would be without the lock."""
    if acts.enclosed(dossier, citizen).count() < acts.FILES_MOST:
        stored = acts.store(photo(), by=citizen)
        Attachment.objects.create(dossier=dossier, stored=stored, kind=Attachment.Kind.ENCLOSING)


def test_eight_files_at_once_leave_five(slow_files, dossier, citizen):
    at_once(lambda: acts.enclose(dossier, acts.applicant(citizen), photo()), 8)
    assert acts.enclosed(dossier, citizen).count() == acts.FILES_MOST


def test_without_the_lock_there_would_be_more(slow_files, dossier, citizen):
    at_once(lambda: enclose_unlocked(dossier, citizen), 8)
    assert acts.enclosed(dossier, citizen).count() > acts.FILES_MOST


def test_one_form_sent_by_six_at_once_is_one_message(dossier, citizen, sign_in):
    token = hidden(page_of(sign_in(citizen), thread_of(dossier)), "form_token")
    values = {"action": "send", "text": "Một lần", "form_token": token}
    windows = [sign_in(citizen) for _ in range(6)]
    at_once(lambda: windows.pop().post(thread_of(dossier), values), 6)
    assert Message.objects.count() == 1


def test_of_two_officials_reading_at_once_one_is_named(dossier, citizen, clerk, officer):
    for step in (workflow.RECEIVE, workflow.FORWARD):
        workflow.perform(step, dossier, Act(clerk))
    ask(dossier, citizen)
    readers = [acts.official(dossier, one) for one in (clerk, officer)]
    at_once(lambda: acts.mark_read(dossier, readers.pop()), 2)
    assert Reading.objects.count() == 1
