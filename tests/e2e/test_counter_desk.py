"""The other pages of the counter in a browser: slips on both sides, an outage, a result given back; each axe-clean."""

import io
import re
import time
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import Person, Site
from tests.e2e.test_counter import DESK, NUMBER, PROCEDURE, clean

DAY = date(2021, 1, 4) + timedelta(days=int(time.time()) % 1500)
"""Of the outage: another one each time, so that its numbers are free in a portal that has run before."""


def received(clerk: Person, site: Site) -> str:
    """The code of a dossier just taken in, with an original held."""
    page = clerk.page
    page.goto(f"{site.url}{DESK}tiep-nhan/{PROCEDURE}/")
    page.fill("[name=number]", NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=summary]")
    for name, text in (("summary", "Bằng tốt nghiệp"), ("pages", "2"), ("copies", "1")):
        page.fill(f"[name={name}]", text)
    page.check("[name=nhan-all_there]")
    page.locator("input[name$=-held]").first.fill("1")
    page.locator("button.govuk-button[value=take_in]").click()
    return page.locator("[data-code]").get_attribute("data-code") or ""


def paper(person: Person, link: Any) -> str:
    """The text of a PDF, fetched as the person's browser would."""
    answer = person.page.request.get(link.evaluate("link => link.href"))
    assert answer.headers["content-type"] == "application/pdf"
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)


def test_a_slip_is_sent_printed_and_accepted(enter: Any, site: Site) -> None:
    clerk, officer = enter("clerk"), enter("officer")
    code = received(clerk, site)
    clerk.page.goto(f"{site.url}{DESK}ban-giao/")
    clean(clerk)
    clerk.see("ban-giao")
    clerk.page.locator("button[value=send]").first.click()
    clerk.page.locator("a", has_text="In phiếu").wait_for()
    assert code in paper(clerk, clerk.page.locator("a", has_text="In phiếu")).replace("\n", "")
    officer.page.goto(clerk.page.url)
    clean(officer)
    officer.see("phieu-ban-giao")
    officer.page.locator("button[value=accept]").click()
    officer.page.get_by_text("đã nhận").first.wait_for()


def test_originals_are_listed_and_given_back(enter: Any, site: Site) -> None:
    clerk = enter("clerk")
    code = received(clerk, site)
    page = clerk.page
    page.goto(f"{site.url}{DESK}tra-tai-quay/")
    clean(clerk)
    clerk.see("tra-tai-quay")
    page.locator("a.code", has_text=code).last.click()
    clean(clerk)
    page.locator("button[value=give_back]").click()
    page.locator("[name=held]").wait_for(state="detached")


def test_an_outage_is_opened_and_a_dossier_entered(enter: Any, site: Site) -> None:
    leader, clerk = enter("leader"), enter("clerk")
    page = leader.page
    page.goto(f"{site.url}{DESK}su-co/")
    clean(leader)
    day = f"{DAY:%d/%m/%Y}"
    for name, text in (("begun_at", f"{day} 09:00"), ("ended_at", f"{day} 11:00"), ("ground", "Mất điện")):
        page.fill(f"[name={name}]", text)
    page.locator("main form button").last.click()
    page.wait_for_selector("[name=danh-so-last]")
    clean(leader)
    page.fill("[name=danh-so-day]", day)
    page.fill("[name=danh-so-last]", "1")
    page.locator("main form button").last.click()
    page.get_by_text("chờ nhập").wait_for()
    leader.see("su-co")
    enter_from_the_book(clerk, f"{site.url}{DESK}tiep-nhan/{PROCEDURE}/?su-co={page.url.rstrip('/').rsplit('/', 1)[1]}")


def enter_from_the_book(clerk: Person, address: str) -> None:
    page = clerk.page
    page.goto(address)
    page.fill("[name=number]", NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=so-serial]")
    clean(clerk)
    typed = {"summary": "Bằng tốt nghiệp", "pages": "2", "copies": "1", "so-taken_at": f"{DAY:%d/%m/%Y} 09:30"}
    for name, text in {**typed, "so-serial": "1"}.items():
        page.fill(f"[name={name}]", text)
    page.check("[name=nhan-all_there]")
    page.locator("button.govuk-button[value=take_in]").click()
    expect(page.locator("[data-code]")).to_have_attribute("data-code", re.compile(f"-{DAY:%y%m%d}-0001$"))
