"""What is typed is kept: through a closed tab, a broken line, two windows and a session that ended."""

import re

import pytest
from playwright.sync_api import Page, expect

PROCEDURE = "/thu-tuc/2.000815/nop-ho-so/"
SAVED = re.compile("Đã lưu lúc")
AUTOSAVE = "**/tu-luu/"


@pytest.fixture
def citizen(enter):
    person = enter("citizen")
    begin(person.page)
    return person


def begin(page: Page) -> None:
    """A fresh draft, at the step with long text and optional fields."""
    page.goto(PROCEDURE)
    for choice in ("agency", "case"):
        radios = page.locator(f"main [name={choice}]")
        if radios.count():
            radios.select_option(index=1) if radios.first.evaluate(
                "e => e.tagName"
            ) == "SELECT" else radios.first.check()
    page.get_by_role("button", name=re.compile("Bắt đầu")).click()
    page.wait_for_url(re.compile("/buoc/1/"))


def field(page: Page):
    return page.locator("main form [data-question] input[type=text], main form [data-question] textarea").first


def status(page: Page):
    return page.locator("[data-autosave-status]")


def test_a_killed_tab_loses_nothing(citizen):
    page = citizen.page
    field(page).press_sequentially("Thôn Đông, xã Đồng Sơn")
    expect(status(page)).to_have_text(SAVED)
    citizen.see("autosave-saved")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(page.url)
    expect(field(again)).to_have_value("Thôn Đông, xã Đồng Sơn")


def test_closed_before_the_pause_is_over_loses_nothing(citizen):
    page = citizen.page
    field(page).fill("Chưa kịp lưu")
    page.goto("/ho-so/")
    page.go_back()
    expect(field(page)).to_have_value("Chưa kịp lưu")
