"""A request too large is told so on a page, instead of filling the disk or dropping the connection."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

FILES_MOST = 4
"""So many of the largest files: one somewhat too large still reaches its form and is refused beside its control."""

READ_OFF_MOST = 160 * 1024 * 1024
"""Up to here the rest is read and dropped, for a browser that is still sending hears no answer."""

CHUNK = 1024 * 1024


def largest_file(request: HttpRequest | None) -> int:
    """Bytes of one file: officials also send videos."""
    user = getattr(request, "user", None)
    return settings.VIDEO_BYTES_MAX if user is not None and user.is_staff else settings.FILE_BYTES_MAX


def reserve() -> int:
    """Bytes of the disk that uploads leave free, for the database and the logs to go on."""
    return int(settings.FILES_RESERVE)


class BodyLimit(FileUploadHandler):
    """First of the upload handlers. Raises ``RequestDataTooBig``, which becomes the page for 413."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length <= FILES_MOST * settings.FILE_BYTES_MAX or content_length <= largest_file(self.request):
            return
        read = 0
        while read < READ_OFF_MOST and (chunk := input_data.read(CHUNK)):
            read += len(chunk)
        raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
