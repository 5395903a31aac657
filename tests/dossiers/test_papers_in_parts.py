"""Files that arrive in parts: what the page's module is answered, and who may send."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers import papers
from portal.files.models import PartialUpload
from tests.dossiers.pages import page_of
from tests.dossiers.photographed import act, address, given, names
from tests.factories import ComponentFactory
from tests.sheets import jpeg, saved, sheet

pytestmark = pytest.mark.django_db
PART = 32 * 1024
PHOTO = jpeg(size=(1000, 1400))


def send_part(window, draft, component, offset=0, content=PHOTO, **differs):
    values = {
        "component": component.pk, "key": hashlib.sha256(content).hexdigest(), "name": "IMG 1.jpg",
        "size": len(content), "offset": offset, "part": SimpleUploadedFile("blob", content[offset : offset + PART]),
    }  # fmt: skip
    return window.post(reverse("dossier_paper_part", args=[draft.uuid]), values | differs)


def send_all(window, draft, component, content=PHOTO):
    answer = send_part(window, draft, component, 0, content)
    while answer.status_code == 200 and not answer.json()["done"]:
        answer = send_part(window, draft, component, answer.json()["offset"], content)
    return answer


def test_a_whole_file_becomes_a_paper(window, draft, component):
    assert send_all(window, draft, component).json() == {"offset": len(PHOTO), "done": True}
    assert names(draft) == ["IMG 1.jpg"]


def test_each_part_is_told_where_the_next_begins(window, draft, component):
    assert send_part(window, draft, component).json() == {"offset": PART, "done": False}
    assert send_part(window, draft, component, 2 * PART).json() == {"offset": PART, "done": False}


def test_an_answer_that_was_lost_is_given_again(window, draft, component):
    send_all(window, draft, component)
    last = len(PHOTO) - len(PHOTO) % PART
    assert send_part(window, draft, component, last).json()["done"]
    assert len(given(draft)) == 1


def test_taken_out_the_same_file_can_be_sent_once_more(window, draft, component):
    send_all(window, draft, component)
    papers.remove(draft, given(draft)[0])
    assert send_all(window, draft, component).json()["done"]
    assert len(given(draft)) == 1


def test_a_file_that_is_not_taken_is_refused_in_words_and_forgotten(window, draft, component):
    answer = send_all(window, draft, component, saved(sheet((900, 1200), lines=0)))
    assert (answer.status_code, "trống" in answer.json()["refused"]) == (422, True)
    assert (PartialUpload.objects.count(), given(draft)) == (0, [])


def test_a_file_that_changed_on_its_way_is_begun_anew(window, draft, component):
    other = {"key": hashlib.sha256(b"other").hexdigest(), "content": PHOTO[:1000], "size": 1000}
    assert send_part(window, draft, component, **other).json() == {"offset": 0, "done": False}


@pytest.mark.parametrize(
    "differs", [{"size": "x"}, {"size": "0"}, {"size": str(11 * 1024 * 1024)}, {"key": "../x"}, {"size": "-1"}]
)
def test_nonsense_is_refused(window, draft, component, differs):
    assert send_part(window, draft, component, **differs).status_code == 400


def test_a_paper_of_another_procedure_cannot_be_named(window, draft):
    assert send_part(window, draft, ComponentFactory()).status_code == 404


def test_a_stranger_sends_nothing(sign_in, other_citizen, draft, component):
    assert send_part(sign_in(other_citizen), draft, component).status_code == 404


def test_without_the_proof_of_origin_nothing_is_taken(citizen, draft, component):
    window = Client(enforce_csrf_checks=True)
    window.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send_part(window, draft, component).status_code == 403


def test_without_a_session_one_is_led_to_sign_in(draft, component):
    assert "dang-nhap" in send_part(Client(), draft, component).headers["Location"]


def test_cancelled_nothing_is_left(window, draft, component):
    send_part(window, draft, component)
    send_part(window, draft, component, action="cancel")
    assert PartialUpload.objects.count() == 0


def test_a_page_loaded_anew_tells_what_broke_off_and_lets_one_give_up(window, draft, component):
    send_part(window, draft, component)
    page = page_of(window, address(draft))
    assert ("Tệp này đang tải dở" in page, "IMG 1.jpg" in page) == (True, True)
    act(window, draft, component, action="drop", part=PartialUpload.objects.get().uuid)
    assert "Tệp này đang tải dở" not in page_of(window, address(draft))


def test_without_room_the_browser_is_told_to_wait_and_nothing_is_lost(window, draft, component, settings):
    send_part(window, draft, component)
    settings.FILES_RESERVE = 2**60
    answer = send_part(window, draft, component, PART)
    assert (answer.status_code, "hết chỗ" in answer.json()["wait"]) == (507, True)
    settings.FILES_RESERVE = 0
    assert send_part(window, draft, component, PART).json()["offset"] == min(2 * PART, len(PHOTO))


def test_once_handed_in_nothing_more_is_taken(window, dossier, component):
    assert send_part(window, dossier, component).status_code in {302, 400}
    assert given(dossier) == []
