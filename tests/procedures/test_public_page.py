"""Pages for everybody: the same bytes without a cookie, and to each person their own name."""

import gzip

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, RequestFactory

from procedures.models import Guide, LifeEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]

PAGES = [
    "/",
    "/thu-tuc/",
    "/thu-tuc/?q=xac+nhan",
    "/thu-tuc/{code}/",
    "/thu-tuc/{code}/can-gi/",
    "/thu-tuc/linh-vuc/",
    "/thu-tuc/co-quan/",
    "/thu-tuc/su-kien/nha-o/",
    "/huong-dan/",
    "/huong-dan/{guide}/",
    "/so-do-cong/",
    "/tra-cuu/",
]
KEPT = [page for page in PAGES if page not in ("/thu-tuc/{code}/can-gi/", "/tra-cuu/")]


@pytest.fixture
def at(procedure):
    """The address of one of ``PAGES``."""
    event = LifeEvent.objects.create(slug="nha-o", name_vi="Nhà ở", name_en="Housing", number=1)
    event.entries.create(procedure=procedure, number=1)
    guide = Guide.objects.create(kind="steps", title="Cách nộp", is_published=True)
    return lambda page: page.format(code=procedure.code, guide=guide.uuid)


def get(address: str, **headers: str):
    return Client().get(address, headers=headers)


@pytest.mark.parametrize("asked", PAGES)
def test_a_stranger_gets_no_cookie(at, asked):
    response = get(at(asked))
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("asked", KEPT)
def test_a_page_that_has_not_changed_is_not_sent_again(at, asked):
    digest = get(at(asked)).headers["ETag"]
    again = get(at(asked), if_none_match=digest)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("asked", KEPT)
def test_it_is_asked_for_again_each_time(at, asked):
    headers = get(at(asked)).headers
    assert headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Encoding"} <= set(headers["Vary"].split(", "))


@pytest.mark.parametrize("asked", KEPT)
def test_it_comes_packed_to_who_can_unpack_it(at, asked):
    plain, packed = get(at(asked)), get(at(asked), accept_encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.content) == plain.content


@pytest.mark.parametrize("asked", [page for page in KEPT if "?q=" not in page])
def test_once_made_it_costs_one_query(at, asked, django_assert_num_queries):
    get(at(asked))
    with django_assert_num_queries(1):
        get(at(asked))


def test_parameters_of_others_make_no_page_of_their_own(at):
    assert get("/thu-tuc/?fbclid=abc").headers["ETag"] == get("/thu-tuc/").headers["ETag"]


def test_a_page_is_kept_for_each_language(at):
    english = Client()
    assert "Thủ tục" in english.get("/thu-tuc/").content.decode()
    english.post("/ngon-ngu/", {"language": "en", "next": "/thu-tuc/"})
    assert '<h1 class="govuk-heading-l">Procedures</h1>' in english.get("/thu-tuc/").content.decode()
    assert '<h1 class="govuk-heading-l">Thủ tục</h1>' in get("/thu-tuc/").content.decode()


def test_the_language_is_changed_without_a_token_and_leads_back(at, procedure):
    page = get(f"/thu-tuc/{procedure.code}/?cach-nop=1&fbclid=x").content.decode()
    back = f"/thu-tuc/{procedure.code}/?cach-nop=1"
    assert f'name="next" value="{back}"' in page
    answer = Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"language": "en", "next": back})
    assert (answer.status_code, answer["Location"]) == (302, back)


# --- For one person ---------------------------------------------------------------------------


@pytest.mark.parametrize("asked", KEPT)
def test_who_is_signed_in_sees_their_own_name_and_nobody_else_does(at, asked, sign_in, citizen, other_citizen):
    mine, theirs = sign_in(citizen).get(at(asked)), sign_in(other_citizen).get(at(asked))
    assert str(citizen) in mine.content.decode()
    assert str(other_citizen) in theirs.content.decode()
    for name in (str(citizen), str(other_citizen)):
        assert name not in get(at(asked)).content.decode()
    assert str(citizen) not in theirs.content.decode()


def test_who_is_signed_in_finds_their_dossiers_and_the_way_out(at, sign_in, citizen):
    page = sign_in(citizen).get("/thu-tuc/").content.decode()
    assert 'class="site-nav__link" href="/ho-so/"' in page
    assert 'action="/dang-xuat/"' in page
    assert 'name="csrfmiddlewaretoken"' in page


def test_a_stranger_is_shown_the_way_in(at, sign_in, citizen):
    sign_in(citizen).get("/thu-tuc/")
    page = get("/thu-tuc/").content.decode()
    assert 'href="/dang-nhap/"' in page
    assert 'class="site-nav__link" href="/ho-so/"' not in page


def test_what_a_person_sees_is_stored_by_nobody(at, sign_in, citizen):
    headers = sign_in(citizen).get("/thu-tuc/").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in headers


def test_a_session_that_has_ended_is_a_stranger_again(at, sign_in, citizen):
    window = sign_in(citizen)
    citizen.is_active = False
    citizen.save(update_fields=["is_active"])
    page = window.get("/thu-tuc/").content.decode()
    assert str(citizen) not in page
    assert 'href="/dang-nhap/"' in page


def told(text: str) -> Client:
    """A stranger for whom a message waits."""
    request = RequestFactory().get("/")
    request._messages = storage = CookieStorage(request)
    messages.info(request, text)
    client = Client()
    response = get("/")
    storage.update(response)
    client.cookies.update(response.cookies)
    return client


def test_a_message_reaches_the_stranger_it_waits_for_once(at):
    window = told("Bạn đã dừng đăng nhập")
    assert "Bạn đã dừng đăng nhập" in window.get("/").content.decode()
    assert "Bạn đã dừng đăng nhập" not in window.get("/").content.decode()
    assert "Bạn đã dừng đăng nhập" not in get("/").content.decode()
