"""The child that prints: reads pages from standard input, writes PDFs to standard output, knows nothing else.

It imports no Django, opens no address and no file but its own fonts (cases finding 7, D27), and is killed when it takes
too long. A font configuration kept for life is what keeps its memory flat. What it makes says neither which program
nor which machine made it (PD-08).
"""

import json
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, HTML, VERSION
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.pipe import pack, serve

HERE = Path(__file__).parent
NAMES = {f"app:{name}": HERE / "fonts" / f"{name}.ttf" for name in ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic")}
SHEETS = (HERE / "faces.css", HERE.parent / "static/dossiers/paper.css")
MEMORY = 512 * 1024 * 1024
PROGRAM, PUBLISHER = f"WeasyPrint {VERSION}", "Cổng Dịch vụ công tỉnh Bắc Giang"
STAMP = "stamp"
POINTS = 0.75
"""A CSS pixel in points."""


class OwnFontsOnly(URLFetcher):  # type: ignore[misc]
    """Whatever a page asks for is refused, but for the fonts named above."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in NAMES:
            raise FatalURLFetchingError("papers load nothing from outside")
        return URLFetcherResponse(url, NAMES[url].read_bytes(), {"Content-Type": "font/ttf"})


class Printer:
    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.fetcher = OwnFontsOnly()
        text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
        self.style = CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def print(self, page: bytes) -> bytes:
        """Where the stamp goes, as JSON, and the PDF."""
        html = HTML(string=page.decode(), url_fetcher=self.fetcher, base_url="app:")
        sheets = [self.style, *self._numbered_from(html)]
        document = html.render(stylesheets=sheets, font_config=self.fonts, pdf_variant="pdf/a-2u")
        pdf: bytes = document.write_pdf(finisher=unnamed, pdf_variant="pdf/a-2u")
        return pack(json.dumps(spot(document)).encode(), pdf)

    def _numbered_from(self, html: HTML) -> list[CSS]:
        """A long list is printed in parts: a part says with which page it goes on."""
        told = html.etree_element.find(".//meta[@name='first-page']")
        if told is None:
            return []
        number = int(told.get("content", "1"))
        return [CSS(string=f"@page :first {{ counter-reset: page {number} }}", url_fetcher=self.fetcher)]


def spot(document: Document) -> dict[str, Any]:
    """Number of pages; page and corners, in points from the lower left, of the element that is to be stamped."""
    for number, page in enumerate(document.pages):
        if STAMP in page.anchors:
            left, top, right, bottom = (round(place * POINTS) for place in page.anchors[STAMP])
            height = round(page.height * POINTS)
            return {"pages": len(document.pages), "page": number, "box": [left, height - bottom, right, height - top]}
    return {"pages": len(document.pages), "page": 0, "box": None}


def unnamed(document: Document, pdf: pydyf.PDF) -> None:
    """The publisher instead of the program and its version, in both places where a PDF says it."""
    pdf.info["Producer"] = pydyf.String(PUBLISHER)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.stream = [part.replace(PROGRAM.encode(), PUBLISHER.encode()) for part in item.stream]


def main() -> None:
    refused = (FatalURLFetchingError, ValueError, MemoryError, RecursionError)
    serve(Printer().print, refused, MEMORY)


if __name__ == "__main__":
    main()
