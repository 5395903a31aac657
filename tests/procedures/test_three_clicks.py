"""From the home page to any service with three clicks at most (TT 32/2017), over the whole catalogue of the
demonstration."""

import html
import re
from urllib.parse import urljoin

import pytest

from procedures import browse
from procedures.models import Procedure
from tests.procedures import real

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
LINK = re.compile(r'<a [^>]*?href="([/?][^"#]*)"')
ELSEWHERE = ("/dang-nhap/", "/quan-tri/", "/ho-so/", "/sso/")


def links(client, page: str) -> set[str]:
    """Where a reader without an account gets from ``page`` with one click."""
    found = {urljoin(page, html.unescape(link)) for link in LINK.findall(client.get(page).content.decode())}
    return {link for link in found if not link.startswith(ELSEWHERE)}


def within(client, clicks: int) -> set[str]:
    """Breadth first. What a procedure's own page leads to is not looked at: the way must not go through another one."""
    reached, newest = {"/"}, {"/"}
    for _click in range(clicks):
        found = {link for page in newest for link in links(client, page)}
        reached, newest = reached | found, {link for link in found - reached if not _is_procedure(link)}
    return reached


def _is_procedure(link: str) -> bool:
    return re.match(r"/thu-tuc/\d", link) is not None


def test_every_service_is_three_clicks_from_the_home_page(client):
    real.load_demonstration()
    browse.seed()
    codes = set(Procedure.objects.in_use().values_list("code", flat=True))
    assert len(codes) > 1_000
    assert codes - {link.split("/")[2] for link in within(client, 3) if _is_procedure(link)} == set()
