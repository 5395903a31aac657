"""What stands in a PDF."""

import io

from pypdf import PdfReader

from dossiers.models import Dossier, IssuedPaper
from portal.files.storage import open_stored

SIZES = {"a5": (148, 210), "a4": (210, 297), "a4-landscape": (297, 210)}


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
