"""Pages into PDFs, in one warm child process per process of ours, never in a web thread."""

import atexit
import select
import subprocess
import sys
import threading
from pathlib import Path

from django.conf import settings

from dossiers.documents.pipe import GOOD, LENGTH, write_message
from portal.health import can_print

WALL_SECONDS = 20
START_SECONDS = 30
ROOT = Path(settings.BASE_DIR)


class PapersUnavailable(Exception):
    """This machine cannot make PDFs: show the page itself, which prints well."""


class PaperFailed(Exception):
    """This page could not be made into a PDF within time and memory."""


class Press:
    """The child, started when first needed, replaced when it dies or hangs. One page at a time."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def print(self, page: str) -> bytes:
        """Raises ``PaperFailed``."""
        with self._lock:
            child, is_new = self._running()
            assert child.stdin is not None  # noqa: S101  (for the type checker)
            try:
                write_message(child.stdin, page.encode())
                answer = self._answer(child, self._wall_seconds + (START_SECONDS if is_new else 0))
            except (OSError, TimeoutError) as error:
                self._end(child)
                raise PaperFailed(type(error).__name__) from error
        if answer[:1] != GOOD:
            raise PaperFailed(answer[1:].decode())
        return answer[1:]

    def _running(self) -> tuple["subprocess.Popen[bytes]", bool]:
        if self._child is not None and self._child.poll() is None:
            return self._child, False
        self._child = subprocess.Popen(
            [sys.executable, "-m", "dossiers.documents.printer"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
        return self._child, True

    def _answer(self, child: "subprocess.Popen[bytes]", seconds: float) -> bytes:
        assert child.stdout is not None  # noqa: S101
        ready, _, _ = select.select([child.stdout], [], [], seconds)
        if not ready:
            raise TimeoutError
        head = child.stdout.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise BrokenPipeError
        (size,) = LENGTH.unpack(head)
        answer = child.stdout.read(size)
        if len(answer) < size:
            raise BrokenPipeError
        return answer

    def _end(self, child: "subprocess.Popen[bytes]") -> None:
        child.kill()
        child.wait()
        self._child = None

    def close(self) -> None:
        with self._lock:
            if self._child is not None:
                self._end(self._child)


_press = Press()
atexit.register(_press.close)


def render_pdf(page: str) -> bytes:
    """``page`` as PDF/A-2u. Raises ``PapersUnavailable`` or ``PaperFailed``."""
    if not can_print():
        raise PapersUnavailable
    return _press.print(page)
