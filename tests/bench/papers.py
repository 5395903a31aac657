"""Papers: PDFs a second by our press against bare WeasyPrint of the same page, and how much memory a thousand take."""

import subprocess
import sys
from pathlib import Path

from dossiers.documents.render import Press
from dossiers.issued import pages, registry
from portal.health import can_print
from portal.pipe import read_message, write_message
from tests.bench.measure import Limit, Result, in_turns
from tests.dossiers.issued import samples

ROUNDS, THOUSAND, SETTLED = 30, 1000, 100
GROWTH_MB = 20.0
ADDRESS = "https://dichvucong.bacgiang.gov.vn/xac-minh/AbCdEfGhIjKlMnOpQrStUvWxYz012345/"
BARE = """
import sys
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from portal.pipe import read_message, write_message
here = Path("dossiers")
faces = (here / "documents/faces.css").read_text(encoding="utf-8")
for name in ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic"):
    faces = faces.replace(f"app:{name}", (here / f"documents/fonts/{name}.ttf").resolve().as_uri())
fonts = FontConfiguration()
style = CSS(string=faces + (here / "static/dossiers/paper.css").read_text(encoding="utf-8"), font_config=fonts)
while (page := read_message(sys.stdin.buffer)) is not None:
    pdf = HTML(string=page.decode()).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2u")
    write_message(sys.stdout.buffer, pdf)
"""


def run() -> list[Result]:
    if not can_print():
        print("papers: Pango is missing here", file=sys.stderr)
        return []
    press, bare = Press(), _bare()
    try:
        ours, theirs = in_turns(lambda: press.print(receipt(1)), lambda: _print_bare(bare, receipt(1)), ROUNDS)
        return [
            Result("pdf", 1000 / ours, 1000 / theirs, "PDFs/s", "higher", 0.8),
            Limit("pdf_memory_growth", *_growth(press), "MB", "lower", GROWTH_MB),
        ]
    finally:
        press.close()
        bare.kill()
        bare.wait()


def receipt(number: int) -> str:
    """Form 01 made of its facts, as for the task that prints: that is part of our time."""
    facts = samples.facts("receipt") | {"serial": f"201130-{number:04d}"}
    return pages.page(registry.form_of("receipt", 1), facts, ADDRESS)


def _bare() -> "subprocess.Popen[bytes]":
    """WeasyPrint alone with the same fonts and sheet kept, in a child of its own, without our limits."""
    return subprocess.Popen([sys.executable, "-c", BARE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _print_bare(child: "subprocess.Popen[bytes]", page: str) -> None:
    assert child.stdin is not None and child.stdout is not None
    write_message(child.stdin, page.encode())
    assert (read_message(child.stdout) or b"").startswith(b"%PDF-")


def _growth(press: Press) -> tuple[float, float]:
    """Megabytes the press has grown by from the hundredth to the thousandth paper, and what it had then."""
    for number in range(SETTLED):
        press.print(receipt(number))
    before = _megabytes(press)
    for number in range(SETTLED, THOUSAND):
        press.print(receipt(number))
    return max(_megabytes(press) - before, 0.0), before


def _megabytes(press: Press) -> float:
    child = press._child
    assert child is not None
    return int(Path(f"/proc/{child.pid}/statm").read_text().split()[1]) * 4096 / 1e6
