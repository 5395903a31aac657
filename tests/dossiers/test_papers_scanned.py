"""A paper the virus scanner has not passed: handed in all the same, but leaving for nobody (D11, UP-06, UP-07)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers import papers, workflow
from dossiers.act import Act
from dossiers.models import Status
from portal.files.models import StoredFile
from tests.dossiers.pages import page_of, send
from tests.dossiers.photographed import act, address, given, paper
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def scanner_down(settings, tmp_path):
    settings.FILES_DIR, settings.CLAMD_SOCKET = tmp_path, str(tmp_path / "nobody")


@pytest.fixture
def file(draft, component):
    return papers.add(draft, component, paper(written_pdf(), "don.pdf"))


def scanned(file, scan: str) -> None:
    StoredFile.objects.filter(pk=file.stored_id).update(scan=scan)


def download(window, file) -> int:
    return window.get(reverse("dossier_file", args=[file.dossier.uuid, file.uuid])).status_code


def test_waiting_papers_are_handed_in(window, draft, file):
    send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


@pytest.mark.parametrize(("scan", "status"), [("pending", 403), ("infected", 403), ("clean", 200)])
def test_an_official_gets_only_what_is_clean(clerk, draft, citizen, file, scan, status):
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    scanned(file, scan)
    assert download(enter(clerk), file) == status


@pytest.mark.parametrize(("scan", "words"), [("pending", "đang kiểm tra vi-rút"), ("infected", "đã bị chặn")])
def test_the_official_reads_why(clerk, draft, citizen, file, scan, words):
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    scanned(file, scan)
    page = page_of(enter(clerk), reverse("admin:dossiers_dossier_page", args=[draft.uuid]))
    assert (words in page, reverse("dossier_file", args=[draft.uuid, file.uuid]) in page) == (True, False)


def test_the_citizen_reads_that_a_file_is_being_checked(window, draft, file):
    assert "đang kiểm tra vi-rút" in page_of(window, address(draft))


def test_an_infected_file_is_told_keeps_the_dossier_back_and_can_be_replaced(window, draft, component, file):
    scanned(file, "infected")
    assert "tìm thấy mã độc" in page_of(window, address(draft))
    page = send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    assert "có tệp bị chặn" in page.content.decode()
    act(window, draft, component, action="remove", paper=file.uuid)
    act(window, draft, component, action="add", file=SimpleUploadedFile("sach.pdf", written_pdf()))
    assert [paper.stored.name for paper in given(draft)] == ["sach.pdf"]


def test_an_infected_picture_is_not_even_shown_small(window, draft, file):
    StoredFile.objects.filter(pk=file.stored_id).update(scan="infected", media_type="image/jpeg")
    assert window.get(reverse("dossier_paper_thumbnail", args=[draft.uuid, file.uuid])).status_code == 403
