"""A simple case at the counter by keyboard alone, from the start to the receipt: keys and pages are counted."""

import re
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import Person, Site
from tests.e2e.test_by_keyboard import FURTHEST

DESK = "/quan-tri/dossiers/dossier/"
PROCEDURE, NUMBER = "2.000815", "024190000001"
"""Certifying a copy: three questions besides what the portal knows; the citizen of the demonstration."""

MOST_KEYS, MOST_PAGES = 60, 3
SECONDS_A_KEY = 0.35
"""A practised typist's pace is 0.2 s; this is slow."""


@dataclass
class Keyboard:
    """Counts what is pressed and which pages it leads to."""

    page: Any
    keys: int = 0
    pages: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.press("Enter")
        self.pages += 1

    def reach(self, name: str) -> None:
        """By Tab to the control of this name."""
        for _tab in range(FURTHEST):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} cannot be reached by Tab")


def clean(person: Person) -> None:
    """Nothing for axe to say. It provokes complaints itself, by dressing elements to measure them."""
    heard = list(person.complaints)
    found = Axe().run(person.page, options={"preload": False}).response["violations"]
    assert [violation["id"] for violation in found] == []
    person.complaints[:] = heard


def test_a_simple_case_takes_few_keys_and_ends_with_the_receipt(enter: Any, site: Site) -> None:
    clerk: Person = enter("clerk")
    page, keyboard = clerk.page, Keyboard(clerk.page)
    page.goto(f"{site.url}{DESK}tiep-nhan/")
    clean(clerk)
    keyboard.type(PROCEDURE)
    keyboard.enter()
    clean(clerk)
    keyboard.type(NUMBER)
    keyboard.enter()
    assert page.input_value("[name=owner_name]") == "Nguyễn Thị Lan Anh"
    clean(clerk)
    clerk.see("tiep-nhan-tai-quay")
    for name, text in (("summary", "Bằng tốt nghiệp"), ("pages", "2"), ("copies", "3")):
        keyboard.reach(name)
        keyboard.type(text)
    keyboard.reach("nhan-all_there")
    keyboard.press("Space")
    keyboard.enter()
    code = page.locator("[data-code]").get_attribute("data-code")
    assert re.fullmatch(r"[\d.]+H02-\d{6}-\d{4}", code or "")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("/giay-tiep-nhan/")
    clerk.see("tiep-nhan-xong")
    clean(clerk)
    assert keyboard.keys <= MOST_KEYS
    assert keyboard.pages <= MOST_PAGES
    assert keyboard.keys * SECONDS_A_KEY < 120


def test_an_error_loses_nothing(enter: Any, site: Site) -> None:
    clerk: Person = enter("clerk")
    page, keyboard = clerk.page, Keyboard(clerk.page)
    page.goto(f"{site.url}{DESK}tiep-nhan/{PROCEDURE}/")
    keyboard.type("024185999999")
    keyboard.enter()
    for name, text in (("owner_name", "Lê Thị Mới"), ("owner_address", "Số 1 phố Mới"), ("phone", "12")):
        keyboard.reach(name)
        keyboard.type(text)
    keyboard.enter()
    assert page.input_value("[name=owner_name]") == "Lê Thị Mới"
    assert page.input_value("[name=phone]") == "12"
    assert page.locator('[data-error-for="phone"]').count() == 1
    clerk.see("tiep-nhan-loi")
    clean(clerk)
