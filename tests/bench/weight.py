"""A first visit on a bad line (400 kbit/s, 400 ms): its weight, and when each of its pages can be read."""

import sys

from playwright.sync_api import Browser, sync_playwright

from procedures.models import Edition
from tests.bench import catalogue
from tests.bench.measure import Limit, Result
from tests.bench.serving import served
from tests.e2e.conftest import CHROMIUM, QUIET
from tests.visit import SLOW, TEXT, visit

PAGES = ("/", "/thu-tuc/?q=khai+sinh", f"/thu-tuc/{catalogue.DETAIL}/")
MOST_KB, MOST_SECONDS = 60.0, 2.5
ROUNDS = 3


def run() -> list[Result]:
    if CHROMIUM is None:
        print("weight: no Chromium here (apt-get install chromium)", file=sys.stderr)
        return []
    catalogue.filled()
    probe = f"/{Edition.objects.filter(state='published').first().pk}/"  # type: ignore[union-attr]
    with (
        served("portal.wsgi", "/healthz/ready") as ours,
        served("tests.bench.bare", probe) as bare,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        return _measured(browser, f"http://127.0.0.1:{ours}", f"http://127.0.0.1:{bare}{probe}")


def _measured(browser: Browser, url: str, bare: str) -> list[Result]:
    addresses = [url + page for page in PAGES]
    whole = visit(browser, addresses)
    baseline = _seconds(browser, bare)
    names = ("home", "search", "detail")
    return [
        Limit("first_visit_text", whole.weight(*TEXT) / 1000, MOST_KB, "kB", "lower", MOST_KB),
        Limit("first_visit_fonts", whole.weight("Font") / 1000, MOST_KB, "kB", "lower", MOST_KB),
        *(
            Limit(f"readable_{name}", _seconds(browser, address), baseline, "s", "lower", MOST_SECONDS)
            for name, address in zip(names, addresses, strict=True)
        ),
    ]


def _seconds(browser: Browser, address: str) -> float:
    """The middle of a few first visits."""
    return sorted(visit(browser, [address], line=SLOW).readable_ms[0] for _ in range(ROUNDS))[ROUNDS // 2] / 1000
