"""An official's day at the desk without a mouse: search, move, open, turn to the next, note, save and take a list."""

from typing import Any

from tests.e2e.conftest import Person, Site
from tests.e2e.test_supplement import judged

LIST = "/quan-tri/dossiers/dossier/"
CODE = "table.worklist a.code"


def tab_to(page: Any, selector: str) -> None:
    """As whoever has no mouse: Tab, and again, until there."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def press(page: Any, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def typed(page: Any, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def searches(clerk: Person) -> None:
    """The slash leads to the field, Enter finds, Escape leaves."""
    page = clerk.page
    page.keyboard.press("/")
    page.keyboard.type("lan anh")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(CODE).count() >= 3
    judged(clerk, "ban-lam-viec-tim")


def moves_and_opens(clerk: Person) -> None:
    page = clerk.page
    codes = page.locator(CODE).all_inner_texts()
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert focused(page) == codes[place]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("[data-code]").get_attribute("data-code") == codes[1]
    judged(clerk, "ban-lam-viec-ho-so")
    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.locator("[data-code]").get_attribute("data-code") == codes[2]


def notes(clerk: Person) -> None:
    page = clerk.page
    typed(page, "#danh-dau textarea", "Gọi lại bà Lan Anh sáng thứ Năm, hỏi bản chính.")
    press(page, "#danh-dau button[value='1']")
    assert "Gọi lại bà Lan Anh" in page.locator(".notes").inner_text()
    with page.expect_navigation():
        page.keyboard.press("u")
    assert "1 ghi chú riêng" in page.locator("table.worklist").inner_text()


def labels(clerk: Person, site: Site) -> None:
    page = clerk.page
    page.goto(f"{site.url}{LIST}nhan/")
    typed(page, "#nhan-moi-name", "Chờ xác minh cư trú")
    press(page, "button[name=add]")
    judged(clerk, "ban-lam-viec-nhan")
    page.goto(f"{site.url}{LIST}?viec=da-xong")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "button[name=attach]")
    assert page.locator(".mark--on").inner_text().startswith("Chờ xác minh cư trú")


def narrows_and_saves(clerk: Person, site: Site) -> None:
    page = clerk.page
    page.goto(f"{site.url}{LIST}?viec=da-xong")
    press(page, ".filters__open")
    typed(page, "#loc-nhan_tu", "01/01/2020")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".chip").count() == 1 and page.locator(CODE).count() >= 2
    judged(clerk, "ban-lam-viec-loc")
    press(page, "a[href*='/luu/']")
    typed(page, "#luu-name", "Đã trả từ năm 2020")
    judged(clerk, "ban-lam-viec-luu")
    press(page, "button[name=save]")
    assert page.locator(".chip").count() == 1


def takes_as_a_file(clerk: Person) -> None:
    page = clerk.page
    rows = page.locator(CODE).count()
    press(page, "a[href*='/xuat/']")
    typed(page, "#xuat-purpose", "Báo cáo kết quả giải quyết quý IV")
    press(page, "form:has(#xuat-purpose) button")
    for _ in range(40):
        if page.get_by_role("link", name="Tải về").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    judged(clerk, "ban-lam-viec-xuat")
    assert f"{rows} hồ sơ" in page.locator(".plain-rows").first.inner_text()
    with page.expect_download() as file:
        tab_to(page, ".plain-rows a.govuk-link")
        page.keyboard.press("Enter")
    assert file.value.suggested_filename.startswith("ho-so-")


def test_a_day_by_keyboard_only(enter, site):
    clerk = enter("clerk")
    clerk.page.goto(f"{site.url}/quan-tri/")
    judged(clerk, "ban-lam-viec")
    press(clerk.page, "a[href$='?viec=tiep-nhan']")
    judged(clerk, "ban-lam-viec-trong")
    searches(clerk)
    moves_and_opens(clerk)
    notes(clerk)
    labels(clerk, site)
    narrows_and_saves(clerk, site)
    takes_as_a_file(clerk)
