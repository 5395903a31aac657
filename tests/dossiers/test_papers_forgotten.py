"""What is taken out of a draft is deleted once no backup can bring it back; what was handed in stays (D12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers import papers, workflow
from dossiers.act import Act
from dossiers.models import Attachment
from dossiers.tasks import forget_removed_papers
from portal.files.models import StoredFile
from tests.dossiers.photographed import paper, photo
from tests.factories import ComponentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(draft):
    return papers.add(draft, ComponentFactory(edition=draft.edition), paper(photo().read()))


def removed(file: Attachment, days: int) -> None:
    Attachment.objects.filter(pk=file.pk).update(removed_at=timezone.now() - timedelta(days=days))
    forget_removed_papers()


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_taken_out_of_a_draft_it_goes_after_the_longest_backup(file, days, left):
    removed(file, days)
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (left, left)


def test_what_is_still_there_stays(file):
    forget_removed_papers()
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(("handed_in", "left"), [(20, 0), (40, 1)], ids=["before", "after"])
def test_taken_out_before_the_hand_in_it_goes_replaced_after_it_stays(file, draft, citizen, handed_in, left):
    workflow.perform(workflow.SUBMIT, draft, Act(citizen, at=timezone.now() - timedelta(days=handed_in)))
    removed(file, 31)
    assert Attachment.objects.count() == left
