"""The start page of whoever looks after the catalogue: figures that open their lists, places by what one does there."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.models import AskedQuery, Decision
from procedures.templatetags.catalogue_desk import catalogue_places
from tests.portal.desk import enter
from tests.procedures.desk.pages import page_of

pytestmark = pytest.mark.django_db
HOME = reverse("admin:index")


@pytest.fixture
def work(calendar, draft):
    """One of everything that waits, and beside each something that does not."""
    today = timezone.localdate()
    long_ago = {"signed_on": "2020-12-01", "effective_on": "2020-12-01", "signer": "Lê Ánh Dương", "subject": "S"}
    Decision.objects.create(number="1", **long_ago)
    Decision.objects.create(number="2", state="scheduled", publish_on=today, **long_ago | {"entered_on": "2020-12-02"})
    Decision.objects.create(number="3", **long_ago | {"signed_on": today, "effective_on": today})
    for words, found, opened, days in (("a", 0, 0, 1), ("b", 0, 0, 40), ("c", 3, 0, 2), ("d", 3, 2, 2)):
        AskedQuery.objects.create(words=words, day=today - timedelta(days=days), asked=3, found=found, opened=opened)


FIGURES = {"term": 1, "decision-draft": 2, "decision-scheduled": 1, "drafts": 1, "nothing": 1, "unopened": 1}


def figures(page: str) -> dict[str, tuple[str, int]]:
    found = re.findall(r'href="([^"]*)" data-figure="([^"]*)"><span class="tile__figure">(\d+)', page)
    return {name: (unescape(address), int(number)) for address, name, number in found}


def test_every_figure_is_there(desk, work):
    assert {name: number for name, (_address, number) in figures(page_of(desk, HOME)).items()} == FIGURES


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_opens_the_list_of_what_it_counts(desk, work, name):
    address, number = figures(page_of(desk, HOME))[name]
    assert desk.get(address).context["cl"].result_count == number


def groups(page: str) -> dict[str, list[str]]:
    found = re.findall(r'<section class="module places"[^>]*><h2[^>]*>(.*?)</h2>(.*?)</section>', page, re.DOTALL)
    return {title: re.findall(r'class="places__link"[^>]*>(.*?)</a>', body) for title, body in found}


def test_places_stand_by_what_one_does_there(desk):
    found = groups(page_of(desk, HOME))
    assert found["Quyết định và phiên bản"] == ["Quyết định", "Phiên bản", "Thủ tục", "Lĩnh vực"]
    assert found["Lịch làm việc"] == ["Ngày đặc biệt", "Giờ làm việc"]


def test_every_place_says_what_it_is_for(desk):
    page = page_of(desk, HOME)
    assert page.count('class="places__link"') == page.count('<p class="soft">', page.index("places__list"))


def test_a_place_nobody_sorted_stands_with_the_rest(rf, catalogue_admin):
    request = rf.get(HOME)
    request.user = catalogue_admin
    model = {"object_name": "Nowhere", "name": "Chỗ mới", "admin_url": "/x/"}
    assert catalogue_places({"request": request}, [{"models": [model]}])[-1][1][0].address == "/x/"


def test_others_see_nothing_of_it(officer):
    page = page_of(enter(officer), HOME)
    assert "data-figure" not in page and 'class="module places"' not in page
