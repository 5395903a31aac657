"""What was chosen in a form that goes back is kept with it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from feedback import holding
from feedback.models import HeldFile, Petition
from portal.files.models import StoredFile
from tests.feedback.pages import token
from tests.feedback.test_petition_pages import NEW, sent
from tests.sheets import written_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def paper(name: str = "anh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, written_pdf(), "application/pdf")


def sent_back(client: Client, **changed) -> list[str]:
    """The keys of what the form keeps."""
    page = sent(client, name="", files=[paper()], **changed).content.decode()
    assert 'data-error-for="name"' in page
    return re.findall(r'name="held" value="([^"]+)"[^>]* checked', page)


def test_a_file_outlives_an_error_beside_another_field(client):
    keys = sent_back(client)
    sent(client, held=keys)
    assert Petition.objects.get().files.get().stored.name == "anh.pdf"
    assert not HeldFile.objects.exists()


def test_a_second_error_keeps_both_of_two(client):
    assert len(sent_back(client, held=sent_back(client))) == 2


def test_without_its_tick_it_is_left_out(client):
    sent_back(client)
    sent(client)
    assert not Petition.objects.get().files.exists()


def test_sent_twice_it_is_one_petition_with_one_file(client):
    keys = sent_back(client)
    form_token = token(client, NEW)
    first, second = (sent(client, held=keys, form_token=form_token) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Petition.objects.get().files.count() == 1


def test_more_than_five_are_refused_together(client):
    keys = sent_back(client)
    page = sent(client, held=keys, files=[paper(f"{n}.pdf") for n in range(5)]).content.decode()
    assert 'data-error-for="files"' in page


def test_after_a_day_it_is_forgotten_and_the_form_says_so(client, time_machine):
    keys = sent_back(client)
    HeldFile.objects.update(held_at=HeldFile.objects.get().held_at - timedelta(days=2))
    holding.forget()
    assert not StoredFile.objects.exists()
    assert 'data-error-for="files"' in sent(client, held=keys).content.decode()


def test_what_was_sent_is_not_forgotten(client):
    sent(client, held=sent_back(client))
    holding.forget()
    assert StoredFile.objects.count() == 1


def test_a_flood_of_files_from_one_place_is_not_kept(client, settings):
    settings.PETITIONS_PER_HOUR = 0
    assert sent_back(client) == []
