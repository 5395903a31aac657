"""A request too large is told so on a page, instead of filling the disk or dropping the connection."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

FILES_MOST = 4
"""So many of the largest files: one somewhat too large still reaches its form and is refused beside its control."""

READ_OFF_MOST = 160 * 1024 * 1024
"""Up to here the rest is read and dropped, for a browser that is still sending hears no answer."""

CHUNK = 1024 * 1024


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
        if content_length <= FILES_MOST * settings.FILE_BYTES_MAX:
            return
        read = 0
        while read < READ_OFF_MOST and (chunk := input_data.read(CHUNK)):
            read += len(chunk)
        raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
