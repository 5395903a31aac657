"""Who comes in as the nation: the security server, with the shared secret; whoever else finds nothing there."""

import hashlib
from dataclasses import replace
from ipaddress import ip_network

import pytest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.test import RequestFactory

from portal.national.door import Inbound, nation_only
from portal.national.log import Exchange

pytestmark = pytest.mark.django_db
KEY = "khoa-cua-may-chu-bao-mat"


@nation_only
def echo(request: HttpRequest, body: bytes) -> HttpResponse:
    return HttpResponse(body)


@pytest.fixture(autouse=True)
def door(settings):
    settings.DOOR = replace(settings.DOOR, networks=(ip_network("10.20.0.0/24"),), key=KEY, largest=100)


def knock(source: str = "10.20.0.7", body: bytes = b"{}", **headers: str) -> HttpResponse:
    request = RequestFactory().post(
        "/nhanhsdvcqg", body, content_type="application/json", REMOTE_ADDR=source, headers=headers
    )
    return echo(request)


def answered(view: Inbound) -> HttpResponseBase:
    """By ``view``, when the security server knocks."""
    request = RequestFactory().post("/", b"", content_type="text/plain", REMOTE_ADDR="10.20.0.7")
    request.META["HTTP_X_NATION_KEY"] = KEY
    return nation_only(view)(request)


def test_the_security_server_comes_in_without_a_token_of_ours():
    assert knock(body=b'{"MaHoSo": "1"}', **{"X-Nation-Key": KEY}).content == b'{"MaHoSo": "1"}'


@pytest.mark.parametrize("said", ["", "khoa-khac", KEY[:-1], KEY + "0", "khóa có dấu".encode().decode("latin-1")])
def test_without_the_secret_there_is_nothing(said):
    with pytest.raises(Http404):
        knock(**{"X-Nation-Key": said})


@pytest.mark.parametrize("source", ["10.20.1.7", "127.0.0.1", "::1", "::ffff:10.20.1.7", "unix"])
def test_the_secret_alone_opens_from_nowhere_else(source):
    with pytest.raises(Http404):
        knock(source, **{"X-Nation-Key": KEY})


def test_an_address_told_by_the_caller_is_not_believed():
    with pytest.raises(Http404):
        knock("192.0.2.1", **{"X-Nation-Key": KEY, "X-Forwarded-For": "10.20.0.7"})


def test_a_body_too_large_is_refused_unread():
    assert knock(body=b"x" * 101, **{"X-Nation-Key": KEY}).status_code == 413


def test_a_stranger_with_a_large_body_costs_nothing_and_learns_nothing():
    with pytest.raises(Http404):
        knock(body=b"x" * 101)
    assert not Exchange.objects.exists()


def test_a_call_leaves_a_line_under_the_number_of_the_security_server():
    answer = knock(**{"X-Nation-Key": KEY, "X-Road-Id": "5fd21a3c-0d6b-4d1a-9c0f-3a1f6c2f9b10"})
    line = Exchange.objects.get()
    assert (str(line.request_id), line.direction, line.outcome) == (answer["X-Road-Id"], "in", "ok")
    assert answer["X-Road-Id"] == "5fd21a3c-0d6b-4d1a-9c0f-3a1f6c2f9b10"
    assert line.request_sha256 == line.answer_sha256 == hashlib.sha256(b"{}").hexdigest()


@pytest.mark.parametrize(
    ("said", "outcome", "code"), [(-1, "refused", "-1"), (0, "ok", ""), (1, "ok", "")], ids=["refused", "ok", "again"]
)
def test_what_is_refused_inside_a_good_answer_stands_there_as_refused(said, outcome, code):
    answered(lambda request, body: JsonResponse({"error_code": said}))
    assert Exchange.objects.values_list("outcome", "code").get() == (outcome, code)


def test_what_is_not_there_for_the_nation_stands_there_as_refused():
    def nothing(request: HttpRequest, body: bytes) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        answered(nothing)
    assert Exchange.objects.values_list("outcome", "code").get() == ("refused", "http_404")


def test_what_was_too_large_leaves_its_line():
    knock(body=b"x" * 101, **{"X-Nation-Key": KEY})
    assert Exchange.objects.values_list("outcome", "code").get() == ("refused", "http_413")


def test_an_error_of_ours_leaves_its_line_too():
    def broken(request: HttpRequest, body: bytes) -> HttpResponse:
        raise LookupError

    with pytest.raises(LookupError):
        answered(broken)
    assert Exchange.objects.get().code == "error"
