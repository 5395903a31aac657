"""Who comes in as the nation: the security server, with the shared secret; whoever else finds nothing there."""

from dataclasses import replace
from ipaddress import ip_network

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.national.door import nation_only

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
