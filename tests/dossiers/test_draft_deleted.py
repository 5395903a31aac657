"""A draft is deleted by its writer alone, and brought back for two weeks with everything in it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import drafts, expiry
from dossiers.act import WrongStatus
from dossiers.models import Attachment, Dossier
from tests.dossiers.pages import hidden, page_of, send
from tests.factories import StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(draft):
    return reverse("dossier_delete", args=[draft.uuid])


@pytest.fixture
def deleted(draft):
    expiry.delete(draft)
    return draft


def press_bring_back(window):
    page = page_of(window, reverse("dossiers"))
    found = Dossier.objects.get()
    return window.post(reverse("dossier_bring_back", args=[found.uuid]), {"form_token": hidden(page, "form_token")})


def test_asking_deletes_nothing(window, draft, url):
    page_of(window, url)
    draft.refresh_from_db()
    assert draft.deleted_at is None


def test_confirmed_it_stands_among_the_deleted_ones(window, draft, url):
    assert send(window, url).url == reverse("dossiers")
    page = page_of(window, reverse("dossiers"))
    assert reverse("dossier_bring_back", args=[draft.uuid]) in page
    assert f'href="{reverse("dossier", args=[draft.uuid])}"' not in page


def test_brought_back_it_is_as_it_was_left(window, draft, url):
    Attachment.objects.create(dossier=draft, stored=StoredFileFactory())
    send(window, url)
    assert press_bring_back(window).url == reverse("dossier", args=[draft.uuid])
    draft.refresh_from_db()
    assert draft.deleted_at is None
    assert draft.answer("phone") == "0912345678"
    assert draft.attachments.papers().count() == 1


def test_brought_back_it_lives_another_full_term(window, deleted):
    Dossier.objects.update(saved_at=timezone.now() - timedelta(days=89))
    expiry.bring_back(deleted)
    deleted.refresh_from_db()
    assert expiry.expires_at(deleted) > timezone.now() + timedelta(days=89)


def test_after_two_weeks_it_comes_back_no_more(window, deleted):
    Dossier.objects.update(deleted_at=timezone.now() - timedelta(days=14))
    with pytest.raises(expiry.GoneForGood):
        expiry.bring_back(deleted)
    assert "lay-lai" not in page_of(window, reverse("dossiers"))


def test_the_button_pressed_twice_answers_twice_alike(window, draft, url):
    page = page_of(window, url)
    values = {"form_token": hidden(page, "form_token")}
    assert [window.post(url, values).url for _ in range(2)] == [reverse("dossiers")] * 2


def test_a_page_left_open_leads_to_the_deleted_ones(window, deleted):
    for name in ("dossier", "dossier_review", "dossier_papers", "dossier_delete"):
        assert window.get(reverse(name, args=[deleted.uuid])).url == reverse("dossiers")


def test_a_deleted_draft_takes_no_change(draft, deleted):
    with pytest.raises(WrongStatus):
        drafts.save_answers(draft, drafts.plan(draft)[0], {}, draft.version)


def test_it_is_not_offered_to_be_continued(window, deleted):
    page = page_of(window, reverse("start_dossier", args=[deleted.edition.procedure.code]))
    assert str(deleted.uuid) not in page


def test_its_files_are_not_served(window, draft, deleted):
    file = Attachment.objects.create(dossier=draft, stored=StoredFileFactory())
    assert window.get(reverse("dossier_file", args=[draft.uuid, file.uuid])).status_code == 404


def test_nobody_else_deletes_or_brings_back(sign_in, other_citizen, draft, url):
    window = sign_in(other_citizen)
    assert window.get(url).status_code == 404
    assert window.post(reverse("dossier_bring_back", args=[draft.uuid])).status_code == 404


def test_what_was_handed_in_is_not_deleted(window, dossier):
    assert window.get(reverse("dossier_delete", args=[dossier.uuid])).url == reverse("dossier", args=[dossier.uuid])
    with pytest.raises(WrongStatus):
        expiry.delete(dossier)
