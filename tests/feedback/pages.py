"""Pages with one form, as a browser sends them."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from feedback.models import Case


def token(window: Client, address: str) -> str:
    """Of the form of the page there."""
    found = re.search(r'name="form_token" value="([^"]+)"', window.get(address).content.decode())
    assert found
    return found[1]


def sent(window: Client, address: str, /, **fields: Any) -> Any:
    """A fresh form of the page, filled in and sent."""
    return window.post(address, {"form_token": token(window, address), **fields})


def page_of(case: Case) -> str:
    return reverse(str(case._meta.model_name), args=[case.uuid])


def desk_page_of(case: Case) -> str:
    return reverse(f"admin:feedback_{case._meta.model_name}_page", args=[case.uuid])
