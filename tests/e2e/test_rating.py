"""A dossier handed over, rated low with words by the link of the notice; its leader answers, the rater reads it; and
the tablet at the counter."""

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import at_desk
from tests.e2e.test_result import choose_online, in_process, record
from tests.e2e.test_supplement import judged
from tests.sheets import written_pdf

WORDS = "Hẹn thứ Ba mà thứ Năm mới có kết quả, không ai báo trước."
ANSWER = "Chúng tôi xin lỗi bạn. Từ nay hẹn lại sẽ được nhắn tin trước một ngày."


def choose(person: Person, name: str, value: str) -> None:
    person.page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


def follow_notice(citizen: Person, site: Site) -> None:
    """Once the sweep has come by."""
    ends = time.monotonic() + 90
    entry = citizen.page.locator("li.entry", has_text="Bạn có hài lòng").first
    while time.monotonic() < ends:
        citizen.page.goto(f"{site.url}/thong-bao/")
        if entry.count():
            entry.locator("button[value=open]").click()
            return
        time.sleep(2)
    raise AssertionError("nobody asked for a rating")


def test_a_low_rating_is_answered_and_the_answer_read(enter: Any, site: Site, tmp_path: Path, photo: Path) -> None:
    citizen, clerk, officer, leader, tablet = (enter(role) for role in ("citizen", "clerk", "officer", "leader", ""))
    paper = tmp_path / "kết quả.pdf"
    paper.write_bytes(written_pdf())
    address = in_process(citizen, clerk, site, paper=paper, photo=photo)
    citizen.page.reload()
    code = str(citizen.page.locator("[data-code]").get_attribute("data-code"))

    clerk.page.goto(f"{site.url}/quan-tri/feedback/kioskturn/?ma={code}")
    clerk.page.locator("main form button, #content form button").last.click()
    judged(clerk, "may-danh-gia-lay-so")
    number = str(clerk.page.locator("[data-turn]").get_attribute("data-turn"))
    tablet.page.goto(f"{site.url}/danh-gia/quay/")
    judged(tablet, "may-danh-gia")
    tablet.page.locator("input[name=number]").fill(number)
    tablet.page.keyboard.press("Enter")
    expect(tablet.page.locator('[data-kiosk="turn"]')).to_be_visible()
    judged(tablet, "may-danh-gia-cau-hoi")
    choose(tablet, "overall", "4")
    tablet.page.locator("main form button").click()
    expect(tablet.page.locator('[data-kiosk="ready"] .panel')).to_be_visible()

    choose_online(citizen, address)
    record(officer, site, code, paper)
    citizen.page.reload()
    citizen.page.locator("button[value=receive_online]").click()
    citizen.page.wait_for_selector('[data-status="10"]')
    follow_notice(citizen, site)
    judged(citizen, "danh-gia")
    link = citizen.page.url
    choose(citizen, "overall", "1")
    citizen.page.locator("textarea[name=words]").fill(WORDS)
    citizen.page.locator("main form button").last.click()
    expect(citizen.page.locator('[data-rated="1"]')).to_be_visible()
    judged(citizen, "danh-gia-xong")

    leader.page.goto(f"{site.url}/quan-tri/feedback/remark/")
    judged(leader, "y-kien-danh-gia")
    leader.page.locator("a", has_text="Hẹn thứ Ba mà thứ Năm").first.click()
    assert code not in leader.page.content()
    leader.page.locator("textarea[name=answer]").fill(ANSWER)
    leader.page.locator("form.card button").click()
    expect(leader.page.locator('[data-remark="answered"]')).to_be_visible()
    judged(leader, "y-kien-danh-gia-da-tra-loi")
    tablet.page.goto(link)
    expect(tablet.page.get_by_text(ANSWER)).to_be_visible()
    at_desk(officer, site, code)
    assert WORDS not in officer.page.content()
