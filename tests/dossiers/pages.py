"""A browser's habits: open the page, fill its form, send it with what the page hid in it."""

import re


def page_of(window, url: str) -> str:
    response = window.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    """The value of the last hidden field of that name in the content of the page."""
    found = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page.split("<main", 1)[1])
    return found[-1] if found else ""


def send(window, url: str, **values):
    """Post ``values`` as the form on the page at ``url`` would."""
    page = page_of(window, url)
    own = {name: hidden(page, name) for name in ("form_token", "version")}
    return window.post(url, {name: value for name, value in (own | values).items() if value != ""})
