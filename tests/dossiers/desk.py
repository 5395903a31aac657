"""An official's habits at the desk: read the list, open a dossier, press a button as the page drew it."""

import re

from django.test import Client
from django.urls import reverse

LIST = "admin:dossiers_dossier_changelist"
PAGE = "admin:dossiers_dossier_page"


def listed(window: Client, **asked: str) -> str:
    response = window.get(reverse(LIST), asked)
    assert response.status_code == 200
    return response.content.decode()


def codes(window: Client, **asked: str) -> list[str]:
    """The numbers of the list's rows, from the top."""
    return re.findall(r'<a class="code" href="[^"]+">([^<]+)</a>', listed(window, **asked))


def shown(window: Client, dossier) -> str:
    response = window.get(reverse(PAGE, args=[dossier.uuid]))
    assert response.status_code == 200
    return response.content.decode()


def buttons(window: Client, dossier) -> set[str]:
    return set(re.findall(r'name="action" value="(\w+)"', shown(window, dossier)))


def token(page: str, action: str) -> str:
    """The hidden token of the form whose button is ``action``."""
    form = next(form for form in page.split("<form")[1:] if f'value="{action}"' in form.split("</form")[0])
    return re.search(r'name="form_token" value="([^"]+)"', form).group(1)


def press(window: Client, dossier, action: str, **typed):
    """Press a button on the page as it is now."""
    values = {"action": action, "form_token": token(shown(window, dossier), action), **typed}
    return window.post(reverse(PAGE, args=[dossier.uuid]), values)
