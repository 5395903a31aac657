"""A supplement from both sides, in their browsers: asked item by item, put right with and without JavaScript."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import act, answer_everything, at_desk, begin, hand_in_papers, submit
from tests.sheets import written_pdf

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

SAID = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"
"""Whatever the browser had to say of the page until now has been said: events come in tasks of their own."""


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "giấy chứng sinh quét lại.pdf"
    path.write_bytes(written_pdf())
    return path


def judged(person: Person, name: str, *widths: int) -> None:
    """A page a demanding eye would pass: nothing for axe to say, a picture where one is wanted. Both need a script."""
    if not person.has_script:
        return
    person.page.wait_for_load_state("load")  # an undressed page measures badly
    person.page.evaluate(SAID)
    heard = list(person.complaints)
    found = Axe().run(person.page, options=RULES).response["violations"]
    person.page.evaluate(SAID)
    person.complaints[:] = heard  # axe provokes complaints by dressing elements to measure them
    assert not found, [
        (one["id"], [(node["html"][:120], node["failureSummary"]) for node in one["nodes"]]) for one in found
    ]
    assert person.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    person.see(name, *widths)


def filed(citizen: Person, site: Site, scan: Path, photo: Path) -> tuple[str, str]:
    """The number and the address of a new dossier."""
    citizen.page.goto(f"{site.url}/thu-tuc/1.001193/")
    begin(citizen)
    answer_everything(citizen)
    hand_in_papers(citizen, scan, photo)
    return submit(citizen), citizen.page.url


def ask(official: Person, *, ground: str = "") -> None:
    """Send back the telephone and the first paper; everything else is fine."""
    page = official.page
    page.get_by_role("link", name="Yêu cầu bổ sung").click()
    judged(official, "yeu-cau-bo-sung", 1366, 375)
    for choice in page.locator("input[name$='-mark'][value=fine]").all():
        choice.check()
    for name, reason, what in (
        ("muc-phone", "wrong", "Ghi số điện thoại đang dùng, có đủ 10 chữ số."),
        (first_paper(page), "unreadable", "Quét hoặc chụp lại cho rõ từng chữ, nhất là số và ngày cấp."),
    ):
        page.locator(f"input[name='{name}-mark'][value=fix]").check()
        page.locator(f"select[name='{name}-reason']").select_option(reason)
        page.locator(f"textarea[name='{name}-what']").fill(what)
    judged(official, "yeu-cau-bo-sung-da-danh-dau", 1366, 375)
    page.locator("button[name=action][value=preview]").last.click()
    page.wait_for_selector("[data-error-for]")
    judged(official, "yeu-cau-bo-sung-thieu-ly-do", 1366, 375)
    page.locator("textarea[name=note]").fill("Hồ sơ có số điện thoại chưa đúng và một giấy tờ không đọc được.")
    if ground:
        page.locator("textarea[name=ground]").fill(ground)
    page.locator("button[name=action][value=preview]").last.click()
    judged(official, "yeu-cau-bo-sung-xem-truoc", 1366, 375)
    page.locator("button[name=action][value=ask_supplement]").click()
    page.wait_for_selector('[data-status="5"]')
    judged(official, "ban-lam-viec-cho-bo-sung", 1366, 375)


def first_paper(page: Any) -> str:
    name = page.locator("input[name^='muc-giay-']").first.get_attribute("name")
    return str(name).removesuffix("-mark")


def put_right(citizen: Person, address: str, scan: Path) -> None:
    page = citizen.page
    page.goto(address)
    judged(citizen, "ho-so-cho-bo-sung")
    page.get_by_role("link", name="Bổ sung giấy tờ").click()
    judged(citizen, "bo-sung")
    page.locator("button[name=action][value=supplement_complete]").click()
    page.wait_for_selector(".govuk-error-summary")
    judged(citizen, "bo-sung-con-thieu")
    page.locator("input[name=phone]").fill("0987654321")
    page.locator("input[type=file]").first.set_input_files(scan)
    page.locator("button[name=action][value=save]").last.click()
    page.get_by_text("mới, chưa gửi").wait_for()
    judged(citizen, "bo-sung-da-luu")
    page.locator("button[name=action][value=supplement_complete]").click()
    page.wait_for_url(address)
    judged(citizen, "ho-so-da-bo-sung")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_both_sides_of_a_supplement(enter: Any, site: Site, scan: Path, photo: Path, script: bool) -> None:
    citizen, clerk = enter("citizen", script=script), enter("clerk")
    number, address = filed(citizen, site, scan, photo)
    at_desk(clerk, site, number)
    ask(clerk)
    put_right(citizen, address, scan)
    clerk.page.reload()
    judged(clerk, "ban-lam-viec-truoc-va-sau", 1366, 375)
    assert "0987654321" in clerk.page.inner_text(".changes")
    act(clerk, "receive", "2")
    code = str(clerk.page.locator("[data-code]").get_attribute("data-code"))
    held = site.at_nation(code, "2")
    assert [line["TrangThai"] for line in held["progress"]] == ["1", "5", "1", "2"]
    assert [one["TrangThaiBoSung"] for one in held["dossier"]["DanhSachHoSoBoSung"]] == ["1"]
    citizen.page.goto(address)
    judged(citizen, "ho-so-da-tiep-nhan")
    citizen.page.get_by_role("link", name="Xem từng ngày được tính").click()
    judged(citizen, "thoi-han")


def test_a_second_request_restarts_the_clock(enter: Any, site: Site, scan: Path, photo: Path) -> None:
    citizen, clerk, officer = enter("citizen"), enter("clerk"), enter("officer")
    number, address = filed(citizen, site, scan, photo)
    at_desk(clerk, site, number)
    act(clerk, "receive", "2")
    act(clerk, "forward", "4")
    code = str(clerk.page.locator("[data-code]").get_attribute("data-code"))
    at_desk(officer, site, code)
    ask(officer)
    assert site.at_nation(code, "5")["dossier"]["NgayHenTra"] == ""
    put_right(citizen, address, scan)
    (round_,) = site.at_nation(code, "4")["dossier"]["DanhSachHoSoBoSung"]
    assert re.fullmatch(r"\d{14}", round_["NgayHenTraTruoc"])
    assert round_["NgayHenTraMoi"] >= round_["NgayHenTraTruoc"]
    citizen.page.goto(f"{address}thoi-han/")
    judged(citizen, "thoi-han-tinh-lai")
