"""A contest from the bank to the certificate: the desk, a phone of 375 px, the desk again."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import expect

from feedback.questionnaires.bank_file import COLUMNS

WAITING = "Hiểu về bộ phận một cửa"
"""Of the demonstration: its time is over, nobody has closed it."""


def no_violations(page: Any) -> None:
    assert Axe().run(page, options={"preload": False}).response["violations"] == []


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    book, out, path = Workbook(), BytesIO(), tmp_path / "cau-hoi.xlsx"
    for row in (COLUMNS, ("Nộp", 1, "Nộp hồ sơ ở đâu?", "một", "B", "Ở chợ", "Trên cổng"),
                ("Trả tiền", 1, "Trả phí bằng gì?", "một", "A", "Qua ngân hàng", "Bằng tem")):  # fmt: skip
        book.active.append(row)
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


def published(desk: Any, site: Any, questions: Path) -> str:
    """Prepared, brought in from a workbook, published; gives its short address."""
    page = desk.page
    page.goto(f"{site.url}/quan-tri/feedback/questionnaire/them/")
    page.get_by_label("cuộc thi tìm hiểu").check()
    slug = f"thi-{datetime.now():%H%M%S}"
    for name, words in (
        ("title", "Tìm hiểu cổng dịch vụ công"),
        ("slug", slug),
        ("summary", "Hai câu hỏi."),
        ("winners", "3"),
    ):
        page.locator(f"[name={name}]").fill(words)
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Đưa câu hỏi vào").click()
    page.locator("[name=file]").set_input_files(questions)
    page.get_by_role("button", name="Đưa câu hỏi vào").click()
    page.get_by_role("link", name="Thêm vòng").click()
    now = datetime.now()
    for name, at in (("starts_at", now - timedelta(minutes=1)), ("ends_at", now + timedelta(hours=1))):
        page.locator(f"[name={name}]").fill(f"{at:%d/%m/%Y %H:%M}")
    page.locator("[name=prediction]").fill("Bao nhiêu người đúng tất cả?")
    page.get_by_role("button", name="Lưu").click()
    no_violations(page)
    page.get_by_role("button", name="Công bố").click()
    expect(page.locator("[data-questionnaire-state=open]")).to_be_visible()
    return slug


def taken(phone: Any, site: Any, slug: str) -> None:
    page = phone.page
    page.set_viewport_size({"width": 375, "height": 800})
    _begin(page, site, slug)
    no_violations(page)
    page.get_by_label("Trên cổng").check()
    page.get_by_label("Qua ngân hàng").check()
    page.locator("[name=prediction]").fill("1")
    expect(page.locator("[data-kept]")).to_contain_text("Đã lưu lúc")
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator("[data-entry=sent]")).to_be_visible()
    no_violations(page)


def _begin(page: Any, site: Any, slug: str) -> None:
    page.goto(f"{site.url}/khao-sat/{slug}/")
    page.get_by_role("link", name="Tham gia", exact=True).click()
    for name, words in (("name", "Thân Thị Mơ"), ("birth_year", "1991"), ("phone", "0987000111")):
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=district]").select_option(index=1)
    page.get_by_role("button", name="Bắt đầu").click()


def test_a_contest_lives(enter, site, questions) -> None:
    desk, phone, other = enter("catalogue"), enter(), enter(script=False)
    slug = published(desk, site, questions)
    taken(phone, site, slug)
    _begin(other.page, site, slug)
    expect(other.page.get_by_text(re.compile("mỗi người chỉ tham gia một lần")).first).to_be_visible()
    certified(desk, site)
    ranked(phone, site)


def certified(desk: Any, site: Any) -> None:
    """Closed, counted, and with its certificates."""
    page = desk.page
    page.goto(f"{site.url}/quan-tri/feedback/questionnaire/")
    page.get_by_role("link", name=WAITING).click()
    page.get_by_role("button", name="Đóng vòng và chấm").click()
    certify = page.get_by_role("button", name="Lập giấy chứng nhận")
    _until(page, certify)
    certify.click()
    _until(page, page.locator("[data-job-state=done]").nth(1))
    no_violations(page)


def _until(page: Any, locator: Any, tries: int = 40) -> None:
    """What a worker brings is there after some looks."""
    for _try in range(tries):
        if locator.count():
            return
        page.wait_for_timeout(3_000)
        page.reload()
    expect(locator).to_be_visible()


def ranked(phone: Any, site: Any) -> None:
    page = phone.page
    page.goto(f"{site.url}/khao-sat/hieu-ve-bo-phan-mot-cua/ket-qua/")
    expect(page.locator("[aria-labelledby=giai] tbody tr").nth(2)).to_be_visible()
    no_violations(page)
