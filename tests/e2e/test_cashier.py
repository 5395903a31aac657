"""At the till: cash with its receipt; and money that came twice goes back, by two persons, to the citizen's page."""

from typing import Any

from tests.e2e.conftest import Person, Site
from tests.e2e.test_paying import paper, payer, press, to_the_platform
from tests.e2e.test_supplement import judged

__all__ = ["paper", "payer"]
BOTH = (1280, 375)


def take_cash(cashier: Person, site: Site, dossier: str) -> None:
    page = cashier.page
    page.goto(f"{site.url}/quan-tri/dossiers/dossier/{dossier}/")
    judged(cashier, "thu-quy-ho-so", *BOTH)
    page.locator("#tien").get_by_role("link", name="Thu tiền").click()
    page.get_by_role("button", name="Đã nhận tiền").click()
    page.wait_for_selector("[data-error-for=way]")
    judged(cashier, "thu-tien-con-thieu", *BOTH)
    page.locator("input[name=way][value=cash]").check()
    page.get_by_role("button", name="Đã nhận tiền").click()
    page.locator("#tien [data-receipt]").wait_for()


def print_receipt(cashier: Person) -> None:
    """The signed PDF, and the page of the receipt in the book."""
    page = cashier.page
    pdf = page.request.get(
        page.url.split("/quan-tri")[0] + str(page.locator("#tien [data-receipt] a").first.get_attribute("href"))
    )
    assert pdf.body().startswith(b"%PDF")
    page.locator("#tien [data-receipt]").get_by_role("link", name="In bản sao, hủy").click()
    page.get_by_role("button", name="In bản sao").wait_for()
    judged(cashier, "bien-lai", *BOTH)
    page.get_by_role("link", name="Sổ biên lai").click()
    judged(cashier, "so-bien-lai", *BOTH)


def heap(person: Person, site: Site, name: str) -> None:
    """From the start page to the newest of a heap."""
    person.page.goto(f"{site.url}/quan-tri/")
    person.page.locator(f"[data-heap={name}]").click()
    person.page.locator(".worklist tbody tr").first.wait_for()
    judged(person, f"danh-sach-{name}", *BOTH)
    person.page.locator(".worklist tbody tr th a").first.click()


def step(person: Person, name: str, picture: str) -> None:
    judged(person, picture, *BOTH)
    person.page.locator(f"button[name=action][value={name}]").click()
    person.page.wait_for_selector(".messagelist .success")


def paid_back(cashier: Person, chief: Person, site: Site) -> None:
    heap(cashier, site, "work")
    step(cashier, "close", "khoan-tien-can-xem")
    heap(chief, site, "approve")
    step(chief, "approve", "duyet-hoan-tien")
    heap(cashier, site, "send")
    cashier.page.locator("input[name=way][value=transfer]").check()
    step(cashier, "send", "chuyen-hoan-tien")
    cashier.page.locator("input[name=number]").fill("UNC-000123")
    step(cashier, "complete", "hoan-tien-xong")
    judged(cashier, "hoan-tien", *BOTH)


def test_cash_is_taken_and_what_came_besides_goes_back(enter: Any, payer: Person, site: Site) -> None:
    citizen, address = payer.page, payer.page.url
    dossier = address.rstrip("/").rsplit("/", 1)[1]
    to_the_platform(citizen, site)  # a window is left open there
    cashier, chief = enter("cashier"), enter("leader")
    judged(cashier, "ban-thu-quy", *BOTH)
    take_cash(cashier, site, dossier)
    print_receipt(cashier)
    press(citizen, "pay")  # and pays there all the same
    citizen.wait_for_selector("[data-payment=paid], [data-payment=paid_otherwise]", timeout=30_000)
    paid_back(cashier, chief, site)
    citizen.goto(address)
    citizen.locator('[data-refund="completed"]').wait_for()
    judged(payer, "ho-so-da-hoan-tien", *BOTH)
