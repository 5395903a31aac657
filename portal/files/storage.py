"""Files that are still there after the power fails.

Bytes first, synced, then the row (D9). Django's own storage does not sync.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from portal.accounts.models import User
from portal.files.models import StoredFile

ORPHAN_AFTER = timedelta(hours=24)
CHUNK = 64 * 1024


class FileDamaged(Exception):
    """The bytes on disk are gone or not those that were stored: an alarm, not a 404 (D12)."""


def path_of(key: uuid.UUID) -> Path:
    """``ab/cd/<uuid>``: nothing of what a citizen typed ever becomes a path."""
    return Path(settings.FILES_DIR) / key.hex[:2] / key.hex[2:4] / str(key)


def store(upload: UploadedFile, *, by: User | None) -> StoredFile:
    """Keep a checked upload (``checks.harmless``).

    The bytes are on disk before the row is written in the caller's transaction; if that is undone, the sweeper finds
    the orphan.
    """
    key = uuid.uuid4()
    digest, size = _write(path_of(key), upload)
    return StoredFile.objects.create(
        uuid=key,
        name=upload.name or "giay-to",
        media_type=upload.content_type or "",
        size=size,
        sha256=digest,
        stored_by=by,
    )


def _write(path: Path, upload: UploadedFile) -> tuple[str, int]:
    _make_folder(path.parent)
    aside = path.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    upload.seek(0)
    with aside.open("xb") as out:
        for chunk in upload.chunks(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    aside.rename(path)
    _sync_folder(path.parent)
    return digest.hexdigest(), size


def _make_folder(folder: Path) -> None:
    """``folder`` and those above it; a new one is synced into its parent, or the file in it would be lost with it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_stored(stored: StoredFile) -> BinaryIO:
    """The bytes. Raises ``FileDamaged`` where they are missing or of another length."""
    path = path_of(stored.uuid)
    if not path.is_file() or path.stat().st_size != stored.size:
        raise FileDamaged(str(stored.uuid))
    return path.open("rb")


def orphans() -> Iterator[Path]:
    """Files without a row, old enough that no transaction in flight can still be about to write one."""
    limit = (timezone.now() - ORPHAN_AFTER).timestamp()
    for path in Path(settings.FILES_DIR).glob("??/??/*"):
        if path.stat().st_mtime < limit and (
            path.suffix == ".part" or not StoredFile.objects.filter(uuid=path.name).exists()
        ):
            yield path


def sweep() -> int:
    """Remove orphans. Returns how many."""
    found = list(orphans())
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
