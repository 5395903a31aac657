"""An administrator at the pages of a draft's form, and the forms they meet there."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from procedures.models import Edition

BOTH = {"vi": "Xin chào", "en": "Hello"}


def question(name: str = "summary", kind: str = "text", **settings: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "label": {"vi": f"Nhãn {name}", "en": f"Label {name}"}, **settings}


def section(*questions: dict[str, Any], name: str = "request", **settings: Any) -> dict[str, Any]:
    return {"name": name, "title": {"vi": f"Phần {name}", "en": name}, "questions": list(questions), **settings}


def form(*sections: dict[str, Any]) -> dict[str, Any]:
    return {"owners": ["self", "person"], "steps": list(sections)}


def address(edition: Edition, page: str = "form", *parts: Any) -> str:
    return reverse(f"admin:procedures_edition_{page}", args=[edition.pk, *parts])


def hidden(page: str, name: str) -> str:
    """The first hidden value of that name, as a browser would send it."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return found.group(1)


def conditions(show: list[dict[str, Any]] = (), require: list[dict[str, Any]] = ()) -> dict[str, str]:
    """The fields of both editors, as the page sends them."""
    sent: dict[str, str] = {}
    for prefix, lines in (("show", show), ("require", require)):
        sent |= {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0", f"{prefix}-join": "all"}
        for number, line in enumerate(lines):
            sent |= {
                f"{prefix}-{number}-{key}": str(value) for key, value in ({"level": 0, "what": "test"} | line).items()
            }
    return sent


def words(text: str = "Lý do", **settings: Any) -> dict[str, Any]:
    """A question's page filled in."""
    return {"label_vi": text, "label_en": "In English", "required": "on", **conditions(), "action": "save", **settings}


def post(browser: Client, url: str, values: dict[str, Any] | None = None, **options: Any) -> Any:
    """Send a page as it was got: its token and version with what is typed."""
    page = browser.get(options.pop("seen", url)).content.decode()
    sent = {"form_token": hidden(page, "form_token"), "version": hidden(page, "version")} | (values or {})
    return browser.post(url, sent, **options)
