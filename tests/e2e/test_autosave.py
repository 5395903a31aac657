"""What is typed is kept: through a closed tab, a broken line, two windows and a session that ended."""

import re

import pytest
from playwright.sync_api import Page, expect

PROCEDURE = "/thu-tuc/1.004873/nop-ho-so/"
SAVED = re.compile("Đã lưu lúc")


@pytest.fixture
def citizen(enter, site):
    person = enter("citizen")
    begin(person.page, site.url)
    return person


def begin(page: Page, portal: str) -> None:
    """A fresh draft of a procedure with a free text on its first step."""
    page.goto(f"{portal}{PROCEDURE}")
    agencies = page.locator("main select[name=agency]")
    if agencies.count():
        agencies.select_option(index=1)
    for name in ("agency", "case"):
        for radio in page.locator(f"main input[name={name}][type=radio]").all()[:1]:
            radio.check()
    page.locator("main form .govuk-button").last.click()
    page.wait_for_url(re.compile("/buoc/1/"))


def field(page: Page):
    return page.locator("#id_owner_address")


def status(page: Page):
    return page.locator("[data-autosave-status]")


def test_a_killed_tab_loses_nothing(citizen):
    page = citizen.page
    field(page).fill("Thôn Đông, xã Đồng Sơn")
    expect(status(page)).to_have_text(SAVED)
    citizen.see("autosave-saved")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(page.url)
    expect(field(again)).to_have_value("Thôn Đông, xã Đồng Sơn")


def test_closed_before_the_pause_is_over_loses_nothing(citizen, site):
    page = citizen.page
    field(page).fill("Chưa kịp lưu")
    page.goto(f"{site.url}/ho-so/")
    page.go_back()
    expect(field(page)).to_have_value("Chưa kịp lưu")


def test_offline_it_says_so_and_goes_on_by_itself(citizen):
    page = citizen.page
    page.context.set_offline(True)
    field(page).fill("Viết khi mất mạng")
    page.keyboard.press("Tab")
    expect(status(page)).to_contain_text("Chưa lưu được, đang thử lại")
    citizen.see("autosave-offline")
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    citizen.complaints.clear()  # the browser's own words about the line we cut
    page.reload()
    expect(field(page)).to_have_value("Viết khi mất mạng")


def test_offline_the_button_does_not_lose_the_page(citizen):
    page = citizen.page
    page.context.set_offline(True)
    field(page).fill("Chưa đi được")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(status(page)).to_contain_text("Chưa lưu được")
    expect(field(page)).to_have_value("Chưa đi được")
    page.context.set_offline(False)
    citizen.complaints.clear()


def test_two_windows_are_told_of_each_other(citizen):
    page = citizen.page
    other = page.context.new_page()
    other.goto(page.url)
    field(page).fill("Cửa sổ thứ nhất")
    page.keyboard.press("Tab")
    expect(status(page)).to_have_text(SAVED)
    field(other).fill("Cửa sổ thứ hai")
    other.keyboard.press("Tab")
    expect(other.locator("[data-theirs]")).to_have_text("Cửa sổ thứ nhất")
    citizen.page = other
    citizen.see("autosave-clash")
    other.get_by_role("button", name="Giữ nội dung tôi gõ ở đây").click()
    expect(status(other)).to_have_text(SAVED)
    expect(other.locator(".clash:visible")).to_have_count(0)
    other.reload()
    expect(field(other)).to_have_value("Cửa sổ thứ hai")


def test_what_the_other_window_said_can_be_taken(citizen):
    page = citizen.page
    other = page.context.new_page()
    other.goto(page.url)
    field(page).fill("Bản đúng")
    page.keyboard.press("Tab")
    expect(status(page)).to_have_text(SAVED)
    field(other).fill("Bản sai")
    other.keyboard.press("Tab")
    other.get_by_role("button", name="Lấy nội dung ở đó").click()
    expect(field(other)).to_have_value("Bản đúng")


def test_a_session_that_ended_comes_back_to_the_very_step(citizen, site):
    page = citizen.page
    step = page.url
    page.context.clear_cookies(name="bacgiang_session")
    field(page).fill("Gõ sau khi hết phiên")
    page.keyboard.press("Tab")
    expect(status(page)).to_contain_text("lần đăng nhập đã hết hạn")
    citizen.see("autosave-ended")
    page.get_by_role("button", name="Đăng nhập và tiếp tục tại đây").click()
    page.wait_for_url(re.compile("/dang-nhap/.*buoc/1/"))
    page.goto(f"{site.url}/")
    page.locator('form[action="/vao-vai/citizen/"] button').click()
    page.goto(step)
    expect(field(page)).to_have_value("Gõ sau khi hết phiên")
    expect(status(page)).to_have_text(SAVED)


def test_without_javascript_the_button_saves_as_ever(enter, site):
    person = enter("citizen", script=False)
    begin(person.page, site.url)
    step = person.page.url
    field(person.page).fill("Không cần tập lệnh")
    person.page.get_by_role("button", name="Lưu và tiếp tục").click()
    assert person.page.url != step
    person.page.goto(step)
    expect(field(person.page)).to_have_value("Không cần tập lệnh")
