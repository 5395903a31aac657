"""What several tests of the stand-in begin with."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.national_process import NationalProcess

CONTENT = b"%PDF-1.4 anh quay"


class Province(BaseHTTPRequestHandler):
    """Has one file, for whoever knows the secret."""

    def do_HEAD(self) -> None:
        is_there = self.path == "/tep/co" and self.headers.get("X-Nation-Key") == "khoa-kiem-thu"
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Type", "application/pdf")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(CONTENT if is_there else b"")

    do_GET = do_HEAD

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def province(national: NationalProcess) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", national.province_port), Province)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tep"
    server.shutdown()
    server.server_close()
