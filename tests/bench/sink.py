"""A national portal that answers a constant, in a process of its own: what it costs is nobody's measure but the
network's."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Sink(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    answer = json.dumps({"error_code": "0", "message": "thành công", "session": "s", "result": []}).encode()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(self.answer)}\r\n\r\n"
        self.wfile.write(head.encode() + self.answer)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def sink_process() -> Iterator[str]:
    """The address of a sink that ends with the block."""
    argv = [sys.executable, "-m", "tests.bench.sink"]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, cwd=ROOT, env=dict(os.environ), text=True)
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"  # type: ignore[union-attr]
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    print(server.server_port, flush=True)
    server.serve_forever()
