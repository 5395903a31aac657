"""The one way a stored file leaves.

As a download that no browser will run (D10). Who may have it is the calling view's question.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from portal.files.models import StoredFile
from portal.files.paper import JPEG
from portal.files.pictures import thumbnail
from portal.files.storage import open_stored

RANGE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")
SHOWN = ("video/", "image/", "text/vtt")
YEAR = 365 * 24 * 3600
CHUNK = 256 * 1024
SANDBOX = "default-src 'none'; sandbox"


class FileHeld(PermissionDenied):
    """The virus scanner has not passed the file: it leaves for nobody (D11). Becomes a page that says so."""

    def __init__(self, stored: StoredFile) -> None:
        super().__init__(str(stored.uuid))
        self.is_infected = stored.is_infected


def serve(stored: StoredFile) -> FileResponse:
    """``stored`` as an attachment. Raises ``FileHeld`` or ``FileDamaged``."""
    if not stored.is_released:
        raise FileHeld(stored)
    response = FileResponse(
        open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def serve_thumbnail(stored: StoredFile) -> HttpResponse:
    """A picture we made anew from its points, smaller, to be shown in a page of its owner.

    Raises ``FileHeld`` for an infected one, ``FileDamaged`` or ``BadPaper``.
    """
    if stored.is_infected:
        raise FileHeld(stored)
    with open_stored(stored) as content:
        response = HttpResponse(thumbnail(content, stored.media_type), content_type=JPEG)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def serve_public(stored: StoredFile, request: HttpRequest) -> HttpResponseBase:
    """``stored`` to anybody, pictures and videos to be shown, with parts by ``Range`` so that a video can be wound.

    Its address never means other bytes, so it is kept for a year. Raises ``FileHeld`` or ``FileDamaged``.
    """
    if not stored.is_released:
        raise FileHeld(stored)
    wanted = RANGE.match(request.headers.get("Range", ""))
    whole = not wanted or not (wanted[1] or wanted[2])
    start, end = (0, stored.size - 1) if whole else _span(wanted, stored.size)  # type: ignore[arg-type]
    if start > end:
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return response
    content = _part(open_stored(stored), start, end)
    response = StreamingHttpResponse(content, status=200 if whole else 206, content_type=stored.media_type)
    response.headers["Content-Length"] = str(end - start + 1)
    if not whole:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{stored.size}"
    way = "inline" if stored.media_type.startswith(SHOWN) else "attachment"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = content_disposition_header(way == "attachment", stored.name) or way
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _span(wanted: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte; of ``-500`` the last five hundred."""
    if not wanted[1]:
        return max(size - int(wanted[2]), 0), size - 1
    return int(wanted[1]), min(int(wanted[2]) if wanted[2] else size - 1, size - 1)


def _part(content: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with content:
        content.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := content.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
