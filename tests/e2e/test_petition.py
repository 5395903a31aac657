"""A petition's life in browsers: filed, entered, passed on, answered by two, published without a name, found, reopened,
hidden. Each page is looked at by axe."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Person, Site
from tests.e2e.test_supplement import judged

TITLE = "Chờ ba buổi ở quầy chứng thực"
CONTENT = (
    "Ba buổi sáng tôi đến quầy chứng thực mà không ai gọi số. Tôi là Nguyễn Thị Lan Anh, điện thoại 0912000101. "
    "Đề nghị mở thêm quầy."
)
ANSWER = "Phường xin lỗi và đã mở thêm một quầy chứng thực vào buổi sáng."


def act(page: Page, name: str) -> Locator:
    """The form of an act at the desk, opened where it is folded."""
    page.wait_for_load_state("domcontentloaded")
    form = page.locator(f"form#{name}")
    if not form.is_visible():
        page.locator(f"details:has(form#{name}) > summary").click()
    expect(form).to_be_visible()
    return form


def pressed(page: Page, name: str) -> None:
    """Afterwards the page says it is done."""
    act(page, name).locator("button[name=action]").click()
    expect(page.locator(".messagelist, .govuk-notification-banner").first).to_be_visible()


def files(citizen: Person, site: Site, photo: Path) -> str:
    """From the home page; first with nothing but a file, which is kept. The address of the petition."""
    page = citizen.page
    page.goto(f"{site.url}/")
    page.locator("main").get_by_role("link", name="Phản ánh, kiến nghị").click()
    judged(citizen, "phan-anh")
    page.get_by_role("link", name="Gửi phản ánh, kiến nghị").click()
    page.locator("input[name=files]").set_input_files(photo)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator('[data-error-for="content"]')).to_be_visible()
    expect(page.locator("input[name=held]")).to_be_checked()
    judged(citizen, "phan-anh-loi")
    page.locator("input[name=kind][value=report]").check()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=content]").fill(CONTENT)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    judged(citizen, "phan-anh-da-gui")
    return page.url


def received_and_passed_on(reception: Person, address: str) -> None:
    page = reception.page
    page.goto(f"{address.partition('/quan-tri/')[0]}/quan-tri/feedback/petition/")
    judged(reception, "ban-phan-anh", 1366, 375)
    page.goto(address)
    judged(reception, "ban-phan-anh-moi", 1366, 375)
    pressed(page, "receive")
    form = act(page, "transfer")
    form.locator("[value=conduct]").check()
    form.locator("select").select_option(label="Ủy ban nhân dân phường Trần Phú, thành phố Bắc Giang")
    pressed(page, "transfer")


def answered(officer: Person, leader: Person, address: str) -> None:
    officer.page.goto(address)
    pressed(officer.page, "take")
    form = act(officer.page, "propose")
    form.locator("[value=founded]").check()
    form.locator("textarea").fill(ANSWER)
    judged(officer, "ban-phan-anh-tra-loi", 1366, 375)
    pressed(officer.page, "propose")
    leader.page.goto(address)
    pressed(leader.page, "approve")


def published(reception: Person, address: str) -> None:
    """What tells who asked is left out already; the picture goes along."""
    page = reception.page
    page.goto(address)
    form = act(page, "publish")
    expect(form.locator("[name=content]")).to_have_value(CONTENT.replace("Nguyễn Thị Lan Anh", "[đã lược bỏ]").replace(
        "0912000101", "[đã lược bỏ]"))  # fmt: skip
    form.locator("[name=files]").check()
    judged(reception, "ban-phan-anh-cong-khai", 1366, 375)
    pressed(page, "publish")


def test_a_petition_lives_and_names_nobody(enter: Any, site: Site, photo: Path):
    citizen, reception, stranger = enter("citizen"), enter("reception"), enter()
    address = files(citizen, site, photo)
    key = address.rstrip("/").rpartition("/")[2]
    desk = f"{site.url}/quan-tri/feedback/petition/{key}/"
    received_and_passed_on(reception, desk)
    answered(enter("officer"), enter("leader"), desk)
    published(reception, desk)

    page = stranger.page
    page.goto(f"{site.url}/phan-anh/")
    page.locator("main input[name=q]").fill("quay chung thuc")
    page.locator("main").get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_role("link", name="tep-1.jpg")).to_be_visible()
    assert "Lan Anh" not in page.content()
    judged(stranger, "phan-anh-cong-khai")

    citizen.page.goto(address)
    judged(citizen, "phan-anh-da-tra-loi")
    form = citizen.page.locator("section#reopen form")
    form.locator("textarea").fill("Sáng nay vẫn chỉ có một quầy.")
    form.get_by_role("button").click()
    expect(citizen.page.locator("[data-petition-status='5']")).to_be_visible()

    reception.page.goto(desk)
    act(reception.page, "hide").locator("textarea").fill("Việc được mở lại")
    pressed(reception.page, "hide")
    judged(reception, "ban-phan-anh-da-go", 1366, 375)
    page.reload()
    expect(page.locator("h1")).to_have_text("Theo dõi phản ánh, kiến nghị")
    judged(stranger, "phan-anh-theo-doi")
