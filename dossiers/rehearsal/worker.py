"""Killing the worker, as a power cut would: ``up`` starts it again."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from django.conf import settings

KEPT = "log/worker.pid"
"""Where ``portal.embedded.processes.Child`` notes it, below ``VAR_DIR``."""


def kill() -> int:
    """Kill the worker with everything it started. Returns its process number, 0 where there is none of ours."""
    number = _number()
    if number and _is_worker(number):
        with suppress(ProcessLookupError):
            os.killpg(number, signal.SIGKILL)
            return number
    return 0


def _number() -> int:
    try:
        said = (Path(settings.VAR_DIR) / KEPT).read_text().strip()
    except OSError:
        return 0
    return int(said) if said.isascii() and said.isdigit() else 0


def _is_worker(number: int) -> bool:
    """The number may belong to somebody else by now."""
    try:
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return {b"celery", b"portal", b"worker"} <= set(words)
