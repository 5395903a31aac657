"""A first visit with a real browser: what goes over the wire, and when the page can be read on a bad line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""400 kbit/s and 400 ms until an answer begins."""

TEXT = {"Document", "Stylesheet", "Script"}
BODY = "main h1, .glance__line"
"""The headline; on the page of a procedure also its first line."""

WATCH = f"""
    const drawn = (line) => line.getClientRects().length;
    const look = () => {{
      const lines = [...document.querySelectorAll("{BODY}")];
      if (document.readyState !== "loading" && lines.length && lines.every(drawn)) window.readAt ??= performance.now();
      else requestAnimationFrame(look);
    }};
    requestAnimationFrame(look);
"""
"""Frames come only once nothing keeps the page from being painted."""

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length && window.readAt"
READABLE = "() => Math.max(performance.getEntriesByName('first-contentful-paint')[0].startTime, window.readAt)"
BLOCKING = """() => performance.getEntriesByType("resource")
    .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name)"""


@dataclass
class Answer:
    """What came for one request, headers and all."""

    url: str
    kind: str
    headers: dict[str, str]
    bytes: int = 0


@dataclass
class Visit:
    answers: list[Answer] = field(default_factory=list)
    readable_ms: list[float] = field(default_factory=list)
    """For each page, from asking for it."""

    blocking: list[list[str]] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)

    def weight(self, *kinds: str) -> int:
        return sum(answer.bytes for answer in self.answers if answer.kind in kinds)


def visit(browser: Browser, addresses: Sequence[str], *, line: dict[str, Any] | None = None) -> Visit:
    """The pages one after the other by somebody who has never been here, on ``line``."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 375, "height": 700})
    try:
        page, seen = context.new_page(), Visit()
        page.add_init_script(WATCH)
        _listen(page, seen, line)
        for address in addresses:
            page.goto(address, wait_until="networkidle")
            page.wait_for_function(PAINTED)
            seen.readable_ms.append(float(page.evaluate(READABLE)))
            seen.blocking.append(page.evaluate(BLOCKING))
        seen.cookies = context.cookies()
        return seen
    finally:
        context.close()


def _listen(page: Page, seen: Visit, line: dict[str, Any] | None) -> None:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    if line:
        wire.send("Network.emulateNetworkConditions", line)
    open_: dict[str, Answer] = {}

    def answered(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache") and not event["response"]["url"].startswith("data:"):
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            open_[event["requestId"]] = Answer(event["response"]["url"], event["type"], headers)

    def finished(event: dict[str, Any]) -> None:
        if answer := open_.pop(event["requestId"], None):
            answer.bytes = int(event["encodedDataLength"])
            seen.answers.append(answer)

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", finished)
