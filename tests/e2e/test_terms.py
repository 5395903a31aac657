"""A deadline that is held and moved, by the people who do it, in their browsers: financial duty, apology, new date."""

import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import act, at_desk
from tests.e2e.test_supplement import filed, judged
from tests.sheets import written_pdf

DESK = (1280, 375)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "giấy chứng sinh.pdf"
    path.write_bytes(written_pdf())
    return path


def to_terms(official: Person) -> None:
    """From the dossier's page to that of its deadline."""
    official.page.locator("#thoi-han").wait_for()
    official.page.locator('a[href$="/thoi-han/"]').first.click()
    official.page.locator("h1", has_text="Thời hạn").wait_for()


def form(official: Person, name: str) -> Any:
    return official.page.locator("form", has=official.page.locator(f"button[value={name}]"))


def ask_duty(official: Person) -> None:
    to_terms(official)
    judged(official, "thoi-han-ho-so", *DESK)
    official.page.locator("summary", has_text="nghĩa vụ tài chính").click()
    asked = form(official, "ask_duty")
    asked.locator("input[name=amount]").fill("một triệu")
    asked.locator("button[value=ask_duty]").click()
    official.page.wait_for_selector("[data-error-for]")
    judged(official, "nghia-vu-con-thieu", *DESK)
    asked = form(official, "ask_duty")
    asked.locator("textarea[name=note]").fill(
        "Lệ phí trước bạ nhà đất theo thông báo của Chi cục Thuế, nộp tại ngân hàng."
    )
    asked.locator("input[name=amount]").fill("1.250.000")
    asked.locator("button[value=ask_duty]").click()
    official.page.wait_for_selector('[data-status="6"]')
    judged(official, "ban-lam-viec-cho-nop-tien", *DESK)


def duty_done(official: Person) -> None:
    to_terms(official)
    judged(official, "da-nop-tien", *DESK)
    form(official, "duty_done").locator("textarea[name=note]").fill("Đã có biên lai nộp tiền.")
    act(official, "duty_done", "4")


def press(official: Person, name: str) -> None:
    """A step that leaves the status as it is leads back to the dossier's page."""
    official.page.locator(f"button[name=action][value={name}]").click()
    official.page.wait_for_url(re.compile(r"/dossier/[0-9a-f-]{36}/$"))


def told(site: Site, code: str, words: str) -> dict[str, Any]:
    """What the nation holds once its trail ends so; fails after half a minute."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        held = site.ledger(code)
        if held["known"] and held["progress"][-1]["NoiDungXuLy"] == words:
            return held
        time.sleep(0.3)
    raise AssertionError(f"the nation was not told “{words}” of {code}: {site.ledger(code)}")


def draft(official: Person, day: str) -> None:
    to_terms(official)
    asked = form(official, "draft_apology")
    asked.locator("textarea[name=note]").fill("Chờ kết quả xác minh của cơ quan đăng ký nơi sinh trước đây.")
    asked.locator("input[name=new_on]").fill(day)
    press(official, "draft_apology")


def sign(leader: Person) -> None:
    """As the officer drafted it."""
    to_terms(leader)
    judged(leader, "ky-phieu-xin-loi", *DESK)
    assert form(leader, "reschedule").locator("textarea[name=note]").input_value().startswith("Chờ kết quả xác minh")
    press(leader, "reschedule")
    judged(leader, "ban-lam-viec-da-hen-lai", *DESK)


def test_a_duty_is_held_and_the_date_moved_once_with_an_apology(
    enter: Any, site: Site, scan: Path, photo: Path
) -> None:
    citizen, clerk, officer, leader = enter("citizen"), enter("clerk"), enter("officer"), enter("leader")
    number, address = filed(citizen, site, scan, photo)
    at_desk(clerk, site, number)
    act(clerk, "receive", "2")
    act(clerk, "forward", "4")
    code = str(clerk.page.locator("[data-code]").get_attribute("data-code"))
    at_desk(officer, site, code)
    ask_duty(officer)
    citizen.page.goto(address)
    judged(citizen, "ho-so-cho-nop-tien")
    assert "1.250.000 đ" in citizen.page.inner_text("main")
    duty_done(officer)
    draft(officer, f"{date.today() + timedelta(days=12):%d/%m/%Y}")
    at_desk(leader, site, code)
    before = site.at_nation(code, "4")["dossier"]["NgayHenTra"]
    sign(leader)
    to_terms(leader)
    assert leader.page.locator("button[value=reschedule]").count() == 0
    citizen.page.goto(address)
    judged(citizen, "ho-so-da-hen-lai")
    citizen.page.get_by_role("link", name="Xem từng ngày được tính").click()
    judged(citizen, "thoi-han-da-hen-lai")
    held = told(site, code, "Xin lỗi và hẹn lại ngày trả kết quả")
    assert held["dossier"]["NgayHenTra"] > before
    for heap in ("sap-den-han", "xin-loi", "qua-han", "bo-sung-nhieu-lan"):
        leader.page.goto(f"{site.url}/quan-tri/dossiers/dossier/thoi-han/?viec={heap}")
        judged(leader, f"danh-sach-{heap}", *DESK)
    leader.page.goto(f"{site.url}/quan-tri/dossiers/dossier/don-doc/")
    judged(leader, "don-doc-trong", *DESK)
