"""The papers of a draft in a real browser on a phone: photographs that upload as they are chosen and go on after a
break, pages in order, doubts decided; and all of it without JavaScript."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.test_chain import AGENCY
from tests.sheets import blurred, grainy, saved, sheet, written_pdf

PHONE = {"width": 375, "height": 800}
PART = 256 * 1024
ANOTHER = "start_another"


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Any]:
    """``phone(scripts=False)``: a citizen's browser of 375 points, at the papers of a fresh draft."""
    contexts: list[BrowserContext] = []

    def opened(*, scripts: bool = True, before: str = "") -> Page:
        context = browser.new_context(
            locale="vi-VN", viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce",
            java_script_enabled=scripts,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(20_000)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(f"{site.url}/")
        page.locator('form[action="/vao-vai/citizen/"] button').click()
        begin(page, site)
        return page

    yield opened
    for context in contexts:
        context.close()


def begin(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/thu-tuc/1.001193/nop-ho-so/")
    page.locator("select[name=agency]").select_option(label=AGENCY)
    owner = page.locator("input[name=owner_is][value=self]")
    if owner.count():
        owner.check()
    another = page.locator(f"button[value={ANOTHER}]")
    (another if another.count() else page.locator("main form button").last).click()
    page.goto(re.sub(r"/buoc/\d+/.*", "/giay-to/", page.url))


def file(name: str, content: bytes, kind: str = "image/jpeg") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": content}


def photos(*seeds: int) -> list[dict[str, Any]]:
    return [file(f"trang {seed}.jpg", saved(sheet(seed=seed))) for seed in seeds]


def heavy() -> dict[str, Any]:
    """A photograph that takes several parts, and that the browser leaves as it is."""
    content = saved(grainy(sheet((1500, 2000)), 14), quality=90)
    assert 3 * PART < len(content) < 1_500_000, len(content)
    return file("trang nặng.jpg", content)


def paper(page: Page, number: int = 0) -> Locator:
    return page.locator("section.paper").nth(number)


def choose(page: Page, *files: dict[str, Any]) -> Locator:
    card = paper(page)
    card.locator("input[type=file]:not([data-camera])").set_input_files(list(files))
    return card


def all_arrived(card: Locator) -> None:
    expect(card.locator("[data-uploads] .upload:not(.upload--refused)")).to_have_count(0, timeout=60_000)


def holds(card: Locator, *names: str) -> None:
    """The pages of a paper, in their order, once the browser shows them."""
    expect(card.locator(".page-given__name")).to_have_text(list(names))


def accessible(page: Page) -> None:
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def downloaded(page: Page, card: Locator, number: int = 0) -> bytes:
    address = card.locator(".page-given__name a").nth(number).get_attribute("href")
    return bytes(page.request.get(page.url.split("/ho-so/")[0] + str(address)).body())


def test_photographs_upload_as_they_are_chosen_and_become_one_pdf(phone: Any) -> None:
    page = phone()
    accessible(page)
    card = choose(page, *photos(1, 2, 3))
    all_arrived(card)
    holds(card, "trang 1.jpg", "trang 2.jpg", "trang 3.jpg")
    accessible(page)
    card.get_by_role("button", name="Đưa trang 3 lên trước").click()
    expect(card.locator(".page-given__name").nth(1)).to_have_text("trang 3.jpg")
    card.get_by_role("button", name="Ghép ngay").click()
    expect(card.locator(".page-given")).to_have_count(1)
    with pikepdf.open(io.BytesIO(downloaded(page, card))) as document:
        assert len(document.pages) == 3
    expect(page.locator("#da-co")).to_contain_text("Đã có 1 trên")
    accessible(page)


def test_after_a_move_the_keyboard_is_where_it_was(phone: Any) -> None:
    page = phone()
    card = choose(page, *photos(1, 2, 3))
    all_arrived(card)
    card.get_by_role("button", name="Đưa trang 1 xuống sau").focus()
    page.keyboard.press("Enter")
    expect(card.locator(".page-given__name").nth(1)).to_have_text("trang 1.jpg")
    page.keyboard.press("Enter")
    expect(card.locator(".page-given__name").nth(2)).to_have_text("trang 1.jpg")


def test_a_large_photograph_is_shrunk_upright_before_it_travels_and_tells_no_place(phone: Any) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    content = saved(sheet((4000, 3000), lines=30), exif=exif.tobytes(), quality=95)
    page, sent = phone(), []
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    card = choose(page, file("to.jpg", content))
    all_arrived(card)
    with Image.open(io.BytesIO(downloaded(page, card))) as kept:
        assert (kept.size, dict(kept.getexif())) == ((1500, 2000), {})
    assert sum(sent) < len(content) / 2


def test_what_is_refused_or_doubted_is_told_beside_the_file(phone: Any) -> None:
    page = phone()
    blank, shaken = saved(sheet(lines=0)), saved(blurred(sheet()))
    card = choose(page, file("trắng.jpg", blank), file("mờ.jpg", shaken), file("lạ.txt", b"abc", "text/plain"))
    all_arrived(card)
    expect(card.locator(".upload--refused")).to_have_count(2)
    expect(card.locator(".upload--refused").first).to_contain_text("Trang này trống")
    expect(card.locator(".page-given__doubt")).to_contain_text("Ảnh bị mờ")
    accessible(page)
    card.get_by_role("button", name="Vẫn dùng ảnh này").click()
    expect(card.locator(".page-given__doubt")).to_have_count(0)
    card.get_by_role("button", name="Đã hiểu").first.click()
    expect(card.locator(".upload--refused")).to_have_count(1)
    expect(card.locator(".paper__state")).to_have_text("đã có")


class Line:
    """The line to the server: broken after so many parts; where each part belonged that went over it."""

    def __init__(self, page: Page) -> None:
        self.offsets: list[int] = []
        self.breaks_after = 10_000
        page.context.route("**/giay-to/phan/", self.carry)

    def carry(self, route: Any) -> None:
        body = route.request.post_data_buffer or b""
        if len(self.offsets) >= self.breaks_after:
            return route.abort("internetdisconnected")
        if b'name="part"' in body:
            self.offsets.append(int(re.search(rb'name="offset"\r\n\r\n(\d+)', body)[1]))
        return route.continue_()


def broken_off(page: Page, line: Line) -> Locator:
    line.breaks_after = 2
    card = choose(page, heavy())
    expect(card.locator(".upload--broken")).to_contain_text("Mất kết nối mạng")
    return card


def test_a_broken_line_is_taken_up_where_it_broke(phone: Any) -> None:
    page = phone()
    line = Line(page)
    card = broken_off(page, line)
    accessible(page)
    line.breaks_after = 10_000
    card.get_by_role("button", name="Thử lại").click()
    all_arrived(card)
    assert line.offsets == sorted(set(line.offsets))
    holds(card, "trang nặng.jpg")


def test_after_a_reload_it_goes_on_by_itself(phone: Any) -> None:
    page = phone()
    line = Line(page)
    broken_off(page, line)
    line.breaks_after = 10_000
    page.reload()
    expect(paper(page).locator(".page-given")).to_have_count(1, timeout=60_000)
    assert line.offsets == sorted(set(line.offsets))  # nothing that had arrived was sent again


def test_where_the_browser_keeps_nothing_the_same_file_chosen_again_goes_on(phone: Any) -> None:
    page = phone(before="Object.defineProperty(window, 'indexedDB', { value: undefined })")
    line = Line(page)
    broken_off(page, line)
    page.reload()
    expect(paper(page).locator(".upload--broken")).to_contain_text("Hãy chọn lại đúng tệp")
    accessible(page)
    line.breaks_after = 10_000
    all_arrived(choose(page, heavy()))
    holds(paper(page), "trang nặng.jpg")
    assert line.offsets == sorted(set(line.offsets))


def test_cancelled_it_is_gone_also_after_a_reload(phone: Any) -> None:
    page = phone()
    line = Line(page)
    card = broken_off(page, line)
    line.breaks_after = 10_000
    card.get_by_role("button", name="Hủy tải lên").click()
    expect(card.locator("[data-uploads] .upload")).to_have_count(0)
    page.wait_for_timeout(500)
    page.reload()
    expect(paper(page).locator(".upload")).to_have_count(0)


def test_when_the_session_ends_one_signs_in_and_it_goes_on(phone: Any, site: Site) -> None:
    page = phone()
    address = page.url
    cookies = page.context.cookies()
    page.context.clear_cookies(name=re.compile("session"))
    card = choose(page, *photos(1))
    expect(card.get_by_role("link", name="Đăng nhập lại")).to_be_visible()
    accessible(page)
    page.context.add_cookies(cookies)
    page.goto(address)
    expect(paper(page).locator(".page-given__name")).to_have_text("trang 1.jpg", timeout=60_000)


def test_what_is_being_uploaded_is_gone_from_the_browser_on_signing_out(phone: Any, site: Site) -> None:
    page = phone()
    address, line = page.url, Line(page)
    broken_off(page, line)
    page.goto(f"{site.url}/")
    page.locator('form[action="/dang-xuat/"] button').first.click()
    page.goto(f"{site.url}/")
    kept = page.evaluate("indexedDB.databases().then((all) => all.length)")
    assert kept == 0, address


def test_all_of_it_works_without_javascript(phone: Any) -> None:
    page = phone(scripts=False)
    shaken = saved(blurred(sheet()))
    choose(page, *photos(1, 2), file("mờ.jpg", shaken))
    paper(page).get_by_role("button", name="Tải lên").click()
    holds(paper(page), "trang 1.jpg", "trang 2.jpg", "mờ.jpg")
    paper(page).get_by_role("button", name="Vẫn dùng ảnh này").click()
    expect(paper(page).locator(".page-given__doubt")).to_have_count(0)
    paper(page).get_by_role("button", name="Đưa trang 2 lên trước").click()
    holds(paper(page), "trang 2.jpg", "trang 1.jpg", "mờ.jpg")
    paper(page).get_by_role("button", name="Ghép ngay").click()
    expect(paper(page).locator(".page-given")).to_have_count(1)
    choose(page, file("trắng.jpg", saved(sheet(lines=0))), file("bản quét.pdf", written_pdf(), "application/pdf"))
    paper(page).get_by_role("button", name="Tải lên").click()
    expect(paper(page).locator(".govuk-error-message")).to_contain_text("trắng.jpg: Trang này trống")
    expect(paper(page).locator(".page-given__name").last).to_have_text("bản quét.pdf")
    expect(page.locator(".papers-progress")).to_contain_text("Đã có 1 trên")
