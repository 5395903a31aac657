"""Papers of a draft: taken when they are what they claim, refused beside their control, taken out again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import Attachment, Status
from tests.dossiers.pages import hidden, page_of, send
from tests.factories import ComponentFactory
from tests.sheets import saved, sheet

pytestmark = pytest.mark.django_db


PAGE = saved(sheet((600, 800)), "PNG")


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("giấy chứng sinh.png", PAGE)


def upload(window, draft, component, file):
    url = reverse("dossier_papers", args=[draft.uuid])
    return send(window, url, component=component.pk, action="add", file=file)


def test_a_paper_is_kept_as_soon_as_it_is_sent(window, draft, component):
    upload(window, draft, component, picture())
    assert draft.attachments.get().stored.name == "giấy chứng sinh.png"
    assert "giấy chứng sinh.png" in page_of(window, reverse("dossier_papers", args=[draft.uuid]))


def test_several_files_for_one_paper(window, draft, component):
    upload(window, draft, component, picture())
    upload(window, draft, component, picture())
    assert draft.attachments.filter(component=component).count() == 2


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("virus.pdf", b"MZ not a pdf"),
        SimpleUploadedFile("rong.pdf", b""),
        SimpleUploadedFile("to.png", b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024)),
    ],
    ids=["another kind", "empty", "too large"],
)
def test_a_bad_file_is_refused_beside_its_control(window, draft, component, file):
    page = upload(window, draft, component, file)
    assert 'data-error-for="file"' in page.content.decode()
    assert not Attachment.objects.exists()


def test_no_file_at_all_is_said_so(window, draft, component):
    url = reverse("dossier_papers", args=[draft.uuid])
    assert 'data-error-for="file"' in send(window, url, component=component.pk, action="add").content.decode()


def test_a_paper_of_another_procedure_cannot_be_named(window, draft):
    foreign = ComponentFactory()
    page_token = hidden(page_of(window, reverse("dossier_step", args=[draft.uuid, 1])), "form_token")
    url = reverse("dossier_papers", args=[draft.uuid])
    values = {"form_token": page_token, "component": foreign.pk, "action": "add", "file": picture()}
    assert window.post(url, values).status_code == 404


def test_a_paper_can_be_taken_out_again(window, draft, component):
    upload(window, draft, component, picture())
    paper = draft.attachments.get()
    url = reverse("dossier_papers", args=[draft.uuid])
    send(window, url, component=component.pk, paper=paper.uuid, action="remove")
    assert window.get(reverse("dossier_file", args=[draft.uuid, paper.uuid])).status_code == 404
    assert "giấy chứng sinh" not in page_of(window, reverse("dossier_papers", args=[draft.uuid]))


def test_without_a_required_paper_nothing_is_handed_in(window, draft, component):
    page = send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    assert component.name in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_file_comes_back_as_it_was_given(window, draft, component):
    upload(window, draft, component, picture())
    answer = window.get(reverse("dossier_file", args=[draft.uuid, draft.attachments.get().uuid]))
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_request_far_too_large_gets_a_page_that_says_so(window, draft, settings):
    settings.FILE_BYTES_MAX = 100
    url = reverse("dossier_papers", args=[draft.uuid])
    answer = window.post(url, {"file": SimpleUploadedFile("to.pdf", b"0" * 2000)})
    assert answer.status_code == 413
    assert not Attachment.objects.exists()
