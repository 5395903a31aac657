"""The reader's pages in a real browser: for everybody, at every size, by keyboard, without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Person, Site

PAGES = {
    "home": "/",
    "list": "/thu-tuc/",
    "found": "/thu-tuc/?q=khai+sinh",
    "filtered": "/thu-tuc/?q=giay+phep&cap=1",
    "nothing found": "/thu-tuc/?q=zzzz+qqqq",
    "not exactly": "/thu-tuc/?q=giay+phep+karaoke",
    "procedure": "/thu-tuc/1.001193/",
    "procedure elsewhere": "/thu-tuc/1.004222/",
    "checklist": "/thu-tuc/1.001193/can-gi/",
    "life event": "/thu-tuc/su-kien/sinh-con/",
    "fields": "/thu-tuc/linh-vuc/",
    "agencies": "/thu-tuc/co-quan/",
    "agency": "/thu-tuc/co-quan/so-tu-phap/",
    "guides": "/huong-dan/",
    "no guide": "/huong-dan/?q=zzzz",
    "site map": "/so-do-cong/",
}
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"


@pytest.fixture
def reader(enter: Any) -> Person:
    person: Person = enter()
    return person


@pytest.fixture
def page(reader: Person) -> Page:
    return reader.page


def clean(page: Page) -> None:
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_keeps_anybody_out(page: Page, site: Site, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + path)
    clean(page)
    assert not page.evaluate(SIDEWAYS)
    page.evaluate(LARGE_TEXT)
    assert not page.evaluate(SIDEWAYS)


def test_a_guide_keeps_nobody_out(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/huong-dan/")
    page.locator("a.tile").first.click()
    page.set_viewport_size({"width": 320, "height": 800})
    clean(page)
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("size", [(375, 667), (1280, 720)], ids=["phone", "desk"])
def test_filing_is_one_click_away_without_scrolling(page: Page, site: Site, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{site.url}/thu-tuc/1.001193/")
    file = page.get_by_role("link", name="Nộp hồ sơ", exact=True)
    expect(file).to_be_in_viewport(ratio=1)
    file.click()
    assert "/1.001193/nop-ho-so/" in page.url or "/dang-nhap/" in page.url


def test_on_a_phone_it_stays_in_sight(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(f"{site.url}/thu-tuc/1.001193/")
    page.get_by_role("heading", name="Giấy tờ cần có").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="Nộp hồ sơ", exact=True)).to_be_in_viewport(ratio=1)


def test_the_browser_lets_the_facts_for_machines_be(reader: Person, site: Site) -> None:
    """The strict policy has nothing against data; ``reader`` fails where the browser complains."""
    response = reader.page.goto(f"{site.url}/thu-tuc/1.001193/")
    policy = response.headers["content-security-policy"] if response else ""
    assert "default-src 'self'" in policy and "unsafe-inline" not in policy
    facts = reader.page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)")
    assert facts["@type"] == "GovernmentService"


def test_by_keyboard_alone_from_the_home_page_to_filing(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.id") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("giấy khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/?q=*")
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/1.001193/**")
    while page.evaluate("document.activeElement.innerText") != "Nộp hồ sơ":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "nop-ho-so" in url or "dang-nhap" in url)


def test_what_is_typed_is_completed(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.locator("#q").press_sequentially("dang ky ket h", delay=30)
    option = page.get_by_role("option", name="Đăng ký kết hôn", exact=True)
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/1.000894/**")


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="vi-VN", viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def test_without_javascript_one_finds_filters_and_chooses(plain: Page, site: Site) -> None:
    plain.goto(site.url)
    plain.locator("#q").fill("ly lich tu phap")
    plain.get_by_role("button", name="Tìm", exact=True).click()
    plain.locator("details summary").click()
    plain.locator("select[name=cap]").select_option(index=1)
    plain.get_by_role("button", name="Tìm", exact=True).click()
    assert "cap=" in plain.url
    plain.locator(".entry__title a").first.click()
    plain.get_by_label("Trực tiếp").check()
    plain.get_by_role("button", name="Xem theo trường hợp của tôi").click()
    assert "cach-nop=1" in plain.url
    plain.get_by_role("link", name="In danh sách cần mang").click()
    assert "can-gi/?cach-nop=1" in plain.url


def test_the_list_to_bring_is_one_sheet_of_paper(page: Page, site: Site) -> None:
    for code in ("1.001193", "1.013225", "2.000488", "1.001612"):
        page.goto(f"{site.url}/thu-tuc/{code}/can-gi/")
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
