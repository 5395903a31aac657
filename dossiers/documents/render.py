"""Pages into PDFs, in one warm child process per process of ours, never in a web thread."""

import json
from dataclasses import dataclass

from portal.apart import Apart, WorkFailed
from portal.health import can_print
from portal.pipe import unpack

WALL_SECONDS = 20


class PapersUnavailable(Exception):
    """This machine cannot make PDFs: show the page itself, which prints well."""


class PaperFailed(Exception):
    """This page could not be made into a PDF within time and memory."""


@dataclass(frozen=True)
class Spot:
    """Where on a PDF a stamp goes: page from 0; corners in points from the lower left, as PDF counts."""

    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Printed:
    """``pages`` says how many; ``spot`` is that of the element with the id ``stamp``, if the page has one."""

    pdf: bytes
    pages: int
    spot: Spot | None


class Press(Apart):
    """The child that prints, one page at a time."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        super().__init__("dossiers.documents.printer", wall_seconds)

    def print(self, page: str) -> bytes:
        """Raises ``PaperFailed``."""
        return self.printed(page).pdf

    def printed(self, page: str) -> Printed:
        """Raises ``PaperFailed``."""
        try:
            head, pdf = unpack(self.ask(page.encode()))
        except WorkFailed as error:
            raise PaperFailed(str(error)) from error
        told = json.loads(head)
        spot = Spot(told["page"], tuple(told["box"])) if told["box"] else None
        return Printed(pdf, told["pages"], spot)


_press = Press()


def render_pdf(page: str) -> bytes:
    """``page`` as PDF/A-2u. Raises ``PapersUnavailable`` or ``PaperFailed``."""
    return print_page(page).pdf


def print_page(page: str) -> Printed:
    """The same, and where its stamp goes. Raises ``PapersUnavailable`` or ``PaperFailed``."""
    if not can_print():
        raise PapersUnavailable
    return _press.printed(page)
