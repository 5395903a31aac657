"""The child that prints: reads pages from standard input, writes PDFs to standard output, knows nothing else.

It imports no Django, opens no address and no file but its own fonts (cases finding 7, D27), and is killed when it takes
too long. A font configuration kept for life is what keeps its memory flat.
"""

import resource
import sys
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from dossiers.documents.pipe import BAD, GOOD, read_message, write_message

HERE = Path(__file__).parent
NAMES = {f"app:{name}": HERE / "fonts" / f"{name}.ttf" for name in ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic")}
SHEETS = (HERE / "faces.css", HERE.parent / "static/dossiers/paper.css")
MEMORY = 1024 * 1024 * 1024


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

    def print(self, page: str) -> bytes:
        document = HTML(string=page, url_fetcher=self.fetcher, base_url="app:")
        pdf: bytes = document.write_pdf(stylesheets=[self.style], font_config=self.fonts, pdf_variant="pdf/a-2u")
        return pdf


def main() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    printer = Printer()
    while (page := read_message(incoming)) is not None:
        try:
            answer = GOOD + printer.print(page.decode())
        except (FatalURLFetchingError, ValueError, MemoryError, RecursionError) as error:
            answer = BAD + type(error).__name__.encode()
        write_message(outgoing, answer)


if __name__ == "__main__":
    main()
