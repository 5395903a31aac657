"""A citizen who photographs papers: what they send, and the page they send it from."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import Attachment
from portal.files.checks import legible
from tests.dossiers.pages import send
from tests.sheets import jpeg

SMALL = (600, 800)


def photo(seed=1, name="") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or f"trang {seed}.jpg", jpeg(size=SMALL, seed=seed))


def paper(content: bytes, name="trang.jpg"):
    """As ``papers.add`` takes it."""
    return legible(SimpleUploadedFile(name, content))


def address(draft) -> str:
    return reverse("dossier_papers", args=[draft.uuid])


def act(window, draft, component, **values):
    """Press a button on the page of papers."""
    return send(window, address(draft), component=component.pk, **values)


def given(draft) -> list[Attachment]:
    return list(draft.attachments.papers().select_related("stored"))


def names(draft) -> list[str]:
    return [file.stored.name for file in given(draft)]
