"""The whole portal as ``script/run`` brings it up, and a real browser in front of it."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.national_process import free_port
from tests.sheets import jpeg

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = [
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=vi",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]  # fmt: skip
PICTURE_BYTES = 80 * 1024
SEEDED = "seeded: everything is there"


expect.set_options(timeout=30_000)  # a busy machine is no fault of the page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of this folder alone: the hook is shown every test of the run."""
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.e2e)
        item.add_marker(pytest.mark.xdist_group("e2e"))
        if CHROMIUM is None and "CI" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@dataclass
class Site:
    """Where the running portal and its stand-in answer."""

    url: str
    national: str
    folder: Path

    def entry(self, name: str) -> tuple[str, str, str]:
        """User name, password and code that open an account of the demonstration by hand, for some seconds more."""
        secrets = dict(line.split("=", 1) for line in (self.folder / "secrets.env").read_text().splitlines())
        env = os.environ | secrets | {"VAR_DIR": str(self.folder), "DEMO": "1", "PORTAL_TOOLING": "1"}
        env["DATABASE_URL"] = f"postgresql://portal@/portal?host={self.folder}/run"
        while True:
            said = subprocess.check_output([sys.executable, "manage.py", "code", name], env=env, cwd=ROOT, text=True)
            user, password, code, seconds = re.findall(r"(?:user name|password|code|for) +(\S+)", said)
            if int(seconds) > 8:
                return user, password, code
            time.sleep(int(seconds))

    def ledger(self, code: str) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(f"{self.national}/__control/ledger/{code}").raise_for_status().json()
        return answer

    def at_nation(self, code: str, status: str) -> dict[str, Any]:
        """What the nation holds once the dossier and its line of progress both say ``status``.

        They are two messages, so one may stand without the other for a moment; fails after half a minute.
        """
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            held = self.ledger(code)
            if held["known"] and held["dossier"]["TrangThaiHoSo"] == status in self.told(held):
                return held
            time.sleep(0.3)
        raise AssertionError(f"the nation does not know {code} in status {status}: {self.ledger(code)}")

    @staticmethod
    def told(held: dict[str, Any]) -> list[str]:
        return [line["TrangThai"] for line in held["progress"]]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "tờ khai.jpg"
    path.write_bytes(jpeg(size=(900, 1200)))
    return path


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """``E2E_URL`` and ``E2E_NATIONAL`` name a portal that runs already, in ``VAR_DIR``."""
    if "E2E_URL" in os.environ:
        yield Site(os.environ["E2E_URL"], os.environ["E2E_NATIONAL"], Path(os.environ.get("VAR_DIR", "var")))
        return
    folder = Path(tempfile.mkdtemp(prefix="portal-e2e-"))
    port, national_port = free_port(), free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not re.fullmatch(r"(DATABASE_URL|REDIS_URL|PORTAL_TOOLING|FILES_DIR|DJANGO_\w+|NATIONAL_\w+)", name)
    }
    env = kept | {"VAR_DIR": str(folder), "PORT": str(port), "NATIONAL_PORT": str(national_port), "DEMO": "1"}
    env["PROVINCE"] = "0"  # its tests bring what they look at
    log = folder / "up.log"
    with log.open("wb") as out:
        up = subprocess.Popen([sys.executable, "-u", "manage.py", "up"], env=env, cwd=ROOT, stdout=out, stderr=out)
    try:
        _wait_until_seeded(up, log)
        yield Site(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{national_port}", folder)
    finally:
        up.send_signal(signal.SIGINT)
        up.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_seeded(up: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + 600  # beside a whole suite on two cores
    while SEEDED not in log.read_text():
        if up.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(f"the portal did not come up:\n{log.read_text()}")
        time.sleep(0.3)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@dataclass
class Person:
    """Somebody at their own browser, who notices everything the browser complains about."""

    page: Page
    complaints: list[str]
    has_script: bool = True

    def see(self, name: str, *widths: int) -> None:
        """A picture of the page, where ``SCREENSHOTS`` names a folder."""
        folder = os.environ.get("SCREENSHOTS")
        for width in widths or (1280, 375):
            if folder:
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.evaluate("document.fonts.ready")
                self.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def picture(self, name: str, width: int, height: int) -> None:
        """A small picture for the README, where ``PICTURES`` names a folder: few colours, at most 80 kB."""
        folder = os.environ.get("PICTURES")
        if not folder:
            return
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate("document.fonts.ready")
        shot = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        path = Path(folder) / f"{name}.png"
        shot.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size <= PICTURE_BYTES, f"{name} is too large for the README"
        self.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[Any]:
    """``enter("clerk")``: a browser of their own, signed in by one click; ``enter()`` for nobody yet; ``script=False``
    for a browser without JavaScript."""
    contexts: list[BrowserContext] = []
    people: list[Person] = []

    def open_browser(role: str = "", *, script: bool = True) -> Person:
        context = browser.new_context(
            java_script_enabled=script,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(15_000)
        context.route("**/*", _only_local)
        contexts.append(context)
        person = Person(context.new_page(), [], script)
        person.page.on("console", lambda message: _note(person, message))
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        people.append(person)
        if role:
            person.page.goto(f"{site.url}/")
            person.page.locator(f'form[action="/vao-vai/{role}/"] button').click()
        return person

    yield open_browser
    for context in contexts:
        context.close()
    assert [complaint for person in people for complaint in person.complaints] == []


def _only_local(route: Any) -> None:
    (route.continue_ if route.request.url.startswith(("http://127.0.0.1", "data:")) else route.abort)()


def _note(person: Person, message: Any) -> None:
    """Violations of the content policy and script errors count; a refused form (4xx) is the page's business."""
    if message.type == "error" and "status of 4" not in message.text:
        person.complaints.append(message.text)


def agree(page: Page, home: Locator | None = None) -> None:
    """The nation asks once what may be shared; who has answered comes straight back to what shows ``home``: any page
    of the portal, where the way began at the nation."""
    asked = page.get_by_role("button", name="Đồng ý", exact=True)
    expect(asked.or_(home or page.locator("body.site")).first).to_be_visible()
    if asked.count():
        asked.click()
