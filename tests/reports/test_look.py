"""The pages of figures, empty, full and refused, looked at by axe on a phone and at a desk, in both languages."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from portal.agencies.models import Agency
from tests.dossiers.pages import page_of
from tests.portal.desk import enter
from tests.portal.test_look_accessible import CHROMIUM, browser_type_launch_args, pytestmark, serve  # noqa: F401

LONG = "Ủy ban nhân dân thị trấn Nông Trường Yên Thế trực thuộc huyện Yên Thế, tỉnh Bắc Giang (đơn vị sắp xếp lại)"
PAGES = {
    "report": lambda: reverse("report"),
    "report of a day before everything": lambda: f"{reverse('report')}?ngay=2019-01-01",
    "refused day": lambda: f"{reverse('report')}?ngay=2999-01-01",
    "form 06": lambda: reverse("form06"),
    "form 06, empty": lambda: f"{reverse('form06')}?ky=nam.2015.1",
    "rows": lambda: reverse("figure_rows", args=["tiep-nhan"]),
    "no rows": lambda: reverse("figure_rows", args=["dung-han"]),
    "public": lambda: reverse("public_figures"),
}


@pytest.fixture
def window(draft, citizen, clerk, leader, commune):
    """Of a leader whose agency has a long name and received a dossier a minute ago."""
    Agency.objects.filter(pk=commune.pk).update(name=LONG)
    cache.clear()
    then = timezone.now() - timedelta(minutes=1)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen, then))
    workflow.perform(workflow.RECEIVE, draft, Act(clerk, then))
    return enter(leader)


@pytest.mark.django_db
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(settings, page, window, address, language, width):
    window.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page.set_viewport_size({"width": width, "height": 800})
    serve(page, page_of(window, address()))
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
