"""Several photographs of one paper: in the order one chooses, one PDF when handed in."""

import io

import pikepdf
import pytest
from django.urls import reverse

from dossiers import drafts, papers
from dossiers.models import Status
from portal.files.storage import open_stored, path_of
from tests.dossiers.pages import page_of, send
from tests.dossiers.photographed import act, address, given, names, paper, photo
from tests.factories import ComponentFactory
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def component(draft):
    return ComponentFactory(edition=draft.edition, name="Giấy chứng sinh/bản sao")


@pytest.fixture
def three(window, draft, component):
    """Sent at once by the plain form."""
    act(window, draft, component, action="add", file=[photo(1), photo(2), photo(3)])
    return given(draft)


def pages_of(stored) -> int:
    with open_stored(stored) as content, pikepdf.open(content) as document:
        return len(document.pages)


def test_several_photographs_at_once_keep_their_order(draft, three):
    assert names(draft) == ["trang 1.jpg", "trang 2.jpg", "trang 3.jpg"]


@pytest.mark.parametrize(
    ("page", "action", "order"),
    [(1, "down", "213"), (2, "up", "213"), (3, "up", "132"), (1, "up", "123"), (3, "down", "123")],
)
def test_a_page_is_moved_one_place(window, draft, component, three, page, action, order):
    act(window, draft, component, action=action, paper=three[page - 1].uuid)
    assert "".join(name[6] for name in names(draft)) == order


def test_a_new_page_comes_last_whatever_was_moved(window, draft, component, three):
    act(window, draft, component, action="up", paper=three[2].uuid)
    act(window, draft, component, action="add", file=photo(4))
    assert names(draft)[-1] == "trang 4.jpg"


def test_joined_they_are_one_pdf_named_after_the_paper(window, draft, component, three):
    act(window, draft, component, action="up", paper=three[2].uuid)
    act(window, draft, component, action="join")
    (file,) = given(draft)
    assert (file.stored.name, file.stored.pages, pages_of(file.stored)) == ("Giấy chứng sinh-bản sao.pdf", 3, 3)


def test_a_page_taken_out_is_not_joined(window, draft, component, three):
    act(window, draft, component, action="remove", paper=three[1].uuid)
    act(window, draft, component, action="join")
    assert given(draft)[0].stored.pages == 2


def test_a_pdf_among_the_pages_stays_what_it_is(draft, component, three):
    papers.add(draft, component, paper(written_pdf(), "bản quét.pdf"))
    papers.join(draft, component)
    assert sorted(names(draft)) == ["Giấy chứng sinh-bản sao.pdf", "bản quét.pdf"]


def test_a_lone_photograph_stays_a_picture(draft, component):
    papers.add(draft, component, paper(photo().read()))
    papers.join(draft, component)
    assert given(draft)[0].stored.media_type == "image/jpeg"


def test_when_handed_in_loose_pages_are_joined(window, draft, component, three):
    send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    draft.refresh_from_db()
    assert (draft.status, names(draft)) == (Status.SUBMITTED, ["Giấy chứng sinh-bản sao.pdf"])


def test_a_page_that_is_gone_from_the_disk_can_be_sent_again(window, draft, component, three):
    path_of(three[0].stored.uuid).unlink()
    answer = act(window, draft, component, action="join")
    assert "không còn đọc được" in answer.content.decode()
    act(window, draft, component, action="remove", paper=three[0].uuid)
    papers.join(draft, component)
    assert pages_of(given(draft)[0].stored) == 2


def test_pages_are_shown_small_in_their_order(window, draft, three):
    page = page_of(window, address(draft))
    addresses = [reverse("dossier_paper_thumbnail", args=[draft.uuid, file.uuid]) for file in three]
    assert [page.index(address) for address in addresses] == sorted(page.index(address) for address in addresses)
    answer = window.get(addresses[0])
    assert (answer.headers["Content-Type"], len(answer.content) < 30_000) == ("image/jpeg", True)


def test_nobody_else_sees_them(sign_in, other_citizen, clerk, draft, three):
    address = reverse("dossier_paper_thumbnail", args=[draft.uuid, three[0].uuid])
    assert [sign_in(user).get(address).status_code for user in (other_citizen, clerk)] == [404, 404]


def test_good_files_are_kept_though_others_are_refused_by_name(window, draft, component):
    bad = photo(name="hỏng.jpg")
    bad.file = io.BytesIO(bad.read()[:5000])
    page = act(window, draft, component, action="add", file=[photo(1), bad, photo(2)]).content.decode()
    assert names(draft) == ["trang 1.jpg", "trang 2.jpg"]
    assert '<span lang="vi">hỏng.jpg</span>: Ảnh bị hỏng' in page


def test_sent_twice_the_same_files_are_kept_once(window, draft, component):
    page = page_of(window, address(draft))
    token = page.split('name="form_token" value="')[-1].split('"')[0]
    for _ in range(2):
        values = {"form_token": token, "component": component.pk, "action": "add", "file": [photo(1), photo(2)]}
        window.post(address(draft), values)
    assert names(draft) == ["trang 1.jpg", "trang 2.jpg"]


def test_what_is_not_asked_for_any_more_can_still_be_taken_out(rewritable, window, draft, component):
    other = ComponentFactory(edition=draft.edition, case=draft.edition.cases.create(number=2, name="Khác"))
    papers.add(draft, other, paper(photo().read()))
    act(window, draft, other, action="remove", paper=given(draft)[0].uuid)
    assert given(draft) == []


def test_the_review_lists_pages_before_they_are_joined(draft, three):
    assert [str(gap.reason) for gap in drafts.gaps(draft)] == []
