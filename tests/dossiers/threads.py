"""What people do with a thread: write, read, press a button of its form."""

from django.urls import reverse

from dossiers.thread import acts
from tests.dossiers.pages import hidden, page_of

DESK = "admin:dossiers_dossier_thread"


def thread_of(dossier) -> str:
    return reverse("dossier_thread", args=[dossier.uuid])


def desk_thread_of(dossier) -> str:
    return reverse(DESK, args=[dossier.uuid])


def ask(dossier, citizen, text="Bao giờ có kết quả?"):
    return acts.send(dossier, acts.applicant(citizen), text)


def answer(dossier, official, text="Hồ sơ đang đúng hạn."):
    return acts.send(dossier, acts.official(dossier, official), text)


def press(window, url, action="send", **values):
    """The form as the page at ``url`` drew it."""
    return window.post(url, {"form_token": hidden(page_of(window, url), "form_token"), "action": action, **values})
