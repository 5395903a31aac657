"""Work done apart: in one warm child process per process of ours, within time and memory, never in a web thread."""

import atexit
import select
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from portal.pipe import GOOD, LENGTH, write_message

START_SECONDS = 30
ROOT = Path(settings.BASE_DIR)
PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


class WorkFailed(Exception):
    """The child refused, died, or did not answer in time; the text is the name of what went wrong, never content."""


class Apart:
    """A child that runs ``module``: started when first needed, replaced when it dies or hangs. One message at a time.

    It sees nothing of our environment but ``env``.
    """

    def __init__(self, module: str, wall_seconds: float, env: Mapping[str, str] | None = None) -> None:
        self._module, self._wall_seconds = module, wall_seconds
        self._env = PLAIN | dict(env or {})
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def ask(self, message: bytes) -> bytes:
        """Raises ``WorkFailed``."""
        with self._lock:
            child, is_new = self._running()
            assert child.stdin is not None  # noqa: S101  (for the type checker)
            try:
                write_message(child.stdin, message)
                answer = self._answer(child, self._wall_seconds + (START_SECONDS if is_new else 0))
            except (OSError, TimeoutError) as error:
                self._end(child)
                raise WorkFailed(type(error).__name__) from error
        if answer[:1] != GOOD:
            raise WorkFailed(answer[1:].decode())
        return answer[1:]

    def _running(self) -> tuple["subprocess.Popen[bytes]", bool]:
        if self._child is not None and self._child.poll() is None:
            return self._child, False
        self._child = subprocess.Popen(
            [sys.executable, "-m", self._module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._env,
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
