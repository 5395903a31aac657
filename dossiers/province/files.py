"""The one page that stands for every paper and result: its bytes lie on the disk once, under many names."""

import hashlib
import os
import uuid
from functools import cached_property

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import User
from portal.files.disk import sync_folder
from portal.files.models import StoredFile
from portal.files.storage import path_of, store

PAGE = settings.BASE_DIR / "demo" / "ket-qua.pdf"
FOLDER = 4
"""So many letters of a file's key name its folder: all names of the page lie in the folder of the first."""


class Shelf:
    """Gives stored files; each is a row of its own. ``settle`` before the rows are committed."""

    @cached_property
    def _content(self) -> bytes:
        return PAGE.read_bytes()

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self._content).hexdigest()

    @cached_property
    def _first(self) -> StoredFile:
        upload = SimpleUploadedFile("giay-to.pdf", self._content, content_type="application/pdf")
        return store(upload, by=None, pages=1)

    def page(self, name: str, by: User | None = None) -> StoredFile:
        key = uuid.UUID(hex=self._first.uuid.hex[:FOLDER] + uuid.uuid4().hex[FOLDER:])
        os.link(path_of(self._first.uuid), path_of(key))
        return StoredFile.objects.create(
            uuid=key, name=f"{name}.pdf", media_type="application/pdf", size=len(self._content), pages=1,
            sha256=self._digest, stored_by=by, scan=self._first.scan,
        )  # fmt: skip

    def settle(self) -> None:
        """The names outlast a power failure, as the bytes do."""
        if "_first" in self.__dict__:
            sync_folder(path_of(self._first.uuid).parent)
