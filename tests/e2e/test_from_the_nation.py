"""A citizen submits at the national portal; the province's clerk receives it; the citizen finds it here, too."""

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Person, Site, agree
from tests.e2e.test_chain import AGENCY
from tests.sheets import written_pdf

WISH = "Xin đăng ký khai sinh cho con, nộp tại Cổng quốc gia"


def submit_there(person: Person, site: Site, paper: Path, *, by_address: bool = False) -> str:
    """The national code."""
    page = person.page
    page.goto(f"{site.national}/dich-vu/?q=1.001193")
    page.locator(".dossiers a", has_text="1.001193").click()
    if "dang-nhap" in page.url:
        page.locator(".person", has_text="Nguyễn Thị Lan Anh").click()
    page.locator("#TrichYeuHoSo").fill(WISH)
    page.locator("#MaCoQuanThucHien").select_option(label=AGENCY)
    page.locator("#giay-to-1\\.001193-02").set_input_files(paper)
    page.locator("#giay-to-").set_input_files(paper)
    if by_address:
        page.locator("#by_address").check()
    person.see("quoc-gia-nop")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    filed = page.locator("[data-filed]")
    person.see("quoc-gia-da-nop")
    assert filed.get_attribute("data-answer") == "0", page.content()
    return str(filed.get_attribute("data-filed"))


def find_at_desk(clerk: Person, site: Site, code: str) -> Any:
    page = clerk.page
    page.goto(f"{site.url}/quan-tri/dossiers/dossier/?kenh=quoc-gia")
    clerk.see("ban-lam-viec-tu-quoc-gia")
    for link in page.locator("th a.code").evaluate_all("links => links.map(link => link.href)"):
        page.goto(link)
        if code in page.content():
            return page
    raise AssertionError(f"{code} is not on the desk")


def come_over(person: Person, site: Site) -> None:
    """To the own dossiers here, signed in at the nation already."""
    page = person.page
    page.goto(f"{site.url}/dang-nhap/?next=/ho-so/")
    page.locator('form[action^="/sso/"] button').click()
    agree(page, page.locator("h1", has_text="Hồ sơ của tôi"))
    page.wait_for_url(f"{site.url}/ho-so/")


def said_there(page, status: str) -> None:
    """What the province said of it arrives in the background."""
    ends = time.monotonic() + 90
    while page.locator("[data-filed]").get_attribute("data-status") != status:
        assert time.monotonic() < ends, page.content()
        page.wait_for_timeout(1000)
        page.reload()


def test_from_the_national_portal_to_the_desk_and_back(site, enter, tmp_path):
    paper = tmp_path / "giấy chứng sinh.pdf"
    paper.write_bytes(written_pdf())
    there = enter()
    code = submit_there(there, site, paper)

    clerk = enter("clerk")
    page = find_at_desk(clerk, site, code)
    clerk.see("ho-so-tu-quoc-gia")
    assert "Cổng Dịch vụ công quốc gia" in page.locator(".dossier-head").inner_text()
    assert page.locator("[data-nation-files] a").count() == 1
    page.locator('button[name=action][value="receive"]').click()
    page.wait_for_selector('[data-status="2"]')

    there.page.get_by_role("button", name="Gửi lại sang tỉnh").click()
    expect(there.page.locator("[data-filed]")).to_have_attribute("data-answer", "1")
    said_there(there.page, "2")

    citizen = there
    come_over(citizen, site)
    citizen.page.locator(".entry__title a").first.click()
    citizen.see("cong-dan-thay-ho-so-nop-o-quoc-gia")
    expect(citizen.page.locator("main")).to_contain_text(code)


def test_files_sent_by_their_address_arrive_by_themselves(site, enter, tmp_path):
    paper = tmp_path / "giấy chứng sinh.pdf"
    paper.write_bytes(written_pdf())
    code = submit_there(enter(), site, paper, by_address=True)
    clerk = enter("clerk")
    page = find_at_desk(clerk, site, code)
    address = page.url
    for _ in range(60):
        if page.locator("#giay-to a.govuk-link").count() == 2:
            return
        page.wait_for_timeout(500)
        page.goto(address)
    raise AssertionError(page.locator("#giay-to").inner_text())
