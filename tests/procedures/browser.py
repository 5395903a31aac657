"""A real browser at the desk: its requests are answered by the test client, from within its loop.

So the application answers over a connection of its own, and tests that use it are transactional.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Route

CHROMIUM = Path("/usr/bin/chromium")
SITE = "http://testserver"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

IN_A_BROWSER = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="no Chromium on this machine"),
]


def launched(launch_args):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**launch_args, "executable_path": str(CHROMIUM), "args": ["--disable-gpu", *sandbox]}


def _static(path: str) -> Path | None:
    places = [settings.BASE_DIR / "static", Path(__import__("django").__file__).parent / "contrib/admin/static"]
    found = [place / path.removeprefix("/static/") for place in places]
    return next((file for file in found if file.is_file()), None)


def answered_by(page: Page, window) -> Page:
    """``page`` with everything it asks for answered by ``window``."""

    def answer(route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(SITE).split("#")[0]
        file = _static(path.split("?")[0])
        if file:
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"))
            return
        sent = {"content_type": request.headers["content-type"]} if request.post_data_buffer else {}
        reply = window.generic(request.method, path, request.post_data_buffer or b"", **sent)
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
            page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == [], f"{name} at {width}"


def press(page: Page, words: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=words, exact=True).last.click()
    page.wait_for_function("!document.querySelector('meta[http-equiv=refresh]')")
    page.wait_for_load_state("load")
