"""The child that prints: it opens nothing, and its end is not ours."""

import contextlib
import io
import os
import signal
import socket

import pytest
from PIL import Image
from pypdf import PdfReader

from dossiers.documents.render import PaperFailed, Press
from portal.health import can_print

pytestmark = pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine")
PAGE = "<html lang=vi><title>Giấy</title><p>Hồ sơ</p></html>"


@pytest.fixture
def press():
    press = Press(wall_seconds=2)
    yield press
    press.close()


def child(press: Press) -> int:
    return press._child.pid


def opened(press: Press, html: str) -> PdfReader | None:
    """What came out; nothing where the page was refused as a whole."""
    with contextlib.suppress(PaperFailed):
        return PdfReader(io.BytesIO(press.print(html)))
    return None


@pytest.mark.parametrize("html", ["<img src='{}'>", "<object data='{}'>"])
def test_no_picture_of_the_disk_gets_into_a_paper(press, tmp_path, html):
    picture = tmp_path / "a.png"
    Image.new("RGB", (9, 9), "red").save(picture)
    reader = opened(press, html.format(picture.as_uri()))
    assert reader is None or not list(reader.pages[0].images)


@pytest.mark.parametrize(
    "html", ["<img src='{}'>", "<link rel=stylesheet href='{}'>", "<style>@import url({});</style>"]
)
def test_no_address_is_called_for_a_paper(press, html):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        opened(press, html.format(f"http://127.0.0.1:{listener.getsockname()[1]}/a"))
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_one_child_prints_many_pages(press):
    press.print(PAGE)
    first = child(press)
    assert press.print(PAGE).startswith(b"%PDF-")
    assert child(press) == first


def test_a_child_that_dies_is_replaced(press):
    press.print(PAGE)
    os.kill(child(press), signal.SIGKILL)
    for _ in range(2):
        try:
            pdf = press.print(PAGE)
        except PaperFailed:
            continue
    assert pdf.startswith(b"%PDF-")


def test_a_child_that_hangs_is_ended_and_replaced(press):
    press.print(PAGE)
    stuck = child(press)
    os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(PaperFailed):
        press.print(PAGE)
    assert press.print(PAGE).startswith(b"%PDF-")
    assert child(press) != stuck
