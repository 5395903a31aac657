"""Files that are still there after the power fails.

Bytes first, synced, then the row (D9). Django's own storage does not sync.
"""

import hashlib
import logging
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
from portal.files.disk import incoming, make_folder, quarantine, room_needed, sync_folder
from portal.files.intake import ArrivedFile
from portal.files.models import StoredFile

log = logging.getLogger(__name__)

ORPHAN_AFTER = timedelta(hours=24)
CHUNK = 64 * 1024


class FileDamaged(Exception):
    """The bytes on disk are gone or not those that were stored: an alarm, not a 404 (D12)."""


def path_of(key: uuid.UUID) -> Path:
    """``ab/cd/<uuid>``: nothing of what a citizen typed ever becomes a path."""
    return Path(settings.FILES_DIR) / key.hex[:2] / key.hex[2:4] / str(key)


def store(upload: UploadedFile, *, by: User | None, pages: int | None = None) -> StoredFile:
    """Keep a checked upload (``checks.harmless``).

    The bytes are on disk before the row is written in the caller's transaction; if that is undone, the sweeper finds
    the orphan. Raises ``NoRoom``.
    """
    key = uuid.uuid4()
    with room_needed():
        digest, size = _keep(path_of(key), upload)
    scan = StoredFile.Scan.PENDING if settings.CLAMD_SOCKET else StoredFile.Scan.UNSCANNED
    return StoredFile.objects.create(
        uuid=key,
        name=upload.name or "giay-to",
        media_type=upload.content_type or "",
        size=size,
        pages=pages,
        sha256=digest,
        stored_by=by,
        scan=scan,
    )


def _keep(path: Path, upload: UploadedFile) -> tuple[str, int]:
    """One that arrived on this disk only gets another name; its hash ran along while it came."""
    make_folder(path.parent)
    if isinstance(upload, ArrivedFile):
        os.fsync(upload.disk.fileno())
        os.link(upload.path, path)
        digest, size = upload.sha256, upload.size or 0
    else:
        digest, size = _write(path, upload)
    sync_folder(path.parent)
    return digest, size


def _write(path: Path, upload: UploadedFile) -> tuple[str, int]:
    aside = path.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    upload.seek(0)
    try:
        with aside.open("xb") as out:
            for chunk in upload.chunks(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        aside.unlink(missing_ok=True)  # half a file would take the room that is missing
        raise
    aside.rename(path)
    return digest.hexdigest(), size


def open_stored(stored: StoredFile) -> BinaryIO:
    """The bytes. Raises ``FileDamaged``, and raises the alarm, where they are missing or of another length."""
    path = path_of(stored.uuid)
    if not path.is_file() or path.stat().st_size != stored.size:
        damage = StoredFile.Damage.CHANGED if path.is_file() else StoredFile.Damage.MISSING
        StoredFile.objects.filter(pk=stored.pk).update(damage=damage)
        log.error("stored file %s is %s", stored.uuid, damage)
        raise FileDamaged(str(stored.uuid))
    return path.open("rb")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def set_apart(stored: StoredFile) -> None:
    """Move infected bytes to where nothing is served from; safe to repeat."""
    path = path_of(stored.uuid)
    if path.is_file():
        path.rename(quarantine() / str(stored.uuid))
        sync_folder(quarantine())
        sync_folder(path.parent)


# --- What is left behind ----------------------------------------------------------------------


def orphans() -> Iterator[Path]:
    """Files without a row, old enough that no transaction in flight can still be about to write one."""
    limit = (timezone.now() - ORPHAN_AFTER).timestamp()
    folder = Path(settings.FILES_DIR)
    for path in (*folder.glob("??/??/*"), *quarantine().glob("*")):
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


BROKEN_OFF_AFTER = timedelta(minutes=45)
"""An upload takes minutes; swept every five minutes, what a killed process left is gone within the hour."""


def sweep_incoming() -> int:
    """Remove what uploads that broke off have left. Returns how many files."""
    limit = (timezone.now() - BROKEN_OFF_AFTER).timestamp()
    found = [path for path in incoming().glob("*.part") if path.stat().st_mtime < limit]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
