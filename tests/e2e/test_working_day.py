"""A working day at the desk: ten dossiers received, one sent back to the citizen, the others handed on, and one carried
through assigning, an opinion and the leader's approval to the counter. Every page is judged on the way."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e import test_process as process
from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import act, at_desk
from tests.e2e.test_counter import DESK, NUMBER
from tests.e2e.test_counter_desk import paper as printed
from tests.e2e.test_counter_desk import received
from tests.e2e.test_supplement import ask, filed, judged
from tests.sheets import written_pdf

AT_COUNTER = 8
KEY = (1280, 375)
LISTENER = (
    "document.addEventListener('securitypolicyviolation', event => "
    "console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "giấy xác nhận.pdf"
    path.write_bytes(written_pdf())
    return path


@pytest.fixture
def seat(enter: Any) -> Any:
    """``seat("clerk")``: whose browser also says what the content policy refused."""

    def take(role: str) -> Person:
        person: Person = enter(role)
        person.page.add_init_script(LISTENER)
        return person

    return take


def test_a_violation_of_the_content_policy_is_heard(seat: Any, site: Site) -> None:
    clerk = seat("clerk")
    clerk.page.goto(f"{site.url}/quan-tri/")
    assert clerk.complaints == []
    clerk.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    clerk.page.wait_for_timeout(200)
    assert any(complaint.startswith("policy: style-src") for complaint in clerk.complaints)
    clerk.complaints.clear()


# --- The clerk's morning ---------------------------------------------------------------------------------------------


def begins(clerk: Person, site: Site) -> None:
    clerk.page.goto(f"{site.url}/quan-tri/")
    judged(clerk, "ngay-trang-dau", *KEY)
    for name in clerk.page.locator("nav[aria-labelledby=viec-trang] a").evaluate_all("links => links.map(a => a.href)"):
        clerk.page.goto(name)
        judged(clerk, f"ngay-trang-{'-'.join(name.rstrip('/').rsplit('/', 2)[1:])}")


def receives(clerk: Person, site: Site, number: str) -> str:
    """From the list of what is to be received; the code it gets."""
    page = clerk.page
    page.goto(f"{site.url}{DESK}?viec=tiep-nhan")
    judged(clerk, "ngay-cho-tiep-nhan", *KEY)
    page.get_by_role("link", name=number).click()
    judged(clerk, "ngay-mot-ho-so-cho-tiep-nhan", *KEY)
    act(clerk, "receive", "2")
    return str(page.locator("[data-code]").get_attribute("data-code"))


def forwards(clerk: Person, site: Site, codes: list[str]) -> None:
    """Through the list by its own links, handing on whichever is of this morning."""
    page = clerk.page
    page.goto(f"{site.url}{DESK}?q={NUMBER}")
    judged(clerk, "ngay-tim", *KEY)
    page.locator("table.worklist a.code").first.click()
    waiting = set(codes)
    while waiting:
        code = page.locator("[data-code]").get_attribute("data-code")
        if code in waiting:
            judged(clerk, "ngay-da-tiep-nhan")
            act(clerk, "forward", "4")
            waiting.remove(code)
        later = page.locator("a[data-way=later]")
        if waiting:
            assert later.count(), f"the list ended before {waiting}"
            later.click()
            page.wait_for_function(
                "code => (document.querySelector('[data-code]')?.dataset.code ?? code) !== code", arg=code
            )


def turns_back(clerk: Person) -> None:
    """One back, one on, and to the list again."""
    page = clerk.page
    here = page.locator("[data-code]").get_attribute("data-code")
    for way in ("earlier", "later"):
        with page.expect_navigation():
            page.locator(f"a[data-way={way}]").click()
    assert page.locator("[data-code]").get_attribute("data-code") == here
    page.locator("a[data-way=back]").click()
    expect(page.get_by_role("link", name=str(here))).to_have_count(1)


# --- Who decides -----------------------------------------------------------------------------------------------------


def assigns(leader: Person, site: Site, code: str) -> None:
    form = process.open_act(leader, site, code, "assign")
    chosen = form.locator("select[name=official] option", has_text="Lê Quang Huy").get_attribute("value")
    form.locator("select[name=official]").select_option(value=chosen)
    judged(leader, "ngay-phan-cong")
    process.done(leader, "assign")


def claims(officer: Person, site: Site, code: str) -> None:
    """At once, on the dossier's own page."""
    at_desk(officer, site, code)
    judged(officer, "ngay-nhan-xu-ly", *KEY)
    process.done(officer, "claim")
    expect(officer.page.locator(".course__step--running", has_text="Lê Quang Huy")).to_have_count(1)
    expect(officer.page.locator("button[value=claim]")).to_have_count(0)


