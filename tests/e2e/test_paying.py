"""A citizen pays: once, after changing their mind, and from two windows at once."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import act, at_desk
from tests.e2e.test_process import filed
from tests.e2e.test_terms import ask_duty
from tests.sheets import written_pdf


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "giấy xác nhận.pdf"
    path.write_bytes(written_pdf())
    return path


@pytest.fixture
def payer(enter: Any, site: Site, paper: Path, photo: Path) -> Person:
    """On the page of a dossier that was received and costs something."""
    citizen, clerk = enter("citizen"), enter("clerk")
    number = filed(citizen, site, paper=paper, photo=photo)
    address = citizen.page.url
    at_desk(clerk, site, number)
    act(clerk, "receive", "2")
    citizen.page.goto(address)
    return citizen


def judged(person: Person, name: str) -> None:
    person.see(name)
    found = Axe().run(person.page).response["violations"]
    assert found == [], found


def to_the_platform(page: Any, site: Site, provider: str = "payplat") -> None:
    page.get_by_role("link", name="Trả tiền").click()
    page.locator(f"input[name=provider][value={provider}]").check()
    page.get_by_role("button", name="Tiếp tục trả tiền").click()
    page.wait_for_url(f"{site.national}/**")


def press(page: Any, action: str) -> None:
    page.locator(f"button[name=action][value={action}]").click()
    page.wait_for_selector("[data-payment]")


def settled(page: Any) -> str:
    """The page looks again by itself until the receipt is there."""
    page.wait_for_selector('[data-payment="paid"] [data-receipt]', timeout=60_000)
    return str(page.locator("[data-receipt]").get_attribute("data-receipt"))


def test_paying_once(payer: Person, site: Site) -> None:
    page = payer.page
    judged(payer, "can-tra")
    page.get_by_role("link", name="Trả tiền").click()
    judged(payer, "chon-cach-tra")
    page.locator("button", has_text="Tiếp tục trả tiền").click()
    assert page.locator("[data-error-for=provider]").inner_text()
    payer.see("chon-cach-tra-thieu")
    page.locator("input[name=provider][value=payplat]").check()
    page.get_by_role("button", name="Tiếp tục trả tiền").click()
    page.wait_for_selector("[data-order]")
    judged(payer, "trang-thanh-toan")
    press(page, "pay")
    number = settled(page)
    judged(payer, "da-tra")
    page.get_by_role("link", name="Về trang hồ sơ").click()
    expect(page.locator(f'[data-receipt="{number}"]')).to_have_count(1)
    expect(page.locator("[data-missing]")).to_have_count(0)
    payer.see("ho-so-da-tra")


def test_cancelling_and_paying_another_way(payer: Person, site: Site) -> None:
    page = payer.page
    to_the_platform(page, site)
    press(page, "cancel")
    page.wait_for_selector('[data-payment="not_paid"]', timeout=30_000)
    judged(payer, "chua-tra-duoc")
    page.get_by_role("link", name="Thử lại").click()
    page.locator("input[name=provider][value=vnpay]").check()
    page.get_by_role("button", name="Tiếp tục trả tiền").click()
    page.wait_for_selector("[data-order]")
    press(page, "pay")
    settled(page)


def test_paying_in_two_windows_is_booked_once(payer: Person, site: Site) -> None:
    first, address = payer.page, payer.page.url
    second = first.context.new_page()
    second.goto(address)
    to_the_platform(first, site)
    to_the_platform(second, site, "vnpay")
    for page in (first, second):
        press(page, "pay")
    for page in (first, second):  # the provider that tells first is booked; what the other took is paid back
        page.wait_for_selector("[data-payment=paid], [data-payment=paid_otherwise]", timeout=60_000)
    receipts = {page.locator("[data-receipt]").get_attribute("data-receipt") for page in (first, second)}
    first.goto(address)
    assert first.locator("[data-receipt]").count() == 1
    assert receipts == {first.locator("[data-receipt]").get_attribute("data-receipt")}


def test_a_duty_that_is_paid_lets_the_dossier_go_on(enter: Any, payer: Person, site: Site) -> None:
    clerk, officer, page = enter("clerk"), enter("officer"), payer.page
    at_desk(clerk, site, str(page.locator("[data-code]").get_attribute("data-code")))
    act(clerk, "forward", "4")
    at_desk(officer, site, str(clerk.page.locator("[data-code]").get_attribute("data-code")))
    ask_duty(officer)
    page.reload()
    judged(payer, "can-tra-nghia-vu")
    for way in ("payplat", "vnpay"):  # the fee first, then the tax
        to_the_platform(page, site, way)
        press(page, "pay")
        settled(page)
        page.get_by_role("link", name="Về trang hồ sơ").click()
    page.wait_for_selector('[data-status="4"]')
    payer.see("nghia-vu-da-tra")


def test_a_notification_that_is_late_shows_as_being_confirmed(payer: Person, site: Site) -> None:
    late = {"service": "payplat-tell", "kind": "late", "delay": 8, "seconds": 60}
    httpx.post(f"{site.national}/__control/faults", json=late).raise_for_status()
    to_the_platform(payer.page, site)
    press(payer.page, "pay")
    payer.page.wait_for_selector('[data-payment="waiting"]')
    judged(payer, "dang-xac-nhan")
    settled(payer.page)
    httpx.post(f"{site.national}/__control/faults", json={"service": "payplat-tell", "kind": "none"})
