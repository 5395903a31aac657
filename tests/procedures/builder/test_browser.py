"""A small form built from nothing in a real browser, tried out, and kept as an example.

The browser's requests are answered by the test client, from within its loop and so over a connection of its own.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Route

from procedures.models import Edition, Example
from tests.factories import EditionFactory, ProcedureFactory
from tests.procedures.builder.desk import address

CHROMIUM = Path("/usr/bin/chromium")
SITE = "http://testserver"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="no Chromium on this machine"),
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ["--disable-gpu", *sandbox]}


@pytest.fixture
def empty(db, monkeypatch) -> Edition:
    """A draft with nothing asked yet. The browser's loop runs in this thread; the rows are asked between its turns."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return EditionFactory(procedure=ProcedureFactory(), number=2, published=False)


def _static(path: str) -> Path | None:
    places = [settings.BASE_DIR / "static", Path(__import__("django").__file__).parent / "contrib/admin/static"]
    found = [place / path.removeprefix("/static/") for place in places]
    return next((file for file in found if file.is_file()), None)


@pytest.fixture
def desk_page(page: Page, administrator_window) -> Page:
    def answer(route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(SITE).split("#")[0]
        file = _static(path.split("?")[0])
        if file:
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"))
            return
        sent = {"content_type": request.headers["content-type"]} if request.post_data_buffer else {}
        reply = administrator_window.generic(request.method, path, request.post_data_buffer or b"", **sent)
        if reply.status_code == 302:
            there = f'<meta http-equiv="refresh" content="0; url={reply.headers["Location"]}">'
            route.fulfill(body=there, content_type="text/html")
            return
        route.fulfill(status=reply.status_code, body=reply.content, headers=dict(reply.headers.items()))

    page.route("**/*", answer)
    return page


def see(page: Page, name: str) -> None:
    """A picture where ``SCREENSHOTS`` names a folder; and nothing wrong for those who do not see."""
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if "SCREENSHOTS" in os.environ:
            page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"builder-{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


def press(page: Page, words: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=words, exact=True).last.click()
    page.wait_for_function("!document.querySelector('meta[http-equiv=refresh]')")
    page.wait_for_load_state("load")


def add(page: Page, edition: Edition, kind: str, label: str, **typed: str) -> None:
    page.goto(f"{SITE}{address(edition, 'question_add', '0')}?loai={kind}")
    for field, value in {"label_vi": label, "label_en": "In English", **typed}.items():
        page.fill(f"[name={field}]", value)


def test_a_small_form_is_built_from_nothing(desk_page, empty):
    page = desk_page
    page.goto(SITE + address(empty))
    see(page, "empty")
    page.goto(SITE + address(empty, "section_add"))
    page.fill("[name=title_vi]", "Chuyến đi")
    press(page, "Lưu")
    see(page, "section-refused")
    page.fill("[name=title_en]", "The journey")
    press(page, "Lưu")
    page.goto(SITE + address(empty, "question_add", "0"))
    see(page, "kinds")
    add(page, empty, "yes_no", "Có đi cùng trẻ em không?", name="with_child")
    press(page, "Lưu")
    add(page, empty, "choice", "Quan hệ", name="relation", options="cha | Cha | Father\nme | Mẹ | Mother")
    page.locator("details summary").first.click()
    page.select_option("[name=show-0-question]", "with_child")
    page.select_option("[name=show-0-relation]", "is")
    page.fill("[name=show-0-value]", "maybe")
    press(page, "Lưu")
    see(page, "question-refused")
    page.fill("[name=show-0-value]", "yes")
    press(page, "Lưu")
    see(page, "overview")
    empty.refresh_from_db()
    assert empty.form["steps"][0]["questions"][1]["show"] == {"question": "with_child", "is": "yes"}


def test_the_form_is_tried_and_kept_as_an_example(desk_page, edition, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    page = desk_page
    page.goto(SITE + address(edition, "preview"))
    see(page, "preview-start")
    press(page, "Bắt đầu")
    press(page, "Lưu và tiếp tục")
    see(page, "preview-refused")
    page.fill("[name=summary]", "Đi thăm người thân")
    press(page, "Lưu và tiếp tục")
    page.fill("[name=phone]", "0912345678")
    press(page, "Lưu và tiếp tục")
    see(page, "preview-review")
    press(page, "Lưu làm ví dụ")
    page.fill("[name=name]", "Người lớn đi một mình")
    see(page, "example-confirm")
    press(page, "Kết quả đúng: lưu ví dụ")
    Example.objects.create(edition=edition, name="Ví dụ hỏng", answers={})
    page.reload()
    see(page, "examples")
    assert Example.objects.filter(name="Người lớn đi một mình", errors=[]).exists()


def test_import_and_copy_can_be_used_by_everybody(desk_page, edition, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    desk_page.goto(SITE + address(edition, "exchange"))
    press(desk_page, "Nhập vào")
    see(desk_page, "exchange")
