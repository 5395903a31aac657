"""Drafts expire: told 14 and 2 days ahead, once each; put away; forgotten with their files after two more weeks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers import expiry, notices, papers
from dossiers.locking import lock, touch
from dossiers.models import Attachment, Dossier
from portal.files.models import StoredFile
from portal.notices.models import Notice
from tests.factories import StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wordings(db):
    notices.seed()


def saved_days_ago(draft: Dossier, days: float) -> None:
    Dossier.objects.filter(pk=draft.pk).update(saved_at=timezone.now() - timedelta(days=days))
    draft.refresh_from_db()


def told() -> list[str]:
    return [notice.template.key for notice in Notice.objects.order_by("pk").select_related("template")]


@pytest.mark.parametrize(
    ("days", "expected"), [(75.9, []), (76.1, ["draft_expires"]), (88.1, ["draft_expires"]), (90.1, ["draft_expired"])]
)
def test_its_writer_is_told_when_it_is_time(draft, days, expected):
    saved_days_ago(draft, days)
    expiry.sweep()
    assert told() == expected


def test_however_often_swept_each_is_told_once(draft):
    saved_days_ago(draft, 77)
    for _ in range(3):
        expiry.sweep()
    saved_days_ago(draft, 88.5)
    for _ in range(3):
        expiry.sweep()
    assert told() == ["draft_expires"] * 2


def test_saved_again_it_expires_anew_and_is_told_anew(draft):
    saved_days_ago(draft, 77)
    expiry.sweep()
    saved_days_ago(draft, 0)
    expiry.sweep()
    assert told() == ["draft_expires"]
    saved_days_ago(draft, 78)
    expiry.sweep()
    assert told() == ["draft_expires"] * 2


def test_only_its_writer_is_told_and_the_link_leads_to_it(draft, citizen):
    saved_days_ago(draft, 77)
    expiry.sweep()
    notice = Notice.objects.get()
    assert (notice.person, notice.link) == (citizen, f"/ho-so/{draft.uuid}/")


def test_expired_it_can_still_be_brought_back(draft):
    saved_days_ago(draft, 91)
    expiry.sweep()
    draft.refresh_from_db()
    assert draft.deleted_at is not None
    expiry.bring_back(draft)
    expiry.sweep()
    draft.refresh_from_db()
    assert draft.deleted_at is None


def test_what_was_handed_in_never_expires(dossier):
    saved_days_ago(dossier, 200)
    before = len(told())
    expiry.sweep()
    assert len(told()) == before


def test_adding_a_paper_counts_as_saving(draft):
    saved_days_ago(draft, 89)
    lock(draft)
    touch(draft)
    draft.refresh_from_db()
    assert not expiry.is_near(draft)


# --- Forgotten --------------------------------------------------------------------------------


def deleted_days_ago(draft: Dossier, days: float) -> None:
    Dossier.objects.filter(pk=draft.pk).update(deleted_at=timezone.now() - timedelta(days=days))


def test_within_two_weeks_nothing_is_forgotten(draft):
    deleted_days_ago(draft, 13.9)
    expiry.sweep()
    draft.refresh_from_db()
    assert draft.answer("phone") == "0912345678"


def test_without_files_it_is_gone_at_once(draft):
    deleted_days_ago(draft, 14.1)
    expiry.sweep()
    assert not Dossier.objects.exists()


def test_with_files_its_answers_go_first_and_it_follows_its_files(draft):
    Attachment.objects.create(dossier=draft, stored=StoredFileFactory())
    deleted_days_ago(draft, 14.1)
    expiry.sweep()
    draft.refresh_from_db()
    assert (draft.answers, draft.owner, draft.summary) == ({}, {}, "")
    assert StoredFile.objects.exists()
    Attachment.objects.update(removed_at=timezone.now() - timedelta(days=31))
    papers.forget_removed()
    expiry.sweep()
    assert not Dossier.objects.exists()
    assert not StoredFile.objects.exists()
