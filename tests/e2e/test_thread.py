"""Citizen and official write to each other in their browsers, with and without JavaScript; what the citizen then sees
of who opened the dossier, and the copy of their data."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import at_desk
from tests.e2e.test_supplement import filed, judged
from tests.sheets import jpeg, written_pdf

QUESTION = "Cháu nhà tôi phải nhập học trước ngày 10. Xin hỏi có nhận được kết quả sớm hơn không ạ?"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "giấy báo nhập học của cháu Nguyễn Gia Bảo, trường tiểu học Trần Phú.jpg"
    path.write_bytes(jpeg(size=(900, 1200)))
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "giấy chứng sinh.pdf"
    path.write_bytes(written_pdf())
    return path


def to_thread(citizen: Person, address: str) -> None:
    citizen.page.goto(address)
    citizen.page.locator("#trao-doi a").last.click()
    citizen.page.wait_for_url("**/trao-doi/")


def asks(citizen: Person, address: str, photo: Path, program: Path) -> None:
    """First nothing, then a file that is none: what was typed and the good file stay."""
    page = citizen.page
    to_thread(citizen, address)
    judged(citizen, "trao-doi-trong")
    page.get_by_role("button", name="Gửi tin nhắn").click()
    page.wait_for_selector('[data-error-for="text"]')
    page.locator("textarea[name=text]").fill(QUESTION)
    page.locator("input[name=enclosures]").set_input_files([photo, program])
    page.get_by_role("button", name="Gửi tin nhắn").click()
    page.wait_for_selector('[data-error-for="enclosures"]')
    judged(citizen, "trao-doi-loi")
    assert page.locator("textarea[name=text]").input_value() == QUESTION
    page.get_by_role("button", name="Gửi tin nhắn").click()
    page.wait_for_selector(".talk__one--ours")
    expect(page.locator(".talk__one--ours .talk__files a")).to_have_count(1)
    assert "chưa xem" in page.locator(".talk__read").inner_text()
    judged(citizen, "trao-doi-da-gui")


def answers(official: Person, site: Site, number: str) -> None:
    """From the heap of new messages, with a canned answer put in and changed."""
    page = official.page
    page.goto(f"{site.url}/quan-tri/dossiers/dossier/?viec=tin-nhan")
    judged(official, "ban-lam-viec-tin-nhan", 1366, 375)
    at_desk(official, site, number)
    judged(official, "ban-lam-viec-ho-so-co-tin", 1366, 375)
    page.locator("#trao-doi a").click()
    page.wait_for_selector(".talk__one--new")
    page.locator("select[name=canned]").select_option(label="Hồ sơ đang đúng hạn")
    page.get_by_role("button", name="Chèn vào tin nhắn").click()
    page.wait_for_url("**/trao-doi/#viet-tin")
    typed = page.locator("textarea[name=text]").input_value()
    assert number in typed
    judged(official, "ban-lam-viec-soan-san", 1366, 375)
    page.locator("textarea[name=text]").fill(f"{typed} Chúng tôi sẽ cố gắng trả sớm.")
    page.get_by_role("button", name="Gửi tin nhắn").click()
    page.wait_for_selector(".talk__one--ours")
    judged(official, "ban-lam-viec-trao-doi", 1366, 375)


def reads(citizen: Person, address: str) -> None:
    page = citizen.page
    page.goto(address.split("/ho-so/")[0] + "/ho-so/")
    judged(citizen, "danh-sach-co-tin")
    page.goto(address)
    assert "Có 1 tin nhắn chờ bạn đọc" in page.locator("#trao-doi").inner_text()
    judged(citizen, "ho-so-co-tin")
    to_thread(citizen, address)
    judged(citizen, "trao-doi-co-tra-loi")
    assert "đã xem lúc" in page.locator(".talk__one--ours").first.inner_text()
    page.goto(address)
    assert "chờ bạn đọc" not in page.locator("#trao-doi").inner_text()


def sees_who_opened_it(citizen: Person, address: str) -> None:
    citizen.page.goto(address)
    citizen.page.get_by_role("link", name="Ai đã mở hồ sơ của tôi").click()
    citizen.page.wait_for_selector("main .timeline")
    assert "xem hồ sơ" in citizen.page.locator("main .timeline").inner_text()
    judged(citizen, "luot-xem")


def takes_their_data(citizen: Person, site: Site, tmp_path: Path) -> None:
    page = citizen.page
    page.goto(f"{site.url}/tai-khoan/du-lieu/")
    judged(citizen, "du-lieu-trong")
    page.get_by_role("button", name="Tạo bản sao").click()
    judged(citizen, "du-lieu-dang-tao")
    for _ in range(40):
        if not page.get_by_text("đang tạo").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    judged(citizen, "du-lieu-xong")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp ZIP").first.click()
    whole = tmp_path / "du-lieu.zip"
    download.value.save_as(whole)
    with zipfile.ZipFile(whole) as package:
        assert package.testzip() is None
        assert {"du-lieu.json", "doc-truoc.html", "trao-doi.csv"} <= set(package.namelist())


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_question_and_its_answer(enter: Any, site: Site, script: bool, photo: Path, scan: Path, tmp_path: Path):
    number, address = filed(enter("citizen"), site, scan, photo)
    program = tmp_path / "chương trình.pdf"
    program.write_bytes(b"MZ a program")
    citizen = enter("citizen", script=script)
    official = enter("clerk", script=script)
    asks(citizen, address, photo, program)
    answers(official, site, number)
    reads(citizen, address)
    sees_who_opened_it(citizen, address)
    if script:
        takes_their_data(citizen, site, tmp_path)
