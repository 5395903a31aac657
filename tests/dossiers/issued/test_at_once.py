"""Whoever asks for a paper at the same time gets the same one."""

import pytest

from dossiers.issued import issuing, making
from dossiers.models import DossierEvent, IssuedPaper
from portal.files.models import StoredFile
from tests.dossiers.at_once import at_once
from tests.dossiers.issued.reading import one

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_open_it_at_once_keep_one_file(received):
    paper = one(received, "receipt")
    at_once(lambda: making.make(IssuedPaper.objects.get(pk=paper.pk)), making.drain)
    assert StoredFile.objects.filter(name__startswith="giay-tiep-nhan").count() == 1


def test_a_paper_older_than_this_room_is_written_down_once(received):
    event = DossierEvent.objects.get(dossier=received, action="submit")

    def ask() -> None:
        issuing.owed_to(DossierEvent.objects.get(pk=event.pk), "process_trail")

    at_once(ask, ask)
    assert event.issued_papers.count() == 1


def test_two_who_issue_the_same_by_hand_leave_one_that_counts(received, clerk, unit):
    author = issuing.Author(clerk, clerk.full_name, "", unit)

    def by_hand() -> None:
        issuing.issue(received, "process_trail", author)

    at_once(by_hand, by_hand)
    papers = received.issued_papers.filter(key="process_trail")
    assert (papers.count(), papers.current().count()) == (2, 1)
