"""Files named by their address come later, by themselves, from the nation's host alone (SY-12, SY-19)."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from dossiers.inward import fetching
from dossiers.models import AwaitedFile, Dossier
from portal.national.files import file_client
from tests.dossiers.inward.sending import of_the_nation, said
from tests.factories import ComponentFactory
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db
PAPER = written_pdf()
Answer = Callable[[BaseHTTPRequestHandler], None]


class Nation:
    """Keeps files at its address; ``answer`` says how it behaves."""

    def __init__(self, url: str) -> None:
        self.url, self.asked = url, 0
        self.answer: Answer = whole


def whole(door: BaseHTTPRequestHandler, content: bytes = PAPER) -> None:
    door.send_response(200)
    door.send_header("Content-Length", str(len(content)))
    door.end_headers()
    door.wfile.write(content)


def status(code: int, **headers: str) -> Answer:
    def answer(door: BaseHTTPRequestHandler) -> None:
        door.send_response(code)
        for name, value in headers.items():
            door.send_header(name, value)
        door.send_header("Content-Length", "0")
        door.end_headers()

    return answer


def cut(door: BaseHTTPRequestHandler) -> None:
    door.send_response(200)
    door.send_header("Content-Length", str(len(PAPER)))
    door.end_headers()
    door.wfile.write(PAPER[: len(PAPER) // 2])


@contextmanager
def serving() -> Iterator[Nation]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            nation.asked += 1
            nation.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    nation = Nation(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield nation
    server.shutdown()
    server.server_close()


@pytest.fixture
def nation(settings) -> Iterator[Nation]:
    with serving() as one:
        settings.NATIONAL_URL = one.url
        yield one


@pytest.fixture
def waiting(asked, nation) -> Dossier:
    ComponentFactory(edition=asked.current, code="GT-01")
    file = {
        "TenTepDinhKem": "Giấy chứng sinh.jpg",
        "MaThanhPhanHoSo": "GT-01",
        "DuongDanTaiTepTin": f"{nation.url}/t/1",
    }
    assert said(of_the_nation(asked, TaiLieuNop=[file]))[0] == 0
    return Dossier.objects.get()


def fetch() -> int:
    AwaitedFile.objects.exclude(next_attempt_at=None).update(next_attempt_at=timezone.now())
    with file_client() as http:
        return fetching.fetch_due(http)


def test_nobody_waits_for_it_when_the_dossier_arrives(waiting, nation):
    assert (nation.asked, waiting.attachments.count()) == (0, 0)


def test_it_comes_and_is_called_what_it_is(waiting):
    assert fetch() == 1
    file = waiting.attachments.get()
    assert (file.component.code, file.stored.name) == ("GT-01", "Giấy chứng sinh.pdf")
    assert file.stored.sha256 == hashlib.sha256(PAPER).hexdigest()


def test_it_comes_once(waiting, nation):
    assert [fetch(), fetch()] == [1, 0]
    assert (nation.asked, waiting.attachments.count()) == (1, 1)


@pytest.mark.parametrize("trouble", [status(500), status(503), status(429), cut])
def test_trouble_over_there_is_tried_again(waiting, nation, trouble):
    nation.answer = trouble
    assert fetch() == 0
    nation.answer = whole
    assert fetch() == 1


def test_what_broke_off_five_times_ends_whole(waiting, nation):
    nation.answer = cut
    assert [fetch() for _ in range(5)] == [0] * 5
    nation.answer = whole
    fetch()
    assert waiting.attachments.get().stored.sha256 == hashlib.sha256(PAPER).hexdigest()


@pytest.mark.parametrize(
    "refusal",
    [status(404), status(302, Location="http://169.254.169.254/"), lambda door: whole(door, b"MZ\x90 an executable")],
)
def test_what_cannot_be_had_is_given_up_and_left_to_a_person(waiting, nation, refusal):
    nation.answer = refusal
    assert [fetch(), fetch()] == [0, 0]
    awaited = AwaitedFile.objects.get()
    assert (nation.asked, awaited.is_given_up, bool(awaited.last_error)) == (1, True, True)
    assert not waiting.attachments.exists()


def test_what_is_too_large_is_given_up(waiting, settings):
    settings.FILE_BYTES_MAX = len(PAPER) - 1
    fetch()
    assert AwaitedFile.objects.get().is_given_up


def test_after_a_day_of_trouble_nobody_tries_any_more(waiting, nation):
    nation.answer = status(503)
    AwaitedFile.objects.update(attempts=fetching.ATTEMPTS_MOST - 1)
    fetch()
    assert AwaitedFile.objects.get().is_given_up


def test_a_person_can_have_it_tried_again(waiting, nation):
    nation.answer = status(404)
    fetch()
    nation.answer = whole
    assert (fetching.fetch_again(waiting), fetch()) == (1, 1)


def test_an_address_that_is_no_longer_the_nations_is_not_asked(waiting, nation, settings):
    settings.NATIONAL_URL = "http://127.0.0.1:9"
    fetch()
    assert (nation.asked, AwaitedFile.objects.get().is_given_up) == (0, True)
