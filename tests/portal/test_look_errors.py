import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal import errors
from portal.files.storage import FileDamaged


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/thu-tuc/")
    request.user = AnonymousUser()
    request.request_id = "ab12cd34ef56"  # type: ignore[attr-defined]
    return request


def during(error: Exception, request: HttpRequest) -> HttpResponse:
    """As Django does: the page is asked for while the exception is being handled."""
    try:
        raise error
    except type(error):
        return errors.server_error(request)


def test_a_fault_of_ours_says_which_request_it_was(request_: HttpRequest) -> None:
    response = during(ValueError("secret"), request_)
    assert response.status_code == 500
    assert "ab12cd34ef56" in response.content.decode()


def test_a_fault_of_ours_tells_nothing_about_itself(request_: HttpRequest) -> None:
    assert "secret" not in during(ValueError("secret"), request_).content.decode()


def test_a_database_out_of_reach_is_503_with_a_time_to_return(request_: HttpRequest) -> None:
    response = during(OperationalError("no server"), request_)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


def test_too_large_a_body_is_413(request_: HttpRequest) -> None:
    assert errors.bad_request(request_, RequestDataTooBig()).status_code == 413


def test_an_unreadable_request_is_400(request_: HttpRequest) -> None:
    assert errors.bad_request(request_, SuspiciousOperation()).status_code == 400


@pytest.mark.parametrize("status", [400, 403, 404, 413])
def test_each_page_says_where_to_go(request_: HttpRequest, status: int) -> None:
    assert 'href="/thu-tuc/"' in errors._page(request_, status).content.decode()


def test_an_ended_session_is_told_as_such(request_: HttpRequest) -> None:
    assert "Bạn cần đăng nhập lại" in errors.csrf_failure(request_).content.decode()


def test_a_damaged_file_is_an_alarm_that_says_what_it_is(request_: HttpRequest) -> None:
    response = during(FileDamaged("a-file"), request_)
    assert (response.status_code, "Hiện chưa mở được tệp này" in response.content.decode()) == (500, True)
