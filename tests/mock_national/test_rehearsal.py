"""The page that pulls the plug: it cuts, drops and mends, and says so while the province does not answer."""

import re

import httpx
import pytest

from mock_national.comparing import differing

pytestmark = pytest.mark.xdist_group("national")
PAGE = "/rut-day/"


@pytest.fixture
def window(national):
    national.reset()
    with httpx.Client(base_url=national.url, follow_redirects=True) as client:
        yield client


def press(window: httpx.Client, button: str) -> str:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', window.get(PAGE).text).group(1)
    return window.post("/rut-day/lam/", data={"csrfmiddlewaretoken": token, "button": button}).raise_for_status().text


def figures(window: httpx.Client) -> dict:
    return window.get("/rut-day/so-lieu.json").raise_for_status().json()


def test_without_the_province_the_page_says_so(window):
    page = window.get(PAGE).raise_for_status().text
    assert "Cổng tỉnh chưa trả lời" in page
    assert figures(window)["differing"] is None


@pytest.mark.parametrize(("button", "flag"), [("rut", "is_cut"), ("cat", "is_dropping")])
def test_a_button_breaks_it_and_another_mends_it(window, button, flag):
    press(window, button)
    assert figures(window)[flag] is True
    press(window, "cam")
    assert figures(window)[flag] is False


def test_the_line_is_really_cut(window, national):
    press(window, "rut")
    answer = httpx.post(
        f"{national.url}/XrdAdapter/RestService/forward/mapi/login",
        params={"dstcode": "VN:GOV:000.00.00.G22:vpcpdvcprovider"},
        json={"username": "bacgiang", "password": national.password},
    )
    assert answer.status_code == 503


def test_a_button_that_is_none_does_nothing(window):
    assert "Rút dây" in press(window, "x")


def test_without_a_token_nothing_is_pressed(window):
    assert window.post("/rut-day/lam/", data={"button": "rut"}).status_code == 403


def test_dossiers_of_one_side_and_unlike_ones_differ():
    here = {"a": [2, 2], "b": [4, 3], "c": [9, 4]}
    there = {"a": [2, 2], "b": [4, 2], "d": [1, 1]}
    assert differing(here, there) == 3
