"""A dossier filed on a narrow screen without a pointer: every control is reached by Tab, seen, and worked by a key."""

import re
from pathlib import Path
from typing import Any

from tests.e2e.conftest import Person, Site
from tests.e2e.test_chain import ANSWERS, text_for

FURTHEST = 200
IN_VIEW = """node => {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    return box.top < innerHeight && box.bottom > 0 && (style.outlineStyle !== "none" || style.boxShadow !== "none"
        || node.matches("[type=radio], [type=checkbox], [type=file]"));
}"""


def reach(page: Any, wanted: str) -> Any:
    """Tab until a control is in focus that fits ``wanted``; it must be on the screen and show that it has the focus."""
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        here = page.locator("*:focus")
        if here.count() and here.evaluate("(node, wanted) => node.matches(wanted)", wanted):
            assert here.evaluate(IN_VIEW), f"{wanted} has the focus and nobody can see it"
            return here
    raise AssertionError(f"{wanted} cannot be reached by Tab on {page.url}")


def press(page: Any, wanted: str) -> None:
    """What leads to another page."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Any, wanted: str) -> None:
    """One of a group of radios: its first or its chosen one is reached by Tab, the others by the arrow."""
    name = re.search(r"name=\"?(\w+)", wanted)[1]  # type: ignore[index]
    here = reach(page, f'input[name="{name}"]')
    for _press in range(20):
        if here.evaluate("(node, wanted) => node.matches(wanted) && node.checked", wanted):
            return
        page.keyboard.press("Space" if here.evaluate("(node, wanted) => node.matches(wanted)", wanted) else "ArrowDown")
        here = page.locator("*:focus")
    raise AssertionError(f"{wanted} cannot be chosen by the arrows")


def fill_step(page: Any) -> None:
    """In the order of Tab: what is focused and empty gets an answer, until the button is reached."""
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        here = page.locator("*:focus")
        if here.evaluate("node => node.matches('main form button:not([name=row])')"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if here.evaluate("node => node.matches('main form input, main form select, main form textarea')"):
            answer(page, here)
    raise AssertionError(f"{page.url} has no button that Tab reaches")


def answer(page: Any, here: Any) -> None:
    name, kind = here.get_attribute("name") or "", here.get_attribute("type") or ""
    if kind == "radio":
        page.keyboard.press("Space")
    elif here.evaluate("node => node.tagName") == "SELECT":
        page.keyboard.press("ArrowDown")
    elif kind not in ("checkbox", "file", "hidden") and not here.input_value():
        page.keyboard.type(ANSWERS.get(name) or text_for(name, here))


def begin(page: Any) -> None:
    press(page, 'main a[href$="/nop-ho-so/"]')
    reach(page, "select[name=agency]")
    page.keyboard.press("ArrowDown")
    if page.locator("input[name=owner_is]").count():
        choose(page, 'input[name="owner_is"][value="self"]')
    press(page, "main form button")


def hand_in(page: Any, photo: Path) -> None:
    """The chooser of files opens by a key, as the phone's own does."""
    while page.locator("section.paper", has_text="bắt buộc").locator("input[type=file]").count():
        open_ = page.locator("section.paper", has_text="bắt buộc").filter(has_not=page.locator(".page-given"))
        if not open_.count():
            break
        name = open_.first.get_attribute("id")
        page.locator(f"#{name} .govuk-file-upload-button").wait_for()  # the script has dressed the page
        reach(page, f"#{name} .govuk-file-upload-button")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        chooser.value.set_files(photo)
        page.locator(f"#{name} .page-given").wait_for()
    press(page, 'main a[href$="/xem-lai/"], main button[value="continue"]')


def test_a_dossier_is_filed_by_keyboard_alone(enter: Any, site: Site, photo: Path) -> None:
    citizen: Person = enter("citizen")
    page = citizen.page
    page.set_viewport_size({"width": 375, "height": 700})
    page.on("filechooser", lambda _chooser: None)  # heard from the start: asked for at the press, it may come too late
    page.goto(f"{site.url}/thu-tuc/1.001193/")
    page.keyboard.press("Tab")
    assert page.locator("*:focus").get_attribute("href") == "#noi-dung"
    begin(page)
    while re.search(r"/buoc/\d+/", page.url):
        address = page.url
        fill_step(page)
        assert page.url != address, page.locator("[data-error-for]").all_inner_texts()
    hand_in(page, photo)
    reach(page, "input[name=declared]")
    page.keyboard.press("Space")
    press(page, "button[name=action][value=submit]")
    page.wait_for_selector('[data-status="1"]')
