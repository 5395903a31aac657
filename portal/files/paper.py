"""What a checked file is, and how one is refused."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
PICTURES = (JPEG, PNG)


class BadPaper(Exception):
    """The file is not one we keep; ``message`` tells the citizen what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


class Doubt(StrEnum):
    """What makes a picture hard to read; who sent it may still want it."""

    NONE = ""
    BLURRED = "blurred"
    DARK = "dark"
    SMALL = "small"

    @property
    def message(self) -> str | Promise:
        return DOUBTS[self]


DOUBTS: dict[str, str | Promise] = {
    Doubt.NONE: "",
    Doubt.BLURRED: _("The picture is blurred: letters may be unreadable. Hold the phone still and photograph again."),
    Doubt.DARK: _("The picture is too dark. Photograph the paper again by a window or under a lamp."),
    Doubt.SMALL: _("The picture is small: letters may be unreadable. Photograph the paper again from closer."),
}


@dataclass(frozen=True)
class Paper:
    """A checked file: what it really is, its bytes where they had to be made anew, and how well it can be read."""

    media_type: str
    remade: bytes | None = None
    pages: int = 1
    doubt: Doubt = Doubt.NONE
    unreadable: str | Promise = ""
    """Why it is no use as a citizen's paper though harmless: blank, or far too small."""