def approves(leader: Person, site: Site, code: str) -> None:
    """On the dossier's own page, where the proposal is read."""
    at_desk(leader, site, code)
    assert "đủ điều kiện" in leader.page.locator("[data-act=approve]").inner_text()
    judged(leader, "ngay-phe-duyet", *KEY)
    leader.page.locator("[data-act=approve] textarea").fill("Đồng ý.")
    process.done(leader, "approve")


def issues(officer: Person, site: Site, code: str, scan: Path) -> None:
    at_desk(officer, site, code)
    judged(officer, "ngay-ban-hanh", *KEY)
    officer.page.locator("input[name=result_number]").fill("52/2020/XN")
    officer.page.locator("input[name=result_file]").set_input_files(scan)
    act(officer, "finish", "9")
    judged(officer, "ngay-da-ban-hanh", *KEY)


def hands_over(clerk: Person, site: Site, code: str) -> None:
    """Found by its code at the counter, given to the owner, the receipt printed."""
    page = clerk.page
    page.goto(f"{site.url}{DESK}tra-tai-quay/")
    page.fill("#q", code)
    page.locator(".counter-search button").click()
    page.fill("[name=id_number]", NUMBER)
    judged(clerk, "ngay-tra-ket-qua", *KEY)
    page.locator("button.govuk-button[value=give]").click()
    page.wait_for_selector('[data-status="10"]')
    judged(clerk, "ngay-da-tra")
    assert code in printed(clerk, page.locator("a[href$='/giay-bien-nhan/']")).replace("\n", "")


@dataclass
class Day:
    """Who is at work, and where."""

    site: Site
    clerk: Person
    officer: Person
    leader: Person
    outsider: Person

    def receives_ten(self, whole: str, lacking: str) -> list[str]:
        """Two filed at home, eight brought to the counter; the code of the one that goes all the way comes first, of
        the one sent back last."""
        codes = [receives(self.clerk, self.site, whole)]
        codes += [received(self.clerk, self.site) for _number in range(AT_COUNTER)]
        return [*codes, receives(self.clerk, self.site, lacking)]

    def decides(self, code: str, scan: Path) -> None:
        """Charged with it, another agency asked, proposed, approved, issued."""
        assigns(self.leader, self.site, code)
        process.ask(self.officer, self.site, code)
        process.answer(self.outsider, self.site, code, scan)
        process.propose(self.officer, self.site, code)
        approves(self.leader, self.site, code)
        issues(self.officer, self.site, code, scan)


def test_a_working_day(seat: Any, site: Site, scan: Path, photo: Path) -> None:
    citizen = seat("citizen")
    day = Day(site, *map(seat, ("clerk", "officer", "leader", "outsider")))
    begins(day.clerk, site)
    lacking, address = filed(citizen, site, scan, photo)
    whole, *others, sent_back = day.receives_ten(process.filed(citizen, site, paper=scan, photo=photo), lacking)
    assert len({whole, *others, sent_back}) == 10
    ask(day.clerk)
    forwards(day.clerk, site, [whole, *others])
    turns_back(day.clerk)
    claims(day.officer, site, others[0])
    day.decides(whole, scan)
    hands_over(day.clerk, site, whole)
    citizen.page.goto(address)
    judged(citizen, "ngay-cong-dan-bo-sung", *KEY)
    assert citizen.page.locator('[data-status="5"]').count() == 1
