"""The applicant downloads a result; officials see when, and their own downloads do not count."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import Dossier
from portal.files.storage import store
from tests.dossiers.desk import shown
from tests.dossiers.results import finished, returned_by
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(dossier, clerk, officer) -> Dossier:
    stored = store(SimpleUploadedFile("kq.pdf", b"%PDF-1.4 signed", content_type="application/pdf"), by=None)
    return finished(returned_by(dossier, "online"), clerk, officer, result_file=stored)


def download(person, dossier) -> bytes:
    url = reverse("dossier_file", args=[dossier.uuid, dossier.results.get().file.uuid])
    return b"".join(enter(person).get(url).streaming_content)


def test_the_bytes_are_those_that_were_signed(ready, citizen):
    assert download(citizen, ready) == b"%PDF-1.4 signed"


def test_the_first_download_is_kept_and_shown_at_the_desk(ready, citizen, officer):
    download(citizen, ready)
    first = ready.results.get().downloaded_at
    download(citizen, ready)
    assert first is not None and ready.results.get().downloaded_at == first
    assert "Người nộp tải về lần đầu lúc" in shown(enter(officer), ready)


def test_an_officials_download_is_none_of_the_applicants(ready, officer):
    download(officer, ready)
    assert ready.results.get().downloaded_at is None
    assert "Người nộp chưa tải về." in shown(enter(officer), ready)
