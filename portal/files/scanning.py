"""The virus scanner: clamd over its socket, where one is configured (D11).

Unscanned is never clean. A scanner that is down, slow or refuses a file leaves it waiting, and what waits does not
leave.
"""

import logging
import socket
import struct
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.files.models import UNSEEN, StoredFile
from portal.files.storage import path_of, set_apart

log = logging.getLogger(__name__)

SLICE_SECONDS = 25
ANSWER_SECONDS = 20
CHUNK = 64 * 1024
LENGTH = struct.Struct(">I")
FOUND, CLEAN = " FOUND", " OK"


class ScannerAway(Exception):
    """Nobody answers at the socket."""


class Undecided(Exception):
    """The scanner says neither clean nor infected of this file: it is too large for it, or it is gone."""


def signature_in(path: Path) -> str:
    """The name of the virus in the file; empty for a clean one. Raises ``ScannerAway`` or ``Undecided``."""
    answer = _asked(path)
    if answer.endswith(FOUND):
        return answer.removesuffix(FOUND).removeprefix("stream: ")
    if answer.endswith(CLEAN):
        return ""
    raise Undecided(answer[:80])


def _asked(path: Path) -> str:
    """clamd's INSTREAM: chunks with their length before them, then a length of nothing."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(ANSWER_SECONDS)
        try:
            line.connect(settings.CLAMD_SOCKET)
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        try:
            return _conversation(line, path)
        except OSError as error:
            raise Undecided(type(error).__name__) from error


def _conversation(line: socket.socket, path: Path) -> str:
    line.sendall(b"zINSTREAM\0")
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            line.sendall(LENGTH.pack(len(chunk)) + chunk)
    line.sendall(LENGTH.pack(0))
    return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (heard := line.recv(4096)):
        said += heard
    return said.rstrip(b"\0\n").decode(errors="replace")


def scan_waiting() -> int:
    """Look at what waits, oldest first, for one slice; several workers at once take different files.

    Returns how many were decided.
    """
    decided, ends = 0, time.monotonic() + SLICE_SECONDS
    try:
        while settings.CLAMD_SOCKET and time.monotonic() < ends and (stored := _scan_next()):
            decided += stored.scan not in UNSEEN
    except ScannerAway as error:
        log.warning("the virus scanner does not answer, files wait: %s", error)
    return decided


@transaction.atomic
def _scan_next() -> StoredFile | None:
    """The next file, decided or, where the scanner has nothing to say of it, put off for a minute."""
    stored = StoredFile.objects.waiting().select_for_update(skip_locked=True).first()
    if stored is None:
        return None
    stored.scan_tried_at = timezone.now()
    try:
        _decide(stored, signature_in(path_of(stored.uuid)))
    except Undecided as error:
        log.warning("file %s stays unscanned: %s", stored.uuid, error)
    stored.save(update_fields=["scan", "scan_tried_at"])
    return stored


def _decide(stored: StoredFile, signature: str) -> None:
    stored.scan = StoredFile.Scan.INFECTED if signature else StoredFile.Scan.CLEAN
    if signature:
        log.error("stored file %s is infected (%s) and set apart", stored.uuid, signature)
        transaction.on_commit(lambda: set_apart(stored))


def scan_state() -> dict[str, int | str]:
    """For the health page: how many files wait for the scanner, how long the oldest has, how many are infected."""
    if not settings.CLAMD_SOCKET:
        return {"scanner": "none"}
    waiting = StoredFile.objects.filter(scan__in=UNSEEN)
    oldest = waiting.order_by("stored_at").values_list("stored_at", flat=True).first()
    return {
        "scanner": "behind" if oldest else "ok",
        "waiting": waiting.count(),
        "oldest_seconds": round((timezone.now() - oldest).total_seconds()) if oldest else 0,
        "infected": StoredFile.objects.infected().count(),
    }
