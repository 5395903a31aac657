"""Many dossiers at once, without JavaScript too, and a reorganisation: what officials see is clean and complete."""

import uuid
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import Site

REORGANISATIONS = "/quan-tri/agencies/reorganisation/"
WITHOUT_FETCHING = {"preload": False}
"""Style sheets that import others are fetched and put into the page by axe, which our content policy refuses."""


def clean(person: Any, name: str) -> None:
    """At both widths."""
    person.see(name)
    for width in (1280, 375):
        person.page.set_viewport_size({"width": width, "height": 900})
        assert Axe().run(person.page, options=WITHOUT_FETCHING).response["violations"] == []
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    person.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_clerk_chooses_and_sees_for_how_many_it_is_possible(enter: Any, site: Site) -> None:
    clerk = enter("clerk")
    page = clerk.page
    page.goto(f"{site.url}/quan-tri/dossiers/dossier/?viec=da-xong")
    page.locator("[data-pick-page]").check()
    number = page.locator("input[name=dossier]").count()
    assert page.locator("[data-pick-count]").inner_text() == f"đã chọn: {number}"
    clean(clerk, "hang-loat-chon")
    page.locator("select[name=act]").select_option("hand_over")
    page.get_by_role("button", name="Làm hàng loạt").click()
    expect(page.locator(".batch-figures strong")).to_have_text([str(number), "0", str(number)])
    clean(clerk, "hang-loat-xac-nhan")


@pytest.mark.parametrize("act", ["receive", "refuse"])
def test_without_javascript_all_of_a_list_are_chosen(enter: Any, site: Site, act: str) -> None:
    page = enter("clerk", script=False).page
    page.goto(f"{site.url}/quan-tri/dossiers/dossier/")
    page.locator("input[name=all]").check()
    page.locator("select[name=act]").select_option(act)
    page.get_by_role("button", name="Làm hàng loạt").click()
    expect(page.locator(".batch-figures")).to_be_visible()


def line(page: Any, kind: str, agency: str, into: str) -> None:
    page.fill("[name=line-agency]", agency)
    page.check(f"[name=line-kind][value={kind}]")
    page.fill("[name=line-into]", into)
    page.click("button[value=line]")


def test_a_reorganisation_is_prepared_looked_at_and_discarded(enter: Any, site: Site) -> None:
    first, second = enter("admin"), enter("admin2")
    page, number = first.page, f"{uuid.uuid4().hex[:6]}/NQ-HĐND"
    page.goto(f"{site.url}{REORGANISATIONS}add/")
    page.fill("[name=number]", number)
    page.fill("[name=about]", "Sắp xếp các đơn vị hành chính cấp xã")
    page.fill("[name=in_force_on]", "01/01/2030")
    clean(first, "sap-xep-moi")
    page.get_by_role("button", name="Ghi lại và thêm các dòng").click()
    line(page, "merge", "phường Mỹ Độ, thành phố Bắc Giang", "Phường Thọ Xương, thành phố Bắc Giang")
    line(page, "merge", "Không có cơ quan này", "Phường Thọ Xương, thành phố Bắc Giang")
    clean(first, "sap-xep-loi")
    second.page.goto(page.url)
    assert second.page.locator(".reorganisation__line").count() == 1
    assert second.page.locator("button[value=confirm]").count() == 1
    clean(second, "sap-xep")
    page.goto(page.url)
    page.click("button[value=discard]")
    clean(first, "sap-xep-danh-sach")
    assert number not in page.content()
