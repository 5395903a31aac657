"""An administrator's habits: open a page of an edition or a decision, fill it in, send it as a browser would."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

from tests.procedures.builder.desk import hidden


def at(edition, page: str, *parts: Any) -> str:
    return reverse(f"admin:procedures_edition_{page}", args=[edition.pk, *parts])


def page_of(browser, url: str) -> str:
    response = browser.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def opened(browser, url: str, kind: str = "") -> dict[str, str]:
    """What the page hides: its token and the version of what it showed; of a page of lists, of the rows of ``kind``."""
    page = page_of(browser, url)
    behind = f'><input type="hidden" name="kind" value="{kind}"' if kind else ""
    versions = re.findall(rf'name="version" value="([^"]*)"{behind}', page)
    return {"form_token": hidden(page, "form_token")} | ({"version": versions[0]} if versions else {})


def as_shown(browser, url: str) -> dict[str, Any]:
    """Every field as the page shows it, ready to be sent back."""
    form = browser.get(url).context["form"]
    sent = dict(_values(form))
    for editor in getattr(form, "editors", {}).values():
        if hasattr(editor, "join"):
            sent |= dict(_values(editor.join))
        sent |= dict(_values(editor.lines.management_form))
        for line in editor.lines:
            sent |= dict(_values(line))
    return sent


def _values(form):
    for field in form:
        value = field.value()
        if value is not None and value is not False and value != []:
            yield field.html_name, "on" if value is True else value


def send(browser, url: str, **typed: Any):
    """The page as it is shown, but for what is typed; ``None`` leaves a field out."""
    sent = {"action": "save"} | as_shown(browser, url) | opened(browser, url) | typed
    return browser.post(url, {name: value for name, value in sent.items() if value is not None})


def press(browser, url: str, **typed: Any):
    """A page without fields: its button."""
    return browser.post(url, opened(browser, url, typed.get("kind", "")) | typed)


def errors(response) -> dict[str, str]:
    """The messages that stand beside fields, by field."""
    page = response.content.decode()
    found = re.findall(r'data-error-for="([^"]+)"[^>]*>(.*?)</p>', page, re.DOTALL)
    return {name: " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for name, text in found}


def text_of(response) -> str:
    """What the page says, without markup."""
    main = re.sub(r"</?span[^>]*>", "", response.content.decode().split("<main", 1)[1])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
