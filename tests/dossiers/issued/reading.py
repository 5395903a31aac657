"""What stands in a PDF."""

import io
from dataclasses import asdict

from pypdf import PdfReader

from dossiers.issued import making, pages, registry
from dossiers.issued.facts import reception
from dossiers.issued.facts.hops import RECEIVED_BY
from dossiers.models import Dossier, IssuedPaper
from portal.files.storage import open_stored

SIZES = {"a5": (148, 210), "a4": (210, 297), "a4-landscape": (297, 210)}


def receipt_page(dossier: Dossier) -> str:
    """Form 01 of a dossier as it stands here, kept or not."""
    event = dossier.events.filter(action__in=RECEIVED_BY).first()
    paper = IssuedPaper(
        dossier=dossier, agency=dossier.received_by, issued_at=dossier.received_at,
        official=event.by_name if event else "",
    )  # fmt: skip
    return pages.page(registry.form_of("receipt", 1), asdict(reception.receipt(paper)))


def made(dossier: Dossier, key: str) -> str:
    """What the current paper of a kind says, printed and kept."""
    return text(content(making.make(one(dossier, key))))


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def size(pdf: bytes) -> tuple[int, int]:
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def content(paper: IssuedPaper) -> bytes:
    with open_stored(paper.file) as file:
        return file.read()


def one(dossier: Dossier, key: str) -> IssuedPaper:
    return dossier.issued_papers.current().get(key=key)
