"""Uploads on their way in: written to the store's own disk as they arrive, counted and hashed while they do (D9)."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import cached_property

from portal.files.disk import NoRoom, free_bytes, incoming, room_needed
from portal.files.limits import largest_file, reserve

NAMELESS = "giay-to"


class ArrivedFile(UploadedFile):
    """An upload that lies on the store's disk; its name there is gone when it is closed or forgotten.

    Of one too large (``size`` says so), or for which there was no room, nothing is left but what it was called.
    """

    def __init__(self, name: str, content_type: str | None) -> None:
        file = tempfile.NamedTemporaryFile(dir=incoming(), buffering=0, suffix=".part")  # noqa: SIM115
        super().__init__(file, name or NAMELESS, content_type, size=0)
        self.disk, self.path = file, Path(file.name)
        self.has_no_room = free_bytes() < reserve()
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._digest.hexdigest()

    def take(self, chunk: bytes, largest: int) -> None:
        """Write ``chunk`` at the end; of a file beyond ``largest`` nothing is kept."""
        self.size = (self.size or 0) + len(chunk)
        if self.has_no_room:
            return
        if self.size > largest:
            self.disk.truncate(0)
            return
        self._digest.update(chunk)
        try:
            with room_needed():
                self._write(chunk)
        except NoRoom:
            self.has_no_room = True
            self.disk.truncate(0)

    def _write(self, chunk: bytes) -> None:
        left = memoryview(chunk)
        while left:
            left = left[self.disk.write(left) :]


class OntoTheDisk(FileUploadHandler):
    """The upload handler after ``BodyLimit``. Never holds more than one chunk in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = ArrivedFile(self.file_name or "", self.content_type)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Who may send more than everybody is asked once it is more."""
        largest = settings.FILE_BYTES_MAX
        if (self.file.size or 0) + len(raw_data) > largest:
            largest = self.largest
        self.file.take(raw_data, largest)

    @cached_property
    def largest(self) -> int:
        return largest_file(self.request)

    def file_complete(self, file_size: int) -> ArrivedFile:
        self.file.seek(0)
        return self.file

    def upload_interrupted(self) -> None:
        """The other side went away in the middle."""
        if hasattr(self, "file"):
            self.file.close()
