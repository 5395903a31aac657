"""A picture that is hard to read is kept, but the citizen decides; one that is no use is refused beside its control."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers import papers
from dossiers.models import Status
from tests.dossiers.pages import page_of, send
from tests.dossiers.photographed import SMALL, act, address, given, paper, photo
from tests.factories import ComponentFactory
from tests.sheets import blurred, dark, saved, sheet, written_pdf

pytestmark = pytest.mark.django_db
BLURRED = saved(blurred(sheet((900, 1200))))


@pytest.fixture
def component(draft):
    return ComponentFactory(edition=draft.edition, name="Giấy chứng sinh")


def upload(window, draft, component, content, name="trang.jpg"):
    return act(window, draft, component, action="add", file=SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BLURRED, "Ảnh bị mờ"),
        (saved(dark(sheet((900, 1200)))), "Ảnh quá tối"),
        (saved(sheet((480, 640))), "Ảnh nhỏ"),
    ],
    ids=["blurred", "dark", "small"],
)
def test_a_doubt_is_told_beside_the_file(window, draft, component, content, words):
    upload(window, draft, component, content)
    page = page_of(window, address(draft))
    assert (words in page, 'value="want"' in page, given(draft)[0].is_unclear) == (True, True, True)


def erased(document):
    del document.pages[0].obj["/Contents"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (saved(sheet((900, 1200), lines=0)), "Trang này trống"),
        (saved(sheet((300, 300))), "Ảnh quá nhỏ"),
        (written_pdf(erased), "Tệp PDF trống"),
    ],
    ids=["blank", "tiny", "blank PDF"],
)
def test_what_is_no_use_is_refused_beside_its_control(window, draft, component, content, words):
    page = upload(window, draft, component, content).content.decode()
    assert (words in page, 'data-error-for="file"' in page, given(draft)) == (True, True, [])


def hand_in(window, draft):
    page = send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    draft.refresh_from_db()
    return page


def test_an_undecided_picture_is_not_handed_in(window, draft, component):
    upload(window, draft, component, BLURRED)
    page = hand_in(window, draft).content.decode()
    assert (draft.status, "có ảnh chưa rõ" in page) == (Status.DRAFT, True)


def test_not_even_for_a_paper_that_is_not_required(window, draft):
    optional = ComponentFactory(edition=draft.edition, is_required=False)
    upload(window, draft, optional, BLURRED)
    hand_in(window, draft)
    assert draft.status == Status.DRAFT


def test_kept_anyway_it_is_handed_in_and_the_official_is_told(window, draft, component):
    upload(window, draft, component, BLURRED)
    act(window, draft, component, action="want", paper=given(draft)[0].uuid)
    hand_in(window, draft)
    page = page_of(window, reverse("dossier", args=[draft.uuid]))
    assert (draft.status, "dù có thể khó đọc" in page) == (Status.SUBMITTED, True)


def test_photographed_again_it_is_gone(window, draft, component):
    upload(window, draft, component, BLURRED)
    act(window, draft, component, action="remove", paper=given(draft)[0].uuid)
    assert given(draft) == []


def test_pages_are_not_joined_before_each_is_decided(window, draft, component):
    for content in (BLURRED, photo().read()):
        papers.add(draft, component, paper(content))
    page = act(window, draft, component, action="join").content.decode()
    assert ("Với mỗi ảnh chưa rõ" in page, len(given(draft))) == (True, 2)


def test_a_clear_picture_is_not_asked_about(window, draft, component):
    upload(window, draft, component, saved(sheet(SMALL)) + b"", "rõ.jpg")
    upload(window, draft, component, saved(sheet((900, 1200))), "to.jpg")
    assert not any(file.is_unclear for file in given(draft) if file.stored.name == "to.jpg")
