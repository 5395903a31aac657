"""Deleting and bringing back, reusing answers, and the way in from the national portal, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import agree
from tests.e2e.test_autosave import begin, field, status

RULES = {"preload": False}


def is_fine(person, name: str) -> None:
    """Nothing for axe to say, and a picture where one is wanted."""
    person.see(name)
    heard = list(person.complaints)
    found = Axe().run(person.page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    person.complaints[:] = heard  # axe provokes complaints by dressing elements to measure them


@pytest.mark.parametrize("script", [True, False])
def test_a_draft_is_deleted_and_brought_back(enter, site, script):
    person = enter("citizen", script=script)
    page = person.page
    begin(page, site.url)
    step = page.url
    page.get_by_role("link", name=re.compile("Xóa bản nháp này")).click()
    if script:
        is_fine(person, "draft-delete")
    page.get_by_role("button", name="Xóa bản nháp").click()
    page.wait_for_url(f"{site.url}/ho-so/")
    if script:
        is_fine(person, "draft-list")
    page.locator(f'form[action="/ho-so/{step.split("/")[4]}/lay-lai/"] button').click()
    page.wait_for_url(re.compile(step.split("/")[4]))


def test_the_states_of_saving_are_fine(enter, site):
    person = enter("citizen")
    page = person.page
    begin(page, site.url)
    is_fine(person, "draft-step")
    other = page.context.new_page()
    other.goto(page.url)
    field(other).fill("Nơi khác")
    other.keyboard.press("Tab")
    expect(status(other)).to_contain_text("Đã lưu lúc")
    field(page).fill("Nơi này")
    page.keyboard.press("Tab")
    expect(page.locator("[data-theirs]")).to_have_text("Nơi khác")
    is_fine(person, "draft-clash")


def test_the_national_portal_opens_the_form(enter, site):
    person = enter()
    page = person.page
    page.goto(f"{site.national}/dich-vu/?q=1.004873")
    is_fine(person, "national-services")
    page.get_by_role("button", name="Nộp trực tuyến").click()
    page.wait_for_url(re.compile("dang-nhap"))
    assert page.url.startswith(site.national)
    page.locator("form[action*='/dang-nhap/0912000101/'] button").click()
    agree(page)
    page.wait_for_url(re.compile(r"/thu-tuc/1\.004873/nop-ho-so/\?don-vi="))
    assert page.locator("select[name=agency]").input_value()
    is_fine(person, "draft-start")


def test_a_link_to_nothing_helps_on(enter, site):
    person = enter()
    person.page.goto(f"{site.url}/nop-ho-so?MaTTHCDP=9.9&vnconnect=1")
    is_fine(person, "unknown-procedure")
