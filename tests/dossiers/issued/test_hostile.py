"""Whatever stands in a dossier is text: nothing is fetched, nothing is drawn, and what takes too long is ended."""

import contextlib
import http.server
import io
import threading
from collections.abc import Iterator

import pikepdf
import pytest

from dossiers.documents.render import PaperFailed, Press
from dossiers.issued import pages, registry
from portal.health import can_print
from tests.dossiers.issued import samples
from tests.dossiers.issued.reading import text

pytestmark = pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine")
VECTORS = [
    "<img src='{}'>",
    "<link rel=stylesheet href='{}'>",
    "<style>@import url({});</style>",
    "<style>@font-face{{font-family:x;src:url({})}}p{{font-family:x}}</style>",
    "<svg><image href='{}' width='9' height='9'/></svg>",
    '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="{}"/></svg>\'>',
    "<link rel=attachment href='{}'>",
    "<a rel=attachment href='{}'>x</a>",
    "<object data='{}'></object>",
    "<embed src='{}'>",
    "<p style='content:url({})'>x</p>",
    "<ul style='list-style-image:url({})'><li>x</ul>",
    "<base href='{}'><img src='a.png'>",
    "<p style='background:url({})'>x</p>",
    "<iframe src='{}'></iframe>",
    "<video poster='{}'></video>",
]
SECRET = "mat khau trong tep"


class Canary(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def canary() -> Iterator[str]:
    """An address that notes who calls it, and leads to a file of the machine."""
    Canary.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/a"
    server.shutdown()


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    press = Press(wall_seconds=20)
    yield press
    press.close()


@pytest.mark.parametrize("vector", VECTORS)
def test_a_page_that_asks_for_something_gets_nothing(press, canary, tmp_path, vector):
    (tmp_path / "a").write_text(SECRET)
    for address in (canary, (tmp_path / "a").as_uri()):
        with contextlib.suppress(PaperFailed):
            pdf = press.print(f"<html lang=vi><title>x</title>{vector.format(address)}<p>x</p></html>")
            assert not pikepdf.open(io.BytesIO(pdf)).attachments
            assert SECRET not in text(pdf)
    assert Canary.asked == []


def receipt_of(press: Press, words: str) -> bytes:
    facts = samples.facts("receipt") | {"summary": words}
    facts["owner"] = facts["owner"] | {"name": words}
    return press.print(pages.page(registry.form_of("receipt", 1), facts))


@pytest.mark.parametrize("vector", VECTORS)
def test_the_same_within_a_name_is_printed_as_it_was_typed(press, canary, vector):
    said = "".join(text(receipt_of(press, vector.format(canary))).split())
    assert "".join(vector.format(canary).split()) in said
    assert Canary.asked == []


@pytest.mark.parametrize(
    "words", ["<b>đậm</b>", "<style>@page{size:1cm}</style>", "</td></table>", "&lt;&amp;&#38;", "{{ dossier }}"]
)
def test_markup_in_a_name_is_letters(press, words):
    assert "".join(words.split()) in "".join(text(receipt_of(press, words)).split())


HOSTILE = {
    "a word of a million letters": "<p>" + "x" * 1_000_000 + "</p>",
    "five thousand rows": "<table>" + "<tr><td>a<td>b<td>c<td>d</tr>" * 5_000 + "</table>",
    "a cell over a million columns": "<table><tr><td colspan=1000000>x</td></tr></table>",
    "huge units": "<p style='font-size:99999999px;width:1e30cm'>x</p>",
    "five hundred tags within one another": "<div>" * 500 + "x" + "</div>" * 500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_takes_too_much_is_ended_and_the_next_paper_is_printed(name):
    press = Press(wall_seconds=6)
    try:
        with contextlib.suppress(PaperFailed):
            press.print(f"<html lang=vi><title>x</title>{HOSTILE[name]}</html>")
        assert press.print("<html lang=vi><title>x</title><p>Sau đó</p></html>").startswith(b"%PDF-")
    finally:
        press.close()


def test_the_longest_a_citizen_can_type_still_makes_a_receipt(press):
    facts = samples.facts("receipt") | {"summary": "Nguyễn " * 140}
    assert press.print(pages.page(registry.form_of("receipt", 1), facts)).startswith(b"%PDF-")
